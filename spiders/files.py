"""Review files: reviews, tickets and survey answers from CSV and JSON Lines, no line lost in silence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from rivalscope.domain.matching import review_key
from rivalscope.domain.page import Review
from rivalscope.errors import UsageError
from spiders.file_rows import FileRow, read_file_rows
from spiders.pages.dates import read_date
from spiders.pages.passages import value_passage
from spiders.pages.privacy import mask
from spiders.pages.reviews import read_rating
from spiders.pages.text import plain_text

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
    """The file as it is."""
    columns: tuple[str, ...]
    """Names of the columns in the file's order; a nested key of JSON Lines has dots."""
    mapping: Mapping[str, str]
    """Column of each field that was mapped or guessed."""
    best: Decimal | None
    """The best rating of the file's scale, where its highest rating shows it: 5, 10 or 100; None when it does not."""
    reviews: tuple[Review, ...]
    skipped: tuple[tuple[int, str], ...]
    """Lines, counted from 1, that hold no review, and why."""
    doubts: tuple[tuple[int, str], ...]
    """Lines whose review was taken without a date or rating that cannot be read for certain, and which."""


def read_reviews(path: Path, *, mapping: Mapping[str, str] | None = None) -> ReviewFile:
    """Read a file of reviews; `mapping` states the column of some fields, the others are guessed.

    Raises UsageError for a file that cannot be read, that has no column with text, or that lacks a column
    that the mapping names.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    columns, rows, skipped = read_file_rows(body, name=str(path))
    chosen = _mapping(columns, mapping or {}, path=path)
    if "id" not in (mapping or {}) and not _tells_apart(rows, chosen.get("id", "")):
        chosen.pop("id", None)  # it numbers something else, an app or a customer: reviews would be lost by it
    best = _scale(row.cells.get(chosen.get("rating", ""), "") for row in rows)
    reviews: list[Review] = []
    doubts: list[tuple[int, str]] = []
    for row in rows:
        review = _review(row, chosen, best)
        if review is None:
            skipped.append((row.line, f"no text in column {chosen['text']!r}"))
        else:
            reviews.append(review)
            doubts.extend((row.line, what) for what in _doubts(row, chosen, review))
    return ReviewFile(
        body=body,
        columns=columns,
        mapping=chosen,
        best=best,
        reviews=tuple(reviews),
        skipped=tuple(sorted(skipped)),
        doubts=tuple(doubts),
    )


def _mapping(columns: tuple[str, ...], stated: Mapping[str, str], *, path: Path) -> dict[str, str]:
    """Return the column of each field: as stated, else the first that is named like it."""
    listed = ", ".join(columns) or "none"
    for field, column in stated.items():
        if field not in GUESSES:
            raise UsageError(f"--map {field}={column}: the fields are {', '.join(GUESSES)}")
        if column not in columns:
            raise UsageError(f"--map {field}={column}: {path} has no such column; its columns are {listed}")
    plain = {re.sub(r"[^a-z0-9]", "", column.casefold()): column for column in reversed(columns)}
    chosen = dict(stated)
    for field, names in GUESSES.items():
        free = [plain[name] for name in names if name in plain and plain[name] not in chosen.values()]
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


def _review(row: FileRow, mapping: Mapping[str, str], best: Decimal | None) -> Review | None:
    """Return a row as a review; None when it has no text."""
    cells = {field: row.cells.get(column, "").strip() for field, column in mapping.items()}
    passage = value_passage(row.selector(mapping["text"]), row.cells.get(mapping["text"], ""))
    if not passage.quote:
        return None
    masked = mask(passage.quote)
    rating, _ = read_rating(cells.get("rating", ""))
    day = read_date(cells.get("date", ""))
    return Review(
        text=masked,
        title=mask(plain_text(cells.get("title", ""))) or None,
        date=day,
        rating=rating,
        best=best if rating is not None else None,
        version=cells.get("version") or None,
        key=cells.get("id") or review_key(masked, rating=rating, date=day),
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
