"""Migrations: bring a database to this program's schema, refuse one that is not, keep a copy before changing one."""

import re
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from rivalscope.errors import SchemaError, StoreError
from storage.backup import keep
from storage.engine import Engine, address, open_engine, reading
from storage.roles import renew_grants

if TYPE_CHECKING:
    from alembic.config import Config

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


def upgrade(url: str, *, keeping: bool = True, folder: Path | None = None) -> None:
    """Bring a database to the newest schema in one transaction; one with data is copied first, if `keeping`.

    `folder` is where the copy of a PostgreSQL store goes, by default the working folder; a SQLite file's lies beside it.
    The analyst role of a PostgreSQL store may read the new views as it did the old ones. Raises SchemaError when it was
    written by a newer program, StoreError when it cannot be copied: it is as it was then.
    """
    engine = open_engine(url)
    try:
        revision = current(engine)
        if revision != head():
            _refuse_newer(engine, revision)
            if revision is not None and keeping:
                keep(url, revision, folder=folder or Path())
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
