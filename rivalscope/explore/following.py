"""A database that follows its file: an extract that was replaced while the page is open is read from the next request on."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette.database import Database

T = TypeVar("T")


class FollowingDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A SQLite file opened read-only, by each thread of its own, and opened anew when another file has its name."""

    def __init__(self, datasette: Any, path: Path) -> None:
        super().__init__(datasette, path=str(path), is_mutable=True)
        self._file = path
        self._held = threading.local()

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: FBT001, FBT002  Datasette's signature
        """Open the file read-only; nothing here ever writes."""
        if write:
            raise sqlite3.OperationalError("this page is read-only")
        return sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """Run a function with this thread's connection."""
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, self._run, fn)

    def _run(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        status = self._file.stat()
        is_now = (status.st_dev, status.st_ino)
        if getattr(self._held, "file", None) != is_now:
            former = getattr(self._held, "connection", None)
            if former is not None:
                former.close()
            self._held.connection = self.connect()
            self._held.file = is_now
            self.ds._prepare_connection(self._held.connection, self.name)  # noqa: SLF001  what its own class does
        return fn(self._held.connection)
