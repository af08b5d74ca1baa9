"""Terms: the words around an amount that say what it pays for: period, unit, billing, qualifier."""

import re
from dataclasses import dataclass

from rivalscope.domain.page import Billed, Period, Qualifier

_PERIODS = {
    **dict.fromkeys(["month", "months", "mo", "mth", "mnth", "mon", "monat", "mois", "mes", "mese", "maand", "mês", "mån", "månad", "måned", "mnd"], Period.MONTH),
    **dict.fromkeys(["year", "years", "yr", "annum", "annual", "jahr", "an", "año", "anno", "jaar", "ano", "12 months"], Period.YEAR),
    **dict.fromkeys(["lifetime", "life", "once"], Period.ONCE),
}  # fmt: skip
_SPANS = frozenset(
    [
        "day",
        "days",
        "week",
        "weeks",
        "wk",
        "hour",
        "hours",
        "hr",
        "hrs",
        "minute",
        "minutes",
        "min",
        "second",
        "seconds",
        "quarter",
        "quarters",
        "decade",
    ]
)
_SEATS = frozenset(
    ["user", "seat", "member", "agent", "editor", "host", "person", "people", "pax", "employee", "license", "licence", "collaborator", "contributor", "creator", "rep", "representative", "technician", "admin", "administrator", "developer", "dev", "teammate", "learner", "student", "attendee", "nutzer", "benutzer", "utilisateur", "usuario", "utente", "gebruiker", "individual", "operator", "staff", "staffer", "associate", "recruiter", "contractor"]
)  # fmt: skip
_COMPOUNDS = (
    "api call", "api request", "team member", "phone number", "data source", "page view", "data row", "gb ram",
    "full-time employee", "support agent", "kiosk user", "user seat", "active user", "admin user", "end user", "paid user",
    "social channel", "social account", "social set", "ai credit", "ad account", "business unit", "monthly active user",
    "monthly tracked user", "compute hour", "live agent", "billable user", "licensed user", "named user",
)  # fmt: skip
_ADJECTIVES = r"(?:(?:active|paid|paying|full|named|registered|core|individual|single|monthly|new|licensed|billable)\s+)?"
_EXTRA = r"(?P<extra>(?:additional|extra|added|more|overage)\s+)?"
_NOUN = rf"(?:{'|'.join(_COMPOUNDS)})s?(?![a-z])|[^\W\d_](?:[^\W_]|-(?=[^\W\d_]))*"

