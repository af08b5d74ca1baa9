"""The command line: help at once, one-line errors, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from rivalscope import cli
from rivalscope.commands.init import command as init


def rivalscope(*arguments: str, cwd=None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rivalscope", *arguments], capture_output=True, text=True, cwd=cwd, timeout=60
    )


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name, capsys):
    assert cli.run([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert "Usage:" in told
    assert len(told.splitlines()) > 4


@pytest.mark.parametrize("framework", ["scrapy", "spacy", "prefect", "sqlalchemy", "altair", "pydantic"])
def test_help_loads_no_framework(framework):
    code = (
        f"import sys; from rivalscope import cli; cli.run(['--help']); sys.exit({framework!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60).returncode == 0


def test_an_unknown_command_is_a_usage_error():
    done = rivalscope("crawll")
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_a_wrong_market_file_is_one_line_without_a_traceback(tmp_path):
    (tmp_path / "market.toml").write_text("[market]\nname = 'x'\ncontact = 'y@z'\nproducts = 3\n")
    done = rivalscope("gaps", cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "market.toml" in done.stderr


def test_no_market_file_says_what_writes_one(tmp_path):
    done = rivalscope("nightly", cwd=tmp_path)
    assert done.returncode == 2
    assert "rivalscope init" in done.stderr


def test_init_never_overwrites(tmp_path):
    assert CliRunner().invoke(init, [str(tmp_path), "--yes"]).exit_code == 0
    before = (tmp_path / "market.toml").read_text()
    done = rivalscope("init", str(tmp_path), "--yes")
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert (tmp_path / "market.toml").read_text() == before


@pytest.mark.parametrize(("given", "taken"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, "2")])
def test_small_matrices_are_left_to_one_thread_unless_told_otherwise(given, taken, monkeypatch):
    others = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    monkeypatch.setattr(os, "environ", others | given)
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert os.environ["OPENBLAS_NUM_THREADS"] == taken
