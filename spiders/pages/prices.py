"""Prices: the ways to pay that an element of a page states, with the words they stand in."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bs4 import Tag

from rivalscope.domain.page import Billed, Period, Price, PriceKind, Qualifier
from spiders.pages.currencies import Hints
from spiders.pages.cycles import by_cycle, without_sums
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.footnotes import mark_after, with_note
from spiders.pages.money import FROM_BEFORE, Money, find_money, read_words
from spiders.pages.passages import passage_at, whole
from spiders.pages.price_words import read_call, said_after
from spiders.pages.readings import Reading, reading_of
from spiders.pages.switched import switched_prices, unshown_prices
from spiders.pages.terms import Terms, read_terms
from spiders.pages.toggles import toggle_of, toggle_within

_HOST = re.compile(r"\bhosts?\b", re.IGNORECASE)
_OLD = re.compile(
    r"strike|strikethrough|line-through|old[-_]?price|was[-_]?price|price[-_]?(?:old|was|original)|original[-_]?price|compare[-_]?at|crossed",
    re.IGNORECASE,
)


def prices_in(document: Document, element: Tag, *, hints: Hints, around: Tag | None = None) -> list[Price]:
    """Return the prices that the text of an element states, in order.

    With `around`, an element that holds it, terms that stand right before or after it there belong to
    its first or last amount: `Starts at`, `$12`, `per user / month` may be three blocks.
    """
    if not document.text_of(element):
        return unshown_prices(document, element, hints=hints)
    text, reading = document.text_of(element), reading_of(document, element)
    found = [_placed(money, reading, text) for money in find_money(reading.text, hints=hints)]
    prices = []
    for money, holder in zip(found, _holders(document, element, found), strict=True):
        if money.total:
            continue
        price = Price(
            raw=money.raw, kind=money.kind, amount=money.amount, currency=money.currency, period=money.period, billed=money.billed,
            unit=money.unit, qualifier=money.qualifier, passage=passage_at(document, element, money.start, money.end),
        )  # fmt: skip
        if around is not None:
            price = _widened(document, element, price, money, around)
        if price.qualifier is None and _is_old(holder, element):
            price = replace(price, qualifier=Qualifier.WAS)
        raised = (mark for place, mark in reading.marks if place in (money.figure_end, money.end))
        mark = next(raised, "") or mark_after(text, money.figure_end, money.end)
        if not mark and around is not None and price.raw != money.raw:
            mark = _mark_behind(document.text_of(around), price.raw)
        price = with_note(document, price, mark)
        own = None if money.billed else toggle_within(holder, element)
        if own is not None or price.billed is None:
            # What stands beside several amounts may be said of the last alone; the name on an amount is its own.
            price = _by_toggle(price, own or toggle_of(document, holder))
        prices.append(price)
    if prices:
        prices = switched_prices(document, element, prices, hints=hints)
    return prices or _in_words(document, element, text)


def _mark_behind(said: str, raw: str) -> str:
    """Return the mark of a note that stands behind the words of a price in the element around it; empty when none does."""
    return mark_after(said, said.find(raw) + len(raw))


def _in_words(document: Document, element: Tag, text: str) -> list[Price]:
    """Return the price that an element without an amount states in words; none when it states none."""
    kind = read_call(text) if element.name in ("a", "button", "span") else read_words(text)
    kind = kind or read_words(said_after(text))
    if kind is None:
        return []
    amount = Decimal(0) if kind is PriceKind.FREE else None
    return [Price(raw=text, kind=kind, amount=amount, passage=whole(document, element))]


def _by_toggle(price: Price, billed: Billed | None) -> Price:
    """Return a price as the switch says that it is charged; what pays for a year is not charged by the month."""
    return (
        price if price.period is Period.YEAR and billed is Billed.MONTHLY else replace(price, billed=billed)
    )


def _placed(money: Money, reading: Reading, text: str) -> Money:
    """Return a statement of a reading with its places in the text of the element that was read."""
    if reading.places is None:
        return money
    start, end = reading.place_of(money.start), reading.place_of(money.end, end=True)
    return replace(
        money,
        start=start,
        end=end,
        figure_end=reading.place_of(money.figure_end, end=True),
        raw=text[start:end],
    )


def _widened(document: Document, element: Tag, price: Price, money: Money, around: Tag) -> Price:
    """Return a price with the terms that stand next to its block in the element around it."""
    text, context = document.text_of(element), document.text_of(around)
    offset = document.offset_of(element, around)
    if offset is None:
        return price
    start, end = offset + money.start, offset + money.end
    if not text[money.end :].strip(" *†‡.") and money.figure_end <= money.end:
        terms = _terms_after(document, element, around, offset + money.figure_end)
        if terms.end > end and not terms.extra:
            end = offset + len(context[offset : terms.end].rstrip())
            price = replace(
                price,
                period=terms.period,
                billed=price.billed or terms.billed,
                unit=terms.unit,
                qualifier=price.qualifier or terms.qualifier,
            )
    before = (
        FROM_BEFORE.search(context[:start])
        if not text[: money.start].strip() and price.qualifier is None
        else None
    )
    if before is not None:
        start, price = before.start(), replace(price, qualifier=Qualifier.FROM)
    if (start, end) == (offset + money.start, offset + money.end):
        return price
    passage = passage_at(document, around, start, end)
    return replace(price, raw=passage.quote, passage=passage)


def _terms_after(document: Document, element: Tag, around: Tag, place: int) -> Terms:
    """Return the terms after an amount in the element around its block.

    An amount right behind them, in another part of it, is not theirs: then what encloses the block and its terms is read alone.
    """
    context = document.text_of(around)
    own = (document.offset_of(element, around) or 0) + len(document.text_of(element))
    if context[own - 1 : own + 1].isalpha() and context[own : own + 1].strip():
        return read_terms(context[:own], place)  # the next element begins with another word
    terms = read_terms(context, place)
    for above in ancestors(element):
        if above is around:
            break
        end = (document.offset_of(above, around) or 0) + len(document.text_of(above))
        if context[place:end].strip():
            near = read_terms(context[:end], place)
            return near if near.end > terms.end else terms
    return terms


def tidy(prices: Iterable[Price], *, hints: Hints, switched: bool = False) -> tuple[Price, ...]:
    """Return the prices of one plan with one for each way to pay.

    What one price leaves open and its neighbour in the same card states holds for both (`$15 $12 /user/month`);
    a yearly sum that only multiplies a monthly price is not another way to pay; and what the page says of
    all its prices fills what is still open. `switched` tells that the page has a switch of how one is charged.
    """
    kept: list[Price] = []
    for price in _shared_terms([_by_host(price, hints) for price in prices]):
        full = _with_defaults(price, hints)
        same = next((place for place, other in enumerate(kept) if _same_way(full, other)), None)
        if same is None:
            kept.append(full)
        else:
            kept[same] = _with_open_told(kept[same], full)
    kept = without_sums(by_cycle(without_sums(kept), switched=switched))
    priced = any(price.kind is PriceKind.PRICED for price in kept)
    return tuple(price for price in kept if not (priced and price.kind is PriceKind.CONTACT))


def _holders(document: Document, element: Tag, found: list[Money]) -> list[Tag]:
    """Return for each statement in an element the innermost element that holds its amount."""
    if len(found) < 2 and not element.find(True):
        return [element] * len(found)
    inner = [child for child in element.find_all(True, limit=200) if document.text_of(child)]
    holders, last = [], 0
    for money in found:
        figure = re.match(r"\D*[\d.,'\s]*\d", money.raw)
        words = (figure.group() if figure else money.raw).strip()
        holder, place = element, last
        for index, child in enumerate(inner[last:], start=last):
            text = document.text_of(child)
            if words in text and len(find_money(text, hints=Hints())) <= 1:
                holder, place = child, index + 1
                break
        holders.append(holder)
        last = place
    return holders


def _is_old(holder: Tag, element: Tag) -> bool:
    """Tell whether an amount is struck through, by its element or by the names on it."""
    for place in (holder, *ancestors(holder)):
        if place.name in ("s", "del", "strike") or _OLD.search(
            f"{attribute(place, 'class')} {attribute(place, 'style')}"
        ):
            return True
        if place is element:
            return False
    return False


def _shared_terms(prices: list[Price]) -> list[Price]:
    """Return prices where one without period or unit takes them from its neighbour in the same plan."""
    told = next(
        (
            price
            for price in prices
            if price.period in (Period.MONTH, Period.YEAR) and price.kind is PriceKind.PRICED
        ),
        None,
    )
    if told is None or len(prices) < 2 or told.amount is None:
        return prices
    return [_sharing(price, told) for price in prices]


def _sharing(price: Price, told: Price) -> Price:
    """Return a price with the period and unit of its neighbour where it has none and is of its size."""
    if price.kind is not PriceKind.PRICED or price.amount is None or told.amount is None:
        return price
    if price.period is None and told.amount / 3 <= price.amount <= 3 * told.amount:
        return replace(price, period=told.period, unit=price.unit or told.unit)
    if price.unit == "flat" and told.unit == "seat" and price.period is told.period:
        return replace(price, unit=told.unit)
    return price


def _with_open_told(price: Price, again: Price) -> Price:
    """Return a price with what a second statement of it tells and the first leaves open, as where one is for those who listen."""
    if price.kind is not PriceKind.PRICED:
        return price
    return replace(
        price,
        currency=price.currency or again.currency,
        period=price.period or again.period,
        billed=price.billed or again.billed,
        unit=price.unit or again.unit,
    )


def _by_host(price: Price, hints: Hints) -> Price:
    """Return a price for a host as one for a machine where the page speaks of such."""
    hosted = hints.machines and price.unit == "seat" and _HOST.search(price.raw) is not None
    return replace(price, unit="host") if hosted else price


def _with_defaults(price: Price, hints: Hints) -> Price:
    """Return a price with the page's general terms where it says nothing itself."""
    if price.kind is not PriceKind.PRICED:
        return price
    if hints.period is not None and price.period is None and price.unit in (None, "seat"):
        price = replace(price, period=hints.period, unit=price.unit or hints.unit)
    elif hints.unit is not None and price.period is hints.period and price.unit in (None, "flat"):
        price = replace(price, unit=hints.unit)
    if price.billed is None and price.period is Period.MONTH and hints.billed is not None:
        return replace(price, billed=hints.billed)
    return price


def _same_way(price: Price, other: Price) -> bool:
    """Tell whether two prices of a plan are the same way to pay, told twice."""
    if price.kind is not other.kind:
        return False
    if price.kind is not PriceKind.PRICED:
        return True
    terms = [
        (price.period, other.period),
        (price.billed, other.billed),
        (price.unit, other.unit),
        (price.currency, other.currency),
    ]
    agree = all(mine is None or theirs is None or mine == theirs for mine, theirs in terms)
    return agree and price.qualifier is other.qualifier and price.amount == other.amount
