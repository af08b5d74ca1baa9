"""File rows: the records of CSV, JSON Lines and JSON as cells by column, with where each stands."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rivalscope.errors import UsageError
from spiders.pages.decoding import decode
from spiders.pages.jsonld import escape
from spiders.pages.values import read_rows

Skipped = list[tuple[int, str]]

_LISTS = ("data", "reviews", "items", "results", "tickets", "conversations", "responses", "records")
"""Keys under which interfaces answer their list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One record of a file."""

    line: int
    """Line on which it begins, from 1; of a JSON document or a sheet the number of the record."""
    place: str
    """Its selector without the column: `row:4`, `line:4` or `json:/data/4`."""
    cells: Mapping[str, str]
    """Text by column."""

    def selector(self, column: str) -> str:
        """Return where a column's text stands, as `spiders.pages.passages` finds it again."""
        if self.place.startswith("row:"):
            return f"{self.place}/{column}"
        return "/".join([self.place, *map(escape, column.split("."))])


def read_file_rows(body: bytes, *, name: str) -> tuple[tuple[str, ...], list[FileRow], Skipped]:
    """Return a file's columns, its records, and the lines that are none with the reason.

    Raises UsageError when the file is none of CSV, JSON Lines and a JSON document with one list of records.
    """
    if body.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError(
            f"{name} is an archive, or a spreadsheet that is old or locked: save it as XLSX or CSV"
        )
    text = decode(body)
    if not text.strip():
        raise UsageError(f"{name} is empty")
    if text.lstrip().startswith(("{", "[")) and (found := _document(text)) is not None:
        return found
    return _lines(text) if text.lstrip().startswith("{") else _rows(text, name=name)


def _document(text: str) -> tuple[tuple[str, ...], list[FileRow], Skipped] | None:
    """Read a JSON document that is a list of records, or holds one as interfaces answer it; None when it is neither."""
    try:
        document = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    place = "json:"
    if isinstance(document, dict):
        keys = [key for key in _LISTS if isinstance(document.get(key), list)]
        if len(keys) != 1:
            return None
        place, document = f"json:/{keys[0]}", document[keys[0]]
    if not isinstance(document, list):
        return None
    columns: dict[str, None] = {}
    rows: list[FileRow] = []
    skipped: Skipped = []
    for index, record in enumerate(document):
        if not isinstance(record, dict):
            skipped.append((index + 1, "no JSON object"))
            continue
        cells = _flat(record)
        columns |= dict.fromkeys(cells)
        rows.append(FileRow(line=index + 1, place=f"{place}/{index}", cells=cells))
    return tuple(columns), rows, skipped


def _lines(text: str) -> tuple[tuple[str, ...], list[FileRow], Skipped]:
    """Read JSON Lines."""
    columns: dict[str, None] = {}
    rows: list[FileRow] = []
    skipped: Skipped = []
    for index, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        try:
            record = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict):
            skipped.append((index + 1, "no JSON object"))
            continue
        cells = _flat(record)
        columns |= dict.fromkeys(cells)
        rows.append(FileRow(line=index + 1, place=f"line:{index}", cells=cells))
    return tuple(columns), rows, skipped


def _flat(record: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Return the scalars of an object by their path of keys with dots."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict) and not prefix:
            cells |= _flat(value, f"{key}.")
        elif isinstance(value, str | int | float) and "." not in key:
            cells[prefix + key] = str(value)
    return cells


def _rows(text: str, *, name: str) -> tuple[tuple[str, ...], list[FileRow], Skipped]:
    """Read CSV with a header."""
    try:
        records = read_rows(text)
        columns, shapes = _shapes(text)
    except (LookupError, csv.Error) as error:
        raise UsageError(f"{name} is neither CSV nor JSON Lines: {error}") from error
    rows: list[FileRow] = []
    skipped: Skipped = []
    for index, (cells, (line, width, whole)) in enumerate(zip(records, shapes, strict=True)):
        if width > len(columns):
            skipped.append((line, f"{width} cells, but {len(columns)} columns"))
        elif not whole:
            skipped.append((line, "a quotation mark that is never closed"))
        else:
            rows.append(FileRow(line=line, place=f"row:{index}", cells=cells))
    return columns, rows, skipped


def _shapes(text: str) -> tuple[tuple[str, ...], list[tuple[int, int, bool]]]:
    """Return the columns, and of each record its first line, its number of cells, and whether its quotes close."""
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=header.count)  # as read_rows chooses it
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = tuple(next(reader))
    shapes: list[tuple[int, int, bool]] = []
    before = reader.line_num
    for cells in reader:
        if cells:
            shapes.append((before + 1, len(cells), True))
        before = reader.line_num
    if shapes and not _closes(text, shapes[-1][0], delimiter):
        shapes[-1] = (*shapes[-1][:2], False)
    return columns, shapes


def _closes(text: str, line: int, delimiter: str) -> bool:
    """Tell whether the last record, which begins on a line, ends outside quotation marks."""
    last = "".join(io.StringIO(text, newline="").readlines()[line - 1 :])
    try:
        list(csv.reader(io.StringIO(last, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end of data" not in str(error)
    return True
