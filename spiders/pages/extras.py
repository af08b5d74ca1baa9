"""Extras: what a pricing page sells beside its plans: add-ons, services, fees and rates, each with its price."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from rivalscope.domain.page import Period, Plan, Price, PriceKind
from spiders.pages.allowances import without_allowance
from spiders.pages.columns import PRICE_ROW, is_tier_row, with_head
from spiders.pages.comparing import is_of_others
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.elsewhere import is_elsewhere
from spiders.pages.extra_rows import read_rows
from spiders.pages.fee_words import HEADS, ONCE, OTHER_MONEY
from spiders.pages.fees import clean_name, is_own_words, leaves, prices_of, read_fees
from spiders.pages.grids import Row, find_grids
from spiders.pages.indexes import HEADINGS
from spiders.pages.money import find_money, read_words
from spiders.pages.names import name_key
from spiders.pages.other_sums import is_other_sum
from spiders.pages.row_names import row_name
from spiders.pages.sold_cells import read_sold

MOST_EXTRAS = 80
"""Extras that are read of one page."""
_RANKS = sorted(HEADINGS)
_LONGEST_HEAD = 60
_LONGEST_NAME = 90
_ROWS = frozenset({"td", "th", "dd", "dt"})
_NONE = re.compile(
    r"[?？]|\b(?:no|never|without|zero|hidden|include\w*|free|vs|versus|compare\w*|others?['’]|keine?|ohne|versteckte?|inklusive|sans|aucun\w*|cachés?|inclus\w*|sin|ningún|ocultos?|senza|nessun\w*|nascosti|sem|nenhum\w*|zonder|geen|bez|brak)\b",
    re.IGNORECASE,
)
"""Headings that say that there is nothing more to pay, or whose it is."""
_BLANK = re.compile(r"[\W_]*")
_PRICED = re.compile(
    r"\b(?:prices?|pricing|costs?|fees?|rates?|charges?|preise?|kosten|gebühr(?:en)?|prix|tarifs?|frais|precios?|coste|tarifas?|prezz[oi]|costo|tariff[ae]|preços?|taxas?|prijs|prijzen|tarie(?:f|ven)|ceny|cena|opłat[ay])\b|料金|価格|費用",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff]")


def read_extras(document: Document, plans: Sequence[Plan], *, hints: Hints) -> tuple[Plan, ...]:
    """Return what a page sells beside plans that are known: rows of tables and lists with a price, and fees in sentences.

    What a plan is called or costs is none. The names are those of the page.
    """
    known = {name_key(plan.name) for plan in plans}
    paid = [price for plan in plans for price in plan.prices]
    places = {price.passage.selector for price in paid}
    found: dict[str, list[Price]] = {}
    for name, prices in (
        *_under_heads(document, hints),
        *_in_tables(document, hints),
        *_in_lists(document, hints),
    ):
        _add(found, name, [price for price in prices if price.passage.selector not in places], known)
    for name, prices in read_sold(document, plans, hints=hints):
        _add(found, name, prices, known)
    stated = {(price.amount, price.currency) for own in found.values() for price in own}
    for name, prices, row in read_rows(document, plans, hints=hints):
        new = [price for price in prices if (price.amount, price.currency) not in stated]
        _add(found, name, [_once(price, "", document, row) for price in new], known)
    told = {
        (price.amount, price.currency)
        for price in (*paid, *(price for own in found.values() for price in own))
    }
    for name, price in read_fees(document, known, hints=hints):
        if (price.amount, price.currency) not in told:
            _add(found, name, [price], known)
    return tuple(Plan(name=name, prices=tuple(prices)) for name, prices in _merged(found).items())


def _add(found: dict[str, list[Price]], name: str, prices: list[Price], known: set[str]) -> None:
    """Add the amounts of an extra under its name, each once; a plan's name is none."""
    own = [price for price in prices if price.kind is PriceKind.PRICED and price.amount]
    key = name_key(name)
    if own and key and key not in known and (name in found or len(found) < MOST_EXTRAS):
        kept = found.setdefault(name, [])
        kept += [price for price in own if not any(_same(price, other) for other in kept)]


