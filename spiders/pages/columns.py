"""Columns: one plan of a comparison, what its head says, and what the cells below add."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bs4 import Tag

from rivalscope.domain.page import Claim, ClaimStatus, Limit, Passage, Period, Price, PriceKind
from spiders.pages.badges import read_badge
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.grids import Row
from spiders.pages.money import find_money, read_words
from spiders.pages.names import name_key, plan_name
from spiders.pages.passages import passage_at
from spiders.pages.prices import prices_in
from spiders.pages.quantities import limit_of, read_quantity
from spiders.pages.row_names import leading_part
from spiders.pages.statuses import Status, read_cell
from spiders.pages.terms import read_terms

PRICE_ROW = re.compile(
    r"(?:(?:monthly|annual|yearly|starting|base|list|plan|subscription)\s+)*(?:price|pricing|cost|fee|rate)s?\b.{0,40}|(?:billed |paid |per )?(?:monthly|annually|yearly|month|year)(?: price| billing| plan)?",
    re.IGNORECASE,
)
"""Names of rows that state the prices of plans."""
PER_HEAD = re.compile(
    r"(?:/|\b(?:per|pro|par|por|je)\b)\s?\w|\b(?:price|pricing|cost|rate|fee)s?\b", re.IGNORECASE
)
"""Names of columns that may hold prices: `Input per 1M tokens`, `Price (USD)`."""
_TERMS = re.compile(r"/|\b(?:per|pro|par|por|je|monthly|yearly|annual(?:ly)?|hourly)\b", re.IGNORECASE)
_FOR_GOOD = re.compile(r"(?:perpetual|lifetime|one[- ](?:time|off))\b", re.IGNORECASE)
_LONGEST_TERMS = 40
_MOST_PARTS = 12
_NUMBER = r"\d[\d.,'’\u00a0]*(?: ?\d{3})*\s?(?:k|m|mio)?"
_TIER = re.compile(
    rf"(?:(?:up to|over|under|more than|less than|from|first|next|above|below|bis(?: zu)?|ab|über|jusqu['’]à|de|hasta|fino a|até|do|[<>≤≥]=?)\s*)?{_NUMBER}"
    rf"(?:\s?(?:[-–—~]|to|bis|à|a|until)\s?(?:{_NUMBER}|∞|unlimited)|\s?\+| and (?:up|above|more))?(?:\s+[^\W\d_][\w /-]{{0,30}})?",
    re.IGNORECASE,
)
"""Names of rows that are steps of an amount that prices depend on: `500`, `1,000 – 5,000 contacts`, `25,001+`."""


@dataclass(slots=True, kw_only=True)
class Column:
    """One plan of a comparison and what the grid says of it."""

    name: str
    prices: list[Price] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)


def column_at(document: Document, cell: Tag, *, hints: Hints, names: Mapping[str, str]) -> Column:
    """Return the column that a head cell opens, with the prices in it; one without a name is no plan."""
    first, *others = document.lines_of(cell)
    name = plan_name(_before_controls(document, cell), hints=hints)
    if (others and any(read_words(line) for line in others)) or (
        name_key(name) not in names and name_key(plan_name(first, hints=hints)) in names
    ):
        name = plan_name(first, hints=hints)
    part = plan_name(leading_part(document, cell), hints=hints)
    name = part or name
    prices = prices_in(document, cell, hints=hints)
    if not find_money(document.text_of(cell), hints=hints):
        # A cell that only says "Free" gives the name as well as the price.
        prices = (
            prices if name and prices else _worded(document, cell, name) or _worded_within(document, cell)
        )
    return Column(name=name, prices=prices)


def _before_controls(document: Document, cell: Tag) -> str:
    """Return the words of a cell before what is there to press, e.g. `Team` before `Try it`; all where nothing stands before."""
    text = document.text_of(cell)
    places = (document.offset_of(control, cell) for control in cell.find_all(["a", "button"], limit=4))
    return next((text[:place] for place in places if place and text[:place].strip()), text)


def _worded(document: Document, cell: Tag, name: str) -> list[Price]:
    """Return the price in words that follows a plan's name in a head cell, such as `Contact Sales`."""
    text = document.text_of(cell)
    start = len(name) if text.startswith(name) else 0
    words = text[start:].strip(" -–—:|·")
    kind = read_words(words) if name else None
    if kind is None:
        return []
    place = text.find(words, start)
    amount = Decimal(0) if kind is PriceKind.FREE else None
    passage = passage_at(document, cell, place, place + len(words))
    return [Price(raw=words, kind=kind, amount=amount, passage=passage)]


def _worded_within(document: Document, cell: Tag) -> list[Price]:
    """Return the price in words that an element of a head cell states by itself, as `Free` above `Up to 2 agents`; that of a button comes last."""
    inner = [part for part in cell.find_all(True, limit=_MOST_PARTS) if document.text_of(part)]
    for calls in (False, True):
        for part in inner:
            pressed = part.name in ("a", "button")
            if pressed is calls and document.span_of(part)[0] > document.span_of(inner[0])[0]:
                kind = read_words(document.text_of(part))
                if kind is PriceKind.FREE or (kind is PriceKind.CONTACT and not _is_name(part)):
                    return prices_in(document, part, hints=Hints())[:1]
    return []


