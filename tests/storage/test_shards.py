"""Shards: each is done once, by one process at a time; what a dead one had is taken by the next."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from rivalscope.errors import LeaseError
from storage import shards
from storage.engine import reading, writing
from storage.shards import Work
from storage.tables import LeaseRow

NIGHT = date(2026, 11, 23)


def deal(engine, count=2, work=Work.CRAWL, night=NIGHT):
    shares = [{"hosts": [f"h{number}.example"]} for number in range(count)]
    shards.deal(engine, night=night, work=work, shares=shares, replayed=False)


def take(engine, **more):
    return shards.take(engine, holder="a test", **more)


def test_two_processes_get_two_shards_and_a_third_none(engine):
    deal(engine)
    with take(engine) as one, take(engine) as two, take(engine) as three:
        assert [one.shard.share, two.shard.share] == [{"hosts": ["h0.example"]}, {"hosts": ["h1.example"]}]
        assert three is None


def test_a_shard_that_is_done_is_not_taken_again_and_tells_what_it_came_to(engine):
    deal(engine, 1)
    with take(engine) as taken:
        shards.finish(engine, taken, {"captures": 3})
    with take(engine) as again:
        assert again is None
    assert shards.undone(engine) == []
    assert shards.outcomes(engine, night=NIGHT, work=Work.CRAWL) == [{"captures": 3}]


def test_a_shard_that_failed_is_free_again(engine):
    deal(engine, 1)
    with pytest.raises(ValueError, match="broken"), take(engine):
        raise ValueError("broken")
    with take(engine) as again:
        assert again is not None


def test_whoever_was_taken_over_cannot_write_any_more(engine):
    deal(engine, 1)
    with take(engine) as stalled:
        with writing(engine) as connection:
            past = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(update(LeaseRow).values(expires_at=past, host="elsewhere"))
        with take(engine) as following:
            assert following.shard == stalled.shard
            with pytest.raises(LeaseError, match="taken over"):
                shards.finish(engine, stalled, {"captures": 1})
            with pytest.raises(LeaseError), writing(engine) as connection:
                stalled.lease.confirm(connection)
            shards.finish(engine, following, {"captures": 2})
    assert shards.outcomes(engine, night=NIGHT, work=Work.CRAWL) == [{"captures": 2}]


def test_what_a_killed_process_had_is_free_at_once_on_its_machine(engine, migrated_url):
    deal(engine, 1)
    program = """
        import os, signal, sys
        from storage import shards
        from storage.engine import open_engine
        with shards.take(open_engine(sys.argv[1]), holder="killed") as taken:
            os.kill(os.getpid(), signal.SIGKILL if taken else signal.SIGTERM)
    """
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), migrated_url], env=os.environ, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with take(engine) as taken:
        assert taken.lease.token == 2


def test_dealing_again_takes_the_place_of_what_was_dealt_and_leases_of_other_nights_go(engine):
    deal(engine, 2)
    with take(engine) as taken:
        shards.finish(engine, taken, {})
    deal(engine, 3, night=NIGHT + timedelta(days=1))
    assert [shard.night for shard in shards.undone(engine)] == [NIGHT + timedelta(days=1)] * 3
    with reading(engine) as connection:
        assert list(connection.scalars(select(LeaseRow.name))) == []


def test_works_are_apart(engine):
    deal(engine, 1)
    deal(engine, 1, work=Work.READ)
    with take(engine, work=Work.READ) as taken:
        assert taken.shard.work is Work.READ
    shards.withdraw(engine, work=Work.CRAWL)
    assert [shard.work for shard in shards.undone(engine)] == [Work.READ]
