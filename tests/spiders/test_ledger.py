"""The ledger of a crawl: every count reaches the store once."""

from datetime import date

import pytest

from rivalscope.domain.crawl import HostNight
from spiders.ledger import Ledger

NIGHT = date(2026, 11, 2)


class _Store:
    def __init__(self):
        self.rows, self.broken = [], False

    def note_hosts(self, rows):
        if self.broken:
            raise OSError("no room")
        self.rows += rows


def test_counts_are_held_added_up_and_stored_once():
    store = _Store()
    ledger = Ledger(store, night=NIGHT)
    ledger.add("a.example", requests=1, bytes=5, waits_seconds=0.5)
    ledger.add("a.example", requests=1, throttled=True)
    ledger.add("a.example", robots="rules")
    assert store.rows == []
    ledger.flush()
    ledger.flush()
    assert store.rows == [
        HostNight(
            night=NIGHT,
            host="a.example",
            requests=2,
            bytes=5,
            throttled=1,
            waits_seconds=0.5,
            robots="rules",
        )
    ]


def test_what_is_held_for_some_seconds_is_stored_with_the_next_count(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("spiders.ledger.monotonic", lambda: now[0])
    store = _Store()
    ledger = Ledger(store, night=NIGHT)
    ledger.add("a.example", requests=1)
    now[0] += 3
    ledger.add("b.example", requests=1)
    assert [(row.host, row.requests) for row in store.rows] == [("a.example", 1), ("b.example", 1)]


def test_what_could_not_be_stored_is_still_held():
    store = _Store()
    ledger = Ledger(store, night=NIGHT)
    ledger.add("a.example", requests=1)
    store.broken = True
    with pytest.raises(OSError, match="no room"):
        ledger.flush()
    store.broken = False
    ledger.flush()
    assert [row.requests for row in store.rows] == [1]
