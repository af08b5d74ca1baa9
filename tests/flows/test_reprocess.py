"""Reprocessing: stored pages are read anew, the difference is shown, and adopted whole or not at all."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from flows import stages
from flows.clock import instant_of
from flows.opened import leased, open_market
from flows.reprocess import reprocess
from rivalscope import cli
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.verify import verify
from spiders.pages.reader import EXTRACTOR, read_page
from storage import reads
from storage.archive import Archive
from storage.engine import reading
from storage.loads import store_capture
from storage.market import sync_market

EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
URL = "https://made.example/pricing"
MARKET = f"""\
[market]
name = "One rival"
contact = "test@example.com"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"

[[products.sources]]
kind = "pricing"
url = "{URL}"
"""

# A page of our own making.
PAGE = """<!doctype html><html><head><title>Rival pricing</title></head><body><main><h1>Plans</h1>
<section><h2>Basic</h2><p>Free</p><ul><li>Chat</li></ul></section>
<section><h2>Pro</h2><p>${} per user per month</p><ul><li>Chat</li><li>Cloud recording</li></ul></section>
<section><h2>Business</h2><p>$21.99 per user per month</p><ul><li>Chat</li><li>Single sign-on</li></ul></section>
</main></body></html>"""


@pytest.fixture
def older(tmp_path, monkeypatch):
    """A market whose two nights were stored by an older reader, which found no prices."""
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    file = tmp_path / "market.toml"
    file.write_text(MARKET)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - {name: Chat}\n")
    with open_market(file) as opened:
        sync_market(opened.engine, opened.market.products, opened.market.taxonomy)
        for day, price in ((1, "15.99"), (2, "17.99")):
            body, seen_at = PAGE.format(price).encode(), datetime(2026, 1, day, 2, tzinfo=UTC)
            page = read_page(body, url=URL, kind=SourceKind.PRICING, seen_at=seen_at)
            plans = tuple(replace(plan, prices=()) for plan in page.plans)
            capture = Capture(
                source="rival/pricing",
                url=URL,
                night=seen_at.date(),
                seen_at=seen_at,
                verdict=Verdict.OK,
                snapshot=Archive(opened.market.archive).put(body),
                content_type="text/html; charset=utf-8",
            )
            page = replace(page, plans=plans, extractor="pages/0")
            store_capture(opened.engine, capture=capture, page=page, product="rival")
    monkeypatch.chdir(tmp_path)
    return file


def tables(file) -> dict[str, list[tuple]]:
    """All that is stored, but for the lease."""
    with open_market(file) as opened, reading(opened.engine) as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        return {
            name: list(map(tuple, connection.execute(text(f"SELECT * FROM {name} ORDER BY 1"))))
            for name in names
            if name not in ("lease", "sqlite_sequence")
        }


def test_what_an_older_reader_missed_is_shown_then_adopted_and_then_nothing_differs(older, capsys):
    before = tables(older)
    assert cli.run(["reprocess", "--since", "2026-01-01", "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert shown["former"] == {"pages/0": 2}
    assert shown["versions"] == {EXTRACTOR: 2}
    counts = {(row["kind"], row["step"]): row["count"] for row in shown["differences"]}
    assert counts["price", "gained"] == 4
    assert counts["change", "gained"] == 1
    quotes = [one["quote"] for one in shown["examples"] if one["kind"] == "price"]
    assert any("15.99" in quote for quote in quotes)
    assert tables(older) == before
    with open_market(older) as opened:
        done = reprocess(opened, since=date(2026, 1, 1), decide=lambda _: True)
        assert done.adopted
        archive = Archive(opened.market.archive)
        assert verify(opened.engine, archive).failures == ()
        changes = reads.changes(opened.engine, since=date(2026, 1, 2), until=date(2026, 1, 2))
        assert [one.subject for one in changes if one.kind.value == "price"] == ["Pro"]
        again = reprocess(opened, since=date(2026, 1, 1), decide=lambda _: pytest.fail("nothing differs"))
        assert not again.differs


WRONG = {
    (): "--since DATE",
    ("--since", "yesterday"): "yesterday",
    ("--since", "2999-01-01"): "in the future",
    ("--since", "2026-01-02", "--until", "2026-01-01"): "--until 2026-01-01 is before",
    ("--since", "2026-01-01", "rival/prices"): "known sources: rival/pricing",
    ("--since", "2026-01-01", "--until", "2026-01-01", "--adopt"): "adopt without --until",
}


def test_what_cannot_be_meant_is_a_usage_error_and_changes_nothing(older, capsys):
    before = tables(older)
    for arguments, words in WRONG.items():
        assert cli.run(["reprocess", *arguments]) == 2
        assert words in capsys.readouterr().err
    assert tables(older) == before


def test_nothing_captured_since_is_no_difference(older, capsys):
    del older
    assert cli.run(["reprocess", "--since", "2026-02-01"]) == 0
    assert "nothing differs" in capsys.readouterr().out


def test_another_run_that_holds_the_lease_is_told_by_75(older, capsys):
    with open_market(older) as opened, leased(opened, by="nightly"):
        assert cli.run(["reprocess", "--since", "2026-01-01"]) == 75
    assert "rivalscope nightly" in capsys.readouterr().err


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from sqlalchemy import event
from flows.opened import open_market
from flows.reprocess import reprocess

with open_market(Path(sys.argv[1])) as opened:
    left = [int(sys.argv[2])]

    def count(connection, cursor, statement, *_):
        if statement.startswith(("INSERT", "UPDATE", "DELETE")) and "lease" not in statement:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    event.listen(opened.engine, "after_cursor_execute", count)
    done = reprocess(opened, since=date(2026, 1, 1), decide=lambda _: True)
print(int(sys.argv[2]) - left[0])
"""


@pytest.mark.parametrize(
    "statement",
    [5, *([1, 2, 3, 8, 13, 21, 34] if EXHAUSTIVE else [])],
)
def test_an_adoption_that_is_killed_has_changed_nothing_and_can_be_done_again(older, statement):
    before = tables(older)
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(older), str(statement)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode == 0:
        assert int(done.stdout) < statement  # it was over before
        return
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert tables(older) == before
    if EXHAUSTIVE:
        with open_market(older) as opened:
            assert reprocess(opened, since=date(2026, 1, 1), decide=lambda _: True).adopted


@pytest.mark.skipif(not EXHAUSTIVE, reason="collects eight nights")
def test_nights_read_again_by_the_same_reader_are_the_same(small):
    for week in range(1, 9):
        night = small.go(week, **({"obrixy": "down"} if week == 3 else {}))
        with open_market(small.file) as opened:
            stages.crawl(opened, night=night, clock=instant_of(night))
    with open_market(small.file) as opened:
        for since in (small.go(1), small.go(5), small.go(8)):
            done = reprocess(opened, since=since - timedelta(days=1), decide=lambda _: False)
            assert done.captures > 0
            assert done.examples == []
