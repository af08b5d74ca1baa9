"""Money: statements of price in text, anchored on a currency; what can be read in two ways is unknown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier
from spiders.pages.amounts import FIGURE, SCALE, clean, plain_digits, read_amount
from spiders.pages.currencies import AFTER, BEFORE, FIRSTS, Hints, currency_of
from spiders.pages.leads import FROM_BEFORE, LABEL, look_back, read_billed_at
from spiders.pages.price_words import read_words
from spiders.pages.surroundings import is_no_price, multiplied, times_of
from spiders.pages.terms import Terms, read_terms

__all__ = ["FROM_BEFORE", "Money", "find_money", "read_words"]

# Before a figure a space parts groups only where nothing else can be meant: three digits, then cents or no more.
_GROUPED = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d\d)?(?![\d%]|[.,]\d| ?[^\W\d_]))"
_SPACED = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d\d)?(?!\d))"
_END = r"[$€£¥₽₴]"
"""A sign that ends an amount: a point right after it ends a sentence and begins no decimals (`249€.149€`)."""
# A sign binds the figure after it; one before a word is of a programme (`11 $total`), and
# a figure takes the sign after it only when that sign has none of its own.
_STATEMENT = re.compile(
    rf"(?=[{FIRSTS}\d.])(?:(?P<before>{BEFORE})\s?:?\s?(?P<a>{_GROUPED}|{FIGURE})(?P<as>{SCALE})(?:\s?(?P<code>USD|EUR|GBP|CAD|AUD|NZD|CHF|SGD|HKD|INR|MXN|BRL)(?![A-Za-z]))?"
    rf"|(?<![^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])(?:(?<![.,])(?!(?<={_END})\.)|(?<={_END}\.))(?P<b>{_SPACED}|{FIGURE})(?P<bs>{SCALE})\s?(?P<after>{AFTER})"
    rf"(?!\s?\d(?![\d.,\' ]*\s?(?P=after)))(?!(?<=\s\$)[A-Za-z_])"
    rf"|(?<![\w.,])(?P<cents>\d+(?:\.\d+)?)\s?¢)"
)
_RANGE = re.compile(
    rf"\s?[-–—]\s?(?P<sign>{BEFORE})?\s?(?P<figure>{FIGURE})(?P<scale>{SCALE})(?!\d|\s?%)"
    # "$5 – 10 users": without a sign of its own a figure that counts something is no end of a range.
    r"(?(sign)|(?!\s?(?!(?:per|a|an|each|p|pro|par|por|al|USD|EUR|GBP|CHF|monthly|yearly|annually|billed)\b)[^\W\d_]))"
)

_LOW = re.compile(rf"(?<![\w.,])(?P<figure>{FIGURE})[-–—]$")
_YEAR_OF = re.compile(
    r"(?:19[89]|20[0-4])\d\s+(?!(?:USD|EUR|per|a|an|p\.|pro|par|por|al|month|monthly|year|yearly|annual|annually|billed|paid|one|flat|once|plus|excl|incl|net|or|and|for|to)\b)[^\W\d_]{3}"
)
_BETWEEN = re.compile(r"\s?[-–—~〜]\s?|\s(?:to|bis|à|a|até|tot|till|do|до)\s", re.IGNORECASE)
_FELL, _FALLS = (
    re.compile(r"(?:^|\s)de:?\s*$", re.IGNORECASE),
    re.compile(r"\s*(?:por|a):?\s*(?:só |apenas |somente |sólo )?", re.IGNORECASE),
)
_YEAR_FIRST = re.compile(r"(?:annual|year)", re.IGNORECASE)


_AND_MORE = re.compile(r"\s*[,(]?\s*(?:\+|plus)\s*", re.IGNORECASE)
"""What joins the second part of a price to the first: `$49 a month + $6 a month per person`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """One statement of price and where it stands in the text that was read."""

    start: int
    end: int
    figure_end: int
    """Where the amount ends and its terms begin."""
    raw: str
    kind: PriceKind
    amount: Decimal | None = None
    currency: str | None = None
    period: Period | None = None
    billed: Billed | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    total: bool = False
    """Whether the amount is only what another one comes to, e.g. `billed annually at $144`."""


def find_money(text: str, *, hints: Hints) -> list[Money]:
    """Return the prices that a text states, in order.

    Amounts without a currency are no prices; nor are discounts, credits, and what one more of
    something costs.
    """
    seen, places = clean(text)
    plain = plain_digits(seen)
    found: list[Money] = []
    last = 0
    for match in _STATEMENT.finditer(plain):
        if match.start() < last:
            continue
        for money in _read(plain, match, hints, last):
            found.append(_with_raw(money, text, places))
            last = money.end
    return _ranged(
        [_settled(money, found[index - 1] if index else None) for index, money in enumerate(found)], text
    )


def _ranged(found: list[Money], text: str) -> list[Money]:
    """Return statements where two that a dash or `to` joins are the ends of a range: `$25 to $75`, `10 € – 20 €`.

    `de R$ 59 por R$ 49` says the old price before the new one.
    """
    for index, (low, high) in enumerate(pairwise(found)):
        falls = low.amount is not None and high.amount is not None and low.amount > high.amount
        if falls and _FALLS.fullmatch(text, low.figure_end, high.start) and _FELL.search(text[: low.start]):
            found[index] = replace(low, qualifier=Qualifier.WAS)
            continue
        joined = (
            low.end <= low.figure_end and _BETWEEN.fullmatch(text, low.figure_end, high.start) is not None
        )
        rises = low.amount is not None and high.amount is not None and low.amount < high.amount
        if (
            joined
            and rises
            and low.currency == high.currency
            and low.qualifier in (None, Qualifier.FROM)
            and high.qualifier is None
        ):
            found[index] = replace(
                low, qualifier=Qualifier.FROM, period=high.period, billed=high.billed, unit=high.unit
            )
            found[index + 1] = replace(high, qualifier=Qualifier.UP_TO)
    return found


