"""Review files: reviews, tickets and survey answers from CSV, JSON and XLSX, no line lost in silence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from rivalscope.domain.matching import review_key
from rivalscope.domain.page import Review
from rivalscope.errors import UsageError
from spiders.exports import Export, fields_of, recognise, texts_of
from spiders.file_rows import FileRow, read_file_rows
from spiders.pages.dates import read_date
from spiders.pages.passages import value_passage
from spiders.pages.privacy import mask
from spiders.pages.reviews import read_rating
from spiders.pages.text import plain_text
from spiders.services.listing import day_text
from spiders.sheets import read_sheet

GUESSES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "review", "reviewtext", "reviewbody", "body", "comment", "comments", "feedback",
             "message", "verbatim", "answer", "response", "description"),
    "title": ("title", "headline", "subject", "reviewtitle", "summary"),
    "rating": ("rating", "score", "stars", "star", "starrating", "ratingvalue", "reviewrating", "nps"),
    "date": ("date", "at", "reviewdate", "datepublished", "published", "publishedat", "created", "createdat",
             "submitted", "submittedat", "timestamp", "time", "updated"),
    "id": ("id", "reviewid", "ticketid", "responseid", "uuid", "key"),
    "author": ("author", "reviewer", "user", "username", "authorname", "reviewername", "customer", "name"),
    "version": ("version", "appversion", "reviewcreatedversion", "softwareversion"),
}  # fmt: skip
"""Names of columns that mean a field, the likeliest first, letters and digits only."""

_SCALES = (Decimal(5), Decimal(10), Decimal(100))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """What a file of reviews holds."""

    body: bytes
    """The file as it is; of a workbook the sheet as JSON Lines."""
    columns: tuple[str, ...]
    """Names of the columns in the file's order; a nested key of JSON Lines has dots."""
    mapping: Mapping[str, str]
    """Column of each field that was mapped or guessed."""
    export: str | None
    """Whose export it was recognised as; None when it is nobody's that we know."""
    texts: tuple[str, ...]
    """Columns whose cells are texts: one, or several where a form asks several questions."""
    best: Decimal | None
    """The best rating of the file's scale, where its highest rating shows it: 5, 10 or 100; None when it does not."""
    reviews: tuple[Review, ...]
    skipped: tuple[tuple[int, str], ...]
    """Lines, counted from 1, that hold no review, and why."""
    doubts: tuple[tuple[int, str], ...]
    """Lines whose review was taken without a date or rating that cannot be read for certain, and which."""


def read_reviews(
    path: Path, *, mapping: Mapping[str, str] | None = None, sheet: str | None = None
) -> ReviewFile:
    """Read a file of reviews; `mapping` states the column of some fields, the others are known of an export, or guessed.

    Of a workbook `sheet` is read, else the first. Raises UsageError for a file that cannot be read, that has no column
    with text, or that lacks a column or sheet that is named.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    if body.startswith(b"PK\x03\x04"):
        body = read_sheet(body, name=str(path), sheet=sheet)
    elif sheet is not None:
        raise UsageError(f"--sheet {sheet}: {path} is no XLSX workbook")
    columns, rows, skipped = read_file_rows(body, name=str(path))
    export = recognise(columns)
    texts = _texts(export, columns, rows) if "text" not in (mapping or {}) else ()
    known = fields_of(export, columns) if export is not None else {}
    chosen = _mapping(columns, {**known, **(mapping or {})}, path=path, texts=texts)
    if "id" not in (mapping or {}) and not _tells_apart(rows, chosen.get("id", "")):
        chosen.pop("id", None)  # it numbers something else, an app or a customer: reviews would be lost by it
    best = _scale(row.cells.get(chosen.get("rating", ""), "") for row in rows)
    reviews: list[Review] = []
    doubts: list[tuple[int, str]] = []
    asked = texts or (chosen["text"],)
    for row in rows:
        if export is not None and export.asks and not row.cells.get(chosen.get("id", ""), "x").strip():
            skipped.append((row.line, "no answers, but a second header"))
            continue
        written = [
            review
            for column in asked
            if (review := _review(row, {**chosen, "text": column}, best, several=texts))
        ]
        reviews += written
        if written:
            doubts.extend((row.line, what) for what in _doubts(row, chosen, written[0]))
        else:
            skipped.append((row.line, f"no text in column {', '.join(map(repr, asked))}"))
    return ReviewFile(
        body=body,
        columns=columns,
        mapping=chosen,
        export=export.name if export is not None else None,
        texts=asked,
        best=best,
        reviews=tuple(reviews),
        skipped=tuple(sorted(skipped)),
        doubts=tuple(doubts),
    )


def _texts(export: Export | None, columns: tuple[str, ...], rows: list[FileRow]) -> tuple[str, ...]:
    """Return the columns of a form's answers; none for a file with one text a row."""
    if export is None or not (export.asks or export.texts):
        return ()
    cells = {
        column: [cell for row in rows if (cell := row.cells.get(column, "").strip())] for column in columns
    }
    return texts_of(export, columns, cells)


