"""Money: statements of price in text, anchored on a currency; what can be read in two ways is unknown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier
from spiders.pages.amounts import FIGURE, SCALE, plain_digits, read_amount
from spiders.pages.currencies import AFTER, BEFORE, Hints, currency_of
from spiders.pages.terms import Terms, cycle_of, read_terms

# Before a figure a space parts groups only where nothing else can be meant: three digits, then cents or no more.
_GROUPED = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d\d)?(?![\d%]|[.,]\d| ?[^\W\d_]))"
_SPACED = r"(?:\d{1,3}(?: \d{3})+(?:[.,]\d\d)?(?!\d))"
# A sign binds the figure after it; a figure takes the sign after it only when that sign has none of its own.
_STATEMENT = re.compile(
    rf"(?P<before>{BEFORE})\s?:?\s?(?P<a>{_GROUPED}|{FIGURE})(?P<as>{SCALE})(?:\s?(?P<code>USD|EUR|GBP|CAD|AUD|NZD|CHF|SGD|HKD|INR|MXN|BRL)(?![A-Za-z]))?"
    rf"|(?<![\w.,])(?P<b>{_SPACED}|{FIGURE})(?P<bs>{SCALE})\s?(?P<after>{AFTER})(?!\s?\d(?![\d.,\' ]*\s?(?P=after)))"
    rf"|(?<![\w.,])(?P<cents>\d+(?:\.\d+)?)\s?¢"
)
_RANGE = re.compile(rf"\s?[-–—]\s?(?P<sign>{BEFORE})?\s?(?P<figure>{FIGURE})(?P<scale>{SCALE})(?!\d|\s?%)")

FROM_BEFORE = re.compile(
    r"\b(?:from|start(?:s|ing)?(?: price)?(?: at| from)?|as low as|begin(?:s|ning) at|à partir de|a partir de|desde|vanaf|ab)\s*:?\s*(?:just |only )?$",
    re.IGNORECASE,
)
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

_FREE = re.compile(
    r"(?:always |forever |it['’]s |100% |completely )?(?:free|gratis|kostenlos|gratuit)(?:[ -](?:for ?ever|always|for ever|plan|tier|of charge|to use|for life))?[!.*]?",
    re.IGNORECASE,
)  # fmt: skip
_CONTACT = re.compile(
    r"(?:please )?(?:contact(?: our)?(?: us| sales)?(?: team)?|(?:talk|speak|chat) (?:to|with) (?:us|sales|our (?:sales )?team|an expert|an advisor)"
    r"|let['’]s (?:talk|chat)|custom(?:ized|ised)?(?: pricing| price| quote| plan)?|(?:get|request|ask for) (?:a |an |your )?(?:custom )?(?:quote|pricing|price)"
    r"|call (?:us|sales|for pricing)|price (?:on|upon) request|(?:on|upon) request|poa|(?:auf )?anfrage|sur devis|(?:kontakt|nous contacter|contactez-nous)"
    r"|tailored(?: pricing)?|inquire|enquire|bespoke|quote[- ]based|contact (?:us|sales) for (?:pricing|price|details|a quote|a custom quote|custom pricing))[!.*]?",
    re.IGNORECASE,
)  # fmt: skip


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
    plain = plain_digits(text)
    found: list[Money] = []
    last = 0
    for match in _STATEMENT.finditer(plain):
        if match.start() < last:
            continue
        for money in _read(plain, match, hints, last):
            found.append(_with_raw(money, text))
            last = money.end
    return found


def read_words(text: str) -> PriceKind | None:
    """Return what a short text without an amount says of a price: free, contact, or None for neither."""
    words = text.strip()
    if len(words) > 60:
        return None
    if _FREE.fullmatch(words):
        return PriceKind.FREE
    return PriceKind.CONTACT if _CONTACT.fullmatch(words) else None


def _read(text: str, match: re.Match[str], hints: Hints, last: int) -> Iterator[Money]:
    """Yield the price, or the two ends of the range, at a match."""
    before = text[max(last, match.start() - 40) : match.start()]
    if _NOT_BEFORE.search(before) or _EXTRA_BEFORE.search(before) or _NOT_AFTER.match(text, match.end()):
        return
    upper = _RANGE.match(text, match.end()) if match["a"] else None
    terms = read_terms(text, upper.end() if upper else match.end())
    if terms.extra:
        return
    # "$24 a month, billed monthly $20 a month, billed annually": what says how it is charged is a price of its own.
    told_before = _BILLED_AT.search(text[max(0, match.start() - 40) : match.start()]) is not None
    terms.total = told_before and terms.billed is None
    start, qualifier, terms = _look_back(before, match.start(), terms)
    amount, currency = _amount_of(match, hints)
    if _LOOSE_CENTS.match(text, match.end()) and "." not in match.group() and "," not in match.group():
        amount = None
    if upper is None:
        yield _money((start, match.end(), terms.end), amount, currency, terms, qualifier)
        return
    top = read_amount(upper["figure"] + upper["scale"].strip(), language=hints.tongue)
    yield _money((start, match.end(), match.end()), amount, currency, terms, Qualifier.FROM)
    begin = upper.start("sign") if upper["sign"] else upper.start("figure")
    yield _money((begin, upper.end(), terms.end), top, currency, terms, Qualifier.UP_TO)


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
    return read_amount(figure, language=hints.tongue, currency=currency), currency


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


def _with_raw(money: Money, text: str) -> Money:
    """Give a statement the words of the text that it was read from, white space at the end left out."""
    raw = text[money.start : money.end].rstrip()
    return Money(
        **{name: getattr(money, name) for name in Money.__slots__}
        | {"raw": raw, "end": money.start + len(raw)}
    )
