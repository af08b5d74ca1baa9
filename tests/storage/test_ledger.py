"""The ledger: what each night cost each host, how long hosts want peace, and their rules as last had."""

from datetime import timedelta

import pytest

from rivalscope.domain.crawl import HostNight
from storage.frontier import SqlFrontier
from storage.ledger import host_nights


@pytest.fixture
def frontier(market, made):
    return SqlFrontier(market, made.night_of(0))


def test_counts_add_up_over_a_night_and_stay_apart_by_night_and_host(frontier, made):
    tonight = made.night_of(0)
    frontier.note_hosts([HostNight(night=tonight, host="a.example", requests=2, bytes=10, robots="rules")])
    frontier.note_hosts(
        [
            HostNight(night=tonight, host="a.example", requests=3, not_modified=1, waits_seconds=1.5),
            HostNight(night=tonight, host="b.example:8443", refusals=1, robots="unreachable"),
            HostNight(night=made.night_of(1), host="a.example", requests=9),
        ]
    )
    frontier.settle()
    assert host_nights(frontier.engine, since=tonight, until=tonight) == [
        HostNight(
            night=tonight,
            host="a.example",
            requests=5,
            bytes=10,
            not_modified=1,
            waits_seconds=1.5,
            robots="rules",
        ),
        HostNight(night=tonight, host="b.example:8443", refusals=1, robots="unreachable"),
    ]
    assert frontier.requests_tonight() == {"a.example": 5, "b.example:8443": 0}


def test_a_pause_lasts_until_its_end_and_the_newest_counts(frontier, made):
    now = made.instant_of(0)
    frontier.pause_host("a.example", until=now + timedelta(hours=5), reason="first")
    frontier.pause_host("a.example", until=now + timedelta(hours=1), reason="second")
    frontier.settle()
    assert frontier.pauses(now=now) == {"a.example": "second"}
    assert frontier.pauses(now=now + timedelta(hours=1)) == {}


def test_rules_are_kept_as_last_had_and_only_while_they_are_fresh(frontier, made):
    now = made.instant_of(0)
    frontier.keep_robots("https://a.example", "Disallow: /old", at=now - timedelta(hours=30))
    frontier.settle()
    assert frontier.robots_copy("https://a.example", since=now - timedelta(hours=24)) is None
    frontier.keep_robots("https://a.example", "Disallow: /new", at=now - timedelta(hours=23))
    frontier.settle()
    assert frontier.robots_copy("https://a.example", since=now - timedelta(hours=24)) == "Disallow: /new"
    assert frontier.robots_copy("http://a.example", since=now - timedelta(hours=24)) is None
