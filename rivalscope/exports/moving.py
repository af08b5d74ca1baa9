"""Moving a store: all its rows into another database, then every view compared row by row."""

import hashlib

from rivalscope.errors import StoreError
from rivalscope.exports.columns import kinds, plain_row
from storage.engine import Engine, address, open_engine
from storage.export import view_rows
from storage.moving import Progress, copy_store
from storage.views import NAMES


def move_store(engine: Engine, url: str, *, progress: Progress | None = None) -> dict[str, int]:
    """Copy a store into an empty database and compare all views of both; returns rows by table.

    Raises StoreError when the database is not empty, or a view says something else there.
    """
    copied = copy_store(engine, url, progress=progress)
    target = open_engine(url)
    try:
        here, there = digests(engine), digests(target)
    finally:
        target.dispose()
    wrong = [view for view in NAMES if here[view] != there[view]]
    if wrong:
        raise StoreError(
            f"the views {', '.join(wrong)} say something else in {address(url)}: drop that database, do not use it"
        )
    return copied


def digests(engine: Engine) -> dict[str, str]:
    """Return a hash of the rows of each view, the same from either engine."""
    found = {}
    with view_rows(engine) as rows:
        for view in NAMES:
            columns = kinds(view)
            digest = hashlib.sha256()
            for part in rows(view):
                for row in part:
                    digest.update(repr(plain_row(list(columns), columns, row)).encode())
            found[view] = digest.hexdigest()
    return found
