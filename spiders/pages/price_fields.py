"""Price fields: a text that is known to be one price as a whole, such as a value of structured data.

Prose must not be read with this: the text itself is taken for a price, so an amount needs no currency beside it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from spiders.pages.amounts import clean, plain_digits, read_amount
from spiders.pages.currencies import Hints, currency_of
from spiders.pages.marks import DRAWN, MARKS, THREE_DECIMALS, WORDED

_GROUPED = r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,] ?\d{1,2}(?!\d))?"
_FIGURE = re.compile(
    rf"(?P<figure>{_GROUPED}|\d+(?:[.,'’]\d+)*(?:[.,] \d\d(?!\d))?|\.\d+)(?!\d| ?%|[^\W\d_]\d)"
)
_EURO_POINT = re.compile(r"(?P<whole>\d[\d .,]*?) ?€ ?(?P<cents>\d\d)(?!\d|[.,]\d)")
# A code says more than the dollar sign beside it: "SGD4.90 $".
_DOLLAR_CODE = re.compile(r"(?<![A-Z])[A-Z]{2}D(?=\$?(?:[\W\d]|$))")
_DRAWN, _WORDED = re.compile(DRAWN), re.compile(WORDED)
_NOTHING = re.compile(r"\b(?:free|gratis|kostenlos|gratuit)\b", re.IGNORECASE)
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPrice:
    """What a price field states; each part None when it is not known."""

    raw: str
    amount: Decimal | None
    mark: str | None
    """The sign, code or word of currency, as written."""
    currency: str | None
    """Its ISO 4217 code, where the mark stands for one currency alone."""


def read_field(
    text: str, *, beside: str = "", decimal: str | None = None, hints: Hints | None = None
) -> FieldPrice:
    """Read a price field; `beside` is what names its currency where the field does not, e.g. a label.

    `decimal` is the sign that parts the decimals, where that is known. Without it and without a
    language, one separator before three digits parts groups (no currency of two decimals has
    thousandths), except in currencies of three decimals, where nothing can be known.
    """
    hints = hints or Hints()
    plain = _plain(text)
    mark = _mark_of(plain, _plain(beside))
    currency = _code_of(mark, hints)
    return FieldPrice(
        raw=text, amount=_amount_of(plain, decimal, currency, hints), mark=mark, currency=currency
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", plain_digits(clean(text[:_LONGEST])[0])).strip()


def _mark_of(text: str, beside: str) -> str | None:
    """Return the mark of currency of a field: the field's own words count more than those beside it."""
    for place in (text, beside):
        code = _DOLLAR_CODE.search(place) if "$" in place else None
        if code is not None and code.group() in MARKS:
            return code.group()
    for pattern in (_DRAWN, _WORDED):
        for place in (text, beside):
            found = pattern.search(place)
            if found is not None:
                return found.group()
    return None


def _code_of(mark: str | None, hints: Hints) -> str | None:
    """Return the ISO code that a mark stands for; None when it is none or several."""
    if mark is None:
        return None
    if mark in ("$", "¥", "￥") or mark.lower().startswith("kr"):
        return currency_of(mark, hints)
    return (
        MARKS.get(mark) or MARKS.get(mark.rstrip(".")) or MARKS.get(mark.upper()) or MARKS.get(mark.lower())
    )


def _amount_of(text: str, decimal: str | None, currency: str | None, hints: Hints) -> Decimal | None:
    """Return the amount that a field states first."""
    if decimal == "€" or (decimal is None and text.count("€") == 1):
        parted = _EURO_POINT.search(text)
        if parted is not None:
            return Decimal(f"{_digits(parted['whole'])}.{parted['cents']}")
    match = _FIGURE.search(text)
    if match is None:
        return Decimal(0) if _NOTHING.search(text) else None
    figure = match["figure"].replace(" ", "").replace("’", "'")
    if decimal is not None:
        return _parted_at(figure, decimal)
    return _by_convention(figure, currency, hints)


def _parted_at(figure: str, decimal: str) -> Decimal | None:
    """Return the amount of a figure whose decimals stand after a known sign."""
    whole, point, cents = figure.rpartition(decimal)
    if not point:
        whole, cents = figure, ""
    return Decimal(f"{_digits(whole) or '0'}.{_digits(cents) or '0'}")


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)


def _by_convention(figure: str, currency: str | None, hints: Hints) -> Decimal | None:
    lone = re.fullmatch(r"(?P<whole>[1-9]\d{0,2})[.,](?P<last>\d{3})", figure)
    if lone is None or hints.tongue:
        return read_amount(figure, language=hints.language or "", currency=currency)
    return None if currency in THREE_DECIMALS else Decimal(lone["whole"] + lone["last"])