def _settled(money: Money, earlier: Money | None) -> Money:
    """Return a statement whose period is open again where `Yearly` before it can't mean one sum a year.

    `Monthly $24 Yearly $19` may be 19 a month, since a year costs no less than a month.
    """
    labelled = money.figure_end == money.end and _YEAR_FIRST.match(money.raw) is not None
    if (
        not labelled
        or earlier is None
        or earlier.period is not Period.MONTH
        or money.period is not Period.YEAR
    ):
        return money
    if money.amount is None or earlier.amount is None or money.amount > earlier.amount:
        return money
    return replace(money, period=None, unit=None if money.unit == "flat" else money.unit)


def _read(text: str, match: re.Match[str], hints: Hints, last: int) -> Iterator[Money]:
    """Yield the price, or the two ends of the range, at a match."""
    before = text[max(last, match.start() - 40) : match.start()]
    second = last > 0 and _AND_MORE.fullmatch(before) is not None
    if is_no_price("" if second else before, text, match.end()):
        return
    amount, currency = _amount_of(match, hints)
    upper, top = _upper_of(text, match, amount, currency, hints)
    figure_end = upper.end() if upper else match.end()
    times, stop = times_of(text, match.group(), figure_end)
    terms = read_terms(text, stop, labelled=LABEL.search(before) is not None)
    if terms.extra or _is_word(text, match) or is_no_price("", text, figure_end):
        return
    if second and (terms.unit is None or terms.period is Period.ONCE):
        return  # what is added to a price and paid for nothing that is named: a tax, a deposit
    read_billed_at(text, match.start(), before, terms)
    start, qualifier, terms = look_back(before, match.start(), terms)
    if upper is not None:
        # "1-2 lakh": the word may hold for both ends or for one.
        amount, top = (amount, top) if times == 1 else (None, None)
        yield _money((start, match.end(), match.end()), amount, currency, terms, Qualifier.FROM)
        begin = upper.start("sign") if upper["sign"] else upper.start("figure")
        yield _money((begin, upper.end(), terms.end), top, currency, terms, Qualifier.UP_TO)
        return
    low = _LOW.search(before) if match["b"] and times == 1 else None
    least = read_amount(low["figure"], language=hints.language or "", currency=currency) if low else None
    if low is not None and least is not None and amount is not None and least < amount:
        begin = match.start() - len(before) + low.start()
        end = begin + len(low["figure"])
        yield _money((begin, end, end), least, currency, terms, Qualifier.FROM)
        start, qualifier = match.start(), Qualifier.UP_TO
    yield _money((start, stop, terms.end), multiplied(amount, times), currency, terms, qualifier)


def _upper_of(
    text: str, match: re.Match[str], amount: Decimal | None, currency: str | None, hints: Hints
) -> tuple[re.Match[str] | None, Decimal | None]:
    """Return the upper end of a range that starts with a match, and its amount; an end below the start is none."""
    upper = _RANGE.match(text, match.end()) if match["a"] else None
    if upper is None:
        return None, None
    figure = upper["figure"] + upper["scale"].strip()
    top = read_amount(figure, language=hints.language or "", currency=currency)
    rises = amount is None or top is None or top > amount
    return (upper, top) if rises else (None, None)


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether a code is no currency of the figure after it, for what follows: `CAD 3D viewer`, `EUR 2026 budget`."""
    following = text[match.end() : match.end() + 1]
    coded = bool(match["a"]) and match["before"][-1].isalpha()
    return coded and (
        (following.isascii() and following.isalpha()) or _YEAR_OF.match(text, match.start("a")) is not None
    )


def _amount_of(match: re.Match[str], hints: Hints) -> tuple[Decimal | None, str | None]:
    """Return the amount and the currency that a match states, each None when it is not known."""
    if match["cents"]:
        return Decimal(match["cents"]) / 100, currency_of("$", hints)
    if match["a"]:
        figure, mark = match["a"].replace(" ", "") + match["as"].strip(), match["before"]
        currency = match["code"] if match["code"] and "$" in mark else currency_of(mark, hints)
    else:
        figure, currency = (
            match["b"].replace(" ", "") + match["bs"].strip(),
            currency_of(match["after"], hints),
        )
    return read_amount(figure, language=hints.language or "", currency=currency), currency


def _money(
    span: tuple[int, int, int],
    amount: Decimal | None,
    currency: str | None,
    terms: Terms,
    qualifier: Qualifier | None,
) -> Money:
    """Put a statement together; an amount that can't be known makes its kind unknown."""
    kind = PriceKind.UNKNOWN if amount is None else PriceKind.PRICED if amount else PriceKind.FREE
    return Money(
        start=span[0],
        figure_end=span[1],
        end=span[2],
        raw="",
        kind=kind,
        amount=Decimal(0) if kind is PriceKind.FREE else amount,
        currency=currency,
        period=terms.period,
        billed=terms.billed,
        unit=terms.unit,
        qualifier=qualifier,
        total=terms.total,
    )


def _with_raw(money: Money, text: str, places: list[int] | None) -> Money:
    """Give a statement the words of the text that it was read from, white space at the end left out."""
    start, end, figure_end = (
        place if places is None else places[place] for place in (money.start, money.end, money.figure_end)
    )
    raw = text[start:end].rstrip()
    return replace(money, raw=raw, start=start, end=start + len(raw), figure_end=figure_end)
