"""Terms: the words around an amount that say what it pays for: period, unit, billing, qualifier."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rivalscope.domain.page import Billed, Period, Qualifier
from spiders.pages.tongues import BILLED_ABROAD, MARKED, MONTHLY, MONTHS, SEATS, TAX, YEARLY, YEARS
from spiders.pages.units import is_seat, singular, unit_of

_PERIODS = {
    **dict.fromkeys(MONTHS, Period.MONTH),
    **dict.fromkeys(YEARS, Period.YEAR),
    **dict.fromkeys(["lifetime", "life", "once"], Period.ONCE),
}
_SHORT = {"pm": Period.MONTH, "p.m": Period.MONTH, "pcm": Period.MONTH, "p/m": Period.MONTH, "mtl": Period.MONTH, "pppm": Period.MONTH,
          "pupm": Period.MONTH, "pa": Period.YEAR, "p.a": Period.YEAR, "p/a": Period.YEAR, "p/j": Period.YEAR}  # fmt: skip
_EACH_PERSON = ("pppm", "pupm")
_SPANS = frozenset(["day", "days", "week", "weeks", "wk", "hour", "hours", "hr", "hrs", "minute", "minutes", "min", "second", "seconds", "quarter", "quarters", "decade"])  # fmt: skip
# What is paid by the week or quarter is no price by use, and neither monthly nor yearly.
_STRETCHES = frozenset(["day", "days", "week", "weeks", "wk", "quarter", "quarters", "decade"])
_COMPOUNDS = (
    "api call", "input token", "output token", "cached token", "api request", "team member", "phone number", "data source", "page view", "data row", "gb ram",
    "full-time employee", "support agent", "kiosk user", "user seat", "active user", "admin user", "end user", "paid user",
    "social channel", "social account", "social set", "ai credit", "ad account", "business unit", "monthly active user",
    "monthly tracked user", "compute hour", "live agent", "billable user", "licensed user", "named user",
)  # fmt: skip
_ADJECTIVES = r"(?:(?:active|paid|paying|full|named|registered|core|individual|single|monthly|calendar|new|licensed|billable)\s+)?"
_EXTRA = r"(?P<extra>(?:additional|extra|added|more|overage)\s+)?"
_COUNT = r"(?P<count>\d[\d,.]*(?:\s?(?:k|m|mm|thousand|million|billion)\b)?|(?:a |one )?(?:hundred|thousand|million|billion)\b)?"
_NOUN = rf"(?:{'|'.join(MARKED)})|(?:{'|'.join(_COMPOUNDS)})s?(?![a-z])|[^\W\d_](?:[^\W_]|-(?=[^\W\d_]))*"

_PER = re.compile(
    rf"[\s*†‡¹²³⁴⁵⁶⁷⁸⁹]*[(\[,·•|–—-]?\s*(?:\b(?:und|et|y|e|och|og|en|and)\s+(?=(?:par|per|pro|por|je|pr\.)\s))?(?:(?:/|／|(?<![^\W\d_])per\b|\bp\.(?=\s?(?:month|mo\b|user|year))|(?<![^\W\d_])pro\b|(?<![^\W\d_])par\b|(?<![^\W\d_])por\b|(?<![^\W\d_])je\b|(?<![^\W\d_])za\b|\bpr\.|\balle\b|\bevery\b|\beach\b|\bfor each\b)\s*)+"
    rf"(?:(?:each|a|an(?!\s+jusqu)|one|1)\s+)?{_EXTRA}{_COUNT}\s*{_ADJECTIVES}(?P<noun>(?>{_NOUN}))(?!\s?[$€£]\s?\d)\.?(?:\(s\))?",
    re.IGNORECASE,
)
_A_PERIOD = re.compile(
    r"[\s*†‡¹²³⁴⁵⁶⁷⁸⁹]*\b(?:a|an|each|una?|le)\s+(?P<noun>month|year|user|seat|member|agent|person|mois|mes)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\s*(?P<noun>p[./]?m\.?|p[./]?a\.?|p/j|pcm|p[pu]pm|mo|yr|(?:user|seat|member|agent|editor)(?=\s?/)|mtl\.?)(?![\w])",
    re.IGNORECASE,
)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# "und Monat", "al mes", "в месяц": a word that joins is read only before a word for a span of time.
_JOINED = re.compile(
    rf"\s*[(]?\b(?:und|et|y|e|och|og|en|and|al|a la|a|il|la|le|im|je|om|i|w|v|в|за|na|till)\s+(?:(?:je|per|par|pro|por|pr\.)\s+)?(?P<noun>{_any_of((*MONTHS, *YEARS, 'månaden', 'året'))})(?!\w)",
    re.IGNORECASE,
)
# "a utente", "od użytkownika": short words that mean much else are read only before a word for who uses.
_TO_EACH = re.compile(
    rf"\s*[(,·|/–—-]*\s*\b(?:a|ad|na|od|för|voor|für)\s+(?:(?:każdego|ogni|elke|jeden?)\s+)?(?P<noun>{_any_of(SEATS)})(?!\w)",
    re.IGNORECASE,
)
_CYCLE = r"(?P<cycle>month[- ]to[- ]month|month(?:ly)?|(?:bi-?)?annual(?:ly)?|year(?:ly)?|quarterly|every month|each month|(?:per|a|every|each|once a) (?:month|year)|one[- ]year|monatlich|jährlich|mensuellement|annuellement)"
_BILLED = re.compile(
    rf"\s*[(\[,·•|*/–—-]*\s*(?:(?:when|if|and|with|is|are|on|an?|the)\s+)*(?:(?:billed|paid|charged|invoiced|payable|paying|pay|bill|prepaid)\s+"
    rf"(?:upfront\s+|for\s+)?{_CYCLE}|{_CYCLE.replace('<cycle>', '<rhythm>')}\s+(?:billing|payments?|plan|subscription|commitment|contract|term)|(?P<m2m>month[- ]to[- ]month))(?![\w])\s*[)\]]?",
    re.IGNORECASE,
)
_ABROAD = re.compile(BILLED_ABROAD, re.IGNORECASE)
_TOTAL = re.compile(
    r"\s*[(,·–—-]?\s*(?:billed|paid|charged|invoiced)\s+(?:(?:annually|yearly)\s+)?(?:as|at)?\s*(?=[$€£]\s?\d)",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    rf"\s*[(,/·-]?\s*(?P<word>{_any_of((*MONTHLY, *YEARLY))})(?!\w)(?=\s*(?:$|[)\],.;|/*+·–—-]|\bor\b|\band\b|\bbilled\b|\bper\b|(?P<next>[$€£])))",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\s*[(,/·-]?\s*(?:one[- ]time|one[- ]off|lifetime|once|flat fee|single payment)\b(?:\s+(?:payment|fee|purchase))?",
    re.IGNORECASE,
)
_FLAT = re.compile(r"\s*[(,]?\s*flat\b(?! fee)(?: rate)?\s*\)?", re.IGNORECASE)
_OPEN = re.compile(
    r"\s*(?:\+(?!\s?(?:[$€£]|\d))|[〜～](?!\s?[\d¥￥$])|and up\b|and above\b|or more\b)", re.IGNORECASE
)
_TAX = re.compile(TAX, re.IGNORECASE)
_DASH = re.compile(r"\s?/[-–—]+")
_NEXT = re.compile(r"\s*[:–—-]?\s*[$€£¥₹]")
_NUMBER = re.compile(r"(?:a |one )?(?P<digits>\d+(?:\.\d+)?)?\s?(?P<scale>[a-z]+)?")
_TIMES = {
    "hundred": 100,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_FEE = re.compile(
    r"\s*(?:(?P<cycle>monthly|yearly|annual)\s+)?(?:grundgebühr|grundpreis|basisgebühr|basispreis|pauschale|(?:platform|base|flat|service|subscription)\s+(?:fee|price)|frais fixes|forfait|cuota fija|tarifa plana|basistarief|vast bedrag)\b(?=\s*(?:$|/|per|pro|par|por|im\b|a\b))",
    re.IGNORECASE,
)
"""What the sum is called between an amount and its period: `89 € Grundgebühr / Monat`, `$500 monthly platform fee`."""
_AND_EACH = re.compile(r"\s+(?:und|et|y|e|and|en|och|og)\s+(?P<noun>[^\W\d_]+)(?=\s*(?:$|[,.;:()|·*]))")
_FOREVER = re.compile(r"\s*(?:/|per|,)?\s*for\s?ever\b", re.IGNORECASE)

_NO_NOUN = frozenset(["billed", "paid", "charged", "and", "or", "with", "when", "if", "the", "a", "for", "from", "up", "to", "in", "on", "of", "plus", "then", "only"])  # fmt: skip


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
    match = _BILLED.match(text, terms.end)
    if match is None:
        abroad = _ABROAD.match(text, terms.end)
        if abroad is not None:
            monthly = any(abroad[f"monthly{index}"] for index in (1, 2, 3))
            terms.billed = terms.billed or (Billed.MONTHLY if monthly else Billed.ANNUALLY)
            return abroad.end()
        total = _TOTAL.match(text, terms.end)
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
    noun, count = match["noun"].lower().rstrip("."), _counted(groups.get("count") or "")
    if noun in _NO_NOUN:
        return None
    terms.extra = terms.extra or bool(groups.get("extra"))
    if terms.labelled and noun in YEARLY and _NEXT.match(text, match.end()):
        return None  # "Monthly: $39 / Annual: $390"
    thing, hyphen, span = noun.rpartition("-")
    if hyphen and span in _PERIODS and terms.period is None:  # "per GB-month"
        terms.period, noun = _PERIODS[span], thing
    period = _SHORT.get(noun) or _PERIODS.get(noun)
    if noun in _EACH_PERSON:
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
    if noun in _STRETCHES or (noun in _SPANS and terms.unit is not None):
        terms.spanned = True
    elif terms.unit is None:
        terms.unit = unit_of(noun) if count == "1" else f"{count} {unit_of(noun, plain=True)}"
    elif unit_of(noun) == "seat" and is_seat(noun):
        terms.unit = "seat"


def _counted(words: str) -> str:
    """Return how many of a thing an amount is for, in digits: `1K` is 1000, `million` 1000000; 1 where no number stands."""
    plain = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", words.strip().replace(",", "").lower())
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return plain
    number = Decimal(match["digits"] or 1) * _TIMES.get(match["scale"] or "", 1)
    return f"{number:f}"


def _read_adverb(text: str, terms: Terms) -> int | None:
    match = _ADVERB.match(text, terms.end)
    if match is None or (match["next"] and (terms.period is not None or terms.labelled)):
        return None  # "$8/mo Monthly $10/mo": the word belongs to the next amount
    cycle = Billed.MONTHLY if match["word"].lower() in MONTHLY else Billed.ANNUALLY
    if terms.period is None:
        terms.period = Period.MONTH if cycle is Billed.MONTHLY else Period.YEAR
    elif terms.billed is None:
        terms.billed = cycle
    return match.end()


def _read_once(text: str, terms: Terms) -> int | None:
    match = _ONCE.match(text, terms.end) if terms.period is None else None
    if match is not None:
        terms.period = Period.ONCE
    elif terms.unit is None and (match := _FLAT.match(text, terms.end)) is not None:
        terms.unit = "flat"
    return match.end() if match else None


def _read_open(text: str, terms: Terms) -> int | None:
    match = _OPEN.match(text, terms.end)
    if match is not None:
        terms.qualifier = Qualifier.FROM
    return match.end() if match else None


def _read_aside(text: str, terms: Terms) -> int | None:
    match = _TAX.match(text, terms.end) or _FOREVER.match(text, terms.end) or _DASH.match(text, terms.end)
    return match.end() if match else None


def _read_fee(text: str, terms: Terms) -> int | None:
    match = _FEE.match(text, terms.end) if terms.period is None and terms.unit is None else None
    if match is None:
        return None
    if match["cycle"]:
        terms.period = Period.MONTH if cycle_of(match["cycle"]) is Billed.MONTHLY else Period.YEAR
    return match.end()


def _read_each(text: str, terms: Terms) -> int | None:
    """Read the second thing that an amount is for one of, where one word stands for both: `pro Monat und Nutzer`."""
    match = _AND_EACH.match(text, terms.end) if terms.period is not None and terms.unit is None else None
    if match is None:
        return None
    noun = match["noun"]
    capital = " und " in match.group() and noun[0].isupper()  # German writes every noun so
    if not capital and not is_seat(singular(noun.lower())):
        return None
    terms.unit = unit_of(noun)
    return match.end()


_READERS = (_read_billed, _read_adverb, _read_once, _read_fee, _read_per, _read_each, _read_aside, _read_open)


_PERS = (_PER, _A_PERIOD, _BARE, _JOINED, _TO_EACH)


def cycle_of(word: str) -> Billed:
    """Return how often a word such as `monthly`, `per year` or `yearly` says that one pays."""
    return (
        Billed.MONTHLY
        if re.search(r"month|monat|mensu|mensal|mensil|maand|månad|måned", word, re.IGNORECASE)
        else Billed.ANNUALLY
    )
