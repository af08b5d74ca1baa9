import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import CrawlOptions
from spiders.hosts import LONGEST_REST, Hosts, authority, retry_seconds
from spiders.refusal import Refusal, Stopped

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


class _Counts(dict):
    """A ledger that keeps its counts at hand."""

    def add(self, host, *, robots="", **counts):
        row = self.setdefault(host, {})
        for name, count in counts.items():
            row[name] = row.get(name, 0) + count


def _hosts(*, ledger=None, sent=None, paused=None, on_pause=None, **options):
    chosen = CrawlOptions(**{"delay": 0, "latency_factor": 0, **options})
    return Hosts(
        options=chosen,
        ledger=_Counts() if ledger is None else ledger,
        sent=sent,
        paused=paused,
        on_pause=on_pause,
    )


async def _answer(hosts, url, status, retry_after=None, *, size=0, hold=0.0):
    """Take a turn and note an answer in it."""
    async with hosts.turn(url) as turn:
        await asyncio.sleep(hold)
        turn.status, turn.retry_after, turn.size = status, retry_after, size


async def _take(hosts, url, log, *, hold=0.0):
    async with hosts.turn(url) as turn:
        turn.status = 200
        log.append((url, monotonic()))
        await asyncio.sleep(hold)
        log.append((url, monotonic()))


def test_requests_to_one_host_wait_for_each_other_and_for_the_delay():
    async def night():
        hosts, log = _hosts(delay=0.05), []
        await asyncio.gather(
            *(_take(hosts, f"http://a.example:{port}/", log, hold=0.02) for port in (80, 81, 82))
        )
        return log

    log = asyncio.run(night())
    starts = [log[0][1], log[2][1], log[4][1]]
    assert [url for url, _ in log[0::2]] == [url for url, _ in log[1::2]]
    assert starts[1] - starts[0] >= 0.05
    assert starts[2] - starts[1] >= 0.05


def test_other_hosts_do_not_wait():
    async def night():
        hosts, log = _hosts(delay=5), []
        await asyncio.gather(*(_take(hosts, f"http://{name}.example/", log, hold=0.02) for name in "abc"))
        return log

    log = asyncio.run(night())
    assert max(moment for _, moment in log) - min(moment for _, moment in log) < 1


def test_a_crawl_delay_longer_than_ours_is_honoured_and_a_shorter_one_is_not():
    async def night(asked):
        hosts, log = _hosts(delay=0.05), []
        hosts.slow("http://a.example/", asked)
        await _take(hosts, "http://a.example/", log)
        await _take(hosts, "http://a.example/", log)
        return log[2][1] - log[0][1]

    assert asyncio.run(night(0.2)) >= 0.2
    assert 0.05 <= asyncio.run(night(0.01)) < 0.15


def test_a_long_retry_after_ends_the_night_of_that_host_alone():
    async def night():
        hosts, log = _hosts(delay=0), []
        await _answer(hosts, "http://a.example/", 429, "3600")
        with pytest.raises(Refusal) as caught:
            await _take(hosts, "http://a.example/x", log)
        await _take(hosts, "http://b.example/", log)
        return caught.value

    refusal = asyncio.run(night())
    assert refusal.verdict is Verdict.BLOCKED
    assert "3600 seconds" in refusal.reason


def test_a_short_retry_after_is_waited_for():
    async def night():
        hosts, log = _hosts(delay=0), []
        await _answer(hosts, "http://a.example/", 503, "1")
        before = monotonic()
        await _take(hosts, "http://a.example/", log)
        return log[0][1] - before

    assert asyncio.run(night()) >= 0.99


def test_retry_after_on_a_good_answer_means_nothing():
    async def night():
        hosts, log = _hosts(delay=0), []
        await _answer(hosts, "http://a.example/", 200, "3600")
        await _take(hosts, "http://a.example/", log)
        return log

    assert asyncio.run(night())


def test_who_waits_when_the_crawl_is_stopped_does_not_begin():
    async def night():
        hosts, log = _hosts(delay=60), []
        await _take(hosts, "http://a.example/", log)
        waiting = asyncio.ensure_future(_take(hosts, "http://a.example/", log))
        await asyncio.sleep(0.01)
        hosts.stop()
        with pytest.raises(Stopped):
            await waiting
        return log

    assert len(asyncio.run(night())) == 2


