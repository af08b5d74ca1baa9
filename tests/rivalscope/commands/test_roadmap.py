"""`rivalscope roadmap` as a person types it."""

import dataclasses
import json
import tomllib

import pytest

from rivalscope.analysis.roadmap import rank
from rivalscope.cli import run
from rivalscope.commands.roadmap import stubs, table, to_json
from rivalscope.domain.finding import Analysis
from rivalscope.domain.roadmap import RoadmapOptions, Sizing

MARKET = """
[market]
name = "Made market"
contact = "made@example.org"

[[products]]
name = "Ours"
slug = "ours"
ours = true
"""


@pytest.fixture
def roadmap(facts):
    gaps = (facts.gap("SSO", 12.0), facts.gap("Polls"), facts.gap('A "quoted" one', 9.0))
    analysis = Analysis(as_of=facts.as_of, cells=(), scores=(), gaps=gaps, taxonomy="t", model="m")
    options = RoadmapOptions(
        person_weeks=4.0, items={"SSO": Sizing(effort=(2.0, 4.0), note="Asked by sales.")}
    )
    return rank(analysis, options, urgencies={}, doubts={"SSO": ("a single source",)})


def test_a_person_reads_the_order_its_reasons_and_what_has_no_estimate(roadmap):
    told = "\n".join(table(roadmap))
    assert "* 1  SSO" in told
    assert "less sure: a single source" in told
    assert "Asked by sales." in told
    assert "evidence: e1, e2" in told
    assert "* 1 fit into 4 person-weeks and take 3 of them." in told
    assert "needs sizing" in told
    assert "Polls is wanted." in told


def test_what_needs_sizing_is_written_as_tables_ready_to_fill_in(roadmap):
    text = "\n".join(line.removeprefix("# ") for line in stubs(roadmap))
    items = tomllib.loads(text)["roadmap"]["items"]
    assert items == {"Polls": {"effort": [1, 3]}, 'A "quoted" one': {"effort": [1, 3]}}


def test_json_has_every_field_and_null_for_what_is_unknown(roadmap):
    told = json.loads(json.dumps(to_json(roadmap)))
    assert told["as_of"] == "2026-11-22T02:00:00+00:00"
    assert set(told["items"][0]) == {field.name for field in dataclasses.fields(roadmap.items[0])}
    assert told["items"][1]["rice"] is None


def write(tmp_path, more=""):
    (tmp_path / "market.toml").write_text(MARKET + more)
    (tmp_path / "taxonomy.yml").write_text("features: []\n")
    return ["roadmap", "--market", str(tmp_path / "market.toml")]


def test_an_empty_store_says_that_there_is_no_candidate(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    assert run(write(tmp_path)) == 0
    assert capsys.readouterr().out.startswith("no candidates: ")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            '[roadmap.items."SSO"]\neffort = [4, 2]',
            "effort is in person-weeks, more than 0: write 3 or [2, 4]",
        ),
        ('[roadmap.items."SSO"]\neffort = 0', "effort is in person-weeks, more than 0: write 3 or [2, 4]"),
        (
            '[roadmap]\ngoals = {a = 1}\n[roadmap.items."SSO"]\neffort = 1\ngoals = {b = 1}',
            "'SSO' serves a goal 'b' that [roadmap.goals] lacks; it has a",
        ),
        (
            '[roadmap]\ngoals = {a = 1}\n[roadmap.items."SSO"]\neffort = 1\ngoals = {a = 2}',
            "an item serves a goal from 0 (not at all) to 1 (wholly)",
        ),
        ("[roadmap]\nperson_weeks = 0", "greater than 0"),
    ],
)
def test_a_wrong_estimate_is_named_with_its_place_and_mend(tmp_path, monkeypatch, capsys, more, said):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    assert run(write(tmp_path, more)) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "market.toml:" in told
