"""A night told to machines: lines with the run of the store, and figures where the environment names a file."""

import logging
from dataclasses import replace

from flows import stages
from flows.clock import instant_of
from flows.opened import leased, open_market
from flows.telling import tell_night
from rivalscope.log import FORM_VARIABLE


def test_a_night_writes_its_figures_and_logs_each_failing_source_by_name(
    small, tmp_path, monkeypatch, caplog
):
    monkeypatch.setenv(FORM_VARIABLE, "json")
    monkeypatch.setenv("RIVALSCOPE_METRICS_FILE", str(tmp_path / "night.prom"))
    caplog.set_level(logging.INFO, logger="flows")
    night = small.go(1, obrixy="down")
    with open_market(small.file) as opened:
        outcome = stages.run_night(opened, night=night, clock=instant_of(night), reporting=False)
    text = (tmp_path / "night.prom").read_text()
    assert "rivalscope_nights{" in text
    assert 'state="ok"} ' in text
    assert "rivalscope_night_complete{" in text
    named = {record.source for record in caplog.records if hasattr(record, "source")}
    assert named == {one.source for one in outcome.collected.failing}
    assert named


def test_figures_that_cannot_be_written_are_a_warning_and_the_night_is_done(small, tmp_path, caplog):
    night = small.go(1)
    with open_market(small.file) as opened:
        outcome = stages.run_night(opened, night=night, clock=instant_of(night), reporting=False)
        nowhere = replace(opened, market=replace(opened.market, metrics=tmp_path / "none" / "night.prom"))
        tell_night(nowhere, outcome, run="night-1", seconds=1.0)
    assert "cannot be written" in caplog.text


def test_a_run_has_the_id_that_its_lease_has_in_the_store(small):
    with open_market(small.file) as opened:
        with leased(opened, by="nightly") as first:
            pass
        with leased(opened, by="nightly") as second:
            pass
    assert (first, second) == ("night-1", "night-2")