def test_a_host_rests_five_times_as_long_as_its_answer_took():
    async def night(factor):
        hosts, log = _hosts(latency_factor=factor), []
        await _answer(hosts, "http://a.example/", 200, hold=0.05)
        before = monotonic()
        await _take(hosts, "http://a.example/", log)
        return log[0][1] - before

    assert 0.25 <= asyncio.run(night(5)) < 1
    assert asyncio.run(night(0)) < 0.05
    assert LONGEST_REST == 30


def test_as_many_requests_are_in_flight_to_a_host_as_the_market_file_says():
    async def night(most):
        hosts, flying, seen = _hosts(per_host=most), 0, []

        async def one():
            nonlocal flying
            async with hosts.turn("http://a.example/"):
                flying += 1
                seen.append(flying)
                await asyncio.sleep(0.01)
                flying -= 1

        await asyncio.gather(*(one() for _ in range(6)))
        return max(seen)

    assert asyncio.run(night(1)) == 1
    assert asyncio.run(night(3)) == 3


def test_three_429_or_503_in_a_row_end_the_night_of_a_host_and_an_answer_between_them_does_not():
    async def night(statuses):
        paused = []
        hosts = _hosts(on_pause=lambda *told: paused.append(told))
        for status in statuses:
            await _answer(hosts, "http://a.example/", status)
        return paused

    assert asyncio.run(night([429, 503, 200, 503, 429])) == []
    ((host, seconds, reason),) = asyncio.run(night([429, 503, 503]))
    assert (host, seconds) == ("a.example", None)
    assert "3 times in a row" in reason


def test_a_host_that_is_paused_is_refused_at_once_and_others_are_not():
    async def night():
        counts = _Counts()
        hosts = _hosts(delay=60, ledger=counts, paused={"a.example": "asked for peace last time"})
        for _ in range(3):
            with pytest.raises(Refusal, match="asked for peace"):
                await _answer(hosts, "https://a.example/", 200)
        await _answer(hosts, "http://a.example:8080/", 200)
        return counts

    counts = asyncio.run(asyncio.wait_for(night(), 5))
    assert counts["a.example"]["refusals"] == 3
    assert counts["a.example:8080"]["requests"] == 1


def test_a_pause_is_at_most_a_day():
    async def night():
        told = []
        hosts = _hosts(on_pause=lambda *pause: told.append(pause))
        await _answer(hosts, "http://a.example/", 503, "99999999")
        return told

    ((_, seconds, _),) = asyncio.run(night())
    assert seconds == 86_400


def test_what_a_host_may_get_in_a_night_is_counted_over_all_its_runs():
    async def night():
        counts = _Counts()
        hosts = _hosts(ledger=counts, requests_per_host=10, sent={"a.example": 8})
        await _answer(hosts, "http://a.example/1", 200, size=5)
        await _answer(hosts, "http://a.example/2", 304)
        with pytest.raises(Refusal) as caught:
            await _answer(hosts, "http://a.example/3", 200)
        return counts["a.example"], caught.value

    counts, refusal = asyncio.run(night())
    assert refusal.verdict is Verdict.PARTIAL
    assert {name: counts[name] for name in ("requests", "bytes", "not_modified", "refusals")} == {
        "requests": 2,
        "bytes": 5,
        "not_modified": 1,
        "refusals": 1,
    }


def test_what_waits_and_failures_cost_is_counted():
    async def night():
        counts = _Counts()
        hosts = _hosts(delay=0.1, ledger=counts)
        await _answer(hosts, "http://a.example/", 429)
        with pytest.raises(OSError, match="broke"):
            async with hosts.turn("http://a.example/"):
                raise OSError("broke")
        with pytest.raises(Refusal):
            async with hosts.turn("http://a.example/"):
                raise Refusal(Verdict.REFUSED_ADDRESS, "private")
        return counts["a.example"]

    counts = asyncio.run(night())
    assert (counts["requests"], counts["throttled"], counts["failures"], counts["refusals"]) == (2, 1, 1, 1)
    assert counts["waits_seconds"] >= 0.19


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://Example.com/x", "example.com"),
        ("http://example.com:80/", "example.com"),
        ("http://example.com:443/", "example.com:443"),
        ("https://example.com.:8443/", "example.com:8443"),
    ],
)
def test_a_host_is_named_with_its_port_only_where_that_is_unusual(url, name):
    assert authority(url) == name


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0),
        ("soon", None),
        ("9" * 30, None),
        ("Mon, 02 Nov 99999999999999999999 12:00:00 GMT", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_and_as_date(value, seconds):
    assert retry_seconds(value, now=NOW) == seconds