def _merged(found: dict[str, list[Price]]) -> dict[str, list[Price]]:
    """Return extras with what a sentence or a second list repeats left out: a sum is told once by its first name."""
    told: set[tuple[object, ...]] = set()
    kept: dict[str, list[Price]] = {}
    for name, prices in found.items():
        new = [
            price for price in prices if (price.amount, price.currency, price.passage.selector) not in told
        ]
        told |= {(price.amount, price.currency, price.passage.selector) for price in new}
        if new:
            kept[name] = new
    return kept


def _same(price: Price, other: Price) -> bool:
    return (price.amount, price.currency, price.period, price.unit) == (
        other.amount,
        other.currency,
        other.period,
        other.unit,
    )


def _under_heads(document: Document, hints: Hints) -> Iterator[tuple[str, list[Price]]]:
    """Yield what stands with a price below headings such as `Add-ons`."""
    for head in _heads(document):
        title = document.text_of(head)
        for part in _section(document, head):
            for element in leaves(document, part):
                told = document.text_of(element).rstrip()
                if element.name in _ROWS or told.endswith(".") or not is_own_words(document, element):
                    continue
                if is_elsewhere(document, element) or is_other_sum(document, element):
                    continue
                if _holds_rows(document, element, hints):
                    continue
                name = _name_before(document, element, head, hints)
                if name:
                    yield name, [_once(price, f"{title} {name}", document, element) for price in prices_of(document, element, hints=hints)]  # fmt: skip


def _holds_rows(document: Document, element: Tag, hints: Hints) -> bool:
    """Tell whether a block is made of links or labels side by side of which several have an amount each: they are read one by one."""
    parts = element.find_all(["a", "label"], recursive=False, limit=12)
    return sum(bool(find_money(document.text_of(part), hints=hints)) for part in parts) > 1


def _heads(document: Document) -> list[Tag]:
    """Return the headings, and short lines in their place, below which extras stand."""
    return [
        element
        for element in document.elements
        if (
            element.name in _RANKS or element.name in ("p", "div", "strong", "b", "span", "legend", "caption")
        )
        and not document.is_chrome(element)
        and 0 < len(text := document.text_of(element).rstrip(" :")) <= _LONGEST_HEAD
        and HEADS.search(text)
        and not _NONE.search(text)
        and (element.name in _RANKS or HEADS.fullmatch(text))
    ]


def _section(document: Document, head: Tag) -> list[Tag]:
    """Return the elements after a heading up to the next of its rank, from the nearest level at which they hold an amount."""
    place = head
    for _ in range(3):
        parts: list[Tag] = []
        for sibling in place.next_siblings:
            if not isinstance(sibling, Tag):
                continue
            if sibling.name in _RANKS and (head.name not in _RANKS or sibling.name <= head.name):
                break
            parts.append(sibling)
        if any(re.search(r"\d", document.text_of(part)) for part in parts):
            return parts
        if place.parent is None or place.parent.name in ("body", "main", "html"):
            return []
        place = place.parent
    return []


def _name_before(document: Document, element: Tag, head: Tag, hints: Hints) -> str:
    """Return what stands before the first amount of an element, or in the elements around it up to the heading."""
    place = element
    for _ in range(3):
        text = document.text_of(place)
        found = find_money(text, hints=hints)
        if not found or head in place.descendants or len(text) > 400:
            return ""
        heading = place.find(_RANKS)
        said = document.text_of(heading) if isinstance(heading, Tag) else text[: found[0].start]
        first = next((line for line in document.lines_of(place) if line in said), said)
        name = clean_name(first if len(said) > _LONGEST_NAME or isinstance(heading, Tag) else said)
        if name:
            own = document.text_of(element)
            stated = find_money(own, hints=hints)
            lead = (
                own[: stated[0].end] if stated else own
            )  # `up to 2 people` after an amount says for whom it is
            return (
                name
                if len(name) <= _LONGEST_NAME and not OTHER_MONEY.search(without_allowance(f"{name}: {lead}"))
                else ""
            )
        if place.parent is None:
            return ""
        place = place.parent
    return ""


