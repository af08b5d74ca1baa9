"""Killed while it puts, or while it lets go, the archive never lacks a page that a row needs."""

import os
import random
import select
import shutil
import signal
import time
from datetime import UTC, datetime

import pytest

from storage import retention
from storage.archive import Archive
from storage.backup import backup
from storage.engine import open_engine
from storage.holdings import named, pruned
from storage.inspection import Wrong

ROUNDS = 60 if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else 10

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


def killed(work, *, within, chance):
    """Do some work in a child that is killed at a random instant within some seconds of its first word.

    Returns the bytes that it wrote to the descriptor it was given, and whether it was killed before its end.
    """
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            work(said)
        finally:
            os._exit(0)
    os.close(said)
    select.select([heard], [], [], 30)
    time.sleep(chance.random() * within)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(heard, "rb") as words:
        told = words.read()
    return told, os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_kill_while_pages_are_put_leaves_orphans_at_worst(site, migrated_url):
    chance, first = random.Random(5), 0
    for _ in range(ROUNDS):

        def store(said, first=first):
            site.engine = open_engine(migrated_url)
            for number in range(first, first + 1000):
                site.show(number, number)
                os.write(said, b".")

        told, early = killed(store, within=0.1, chance=chance)
        assert early
        assert {fault.wrong for fault in site.faults} <= {Wrong.ORPHAN}
        stored = named(site.engine)
        assert len(stored) - (first + len(told)) in (0, 1)
        assert all(site.archive.get(digest) for digest in stored)
        first = len(stored)
        site.digests = [site.archive.put(site.body(first - 1))]


def test_a_kill_while_pages_are_let_go_loses_none_that_stays_and_the_next_run_ends_it(
    site, migrated_url, tmp_path, monkeypatch
):
    monkeypatch.setattr(retention, "_BATCH", 4)  # more places to be killed at
    shown = [site.show(night, night, claims=["Chat"]) for night in range(70)]
    needed = {shown[0], *shown[-20:]}
    whole, chance, early = site.archive.root, random.Random(6), 0
    copy = backup(migrated_url, tmp_path / "copy.db")
    for number in range(ROUNDS):
        site.archive = Archive(tmp_path / f"archive-{number}")
        shutil.copytree(whole, site.archive.root)
        shutil.copy(copy, tmp_path / f"{number}.db")
        url = f"sqlite:///{tmp_path / f'{number}.db'}"

        def let_go(said, url=url):
            site.engine = open_engine(url)
            os.write(said, b".")
            site.prune(keep_versions=20, now=datetime(2027, 1, 1, tzinfo=UTC))

        early += killed(let_go, within=0.15, chance=chance)[1]
        site.engine = open_engine(url)
        assert {fault.wrong for fault in site.faults} <= {Wrong.ORPHAN}
        assert all(site.archive.get(digest) for digest in needed)
        site.prune(keep_versions=20, now=datetime(2027, 1, 1, tzinfo=UTC))
        assert {fault.wrong for fault in site.faults} <= {Wrong.ORPHAN}
        assert {file.digest for file in site.archive.files()} == needed
        assert set(pruned(site.engine)) == set(shown) - needed
        assert all(site.archive.get(digest) for digest in needed)
        site.engine.dispose()
        shutil.rmtree(site.archive.root)
    assert early >= ROUNDS // 3
