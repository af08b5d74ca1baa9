"""Exporting: views of one state of the store into a folder, each file whole before it has its name."""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from rivalscope.errors import StoreError, UsageError
from rivalscope.exports import manifest
from rivalscope.exports.columns import kinds, plain_row
from rivalscope.exports.formats import CsvFile, JsonLinesFile, RowFile, Workbook
from rivalscope.exports.manifest import Entry
from storage.engine import Engine
from storage.export import Rows, view_rows
from storage.views import NAMES

FORMATS = ("csv", "jsonl", "xlsx", "parquet")

Progress = Callable[[str, int], None]
"""Told the view and how many of its rows are written."""


def export(
    engine: Engine,
    folder: Path,
    *,
    views: Sequence[str],
    formats: Sequence[str],
    market: str,
    at: datetime,
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> list[Entry]:
    """Write views in some formats into a folder, with a manifest; returns its files.

    All show one state of the store: the present one, `at`, or what stood at `as_of`. A file that the folder holds of the same view and format is
    replaced when the new one is whole. Raises UsageError for a view or format that there is not, StoreError when the
    folder cannot be written.
    """
    _refuse_unknown(views, formats)
    chosen = list(dict.fromkeys(views)) or list(NAMES)
    known = manifest.read(folder)
    drafts: dict[Path, Path] = {}
    written: list[Entry] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with view_rows(engine, as_of=as_of) as rows:
            for view in chosen:
                written += _view(rows, view, folder, formats, drafts, at=at, as_of=as_of, progress=progress)
        fresh = {one.path for one in written}
        entries = [*written, *(one for one in known if one.path not in fresh)]
        listing = folder / manifest.NAME
        drafts[listing] = _draft(listing)
        drafts[listing].write_text(manifest.render(entries, market=market), encoding="utf-8")
        for path, draft in drafts.items():
            _settle(draft, path)
    except OSError as error:
        raise StoreError(f"the folder {folder} could not be written: {error.strerror or error}") from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()
    return written


def _refuse_unknown(views: Sequence[str], formats: Sequence[str]) -> None:
    for view in views:
        if view not in NAMES:
            raise UsageError(f"there is no view {view!r}; the views are: {', '.join(NAMES)}")
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"there is no format {name!r}; the formats are: {', '.join(FORMATS)}")


def _view(
    rows: Rows,
    view: str,
    folder: Path,
    formats: Sequence[str],
    drafts: dict[Path, Path],
    *,
    at: datetime,
    as_of: datetime | None,
    progress: Progress | None,
) -> list[Entry]:
    """Write one view in every format at once; `drafts` learns which file is to have which name."""
    columns = kinds(view)
    names = list(columns)
    paths = [folder / f"{view}.{name}" for name in formats]
    count = 0
    with ExitStack() as closing:
        files: list[RowFile] = []
        for path, name in zip(paths, formats, strict=True):
            drafts[path] = _draft(path)
            file = _format(name).open(drafts[path], view, columns, at=at)
            closing.callback(file.close)
            files.append(file)
        for part in rows(view):
            plain = [plain_row(names, columns, row) for row in part]
            for file in files:
                file.write(plain)
            count += len(plain)
            if progress is not None:
                progress(view, count)
    return [
        manifest.entry(path, drafts[path], view=view, kind=name, rows=count, cut=file.cut, at=at, as_of=as_of)
        for path, name, file in zip(paths, formats, files, strict=True)
    ]


def _format(name: str) -> type[RowFile]:
    if name == "parquet":
        from rivalscope.exports.parquet import ParquetFile  # noqa: PLC0415 - PyArrow takes a second to load

        return ParquetFile
    return {"csv": CsvFile, "jsonl": JsonLinesFile, "xlsx": Workbook}[name]


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.{uuid4().hex}")


def _settle(draft: Path, path: Path) -> None:
    """Give a complete file its name; it is on disk before."""
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.rename(path)
