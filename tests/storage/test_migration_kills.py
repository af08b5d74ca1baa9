"""An upgrade that is killed at any statement leaves the old schema or the new one, and can be run again."""

import os
import signal

import pytest
from alembic import command
from sqlalchemy import event, inspect

from storage import migrate
from storage.engine import open_engine, reading

EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
FROM = "20261124h" if EXHAUSTIVE else "20261127b"
"""The schema that is upgraded."""


def tables(url):
    """Return the revision of a store with the names of all its tables, views and indexes."""
    engine = open_engine(url)
    with reading(engine) as connection:
        found = inspect(connection)
        names = {*found.get_table_names(), *found.get_view_names()}
        names |= {
            (index["name"], *index["column_names"])
            for table in found.get_table_names()
            for index in found.get_indexes(table)
        }
    revision = migrate.current(engine)
    engine.dispose()
    return revision, names


def killed_at(url, number):
    """Upgrade in a process that is killed before its statement of a number; returns whether it came so far."""
    child = os.fork()
    if child == 0:
        engine = open_engine(url)
        left = [number]

        def count(*_arguments):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(engine, "before_cursor_execute", count)
        command.upgrade(migrate.configuration(engine), "head")
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


@pytest.mark.timeout(1800)
def test_an_upgrade_that_is_killed_is_whole_or_absent(migrated_url):
    # In PostgreSQL most statements are comments on columns, and each try makes all before it again.
    step = (1 if migrated_url.startswith("sqlite") else 25) if EXHAUSTIVE else 60
    engine = open_engine(migrated_url)
    command.downgrade(migrate.configuration(engine), FROM)
    engine.dispose()
    old, number, kills = tables(migrated_url), 0, 0
    while killed_at(migrated_url, number):
        assert tables(migrated_url) == old, f"killed before statement {number}"
        kills += 1
        number += step
    assert kills >= 2
    assert tables(migrated_url)[0] == migrate.head()
    migrate.check(migrated_url)
    migrate.integrity(migrated_url)


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])
def test_the_way_down_is_the_way_up(migrated_url):
    new = tables(migrated_url)
    engine = open_engine(migrated_url)
    command.downgrade(migrate.configuration(engine), FROM)
    command.upgrade(migrate.configuration(engine), "head")
    engine.dispose()
    assert tables(migrated_url) == new
