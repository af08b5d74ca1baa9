"""`rivalscope changes` as a person types it."""

import json
import math
import re
from dataclasses import replace
from datetime import date

import pytest

from rivalscope.analysis.changes import score
from rivalscope.cli import run
from rivalscope.commands.changes import explained, lines
from rivalscope.domain.fact import Change, ChangeKind, ChangeMode

MARKET = """
[market]
name = "Made market"
contact = "made@example.org"

[[products]]
name = "Ours"
slug = "ours"
ours = true
"""


def made(number, **more):
    values = {"kind": ChangeKind.PRICE, "mode": ChangeMode.CHANGED, "subject": "Pro", **more}
    values |= (
        {"before": "10 USD per month", "after": "12 USD per month"}
        if "after" not in more
        else {"before": None}
    )
    change = Change(id=number, product="a", source="a/pricing", night=date(2026, 1, 2), **values)
    told = score([change], as_of=date(2026, 1, 2))[number]
    return replace(change, score=told.points, reason=told.reason, parts=told.parts)


@pytest.mark.parametrize(
    "change",
    [
        made(1),
        made(2, kind=ChangeKind.LIMIT),
        made(3, kind=ChangeKind.RELEASE, mode=ChangeMode.ADDED, after="Polls"),
    ],
)
def test_a_reader_gets_the_score_by_multiplying_what_is_printed(change):
    told = explained(change)
    weights = [
        float(weight) for weight in re.findall(r"(?:type|size|page|persistence|novelty) ([\d.]+) \(", told)
    ]
    assert len(weights) == 5
    assert told.endswith(f"= {change.score:.1f}")
    assert round(100 * math.prod(weights), 1) == change.score


def test_the_parts_are_named_whatever_order_the_store_gives_them_in():
    change = made(1)
    turned = replace(change, parts=dict(reversed(change.parts.items())))
    assert explained(turned) == explained(change)


def test_a_change_is_told_on_one_line_with_both_sides():
    (line,) = lines([made(1)], explain=False)
    assert line.split("  ")[-1] == "Pro: 10 USD per month → 12 USD per month"


def test_an_empty_store_says_that_nothing_changed(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    (tmp_path / "market.toml").write_text(MARKET)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - name: Chat\n")
    monkeypatch.chdir(tmp_path)
    assert run(["changes", "--since", "2026-01-01", "--until", "2026-01-02", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["changes", "--since", "2026-01-01", "--until", "2026-01-02"]) == 0
    assert "0 changes on the nights 2026-01-01 to 2026-01-02; nothing kept back" in capsys.readouterr().err
