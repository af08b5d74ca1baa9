"""The commands over the stages: what they print where, and how they exit."""

import json

import pytest

from flows.opened import leased, open_market
from rivalscope import cli


def run(small, capsys, *arguments: str) -> tuple[int, str, str]:
    code = cli.run([arguments[0], "--market", str(small.file), *arguments[1:]])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_night_then_gaps_report_and_digest(small, capsys):
    night = small.go(12)
    code, out, err = run(small, capsys, "nightly", "--no-prefect", "--night", f"{night}", "--json")
    assert code == 0, err
    facts = json.loads(out)
    assert facts["complete"] is True
    assert facts["captures"] == 4
    assert "obrixy/pricing" in err

    code, out, _ = run(small, capsys, "gaps", "--json")
    assert code == 0
    gaps = json.loads(out)["gaps"]
    assert {gap["feature"] for gap in gaps} >= {"Audit log", "time tracking"}
    assert all(gap["evidence"] for gap in gaps)
    code, out, _ = run(small, capsys, "gaps", "--as-of", f"{night}")
    assert code == 0
    assert out.splitlines()[0].startswith("kind ")
    assert "time tracking" in out

    code, out, err = run(small, capsys, "report", "-o", str(small.folder / "elsewhere"), "--json")
    assert code == 0, err
    assert (small.folder / "elsewhere" / "report.xlsx").is_file()
    assert len(json.loads(out)["files"]) == 5

    code, out, err = run(
        small, capsys, "digest", "--week", "2026-W47", "-o", str(small.folder / "w.eml"), "--json"
    )
    assert code == 0, err
    assert json.loads(out)["file"] == str(small.folder / "w.eml")

    code, out, err = run(small, capsys, "annotate", "--json")
    assert code == 0, err
    assert json.loads(out) == {"read": 0, "new_texts": 0}


def test_a_night_that_falls_short_exits_1_and_says_which_source(small, capsys):
    night = small.go(12, obrixy="login")
    code, out, err = run(small, capsys, "crawl", "--night", f"{night}", "--json")
    assert code == 1
    assert json.loads(out)["failing"][0]["source"] == "obrixy/pricing"
    assert "obrixy/pricing: no facts tonight: login" in err


def test_an_unknown_source_exits_2_and_names_the_known_ones(small, capsys):
    code, _, err = run(small, capsys, "crawl", "obrixy/prices")
    assert code == 2
    assert "obrixy/pricing" in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [["crawl"], ["annotate"], ["nightly", "--no-prefect"]])
def test_a_lease_that_another_run_holds_exits_75_and_names_it(small, capsys, command):
    with open_market(small.file) as opened, leased(opened, by="nightly"):
        code, _, err = run(small, capsys, *command)
    assert code == 75
    assert "rivalscope nightly" in err


def test_before_any_night_there_are_no_gaps_and_it_says_what_to_do(small, capsys):
    code, out, _ = run(small, capsys, "gaps")
    assert code == 0
    assert "rivalscope nightly" in out


def test_a_week_that_is_none_exits_2(small, capsys):
    code, _, err = run(small, capsys, "weekly", "--no-prefect", "--week", "someday")
    assert code == 2
    assert "2026-W47" in err