_PER = re.compile(
    rf"[\s*†‡]*[(\[,·•|–—-]?\s*(?:(?:/|\bper\b|\bp\.(?=\s?[amu])|\bpro\b|\bpar\b|\bpor\b|\balle\b|\bevery\b|\beach\b|\bfor each\b)\s*)+"
    rf"(?:(?:each|a|an|one|1)\s+)?{_EXTRA}(?P<count>\d[\d,.]*(?:\s?(?:k|million|thousand)\b)?)?\s*{_ADJECTIVES}(?P<noun>{_NOUN})\.?(?:\(s\))?",
    re.IGNORECASE,
)
_A_PERIOD = re.compile(
    r"\s*\b(?:a|an|each|una?|le)\s+(?P<noun>month|year|user|seat|member|agent|person|mois|mes)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"\s*(?P<noun>p\.?m\.?|p\.?a\.?|pcm|mo|yr|mtl\.?)(?![\w])", re.IGNORECASE)
_CYCLE = r"(?P<cycle>month[- ]to[- ]month|month(?:ly)?|(?:bi-?)?annual(?:ly)?|year(?:ly)?|quarterly|every month|each month|(?:per|a|every|each|once a) (?:month|year)|one[- ]year|monatlich|jährlich|mensuellement|annuellement)"
_BILLED = re.compile(
    rf"\s*[(\[,·•|*/–—-]*\s*(?:(?:when|if|and|with|is|are|on|an?|the)\s+)*(?:(?:billed|paid|charged|invoiced|payable|paying|pay|bill|prepaid)\s+"
    rf"(?:upfront\s+|for\s+)?{_CYCLE}|{_CYCLE.replace('<cycle>', '<rhythm>')}\s+(?:billing|payments?|plan|subscription|commitment|contract|term)|(?P<m2m>month[- ]to[- ]month))(?![\w])\s*[)\]]?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\s*[(,·–—-]?\s*(?:billed|paid|charged|invoiced)\s+(?:(?:annually|yearly)\s+)?(?:as|at)?\s*(?=[$€£]\s?\d)",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\s*[(,/·-]?\s*(?P<word>monthly|annually|yearly|annual|monatlich|jährlich)(?=\s*(?:$|[)\],.;|/*+·–—-]|\bor\b|\band\b|\bbilled\b|\bper\b|(?P<next>[$€£])))",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"\s*[(,/·-]?\s*(?:one[- ]time|one[- ]off|lifetime|once|flat fee|single payment)\b(?:\s+(?:payment|fee|purchase))?",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\s*(?:\+(?!\s?(?:[$€£]|\d))|and up\b|and above\b|or more\b)")
_TAX = re.compile(
    r"\s*[(,]?\s*(?:\+|plus|excl(?:uding|\.)?|ex\.?|incl(?:uding|\.)?|zzgl\.|inkl\.)\s*(?:VAT|GST|tax(?:es)?|MwSt\.?|TVA|IVA)\b\)?",
    re.IGNORECASE,
)
_FOREVER = re.compile(r"\s*(?:/|per|,)?\s*for\s?ever\b", re.IGNORECASE)

_NO_NOUN = frozenset(
    [
        "billed",
        "paid",
        "charged",
        "and",
        "or",
        "with",
        "when",
        "if",
        "the",
        "a",
        "an",
        "for",
        "from",
        "up",
        "to",
        "in",
        "on",
        "of",
        "plus",
        "then",
        "only",
    ]
)


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
    spanned: bool = False
    """Whether a span of time other than a month or a year is named."""


def read_terms(text: str, position: int) -> Terms:
    """Read the terms that follow an amount which ends at a position."""
    terms = Terms(end=position)
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
        total = _TOTAL.match(text, terms.end)
        if total is not None:
            terms.billed = Billed.ANNUALLY
        return None
    cycle = (match["cycle"] or match["rhythm"] or match["m2m"] or "").lower()
    if "quarter" not in cycle and not cycle.startswith("bi"):
        terms.billed = terms.billed or cycle_of(cycle)
    return match.end()


def _read_per(text: str, terms: Terms) -> int | None:
    match = _PER.match(text, terms.end) or _A_PERIOD.match(text, terms.end) or _BARE.match(text, terms.end)
    if match is None:
        return None
    groups = match.groupdict()
    noun, count = match["noun"].lower().rstrip("."), (groups.get("count") or "").strip().replace(",", "")
    if noun in _NO_NOUN:
        return None
    terms.extra = terms.extra or bool(groups.get("extra"))
    period = {"pm": Period.MONTH, "p.m": Period.MONTH, "pcm": Period.MONTH, "mtl": Period.MONTH, "pa": Period.YEAR,
              "p.a": Period.YEAR}.get(noun) or _PERIODS.get(noun)  # fmt: skip
    if period is not None:
        if count in ("", "1"):
            terms.period = terms.period or period
        elif (count, period) == ("12", Period.MONTH):
            terms.period = terms.period or Period.YEAR
        else:
            terms.spanned = True
    elif noun in _SPANS and terms.unit is not None:
        terms.spanned = True
    elif terms.unit is None:
        terms.unit = unit_of(noun) if not count or count == "1" else f"{count} {unit_of(noun, plain=True)}"
    elif terms.unit != "seat":
        terms.unit = "seat" if unit_of(noun) == "seat" and noun in _SEATS else terms.unit
    return match.end()


def _read_adverb(text: str, terms: Terms) -> int | None:
    match = _ADVERB.match(text, terms.end)
    if match is None or (match["next"] and terms.period is not None):
        return None  # "$8/mo Monthly $10/mo": the word belongs to the next amount
    cycle = cycle_of(match["word"])
    if terms.period is None:
        terms.period = Period.MONTH if cycle is Billed.MONTHLY else Period.YEAR
    elif terms.billed is None:
        terms.billed = cycle
    return match.end()


def _read_once(text: str, terms: Terms) -> int | None:
    match = _ONCE.match(text, terms.end) if terms.period is None else None
    if match is not None:
        terms.period = Period.ONCE
    return match.end() if match else None


def _read_open(text: str, terms: Terms) -> int | None:
    match = _OPEN.match(text, terms.end)
    if match is not None:
        terms.qualifier = Qualifier.FROM
    return match.end() if match else None


def _read_aside(text: str, terms: Terms) -> int | None:
    match = _TAX.match(text, terms.end) or _FOREVER.match(text, terms.end)
    return match.end() if match else None


_READERS = (_read_billed, _read_adverb, _read_once, _read_per, _read_open, _read_aside)


def cycle_of(word: str) -> Billed:
    """Return how often a word such as `monthly`, `per year` or `yearly` says that one pays."""
    return Billed.MONTHLY if re.search(r"month|monat|mensuel", word, re.IGNORECASE) else Billed.ANNUALLY


def unit_of(noun: str, *, plain: bool = False) -> str:
    """Return `seat` for a noun that means a person who uses, else the thing counted in the singular.

    With `plain` the noun itself is always returned.
    """
    single = singular(noun.strip().lower())
    return "seat" if not plain and single.rsplit(" ", 1)[-1] in _SEATS else single


def singular(noun: str) -> str:
    """Return an English noun in the singular, by its ending."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "gbs")) and len(noun) > 3:
        return noun[:-1]
    return noun
