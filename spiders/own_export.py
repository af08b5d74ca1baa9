"""Our own exports: the view `reviews` as `rivalscope export` writes it, read back in each of its formats."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from rivalscope.domain.page import Review
from rivalscope.errors import UsageError
from spiders.kept_lines import kept_text
from spiders.pages.decoding import decode
from spiders.pages.passages import value_passage
from spiders.pages.privacy import mask
from spiders.sheets import read_sheet

MARKS = frozenset({"product", "source", "text", "rating_raw", "best", "author_key", "evidence_id"})
"""Columns all of which the view has; no vendor's file has them all."""

_KEPT = ("product", "source", "date", "rating_raw", "best", "title", "text", "version", "author_key")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠", "'")
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")

Cells = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReviews:
    """The reviews that one source of the exported store gave."""

    product: str
    source: str
    """Key of the source in the exported store."""
    reviews: tuple[Review, ...]
    """The author of each is the keyed hash that was exported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnExport:
    """What an export of reviews holds."""

    body: bytes
    """The reviews as JSON Lines, the same whatever the file's format: their passages stand in it."""
    sources: tuple[OwnReviews, ...]
    skipped: tuple[tuple[int, str], ...]
    """Rows, counted from 1, that hold no review, and why."""


def read_own_export(path: Path) -> OwnExport | None:
    """Read an export of the view `reviews`: CSV, JSON Lines, XLSX or Parquet; None for any other file.

    Raises UsageError when the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
        rows = _rows(path, head)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    return None if rows is None else _collected(rows)


def _rows(path: Path, head: bytes) -> Iterator[Cells] | None:
    if head == b"PAR1":
        return _parquet(path)
    if head == b"PK\x03\x04":
        return _workbook(path)
    text = decode(path.read_bytes())
    if text.startswith("{"):
        return _lines(text)
    header = next(csv.reader([text.split("\n", 1)[0].rstrip("\r")]), [])
    return _csv(text) if set(header) >= MARKS else None


def _parquet(path: Path) -> Iterator[Cells] | None:
    import pyarrow as pa  # noqa: PLC0415 - it takes a second to load, and few files are Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(str(path))
    except (pa.ArrowException, OSError) as error:
        raise UsageError(f"{path} is no Parquet file that can be read ({type(error).__name__})") from error
    if not set(file.schema_arrow.names) >= MARKS:
        raise UsageError(f"{path} is no export of the view reviews; save other Parquet files as CSV")
    return (
        {name: None if value is None else str(value) for name, value in row.items()}
        for batch in file.iter_batches(columns=list(_KEPT))
        for row in batch.to_pylist()
    )


def _workbook(path: Path) -> Iterator[Cells] | None:
    body = path.read_bytes()
    first = read_sheet_or_none(body, path)
    if first is None or not set(json.loads(first.split(b"\n", 1)[0])) >= MARKS:
        return None
    book = load_workbook(io.BytesIO(body), read_only=True)
    names = list(book.sheetnames)
    book.close()
    sheets = [first, *(read_sheet(body, name=str(path), sheet=name) for name in names[1:])]
    return (
        {name: _unguarded(_ESCAPED.sub(_character, cell)) or None for name, cell in json.loads(line).items()}
        for sheet in sheets
        for line in sheet.split(b"\n")
    )


def read_sheet_or_none(body: bytes, path: Path) -> bytes | None:
    """Return a workbook's first sheet as JSON Lines; None when it holds no rows or is none that can be read."""
    try:
        return read_sheet(body, name=str(path))
    except UsageError:
        return None


def _character(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))


def _lines(text: str) -> Iterator[Cells] | None:
    try:
        first: Any = json.loads(text.split("\n", 1)[0], parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(first, dict) or not set(first) >= MARKS:
        return None
    return (_cells(line) for line in text.split("\n") if line)


def _cells(line: str) -> Cells:
    try:
        record: Any = json.loads(line, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        record = None
    found = record if isinstance(record, dict) else {}
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _csv(text: str) -> Iterator[Cells]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {name: _unguarded(row[name]) or None for name in _KEPT if isinstance(row.get(name), str)}


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that an export puts before what could be a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _collected(rows: Iterator[Cells]) -> OwnExport:
    groups: dict[tuple[str, str], list[Review]] = {}
    skipped: list[tuple[int, str]] = []
    lines: list[str] = []
    told: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        missing = [name for name in ("product", "source", "text") if not row.get(name)]
        if missing:
            skipped.append((number, f"no {missing[0]}"))
            continue
        record = _record(row)
        identity = hashlib.sha256(json.dumps(record, ensure_ascii=False).encode()).hexdigest()[:32]
        told[identity] += 1
        place = (str(row["product"]), str(row["source"]))
        groups.setdefault(place, []).append(_review(record, len(lines), f"{identity}-{told[identity]}"))
        lines.append(json.dumps(record, ensure_ascii=False))
    return OwnExport(
        body="\n".join(lines).encode(),
        sources=tuple(
            OwnReviews(product=product, source=source, reviews=tuple(reviews))
            for (product, source), reviews in groups.items()
        ),
        skipped=tuple(skipped),
    )


def _record(row: Cells) -> dict[str, str | None]:
    """Return what is kept of a row, alike from every format."""
    kept = {name: row.get(name) or None for name in _KEPT}
    for name in ("rating_raw", "best"):
        number = _decimal(kept[name])
        kept[name] = None if number is None else format(number.normalize() + 0, "f")
    day = kept["date"]
    kept["date"] = day[:10] if day else None
    # What reads the passage again takes it for text that may hold markup.
    text = mask(kept["text"] or "")
    kept["text"] = kept_text(text)
    kept["title"] = mask(kept["title"]) if kept["title"] else None
    return kept


def _review(record: Mapping[str, str | None], place: int, key: str) -> Review:
    passage = value_passage(f"line:{place}/text", record["text"])
    return Review(
        text=passage.quote,
        title=record["title"],
        date=_day(record["date"]),
        rating=_decimal(record["rating_raw"]),
        best=_decimal(record["best"]),
        version=record["version"],
        key=key,
        author=record["author_key"],
        passage=passage,
    )


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def products_of(sources: Sequence[OwnReviews]) -> tuple[str, ...]:
    """Return the slugs of the products that an export's reviews are of, in its order."""
    return tuple(dict.fromkeys(one.product for one in sources))
