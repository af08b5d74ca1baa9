import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest

from rivalscope.domain.capture import Verdict
from spiders.hosts import Hosts, retry_seconds
from spiders.refusal import Refusal, Stopped

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


async def _take(hosts, url, log, *, hold=0.0):
    async with hosts.turn(url):
        log.append((url, monotonic()))
        await asyncio.sleep(hold)
        log.append((url, monotonic()))


def test_requests_to_one_host_wait_for_each_other_and_for_the_delay():
    async def night():
        hosts, log = Hosts(delay=0.05), []
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
        hosts, log = Hosts(delay=5), []
        await asyncio.gather(*(_take(hosts, f"http://{name}.example/", log, hold=0.02) for name in "abc"))
        return log

    log = asyncio.run(night())
    assert max(moment for _, moment in log) - min(moment for _, moment in log) < 1


def test_a_crawl_delay_longer_than_ours_is_honoured_and_a_shorter_one_is_not():
    async def night(asked):
        hosts, log = Hosts(delay=0.05), []
        hosts.slow("http://a.example/", asked)
        await _take(hosts, "http://a.example/", log)
        await _take(hosts, "http://a.example/", log)
        return log[2][1] - log[0][1]

    assert asyncio.run(night(0.2)) >= 0.2
    assert 0.05 <= asyncio.run(night(0.01)) < 0.15


def test_a_long_retry_after_ends_the_night_of_that_host_alone():
    async def night():
        hosts, log = Hosts(delay=0), []
        hosts.heed("http://a.example/", 429, "3600")
        with pytest.raises(Refusal) as caught:
            await _take(hosts, "http://a.example/x", log)
        await _take(hosts, "http://b.example/", log)
        return caught.value

    refusal = asyncio.run(night())
    assert refusal.verdict is Verdict.BLOCKED
    assert "3600 seconds" in refusal.reason


def test_a_short_retry_after_is_waited_for():
    async def night():
        hosts, log = Hosts(delay=0), []
        before = monotonic()
        hosts.heed("http://a.example/", 503, "1")
        await _take(hosts, "http://a.example/", log)
        return log[0][1] - before

    assert asyncio.run(night()) >= 1


def test_retry_after_on_a_good_answer_means_nothing():
    async def night():
        hosts, log = Hosts(delay=0), []
        hosts.heed("http://a.example/", 200, "3600")
        await _take(hosts, "http://a.example/", log)
        return log

    assert asyncio.run(night())


def test_who_waits_when_the_crawl_is_stopped_does_not_begin():
    async def night():
        hosts, log = Hosts(delay=60), []
        await _take(hosts, "http://a.example/", log)
        waiting = asyncio.ensure_future(_take(hosts, "http://a.example/", log))
        await asyncio.sleep(0.01)
        hosts.stop()
        with pytest.raises(Stopped):
            await waiting
        return log

    assert len(asyncio.run(night())) == 2


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_and_as_date(value, seconds):
    assert retry_seconds(value, now=NOW) == seconds
