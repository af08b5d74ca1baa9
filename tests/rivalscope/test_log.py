"""Log lines for machines: each a JSON object that says of which run, night and source it is."""

import io
import json
import logging
import sys
from datetime import date

import pytest

from rivalscope.log import FORM_VARIABLE, Structured, about, carried, set_up


@pytest.fixture
def told(monkeypatch):
    """What stands on stderr, and log handlers as they were when the test is over."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    monkeypatch.setenv(FORM_VARIABLE, "json")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    yield sys.stderr
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def logged(told):
    """Log structured lines for the time of a test; gives what reads them back."""
    set_up(structured=True)
    return lambda: [json.loads(line) for line in told.getvalue().splitlines()]


def test_a_line_says_when_how_grave_by_whom_and_what_it_is_about(logged):
    with about(run="night-7", night=date(2026, 11, 23)):
        logging.getLogger("flows.telling").warning("no facts", extra={"source": "zoom/pricing"})
    (line,) = logged()
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "flows.telling",
        "run": "night-7",
        "night": "2026-11-23",
        "source": "zoom/pricing",
        "message": "no facts",
    }


def test_what_a_line_is_about_ends_with_the_block_and_is_null_outside(logged):
    with about(run="night-7"):
        pass
    logging.getLogger("flows").warning("later")
    assert [(line["run"], line["night"], line["source"]) for line in logged()] == [(None, None, None)]


def test_secrets_stay_out_and_a_message_of_two_lines_is_one_object(logged):
    logging.getLogger("storage").error("postgresql://me:hunter2@db/x\ntoken=abc")
    (line,) = logged()
    assert "hunter2" not in line["message"]
    assert "abc" not in line["message"]
    assert "\n" in line["message"]


def test_a_traceback_is_within_the_object(logged):
    try:
        raise ValueError("password=hunter2")
    except ValueError:
        logging.getLogger("storage").exception("failed")
    (line,) = logged()
    assert "ValueError" in line["exception"]
    assert "hunter2" not in line["exception"]


def test_a_process_that_is_started_writes_about_the_same_run(monkeypatch):
    monkeypatch.setenv(FORM_VARIABLE, "json")
    with about(run="night-7", night=date(2026, 11, 23)):
        environment = carried()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    record = logging.LogRecord("spiders", logging.WARNING, __file__, 1, "slow", (), None)
    line = json.loads(Structured().format(record))
    assert (line["run"], line["night"]) == ("night-7", "2026-11-23")
    monkeypatch.delenv(FORM_VARIABLE)
    assert carried() == {}


def test_lines_for_people_are_the_default(told, monkeypatch):
    monkeypatch.setattr(sys, "stderr", told)
    set_up()
    logging.getLogger("flows").warning("slow")
    assert told.getvalue() == "WARNING flows: slow\n"
