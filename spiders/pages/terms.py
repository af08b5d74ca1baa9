"""Terms: the words around an amount that say what it pays for: period, unit, billing, qualifier."""

import re
from dataclasses import dataclass
from decimal import Decimal

from rivalscope.domain.page import Billed, Period, Qualifier
from spiders.pages.term_words import (
    A_PERIOD,
    ABROAD,
    ADVERB,
    AND_EACH,
    BARE,
    BILLED,
    DASH,
    EACH_PERSON,
    FEE,
    FLAT,
    FOR_SEVERAL,
    FOREVER,
    JOINED,
    NEXT,
    NO_NOUN,
    NUMBER,
    ONCE,
    OPEN,
    PER,
    PERIODS,
    SHORT,
    SPANS,
    STRETCHES,
    TAXED,
    TIMES,
    TO_EACH,
    TOTAL,
)
from spiders.pages.tongues import MONTHLY, YEARLY
from spiders.pages.units import is_seat, singular, unit_of


@dataclass(slots=True, kw_only=True)
class Terms:
    """What the words after an amount say; the end is where they stop."""

    end: int
    period: Period | None = None
    billed: Billed | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    extra: bool = False
    """Whether the amount is for one more of something, on top of a price."""
    total: bool = False
    """Whether the amount is only what another one comes to, e.g. `billed annually at $144`."""
    labelled: bool = False
    """Whether a word before the amount says what it is for: then one before the next amount is that one's."""
    spanned: bool = False
    """Whether a span of time other than a month or a year is named."""


def read_terms(text: str, position: int, *, labelled: bool = False) -> Terms:
    """Read the terms that follow an amount which ends at a position."""
    terms = Terms(end=position, labelled=labelled)
    # Each kind of term at most a few times: a hostile text cannot keep the loop going.
    for _ in range(12):
        end = next((end for read in _READERS if (end := read(text, terms)) is not None), None)
        if end is None:
            break
        terms.end = end
    if terms.period in (Period.MONTH, Period.YEAR, Period.ONCE) and terms.unit is None and not terms.spanned:
        terms.unit = "flat"
    elif terms.period is None and terms.unit not in (None, "seat", "flat"):
        terms.period = Period.USE
    if terms.billed is Billed.MONTHLY and terms.period is None:
        terms.period = Period.MONTH
        terms.unit = terms.unit or "flat"
    return terms


def _read_billed(text: str, terms: Terms) -> int | None:
    match = BILLED.match(text, terms.end)
    if match is None:
        abroad = ABROAD.match(text, terms.end)
        if abroad is not None:
            monthly = any(abroad[f"monthly{index}"] for index in (1, 2, 3))
            terms.billed = terms.billed or (Billed.MONTHLY if monthly else Billed.ANNUALLY)
            return abroad.end()
        total = TOTAL.match(text, terms.end)
        if total is not None:
            terms.billed = Billed.ANNUALLY
        return None
    cycle = (match["cycle"] or match["rhythm"] or match["m2m"] or "").lower()
    if "quarter" not in cycle and not cycle.startswith("bi"):
        terms.billed = terms.billed or cycle_of(cycle)
    return match.end()


def _read_per(text: str, terms: Terms) -> int | None:
    match = next((found for pattern in _PERS if (found := pattern.match(text, terms.end))), None)
    if match is None:
        return None
    groups = match.groupdict()
    noun = (match["noun"] or groups["thing"]).lower().rstrip(".").removeprefix("1")
    count = _counted(groups.get("count") or "")
    if noun in NO_NOUN:
        return None
    terms.extra = terms.extra or bool(groups.get("extra"))
    if terms.labelled and noun in YEARLY and NEXT.match(text, match.end()):
        return None  # "Monthly: $39 / Annual: $390"
    thing, hyphen, span = noun.rpartition("-")
    if hyphen and span in PERIODS and terms.period is None:  # "per GB-month"
        terms.period, noun = PERIODS[span], thing
    period = SHORT.get(noun) or PERIODS.get(noun)
    if noun in EACH_PERSON:
        terms.unit = terms.unit or "seat"
    if period is not None:
        _take_period(terms, period, count)
    else:
        _take_thing(terms, noun, count)
    return match.end()


