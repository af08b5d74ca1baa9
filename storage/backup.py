"""Backups: a copy of a store as it is at one instant, made while others read and write."""

import logging
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from rivalscope.errors import StoreError
from storage.engine import address

logger = logging.getLogger(__name__)


def backup(url: str, path: Path) -> Path:
    """Copy a store to a new file and return its path: a SQLite file, or what pg_dump writes, for `pg_restore`.

    Raises StoreError, with the mend, for a missing database, a path that is taken or cannot be written, and a pg_dump
    that is missing, older than its server or refused.
    """
    if path.exists():
        raise StoreError(f"{path} exists already; name a file that does not")
    if _is_file(url):
        _copy(database_file(url), path)
    else:
        _dump(make_url(url), path)
    return path


def database_file(url: str) -> Path:
    """Return the file of a SQLite database; StoreError for PostgreSQL or when there is none."""
    parsed = make_url(url)
    if not _is_file(url):
        raise StoreError(f"{address(url)} is not a SQLite file")
    if not parsed.database or not Path(parsed.database).is_file():
        raise StoreError(f"there is no database {parsed.database or '(in memory)'} to copy")
    return Path(parsed.database)


def place(url: str, mark: str, *, folder: Path) -> Path:
    """Return where a store's copy with a mark goes: beside a SQLite file, else into a folder."""
    if _is_file(url):
        file = database_file(url)
        return file.with_name(f"{file.name}.{mark}.bak")
    return folder / f"{make_url(url).database}.{mark}.dump"


def keep(url: str, revision: str, *, folder: Path) -> None:
    """Keep a copy of a store of a revision that is about to be changed; one of an earlier try stays."""
    kept = place(url, revision, folder=folder)
    if kept.exists():
        logger.info("%s is kept from an earlier try", kept)
        return
    backup(url, kept)
    logger.info("the database as it was is kept in %s", kept)


def _is_file(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _copy(file: Path, path: Path) -> None:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source:
        try:
            source.execute("VACUUM INTO ?", (str(path),))
        except sqlite3.Error as error:
            path.unlink(missing_ok=True)  # half a copy is none
            raise StoreError(
                f"{file} could not be copied to {path}: {error}; name a file on a disk with room that may be written to, "
                "or see `rivalscope db check`"
            ) from error


def _dump(url: URL, path: Path) -> None:
    program = shutil.which("pg_dump")
    shown = address(str(url))
    if program is None:
        raise StoreError(
            f"{shown} could not be copied: no pg_dump is on the path; install PostgreSQL's client of the server's version or "
            "a newer one (`apt install postgresql-client`)"
        )
    half = path.with_name(f"{path.name}.part")
    # The password is no argument: others on the machine could read it.
    plain = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=url.query,
    ).render_as_string()
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    try:
        done = subprocess.run(
            [program, "--format=custom", "--no-password", f"--file={half}", f"--dbname={plain}"],
            env={**os.environ, "LC_MESSAGES": "C", **secret},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise StoreError(f"{shown} could not be copied to {path}: {_said(done.stderr)}")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _said(stderr: str) -> str:
    """Return the reason that pg_dump gave, with the mend where it is known."""
    lines = [line.removeprefix("pg_dump: ") for line in stderr.strip().splitlines()]
    if any("server version mismatch" in line for line in lines):
        versions = next((line.partition("detail: ")[2] for line in lines if "detail: " in line), "")
        return f"pg_dump is older than the server ({versions}); install PostgreSQL's client of the server's version"
    return lines[-1] if lines else "pg_dump did not say why"
