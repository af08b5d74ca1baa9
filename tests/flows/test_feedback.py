"""Feedback and back-tests by their commands."""

import json

import pytest
from click.testing import CliRunner

from flows.opened import open_market
from rivalscope.commands import backtest, feedback
from rivalscope.domain.feedback import ToldItem, code_of
from rivalscope.errors import UsageError
from storage.feedback import note_told


@pytest.fixture
def told(small):
    """Codes of what a digest told."""
    items = [
        ToldItem(
            code=code_of("change", name),
            kind="price",
            product="obrixy",
            title=name,
            week="2026-W47",
            score=score,
        )
        for name, score in (("Obrixy: Basic", 80.0), ("Obrixy: Plus", 20.0))
    ]
    with open_market(small.file) as opened:
        note_told(opened.engine, items)
    return [item.code for item in items]


def run(command, small, *arguments):
    done = CliRunner().invoke(command, [*arguments, "--market", str(small.file)], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_what_the_digest_told_is_listed_marked_and_counted(small, told):
    assert told
    assert all(code in run(feedback.command, small) for code in told)
    run(feedback.command, small, told[0], "noise", "--by", "ana")
    run(feedback.command, small, told[0], "useful", "--by", "ana")
    listed = run(feedback.command, small)
    assert listed.count(told[0]) == 1
    assert ": 1 useful, 0 noise" in listed
    (one,) = json.loads(run(feedback.command, small, "--json"))
    assert (one["code"], one["mark"], one["by"]) == (told[0], "useful", "ana")
    with pytest.raises(UsageError, match="nothing was told under 'ffffffffff'"):
        run(feedback.command, small, "ffffffffff", "noise")
    with pytest.raises(UsageError, match="useful or noise"):
        run(feedback.command, small, told[0])


def test_a_back_test_counts_the_marks_and_changes_nothing(small, told):
    run(feedback.command, small, told[0], "useful")
    run(feedback.command, small, told[1], "noise")
    listed = run(feedback.command, small)
    shown = run(backtest.command, small, "--price-percent", "1", "--score", "50")
    assert "0 alerts as [alerts] stands, 0 by the thresholds tried" in shown
    assert "1 of 1 useful ones are kept and 1 of 1 of noise left out" in shown
    found = json.loads(run(backtest.command, small, "--score", "50", "--json"))
    assert (found["dropped"], found["digest"]["useful"]) == ([], {"kept": 1, "all": 1})
    assert run(feedback.command, small) == listed