def _take_period(terms: Terms, period: Period, count: str) -> None:
    """Note a month or a year, or several of them; twelve months are a year."""
    if count == "1":
        terms.period = terms.period or period
    elif (count, period) == ("12", Period.MONTH):
        terms.period = terms.period or Period.YEAR
    else:
        terms.spanned = True


def _take_thing(terms: Terms, noun: str, count: str) -> None:
    """Note what an amount is for one of, or for a number of; a seat goes before other things."""
    if noun in STRETCHES or (noun in SPANS and terms.unit is not None):
        terms.spanned = True
    elif terms.unit is None:
        terms.unit = unit_of(noun) if count == "1" else f"{count} {unit_of(noun, plain=True)}"
    elif unit_of(noun) == "seat" and is_seat(noun):
        terms.unit = "seat"


def _counted(words: str) -> str:
    """Return how many of a thing an amount is for, in digits: `1K` is 1000, `million` 1000000; 1 where no number stands."""
    plain = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", words.strip().replace(",", "").lower())
    match = NUMBER.fullmatch(plain)
    if match is None:
        return plain
    number = Decimal(match["digits"] or 1) * TIMES.get(match["scale"] or "", 1)
    return f"{number:f}"


def _read_adverb(text: str, terms: Terms) -> int | None:
    match = ADVERB.match(text, terms.end)
    if match is None or (match["next"] and (terms.period is not None or terms.labelled)):
        return None  # "$8/mo Monthly $10/mo": the word belongs to the next amount
    cycle = Billed.MONTHLY if match["word"].lower() in MONTHLY else Billed.ANNUALLY
    if terms.period is None:
        terms.period = Period.MONTH if cycle is Billed.MONTHLY else Period.YEAR
    elif terms.billed is None:
        terms.billed = cycle
    return match.end()


def _read_once(text: str, terms: Terms) -> int | None:
    match = ONCE.match(text, terms.end) if terms.period is None else None
    if match is not None:
        terms.period = Period.ONCE
    elif terms.unit is None and (match := FLAT.match(text, terms.end)) is not None:
        terms.unit = "flat"
    return match.end() if match else None


def _read_open(text: str, terms: Terms) -> int | None:
    match = OPEN.match(text, terms.end)
    if match is not None:
        terms.qualifier = Qualifier.FROM
    return match.end() if match else None


def _read_aside(text: str, terms: Terms) -> int | None:
    match = TAXED.match(text, terms.end) or FOREVER.match(text, terms.end) or DASH.match(text, terms.end)
    return match.end() if match else None


def _read_fee(text: str, terms: Terms) -> int | None:
    match = FEE.match(text, terms.end) if terms.period is None and terms.unit is None else None
    if match is None:
        return None
    if match["cycle"]:
        terms.period = Period.MONTH if cycle_of(match["cycle"]) is Billed.MONTHLY else Period.YEAR
    return match.end()


def _read_several(text: str, terms: Terms) -> int | None:
    """Read how many people one sum is for: then it is for none of them alone."""
    match = FOR_SEVERAL.match(text, terms.end) if terms.unit is None else None
    if match is None:
        return None
    terms.unit = "flat"
    return match.end()


def _read_each(text: str, terms: Terms) -> int | None:
    """Read the second thing that an amount is for one of, where one word stands for both: `pro Monat und Nutzer`."""
    match = AND_EACH.match(text, terms.end) if terms.period is not None and terms.unit is None else None
    if match is None:
        return None
    noun = match["noun"]
    capital = " und " in match.group() and noun[0].isupper()  # German writes every noun so
    if not capital and not is_seat(singular(noun.lower())):
        return None
    terms.unit = unit_of(noun)
    return match.end()


_READERS = (
    _read_billed, _read_adverb, _read_once, _read_fee, _read_several, _read_per, _read_each, _read_aside, _read_open
)  # fmt: skip


_PERS = (PER, A_PERIOD, BARE, JOINED, TO_EACH)


def cycle_of(word: str) -> Billed:
    """Return how often a word such as `monthly`, `per year` or `yearly` says that one pays."""
    return (
        Billed.MONTHLY
        if re.search(r"month|monat|mensu|mensal|mensil|maand|månad|måned", word, re.IGNORECASE)
        else Billed.ANNUALLY
    )