def _mapping(
    columns: tuple[str, ...], stated: Mapping[str, str], *, path: Path, texts: tuple[str, ...] = ()
) -> dict[str, str]:
    """Return the column of each field: as stated, else the first that is named like it."""
    listed = ", ".join(columns) or "none"
    for field, column in stated.items():
        if field not in GUESSES:
            raise UsageError(f"--map {field}={column}: the fields are {', '.join(GUESSES)}")
        if column not in columns:
            raise UsageError(f"--map {field}={column}: {path} has no such column; its columns are {listed}")
    plain = {re.sub(r"[^a-z0-9]", "", column.casefold()): column for column in reversed(columns)}
    chosen = dict(stated) | ({"text": texts[0]} if texts else {})
    for field, names in GUESSES.items():
        taken = {*chosen.values(), *texts}
        free = [plain[name] for name in names if name in plain and plain[name] not in taken]
        if field not in chosen and free:
            chosen[field] = free[0]
    if "text" not in chosen:
        raise UsageError(
            f"{path} has no column with text; its columns are {listed}: name one with --map text=COLUMN"
        )
    return chosen


def _tells_apart(rows: list[FileRow], column: str) -> bool:
    """Tell whether every row that has a cell in a column has another one."""
    cells = [cell for row in rows if (cell := row.cells.get(column, "").strip())]
    return len(cells) == len(set(cells))


def _review(
    row: FileRow, mapping: Mapping[str, str], best: Decimal | None, *, several: tuple[str, ...] = ()
) -> Review | None:
    """Return a row as a review; None when it has no text.

    Of a form with `several` texts each answer is one, titled by its question, and all of a row are one person's.
    """
    cells = {field: row.cells.get(column, "").strip() for field, column in mapping.items()}
    passage = value_passage(row.selector(mapping["text"]), row.cells.get(mapping["text"], ""))
    if not passage.quote:
        return None
    masked = mask(passage.quote)
    rating, _ = read_rating(cells.get("rating", ""))
    day = read_date(day_text(cells.get("date", "")))
    own = cells.get("id", "")
    if several:
        cells["title"] = plain_text(mapping["text"])
        cells["author"] = cells.get("author") or own or f"row {row.place}"
        own = f"{own}#{several.index(mapping['text']) + 1}" if own else ""
    return Review(
        text=masked,
        title=mask(plain_text(cells.get("title", ""))) or None,
        date=day,
        rating=rating,
        best=best if rating is not None else None,
        version=cells.get("version") or None,
        key=own or review_key(masked, rating=rating, date=day),
        author=cells.get("author") or None,
        passage=replace(passage, quote=masked),
    )


def _doubts(row: FileRow, mapping: Mapping[str, str], review: Review) -> list[str]:
    """Return what a row states but the review does not, because it cannot be read for certain."""
    rating, day = (row.cells.get(mapping.get(field, ""), "").strip() for field in ("rating", "date"))
    doubts = [f"the rating {rating!r} is no number"] if rating and review.rating is None else []
    return [*doubts, f"the date {day!r} is not certain"] if day and review.date is None else doubts


def _scale(ratings: Iterable[str]) -> Decimal | None:
    """Return the best rating of the scale on which all ratings of a file were given, when the highest shows it."""
    numbers = [number for number, _ in map(read_rating, ratings) if number is not None]
    return max(numbers) if numbers and max(numbers) in _SCALES else None
