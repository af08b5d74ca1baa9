"""Migrations: bring a database to this program's schema, refuse one that is not, keep a copy before changing one."""

import logging
import re
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from rivalscope.errors import SchemaError, StoreError
from storage.engine import Engine, address, open_engine, reading
from storage.roles import renew_grants

if TYPE_CHECKING:
    from alembic.config import Config

logger = logging.getLogger(__name__)

_REVISION = re.compile(r'^(?P<name>revision|down_revision) = "(?P<is>\w+)"$', re.MULTILINE)


def scripts() -> Path:
    """Return the folder of migrations: packaged beside this module, or `alembic/` of the checkout."""
    packaged = Path(__file__).with_name("migrations")
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[1] / "alembic"


def configuration(engine: Engine) -> "Config":
    """Return Alembic's configuration for an engine; no file is read."""
    from alembic.config import Config  # noqa: PLC0415 - only what changes a schema needs Alembic, which takes its time

    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config


def head() -> str:
    """Return the revision of the schema that this program needs."""
    known = _revisions()
    newest = known.keys() - known.values()
    if len(newest) != 1:
        raise SchemaError(f"{scripts()} does not hold the migrations of one schema: install rivalscope again")
    return newest.pop()


def _revisions() -> dict[str, str | None]:
    """Return each migration's revision with the one before it, as their files state them."""
    known: dict[str, str | None] = {}
    for file in (scripts() / "versions").glob("*.py"):
        stated = {
            found["name"]: found["is"] for found in _REVISION.finditer(file.read_text(encoding="utf-8"))
        }
        if "revision" in stated:
            known[stated["revision"]] = stated.get("down_revision")
    return known


def current(engine: Engine) -> str | None:
    """Return the revision of a database; None for an empty one.

    Raises SchemaError when it holds tables of another program.
    """
    with reading(engine) as connection:
        tables = sorted(inspect(connection).get_table_names())
        marked = "alembic_version" in tables
        revision = connection.scalar(text("SELECT version_num FROM alembic_version")) if marked else None
        if revision is None:
            known = [name for name in tables if name != "alembic_version"]
            if known:
                raise SchemaError(
                    f"{address(str(engine.url))} holds tables of another program ({', '.join(known[:3])}); "
                    "name an empty database in RIVALSCOPE_DATABASE_URL"
                )
    return None if revision is None else str(revision)


def upgrade(url: str) -> None:
    """Bring a database to the newest schema in one transaction; a SQLite file with data is copied first.

    The analyst role of a PostgreSQL store may read the new views as it did the old ones. Raises SchemaError when it was
    written by a newer program.
    """
    engine = open_engine(url)
    try:
        revision = current(engine)
        if revision != head():
            _refuse_newer(engine, revision)
            if revision is not None and engine.dialect.name == "sqlite":
                _keep_copy(url, revision)
            _bring_up(engine)
        renew_grants(engine)
    finally:
        engine.dispose()


def check(url: str) -> None:
    """Raise SchemaError, with the mend, unless the database has exactly the schema of this program.

    A SQLite file that is not there is not made.
    """
    engine = open_engine(url)
    if engine.dialect.name == "sqlite" and engine.url.database and not Path(engine.url.database).exists():
        raise SchemaError(
            f"there is no database {address(url)} yet: run `rivalscope nightly`, which makes it"
        )
    try:
        _check(engine)
    finally:
        engine.dispose()


def ready(url: str) -> Engine:
    """Return an engine on a database of the right schema; an empty one is set up silently.

    Raises SchemaError when the schema is older or newer than this program.
    """
    engine = open_engine(url)
    with ExitStack() as unfinished:
        unfinished.callback(engine.dispose)
        if current(engine) is None:
            _bring_up(engine)
        _check(engine)
        unfinished.pop_all()
    return engine


def backup(url: str, path: Path) -> Path:
    """Copy a SQLite database as it is now to a new file and return its path; readers and writers go on.

    Raises StoreError for PostgreSQL (use pg_dump), for a missing database and for a path that is taken.
    """
    file = database_file(url)
    if path.exists():
        raise StoreError(f"{path} exists already; name a file that does not")
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source:
        try:
            source.execute("VACUUM INTO ?", (str(path),))
        except sqlite3.Error as error:
            path.unlink(missing_ok=True)  # half a copy is none
            raise StoreError(
                f"{file} could not be copied to {path}: {error}; name a file on a disk with room that may be written to, "
                "or see `rivalscope db check`"
            ) from error
    return path


def integrity(url: str) -> None:
    """Raise StoreError when a SQLite file is damaged or rows name others that are gone; PostgreSQL sees to itself."""
    engine = open_engine(url)
    try:
        if engine.dialect.name != "sqlite":
            return
        with reading(engine) as connection:
            found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(3)")]
            found = [] if found == ["ok"] else found
            found += [
                f"a row of {row[0]} names a missing {row[2]}"
                for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
    finally:
        engine.dispose()
    if found:
        raise StoreError(f"the database {address(url)} is damaged ({found[0]}): restore a backup")


def _bring_up(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - as above

    command.upgrade(configuration(engine), "head")


def _check(engine: Engine) -> None:
    revision = current(engine)
    if revision == head():
        return
    place = address(str(engine.url))
    if revision is None:
        raise SchemaError(f"the database {place} is empty: run `rivalscope db upgrade`")
    _refuse_newer(engine, revision)
    raise SchemaError(
        f"the database {place} is of an older rivalscope ({revision}): run `rivalscope db upgrade`"
    )


def _refuse_newer(engine: Engine, revision: str | None) -> None:
    if revision is not None and revision not in _revisions():
        raise SchemaError(
            f"the database {address(str(engine.url))} was written by a newer rivalscope (revision {revision}); "
            "upgrade the program or restore a backup"
        )


def database_file(url: str) -> Path:
    """Return the file of a SQLite database; StoreError for PostgreSQL or when there is none."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"{address(url)} is not a SQLite file; copy it with pg_dump")
    if not parsed.database or not Path(parsed.database).is_file():
        raise StoreError(f"there is no database {parsed.database or '(in memory)'} to copy")
    return Path(parsed.database)


def _keep_copy(url: str, revision: str) -> None:
    file = database_file(url)
    kept = file.with_name(f"{file.name}.{revision}.bak")
    if kept.exists():
        logger.info("%s is kept from an earlier try", kept)
        return
    backup(url, kept)
    logger.info("the database as it was is kept in %s", kept)
