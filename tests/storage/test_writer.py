"""The writer: what waits shares a transaction, in order, and a fault costs nothing but itself."""

import threading
from datetime import UTC, datetime

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.errors import StoreError
from storage import reads
from storage.loads import Load
from storage.writer import DROVE, Writer


@pytest.fixture
def writer(market):
    opened = Writer(market)
    yield opened
    opened.close()


@pytest.fixture
def held(writer):
    """Hold the writer's thread up until the event is set, so that work gathers behind it."""
    go = threading.Event()
    started = threading.Event()

    def wait(_connection):
        started.set()
        go.wait(10)

    writer.call(wait)
    started.wait(10)
    yield go
    go.set()


def load(made, number, *, source="rival/pricing", verdict=Verdict.ERROR):
    capture = Capture(
        source=source,
        url=f"https://a.example/{number}",
        night=made.night_of(0),
        seen_at=made.instant_of(0),
        verdict=verdict,
    )
    return Load(capture=capture, page=None, product="rival", learnt_at=datetime.now(UTC))


def test_what_waits_is_committed_in_one_transaction_in_order(writer, held, made):
    order = []
    futures = [writer.load(load(made, number)) for number in range(20)]
    futures.append(writer.call(lambda _connection: order.append("first")))
    futures.append(writer.call(lambda _connection: order.append("second")))
    assert not any(future.done() for future in futures)
    held.set()
    numbers = [future.result(10).capture_id for future in futures[:20]]
    futures[-1].result(10)
    assert numbers == sorted(numbers)
    assert order == ["first", "second"]
    assert writer.batches == 2  # what held the thread up, and all the rest together


def test_a_fault_costs_nothing_but_itself(writer, held, made, market):
    good = [writer.load(load(made, number)) for number in range(3)]
    bad = writer.load(load(made, 9, source="rival/nowhere"))
    more = [writer.load(load(made, number)) for number in range(3, 6)]
    held.set()
    with pytest.raises(StoreError, match="no source 'rival/nowhere'"):
        bad.result(10)
    assert len({future.result(10).capture_id for future in (*good, *more)}) == 6
    (row,) = reads.coverage(market, since=made.night_of(0), until=made.night_of(0))
    assert row.captures == 6


def test_two_captures_of_one_page_in_a_batch_are_stored_one_after_the_other(writer, held, made, market):
    first, second = load(made, 1), load(made, 1, verdict=Verdict.BLOCKED)
    futures = [writer.load(first), writer.load(second)]
    held.set()
    assert len({future.result(10).capture_id for future in futures}) == 1
    (row,) = reads.coverage(market, since=made.night_of(0), until=made.night_of(0))
    assert (row.captures, row.verdict) == (1, Verdict.BLOCKED)


def test_closing_writes_what_waits(market, made):
    writer = Writer(market)
    future = writer.load(load(made, 1))
    writer.close()
    assert future.result(0).capture_id > 0


def test_captures_that_come_in_droves_gather_until_somebody_waits_for_an_answer(
    writer, held, made, monkeypatch
):
    monkeypatch.setattr("storage.writer.PACE", 3600.0)
    drove = [writer.load(load(made, number)) for number in range(DROVE)]
    held.set()
    assert all(future.result(10) for future in drove)
    later = [writer.load(load(made, number)) for number in range(100, 110)]
    assert writer.batches == 2
    assert not any(future.done() for future in later)
    writer.call(lambda _connection: None).result(10)
    assert all(future.result(10) for future in later)
    assert writer.batches == 3


def test_a_capture_that_comes_alone_waits_for_no_other(writer, made, monkeypatch):
    monkeypatch.setattr("storage.writer.PACE", 3600.0)
    for number in range(4):
        assert writer.load(load(made, number)).result(10)
    assert writer.batches == 4


def test_what_gathers_is_written_when_the_writer_closes(market, made, monkeypatch):
    monkeypatch.setattr("storage.writer.PACE", 3600.0)
    writer = Writer(market)
    drove = writer.call(
        lambda _connection: [writer.load(load(made, 100 + number)) for number in range(DROVE)]
    )
    assert all(future.result(10) for future in drove.result(10))
    gathering = [writer.load(load(made, number)) for number in range(5)]
    writer.close()
    assert all(future.done() and future.result() for future in gathering)
