"""Formats of exports: each takes the rows of a view one after the other and keeps none of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol, Self

import xlsxwriter

from rivalscope.exports.columns import Kind, Value, written
from rivalscope.reports.inert import guard


class RowFile(Protocol):
    """A file of rows that is being written."""

    cut: int
    """Values that the format could not hold whole."""

    @classmethod
    def open(cls, path: Path, view: str, columns: Mapping[str, Kind], *, at: datetime) -> Self:
        """Begin a new file; `at` is the instant of the export."""
        ...

    def write(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows."""
        ...

    def close(self) -> None:
        """Complete the file."""
        ...


class CsvFile:
    """CSV of RFC 4180 in UTF-8: texts in quotes, so that "" is an empty text and nothing between commas is null.

    A text that a spreadsheet could take for a formula has an apostrophe before it, and so has one that begins with an
    apostrophe (`inert.guard`): taking one off gives the text back.
    """

    def __init__(self, path: Path, columns: Mapping[str, Kind]) -> None:
        self.cut = 0
        self._file = path.open("x", encoding="utf-8", newline="")
        self._file.write(",".join(columns) + "\r\n")

    @classmethod
    def open(cls, path: Path, _view: str, columns: Mapping[str, Kind], *, at: datetime) -> Self:  # noqa: ARG003
        """Begin a new file."""
        return cls(path, columns)

    def write(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows."""
        self._file.writelines(",".join(map(_cell, row)) + "\r\n" for row in rows)

    def close(self) -> None:
        """Complete the file."""
        self._file.close()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return '"' + guard(value).replace('"', '""') + '"'
    return written(value)


class JsonLinesFile:
    """JSON Lines: an object a line; decimals and instants are strings, numbers and flags are JSON's own."""

    def __init__(self, path: Path, columns: Mapping[str, Kind]) -> None:
        self.cut = 0
        self._columns = columns
        self._file = path.open("x", encoding="utf-8", newline="\n")

    @classmethod
    def open(cls, path: Path, _view: str, columns: Mapping[str, Kind], *, at: datetime) -> Self:  # noqa: ARG003
        """Begin a new file."""
        return cls(path, columns)

    def write(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows."""
        for row in rows:
            record = {
                name: json.loads(str(value)) if kind is Kind.JSON and value is not None else _json(value)
                for (name, kind), value in zip(self._columns.items(), row, strict=True)
            }
            self._file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Complete the file."""
        self._file.close()


def _json(value: Value) -> str | int | float | bool | None:
    return written(value) if isinstance(value, Decimal | date) else value


class Workbook:
    """XLSX: texts are cells of text, never formulas or links, and guarded as in CSV; instants are dates in UTC.

    A sheet holds `ROWS` rows; what is more goes on in further sheets. A text longer than a cell is cut, and counted.
    """

    ROWS = 1_048_575
    """Rows of a sheet under its header."""
    CELL = 32_767
    """Characters that a cell may hold."""

    def __init__(self, path: Path, view: str, columns: Mapping[str, Kind], *, at: datetime) -> None:
        self.cut = 0
        self._view, self._columns = view, columns
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"title": view, "created": at.replace(tzinfo=None)})
        self._bold = self._book.add_format({"bold": True})
        self._instant = self._book.add_format({"num_format": 'yyyy-mm-dd"T"hh:mm:ss"Z"'})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheets = 0
        self._begin()

    @classmethod
    def open(cls, path: Path, view: str, columns: Mapping[str, Kind], *, at: datetime) -> Self:
        """Begin a new file."""
        return cls(path, view, columns, at=at)

    def write(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows."""
        for row in rows:
            if self._row > self.ROWS:
                self._begin()
            for column, value in enumerate(row):
                self._write(column, value)
            self._row += 1

    def close(self) -> None:
        """Complete the file."""
        self._book.close()

    def _begin(self) -> None:
        """Begin a sheet with its header."""
        self._sheets += 1
        name = self._view if self._sheets == 1 else f"{self._view} {self._sheets}"
        self._sheet = self._book.add_worksheet(name[-31:])
        self._sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._columns):
            self._sheet.write_string(0, column, title, self._bold)
        self._row = 1

    def _write(self, column: int, value: Value) -> None:
        place = (self._row, column)
        if isinstance(value, bool):
            self._sheet.write_boolean(*place, value)
        elif isinstance(value, date) and value.year >= 1900:
            style = self._instant if isinstance(value, datetime) else self._date
            naive = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            self._sheet.write_datetime(*place, naive, style)
        elif isinstance(value, int | float | Decimal) and _is_double(value):
            self._sheet.write_number(*place, float(value))
        elif value is not None:
            text = guard(written(value)).translate(_NO_XML)
            self.cut += len(text) > self.CELL
            self._sheet.write_string(*place, text[: self.CELL])


_NO_XML = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
"""Characters that no XML document can hold."""


def _is_double(value: float | Decimal) -> bool:
    """Tell whether a number is one that a cell holds exactly: 15 digits at most."""
    return isinstance(value, float) or len(Decimal(value).as_tuple().digits) <= 15
