"""The lease: one run at a time; a run that died gives way."""

import subprocess
import sys
import textwrap
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from rivalscope.errors import LeaseError
from storage.engine import reading, writing
from storage.lease import hold
from storage.tables import LeaseRow


def test_a_second_run_is_told_who_holds_it(engine):
    with (
        hold(engine, "night", holder="the nightly flow"),
        pytest.raises(LeaseError, match="night is held by the nightly flow") as refused,
        hold(engine, "night", holder="another"),
    ):
        pass
    assert refused.value.exit_code == 75


def test_it_is_given_back_at_the_end_and_after_an_error(engine):
    with pytest.raises(ValueError, match="broken"), hold(engine, "night", holder="one"):
        raise ValueError("broken")
    with hold(engine, "night", holder="two") as lease:
        assert lease.token == 2


def test_rights_of_other_names_are_apart(engine):
    with hold(engine, "night", holder="one"), hold(engine, "digest", holder="two"):
        pass


def test_a_lapsed_lease_is_taken_over_and_its_holder_notices(engine):
    with hold(engine, "night", holder="stalled") as stalled:
        with writing(engine) as connection:
            lapsed = datetime.now(UTC) - timedelta(seconds=1)
            connection.execute(update(LeaseRow).values(expires_at=lapsed, host="elsewhere"))
        with hold(engine, "night", holder="next") as following:
            assert following.token == stalled.token + 1
            assert not stalled.renew()
            assert following.renew()


def test_a_run_that_was_killed_gives_way_at_once(engine, migrated_url):
    program = """
        import os, signal, sys
        from storage.engine import open_engine
        from storage.lease import hold
        with hold(open_engine(sys.argv[1]), "night", holder="killed"):
            os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(program), migrated_url], check=False)
    assert killed.returncode == -9
    with hold(engine, "night", holder="next") as lease:
        assert lease.token == 2


def test_it_is_renewed_while_it_is_held(engine):
    def expiry():
        with reading(engine) as connection:
            return connection.execute(select(LeaseRow.expires_at)).scalar_one()

    with hold(engine, "night", holder="long", seconds=3):
        first, ends = expiry(), time.monotonic() + 30
        while expiry() == first and time.monotonic() < ends:
            time.sleep(0.1)
        assert expiry() > first


def test_of_many_that_start_at_once_one_works(engine):
    worked, refused, all_tried = [], [], threading.Barrier(20)

    def start(number):
        try:
            with hold(engine, "night", holder=f"run {number}"):
                worked.append(number)
                all_tried.wait(60)
        except LeaseError as error:
            refused.append(str(error))
            all_tried.wait(60)

    threads = [threading.Thread(target=start, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(worked), len(refused)) == (1, 19)
    assert all(f"night is held by run {worked[0]} " in said for said in refused)
