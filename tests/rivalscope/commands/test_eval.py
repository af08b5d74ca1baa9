import json

import pytest
from click.testing import CliRunner

from rivalscope.commands.eval import command
from rivalscope.errors import UsageError
from rivalscope.evaluation import suites
from rivalscope.evaluation.suite import Report, Suite


def test_a_suite_prints_its_measures_with_their_floors():
    done = CliRunner().invoke(command, ["pages"], standalone_mode=False)
    assert done.return_value == 0
    assert "pages: the page judge" in done.output
    assert "recall.blocked" in done.output
    assert "(floor " in done.output


def test_the_figures_are_json_when_asked(tmp_path):
    done = CliRunner().invoke(
        command, ["web-pages", "--json", "--data", str(tmp_path)], standalone_mode=False
    )
    (suite,) = json.loads(done.stdout)["suites"]
    assert (suite["suite"], suite["n"], suite["measures"]) == ("web-pages", None, {})
    assert "is not there" in suite["skipped"]
    assert done.return_value == 0


def test_a_fallen_measure_falls_short(monkeypatch):
    bad = Suite(name="pages", about="made", run=lambda _data: Report(n=1, measures={"accuracy": 0.1}))
    monkeypatch.setattr(suites, "SUITES", (bad,))
    done = CliRunner().invoke(command, [], standalone_mode=False)
    assert done.return_value == 1
    assert "FALLEN" in done.output


def test_an_unknown_suite_is_a_usage_error_that_names_those_there_are():
    with pytest.raises(UsageError, match="web-pages"):
        CliRunner().invoke(command, ["wrong"], standalone_mode=False, catch_exceptions=False)