def _is_name(part: Tag) -> bool:
    """Tell whether words for a price stand at the begin of their cell, as the name `Custom` does."""
    return part.find_previous_sibling() is None and part.name not in ("a", "button")


def add_claims(columns: list[Column], name: str, told: list[Status], passage: Passage) -> None:
    """Add to each column what a row of a name says of it."""
    badge_name, badge = read_badge(name)
    quantities = sum(bool(status.value and read_quantity(status.value)) for status in told)
    for status, column in zip(told, columns, strict=True):
        column.claims.append(claim_of(badge_name, badge, status, passage))
        limit = (
            limit_of(badge_name, status.value, passage)
            if status.value and 2 * quantities >= len(told)
            else None
        )
        if limit is not None:
            column.limits.append(limit)


def claim_of(name: str, badge: ClaimStatus, status: Status, passage: Passage) -> Claim:
    """Return the claim of one cell; a badge on the row's name holds where the cell says yes."""
    told = (
        badge if status.status is ClaimStatus.OFFERED and badge is not ClaimStatus.OFFERED else status.status
    )
    return Claim(name=name, status=told, value=status.value, passage=passage)


def with_head(price: Price, head: str) -> Price:
    """Return a price with the terms that the head of its column states and it leaves open."""
    if _FOR_GOOD.match(head) and price.kind is PriceKind.PRICED and price.period in (None, Period.USE):
        return replace(price, period=Period.ONCE)
    for place in _TERMS.finditer(head):
        terms = read_terms(head, place.start())
        if price.kind is PriceKind.PRICED and terms.end > place.start() and not terms.extra:
            period = price.period or (terms.period if price.unit in (None, terms.unit) else None)
            stated = price.unit is not None and (price.unit != "flat" or price.period is None)
            unit = price.unit if stated else terms.unit or price.unit
            price = replace(price, period=period, unit=unit, billed=price.billed or terms.billed)
    return price


def is_tier_row(document: Document, row: Row, *, hints: Hints) -> bool:
    """Tell whether a row states what plans cost for so much of something: a number, then hardly anything but prices."""
    if len(row.cells) < 2 or not _TIER.fullmatch(document.text_of(row.cells[0])):
        return False
    said = [text for cell in row.cells[1:] if (text := document.text_of(cell)).strip("—–-− ")]
    stated = [bool(find_money(text, hints=hints)) or read_words(text) is not None for text in said]
    return bool(stated) and all(stated)


def is_sum_row(document: Document, cells: list[Tag], *, hints: Hints) -> bool:
    """Tell whether cells beside a name are amounts to pay and nothing else, or that there is none: what a plan costs for that."""
    said = [text for cell in cells if (text := document.text_of(cell)).strip("—–-− ")]
    if any(text.startswith("+") for text in said) or any(_is_mark(document, cell) for cell in cells):
        return False
    return len(said) > 1 and all(is_sum(text, hints) for text in said)


def _is_mark(document: Document, cell: Tag) -> bool:
    """Tell whether a cell without words says yes."""
    return not document.text_of(cell) and read_cell(document, cell).status is ClaimStatus.OFFERED


def is_sum(text: str, hints: Hints) -> bool:
    """Tell whether a text is one amount with at most the terms on which it is paid."""
    found = find_money(text, hints=hints)
    if len(found) != 1 or text[: found[0].start].strip("+ "):
        return False
    rest = text[found[0].end :].strip(" .*")
    return not rest or (_TERMS.match(rest) is not None and len(rest) <= _LONGEST_TERMS)


def rates_in(document: Document, cell: Tag, *, hints: Hints) -> list[Price]:
    """Return the prices of a cell that are paid for so much of something used, not for people or time."""
    if not find_money(document.text_of(cell), hints=hints):
        return []
    return [
        price
        for price in prices_in(document, cell, hints=hints)
        if price.kind is PriceKind.PRICED and price.unit not in (None, "flat", "seat")
    ]


def is_price_row(document: Document, row: Row) -> bool:
    """Tell whether a row states the prices of the plans."""
    if len(row.cells) < 2:
        return False
    text = document.text_of(row.cells[0])
    return PRICE_ROW.fullmatch(text) is not None and any(
        re.search(r"[$€£]|\d", document.text_of(cell)) or read_words(document.text_of(cell))
        for cell in row.cells[1:]
    )


def add_rates(document: Document, cells: list[Tag], columns: list[Column], *, hints: Hints) -> None:
    """Add what a plan charges for use, where most cells of a row state it: `$0.10 per GB`, not what one plan sells besides."""
    rates = [rates_in(document, cell, hints=hints) for cell in cells]
    if 2 * sum(bool(found) for found in rates) >= len(cells):
        for found, column in zip(rates, columns, strict=True):
            column.prices += found