def _in_tables(document: Document, hints: Hints) -> Iterator[tuple[str, list[Price]]]:
    """Yield rows of tables that name a thing and what it costs."""
    for grid in find_grids(document):
        if not grid.declared:
            continue
        rows = [row for row in grid.rows if len({id(cell) for cell in row.cells}) > 1]
        priced = [row for row in rows if _costs(document, row, hints)]
        if not priced or document.is_chrome(rows[0].element) or is_of_others(document, rows[0].element):
            continue
        head = rows[0] if rows[0] not in priced else None
        labels = [document.text_of(cell) for cell in head.cells] if head else []
        title = _title(document, rows[0].element)
        if is_elsewhere(document, rows[0].element) or OTHER_MONEY.search(" ".join([title, *labels])):
            continue
        if 2 * len(priced) < len(rows) - (head is not None) and not HEADS.search(title):
            continue
        headed = HEADS.search(title) is not None and not _NONE.search(title)
        read = [_row(document, row, labels, title, hints) for row in priced]
        # Where the page says what all its prices are for, or a column of the same table does, bare amounts are prices too.
        every = headed or hints.period is not None or sum(_is_whole(prices) for _, prices in read) > 0
        for name, prices in read:
            yield name, [price for price in prices if every or _is_told(price, labels)]


def _is_told(price: Price, labels: list[str]) -> bool:
    """Tell whether an amount of a table says that it is a price: by its own terms, or by the head of a column."""
    return (
        price.period is not None or price.unit is not None or any(_PRICED.search(label) for label in labels)
    )


def _is_whole(prices: list[Price]) -> bool:
    """Tell whether a row has several amounts of which one is paid by the month or year, as where things are sold and let."""
    return len(prices) > 1 and any(price.period in (Period.MONTH, Period.YEAR) for price in prices)


def _title(document: Document, place: Tag) -> str:
    heading = place.find_previous(_RANKS)
    return document.text_of(heading) if isinstance(heading, Tag) else ""


def _costs(document: Document, row: Row, hints: Hints) -> bool:
    """Tell whether a row is a name and then hardly anything but amounts."""
    label = document.text_of(row.cells[0])
    if (
        not _WORD.search(label) or find_money(label, hints=hints) or PRICE_ROW.fullmatch(label)
        or is_tier_row(document, row, hints=hints) or len(label) > _LONGEST_NAME
    ):  # fmt: skip
        return False
    said = [text for cell in row.cells[1:] if not _BLANK.fullmatch(text := document.text_of(cell))]
    amounts = sum(bool(find_money(text, hints=hints)) for text in said)
    words = sum(read_words(text) is not None for text in said)
    return amounts > 0 and (amounts + words == len(said) or (amounts == 1 and len(row.cells) <= 3))


def _row(
    document: Document, row: Row, labels: list[str], title: str, hints: Hints
) -> tuple[str, list[Price]]:
    name = row_name(document, row.cells[0])
    prices = [
        _once(
            with_head(price, labels[place] if place < len(labels) else ""), f"{title} {name}", document, cell
        )
        for place, cell in enumerate(row.cells)
        if place
        for price in prices_of(document, cell, hints=hints)
    ]
    return name, prices


def _in_lists(document: Document, hints: Hints) -> Iterator[tuple[str, list[Price]]]:
    """Yield the terms of definition lists that are told for an amount."""
    for value in document.named["dd"]:
        term = value.find_previous_sibling("dt")
        if term is None or document.is_chrome(value) or is_elsewhere(document, value):
            continue
        name, text = document.text_of(term), document.text_of(value)
        if PRICE_ROW.fullmatch(name) or len(name) > _LONGEST_NAME or len(text) > _LONGEST_NAME or OTHER_MONEY.search(without_allowance(f"{name}: {text}")):  # fmt: skip
            continue
        title = _title(document, value)
        if find_money(text, hints=hints):
            yield name, [_once(price, f"{title} {name}", document, value) for price in prices_of(document, value, hints=hints)]  # fmt: skip


def _once(price: Price, words: str, document: Document, element: Tag) -> Price:
    """Return a price that is paid once where the words around it say so and it names no period itself."""
    if price.period in (None, Period.USE) and ONCE.search(f"{words} {document.text_of(element)}"):
        return replace(price, period=Period.ONCE, unit=price.unit or "flat")
    return price
