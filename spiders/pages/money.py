"""Money: statements of price in text, anchored on a currency; what can be read in two ways is unknown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier
from spiders.pages.amounts import FIGURE, SCALE, clean, plain_digits, read_amount
from spiders.pages.currencies import AFTER, BEFORE, Hints, currency_of
from spiders.pages.price_words import read_words
from spiders.pages.terms import Terms, cycle_of, read_terms
from spiders.pages.tongues import FROM

__all__ = ["FROM_BEFORE", "Money", "find_money", "read_words"]

# Before a figure a space parts groups only where nothing else can be meant: three digits, then cents or no more.
_GROUPED = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d\d)?(?![\d%]|[.,]\d| ?[^\W\d_]))"
_SPACED = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d\d)?(?!\d))"
# A sign binds the figure after it; a figure takes the sign after it only when that sign has none of its own.
_STATEMENT = re.compile(
    rf"(?P<before>{BEFORE})\s?:?\s?(?P<a>{_GROUPED}|{FIGURE})(?P<as>{SCALE})(?:\s?(?P<code>USD|EUR|GBP|CAD|AUD|NZD|CHF|SGD|HKD|INR|MXN|BRL)(?![A-Za-z]))?"
    rf"|(?<![^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])(?<![.,])(?P<b>{_SPACED}|{FIGURE})(?P<bs>{SCALE})\s?(?P<after>{AFTER})(?!\s?\d(?![\d.,\' ]*\s?(?P=after)))"
    rf"|(?<![\w.,])(?P<cents>\d+(?:\.\d+)?)\s?¢"
)
_RANGE = re.compile(rf"\s?[-–—]\s?(?P<sign>{BEFORE})?\s?(?P<figure>{FIGURE})(?P<scale>{SCALE})(?!\d|\s?%)")

FROM_BEFORE = re.compile(rf"\b(?:{FROM})\s*:?\s*(?:just |only )?$", re.IGNORECASE)
"""Words that make the amount after them the least of several."""
_UP_TO = re.compile(r"\b(?:up to|at most|max(?:imum)?(?: of)?)\s*$", re.IGNORECASE)
_WAS = re.compile(
    r"\b(?:was|were|originally|regular(?:ly)?|list(?: price)?|rrp|instead of|usually|normally|previously|old price|before|reg\.)\s*(?:price)?\s*:?\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(month[- ]to[- ]month|monthly|annual(?:ly)?|yearly)(?:\s+(?:price|billing|plan|billed|subscription|payment))?\s*[:–—-]?\s*$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(?:annual|year)", re.IGNORECASE)
_BILLED_AT = re.compile(
    r"\b(?:billed|paid|charged|invoiced)(?:\s+(?:monthly|annually|yearly))?\s*(?:at|as|for)?\s*:?\s*$",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:save|saves|saving|savings?(?: of)?|discount(?: of)?|credits?(?: of| worth)?|worth|earn|bonus(?: of)?|raised|win|over|budget(?: of)?|revenue(?: of)?)\s*(?:up to |an extra |over |an additional )?|(?:^|\s)[-−])$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s*(?:worth|off\b|discount|savings?\b|saved\b|(?:\w+ )?credits?\b|bonus|cash ?back|value\b|gift|coupon|voucher|refund|million|billion|bn\b|in (?:free |\w+ )?credits?|in revenue|in sales|in savings)",
    re.IGNORECASE,
)
_EXTRA_BEFORE = re.compile(
    r"(?:\+\s*|\b(?:(?-i:plus)|additional|extra)\s*:?\s*(?:for |at )?(?:just |only )?)$", re.IGNORECASE
)
_LOOSE_CENTS = re.compile(r"\s\d\d(?=\s|$|/)")
# Two raised digits may be cents or a footnote; words for large numbers that multiply otherwise than in thousands.
_RAISED_CENTS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_MULTIPLIED = re.compile(
    r"\s?(?:(?:thousand|tsd\.?|mille|mil|tys\.?|тыс\.?|mio\.?|mrd\.?|millones|milhões|millionen|миллион(?:ов|а)?|млн\.?)(?!\w)|[千천])",
    re.IGNORECASE,
)
_LARGE = re.compile(
    r"\s?(?:(?P<lakh>lakhs?|lacs?)(?!\w)|(?P<crore>crores?)(?!\w)|(?P<man>[万萬만])|(?P<oku>[億亿억]))(?:\s?[円元원])?",
    re.IGNORECASE,
)
_LARGE_TIMES = {"lakh": 100_000, "crore": 10_000_000, "man": 10_000, "oku": 100_000_000}
_LABEL_JOINED = re.compile(
    r"(?P<seat>(?:1\s?)?(?:ユーザー|人|名|ID|アカウント|席)(?:あたり|につき|当たり|ごとに)?\s?/?|每(?:个|位|名)?(?:用户|人)\s?/?|사용자당\s?)?"
    r"(?P<span>月額|月费|月费|每月|毎月|(?<!\d)월|年額|年费|每年|毎年|年間|(?<!\d)연)(?:料金)?\s?[:：]?\s*$"
)
"""A word for month or year before an amount, in languages that write without spaces; the seat may stand before it."""


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
    return [_settled(money, found[index - 1] if index else None) for index, money in enumerate(found)]


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
    if _NOT_BEFORE.search(before) or _EXTRA_BEFORE.search(before) or _NOT_AFTER.match(text, match.end()):
        return
    upper = _RANGE.match(text, match.end()) if match["a"] else None
    figure_end = upper.end() if upper else match.end()
    times, stop = _times_of(text, match, figure_end)
    terms = read_terms(text, stop, labelled=_LABEL.search(before) is not None)
    if terms.extra or _is_word(text, match) or _NOT_AFTER.match(text, figure_end):
        return
    # "$24 a month, billed monthly $20 a month, billed annually": what says how it is charged is a price of its own.
    told_before = _BILLED_AT.search(text[max(0, match.start() - 40) : match.start()]) is not None
    terms.total = told_before and terms.billed is None
    start, qualifier, terms = _look_back(before, match.start(), terms)
    amount, currency = _amount_of(match, hints)
    if upper is None:
        yield _money((start, stop, terms.end), _multiplied(amount, times), currency, terms, qualifier)
        return
    # "1-2 lakh": the word may hold for both ends or for one.
    top = read_amount(
        upper["figure"] + upper["scale"].strip(), language=hints.language or "", currency=currency
    )
    amount, top = (amount, top) if times == 1 else (None, None)
    yield _money((start, match.end(), match.end()), amount, currency, terms, Qualifier.FROM)
    begin = upper.start("sign") if upper["sign"] else upper.start("figure")
    yield _money((begin, upper.end(), terms.end), top, currency, terms, Qualifier.UP_TO)


def _times_of(text: str, match: re.Match[str], figure_end: int) -> tuple[int | None, int]:
    """Return what multiplies a figure, and where that ends.

    None when the amount can't be known: cents that stand apart or are raised, a word that means other
    numbers elsewhere.
    """
    plain = "." not in match.group() and "," not in match.group()
    cents = (_LOOSE_CENTS.match(text, figure_end) or _RAISED_CENTS.match(text, figure_end)) if plain else None
    odd = cents or _MULTIPLIED.match(text, figure_end)
    if odd is not None:
        return None, odd.end()
    large = _LARGE.match(text, figure_end)
    return (1, figure_end) if large is None else (_LARGE_TIMES[large.lastgroup or ""], large.end())


def _multiplied(amount: Decimal | None, times: int | None) -> Decimal | None:
    if amount is None or times is None:
        return None
    return amount if times == 1 else Decimal(int(amount * times))


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether a code is no currency but a word, since letters follow the figure after it: `CAD 3D viewer`."""
    following = text[match.end() : match.end() + 1]
    return bool(match["a"]) and match["before"][-1].isalpha() and following.isascii() and following.isalpha()


def _look_back(before: str, start: int, terms: Terms) -> tuple[int, Qualifier | None, Terms]:
    """Read what stands before an amount; return where the statement starts and what it adds."""
    for pattern, qualifier in (
        (FROM_BEFORE, Qualifier.FROM),
        (_UP_TO, Qualifier.UP_TO),
        (_WAS, Qualifier.WAS),
    ):
        match = pattern.search(before)
        if match is not None:
            return start - len(before) + match.start(), qualifier, terms
    match = _LABEL.search(before)
    if match is not None:
        cycle = cycle_of(match.group(1))
        terms.billed = terms.billed or cycle
        if terms.period is None:
            terms.period = Period.MONTH if cycle is Billed.MONTHLY else Period.YEAR
            terms.unit = terms.unit or "flat"
        return start - len(before) + match.start(), terms.qualifier, terms
    match = _LABEL_JOINED.search(before)
    if match is not None:
        if terms.period is None:
            terms.period = Period.YEAR if set(match["span"]) & {"年", "연"} else Period.MONTH
            terms.unit = "seat" if match["seat"] else terms.unit or "flat"
        return start - len(before) + match.start(), terms.qualifier, terms
    return start, terms.qualifier, terms


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
