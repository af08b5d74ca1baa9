"""The health of what runs by itself, on a store with real nights."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from rivalscope.check import State
from rivalscope.config import load_market
from rivalscope.domain.alert import AlertOptions
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.delivery import Delivery, DeliveryState
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from rivalscope.health import health, reach
from storage.digests import outgoing, queue, settle
from storage.loads import store_capture
from storage.market import sync_market
from storage.migrate import ready

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
URL = "https://zoom.example/pricing"
MARKET = f"""\
[market]
name = "Meetings"
contact = "me@example.com"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Zoom"
slug = "zoom"

[[products.sources]]
kind = "pricing"
url = "{URL}"
"""


@pytest.fixture
def opened(tmp_path):
    (tmp_path / "taxonomy.yml").write_text("features:\n  - {name: Search}\n")
    (tmp_path / "market.toml").write_text(MARKET)
    market = load_market(tmp_path / "market.toml", environment={})
    engine = ready(market.database_url)
    sync_market(engine, market.products, market.taxonomy)
    yield engine, market
    engine.dispose()


def show(engine, night, verdict, reason=""):
    seen_at = datetime.combine(night, datetime.min.time(), tzinfo=UTC) + timedelta(hours=2)
    capture = Capture(
        source="zoom/pricing", url=URL, night=night, seen_at=seen_at, verdict=verdict, reason=reason,
        snapshot=f"{night:%Y%m%d}".zfill(64) if verdict is Verdict.OK else None,
    )  # fmt: skip
    page = Page(url=URL, kind=SourceKind.PRICING, verdict=verdict, reason=reason, extractor="pages/1")
    store_capture(engine, capture=capture, page=page, product="zoom")


def checks(opened):
    return {check.name: check for check in health(*opened, now=NOW)}


def test_a_store_without_a_night_is_told_how_to_get_one(opened):
    (check,) = checks(opened).values()
    assert check.state is State.WARN
    assert "rivalscope nightly" in check.mend


def test_a_night_that_did_not_run_is_noticed(opened):
    engine, _ = opened
    show(engine, date(2026, 11, 20), Verdict.OK)
    found = checks(opened)
    assert found["nights"].state is State.FAIL
    assert "2026-11-20, 3 days ago" in found["nights"].detail
    show(engine, date(2026, 11, 22), Verdict.OK)
    assert checks(opened)["nights"].state is State.PASS


def test_a_source_that_keeps_failing_is_named_with_cause_and_mend(opened):
    engine, _ = opened
    for day in range(17, 24):
        show(engine, date(2026, 11, day), Verdict.ERROR, "the page is gone (404)")
    check = checks(opened)["source zoom/pricing"]
    assert check.state is State.FAIL
    assert check.detail == "gone, 7 nights without facts: the page is gone (404)"
    assert "market.toml" in check.mend


def test_mails_that_wait_or_were_refused_are_told(opened):
    engine, _ = opened
    show(engine, date(2026, 11, 22), Verdict.OK)
    assert checks(opened)["outbox"].state is State.PASS
    queue(engine, week="2026-W47", letters={"a@x.example": "<1@x>", "b@x.example": "<2@x>"}, at=NOW)
    assert checks(opened)["outbox"].state is State.WARN
    one = outgoing(engine)[0]
    settle(
        engine, one, Delivery(recipient=one.recipient, state=DeliveryState.REFUSED, detail="550 no"), at=NOW
    )
    assert checks(opened)["outbox"].state is State.FAIL
    assert "a@x.example" in checks(opened)["outbox"].detail


def test_a_channel_that_cannot_be_is_told_without_its_secret():
    wrong, right = reach(AlertOptions(channels=("slak://t0ken", "json://127.0.0.1:9/")))
    assert (wrong.state, right.state) == (State.FAIL, State.PASS)
    assert "t0ken" not in repr(dataclasses.asdict(wrong))


def test_a_clock_that_was_set_back_is_told_before_a_night_refuses_to_run(opened):
    engine, market = opened
    show(engine, date(2026, 11, 22), Verdict.OK)
    right = {check.name for check in health(engine, market, now=NOW)}
    back = {check.name: check for check in health(engine, market, now=NOW - timedelta(days=30))}
    assert "clock" not in right
    assert back["clock"].state is State.FAIL
    assert "set the clock" in back["clock"].detail
