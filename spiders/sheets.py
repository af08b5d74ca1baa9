"""Sheets: one sheet of an XLSX workbook as JSON Lines, read with suspicion of the archive that it is.

What is kept of a workbook is this text: it holds what was read, word for word, and no macros, formulas or links.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from rivalscope.errors import UsageError

MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes that the parts of a workbook may come to."""
MOST_PARTS = 2_000
"""Files that a workbook may consist of."""
MOST_ROWS = 500_000
"""Rows of a sheet that are read."""
MOST_COLUMNS = 500
"""Columns of a sheet that are read."""

_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl and zipfile raise over a workbook that is none, broken, or locked with a password."""


def read_sheet(body: bytes, *, name: str, sheet: str | None = None) -> bytes:
    """Return a sheet as JSON Lines: an object a row, by the names in the first row; the first sheet unless named.

    Formulas are what they last came to. UsageError when the file is no workbook that can be read, is too large, or has
    no such sheet.
    """
    try:
        _inspect(body, name=name)
        # Merged cells, comments and drawings are left out by the read-only mode.
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        if sheet is not None and sheet not in book.sheetnames:
            raise UsageError(f"{name} has no sheet {sheet!r}; it has {', '.join(book.sheetnames)}")
        chosen = book[sheet] if sheet is not None else book.worksheets[0]
        chosen.reset_dimensions()  # the size that a sheet states may be a lie
        lines = list(_lines(chosen.iter_rows(values_only=True, max_col=MOST_COLUMNS), name=name))
        book.close()
    except _BROKEN as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(
            f"{name} is no workbook that can be read ({type(error).__name__}): save it as CSV"
        ) from error
    if not lines:
        raise UsageError(f"{name} holds no rows under a header: name the sheet with --sheet")
    return "\n".join(lines).encode()


def _inspect(body: bytes, *, name: str) -> None:
    """Refuse an archive that would unpack to more than is sensible, or whose parts define entities."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UsageError(f"{name} is too large once unpacked: save the sheet as CSV")
        unpacked = 0
        for part in parts:
            with archive.open(part) as stream:
                head = stream.read(4096)
                if b"<!DOCTYPE" in head.upper() or b"<!ENTITY" in head.upper():
                    raise UsageError(f"{name} defines entities, which no workbook needs: save it as CSV")
                unpacked += len(head)
                while chunk := stream.read(1 << 20):  # what the directory says of sizes need not be so
                    unpacked += len(chunk)
                    if unpacked > MOST_UNPACKED:
                        raise UsageError(f"{name} is too large once unpacked: save the sheet as CSV")


def _lines(rows: Iterator[tuple[Any, ...]], *, name: str) -> Iterator[str]:
    header: list[str] = []
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            raise UsageError(f"{name} has more than {MOST_ROWS:,} rows: split it")
        cells = [_text(cell) for cell in row]
        if not header:
            header = cells if any(cells) else []
            continue
        record = {column: cell for column, cell in zip(header, cells, strict=False) if column and cell}
        if record:
            yield json.dumps(
                {column: record.get(column, "") for column in header if column}, ensure_ascii=False
            )


def _text(value: object) -> str:
    """Return a cell as text: whole numbers without a point, days as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value).strip()
