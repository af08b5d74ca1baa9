"""Footnotes: what a note elsewhere on the page says of a price that bears its mark."""

import re
from dataclasses import replace

from rivalscope.domain.page import Billed, Period, Price, PriceKind
from spiders.pages.document import Document
from spiders.pages.indexes import gathered
from spiders.pages.terms import cycle_of, read_terms
from spiders.pages.tongues import BILLED_ABROAD

MOST_NOTES = 40
LONGEST_NOTE = 600

_NOTE = re.compile(
    r"(?P<mark>[*†‡§]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]|[\[(]?[1-9][\])]?)[.:]?\s*(?P<text>[^\W\d_].{2,})", re.DOTALL
)
_AFTER = re.compile(r"\s?(?P<mark>[*†‡§]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹])")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")
_CYCLE = r"(?P<{}>monthly|month[- ]to[- ]month|annual(?:ly)?|yearly|(?:by|per|every|each|a) (?:month|year))"
_BILLED = re.compile(
    rf"\b(?:billed|billing|paid|pay|paying|charged|invoiced|prepaid|payable)\b[^.;]{{0,20}}?\b{_CYCLE.format('after')}\b"
    rf"|\b{_CYCLE.format('before')} (?:billing|payment|plan|subscription|commitment|contract|term|prepayment)",
    re.IGNORECASE,
)
_ABROAD = re.compile(BILLED_ABROAD, re.IGNORECASE)
_PER = re.compile(r"\bper\s+(?!month\b|year\b)", re.IGNORECASE)


def mark_after(text: str, *places: int) -> str:
    """Return the footnote's mark that stands at one of several places of a text; empty when none does."""
    return next(
        (match["mark"].translate(_RAISED) for place in places if (match := _AFTER.match(text, place))), ""
    )


def with_note(document: Document, price: Price, mark: str) -> Price:
    """Return a price with what the note of a mark says and the price leaves open: how it is charged, and for whom."""
    note = _notes(document).get(mark) if mark and price.kind is PriceKind.PRICED else None
    if note is None:
        return price
    cycle = _cycle_in(note)
    if cycle is not None and price.billed is None and price.period in (None, Period.MONTH):
        price = replace(price, billed=cycle, period=price.period or Period.MONTH, unit=price.unit or "flat")
    per = _PER.search(note)
    if per is not None and price.unit in (None, "flat"):
        terms = read_terms(note, per.start())
        if terms.unit and not terms.extra:
            price = replace(price, unit=terms.unit, period=price.period or terms.period)
    return price


def _cycle_in(note: str) -> Billed | None:
    """Return how a note says that its price is charged; None when it does not."""
    billed = _BILLED.search(note)
    if billed is not None:
        return cycle_of(billed["after"] or billed["before"])
    abroad = _ABROAD.search(note)
    if abroad is None:
        return None
    return Billed.MONTHLY if any(abroad[f"monthly{place}"] for place in (1, 2, 3)) else Billed.ANNUALLY


def _notes(document: Document) -> dict[str, str]:
    """Return the notes of a page by their mark; a mark that two notes bear says nothing."""
    return gathered(document, "notes", lambda: _marked(document))


def _marked(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in document.elements:
        if len(found) >= MOST_NOTES:
            break
        if element.name not in ("p", "li", "small", "div", "span", "dd", "td", "aside") or element.find(
            ["p", "li", "div"]
        ):
            continue
        text = document.text_of(element)
        match = _NOTE.match(text) if len(text) <= LONGEST_NOTE else None
        if match is not None:
            mark = match["mark"].strip("[]()").translate(_RAISED)
            if match["mark"][:1].isdigit() and not element.find("sup"):
                continue  # "1 user": a number that is not raised counts something
            told = match["text"]
            found[mark] = told if found.get(mark, told) in told or told in found.get(mark, "") else ""
    return found
