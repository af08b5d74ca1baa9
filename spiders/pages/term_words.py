"""Term words: the patterns of the words around an amount that say what it pays for."""

import re
from collections.abc import Iterable

from rivalscope.domain.page import Period
from spiders.pages.tongues import BILLED_ABROAD, MARKED, MONTHLY, MONTHS, SEATS, TAX, YEARLY, YEARS

PERIODS = {
    **dict.fromkeys(MONTHS, Period.MONTH),
    **dict.fromkeys(YEARS, Period.YEAR),
    **dict.fromkeys(MONTHLY, Period.MONTH),
    **dict.fromkeys(YEARLY, Period.YEAR),
    **dict.fromkeys(["lifetime", "life", "once"], Period.ONCE),
}
SHORT = {"pm": Period.MONTH, "p.m": Period.MONTH, "pcm": Period.MONTH, "p/m": Period.MONTH, "mtl": Period.MONTH, "pppm": Period.MONTH,
          "pupm": Period.MONTH, "pepm": Period.MONTH, "p.p.p.m": Period.MONTH, "p.u.p.m": Period.MONTH, "pa": Period.YEAR, "p.a": Period.YEAR, "p/a": Period.YEAR, "p/j": Period.YEAR}  # fmt: skip
EACH_PERSON = ("pppm", "pupm", "pepm", "p.p.p.m", "p.u.p.m")
SPANS = frozenset(["day", "days", "week", "weeks", "wk", "hour", "hours", "hr", "hrs", "minute", "minutes", "min", "second", "seconds", "quarter", "quarters", "decade"])  # fmt: skip
# What is paid by the week or quarter is no price by use, and neither monthly nor yearly.
STRETCHES = frozenset(["day", "days", "week", "weeks", "wk", "quarter", "quarters", "decade"])
_COMPOUNDS = (
    "api call", "input token", "output token", "cached token", "api request", "team member", "phone number", "data source", "page view", "data row", "gb ram",
    "full-time employee", "support agent", "kiosk user", "user seat", "active user", "admin user", "end user", "paid user",
    "social channel", "social account", "social set", "ai credit", "ad account", "business unit", "monthly active user",
    "monthly tracked user", "compute hour", "live agent", "billable user", "licensed user", "named user",
)  # fmt: skip
_ADJECTIVES = r"(?:(?:active|paid|paying|full|named|registered|core|individual|single|monthly|calendar|new|licensed|billable)\s+)?"
_EXTRA = r"(?P<extra>(?:additional|extra|added|more|overage)\s+)?"
_COUNT = r"(?P<count>\d[\d,.]*(?:\s?(?:k|m|mm|thousand|million|billion)\b)?|(?:a |one )?(?:hundred|thousand|million|billion)\b)?"
_NOUN = rf"(?:{'|'.join(MARKED)})|(?:[年月월년]|[かヶ个]月)(?=[起〜～~]|から|より|부터)|(?:{'|'.join(_COMPOUNDS)})s?(?![a-z])|[^\W\d_](?:[^\W_]|-(?=[^\W\d_]))*"

PER = re.compile(
    rf"[\s*†‡¹²³⁴⁵⁶⁷⁸⁹]*[(\[,·•|–—-]?\s*(?:\b(?:und|et|y|e|och|og|en|and)\s+(?=(?:par|per|pro|por|je|pr\.)\s))?(?:(?:/|／|(?<![^\W\d_])per\b|\bp\.(?=\s?(?:month|mo\b|user|year))|(?<![^\W\d_])pro\b|(?<![^\W\d_])par\b|(?<![^\W\d_])por\b|(?<![^\W\d_])je\b|(?<![^\W\d_])za\b|(?<![^\W\d_])pe\b|ανά(?!\w)|प्रति|لكل(?!\w)|(?<![^\W\d_])на(?!\w)|\bpr\.|\balle\b|\bevery\b|\beach\b|\bfor each\b)\s*)+"
    rf"(?:(?:each|a|an(?!\s+jusqu)|one|1)\s+)?{_EXTRA}{_COUNT}\s*{_ADJECTIVES}(?P<noun>(?>{_NOUN}))(?!\s?[$€£]\s?\d)\.?(?:\(s\))?",
    re.IGNORECASE,
)
A_PERIOD = re.compile(
    r"[\s*†‡¹²³⁴⁵⁶⁷⁸⁹]*\b(?:a|an|each|una?|le)\s+(?P<noun>month|year|user|seat|member|agent|person|head|mois|mes)\b"
    # What else is sold one by one ends the statement, or a span of time follows: `$3 a booking`, `£2 a vehicle a month`.
    r"|\s*\b(?:a|an|ad|la|le|each)\s+(?P<thing>[^\W\d_]{2,}(?:-[^\W\d_]+)?)(?=\s*(?:$|[.,;)|·]|/\s?|(?:a|an|per|each|al|par) (?:month|year|mese|mois|mes|an)\b))",
    re.IGNORECASE,
)
BARE = re.compile(
    r"\s*(?P<noun>p[./]?m\.?|p[./]?a\.?|p/j|pcm|p\.?[pu]\.?p\.?m|pepm|mo|yr|(?:user|seat|member|agent|editor)(?=\s?/)|mtl\.?|(?!(?:netto?|brutto|ttc|plus|exkl|excl|incl|inkl|vat|tax|mwst|moms|iva|btw|dph|base|flat|billed|paid)\b)[^\W\d_]{3,}(?=\s?[/／]\s?(?:mo|month|yr|year|monat|mois|mes|mese|maand|月|年)(?!\w))|1?(?:ユーザー|ユーザ|名|人|ID|アカウント)(?=\s?[/／]\s?[月年]))(?![\w])",
    re.IGNORECASE,
)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# "und Monat", "al mes", "в месяц": a word that joins is read only before a word for a span of time.
JOINED = re.compile(
    rf"(?:\s*[(]?\b(?:und|et|y|e|och|og|en|and|al|a la|a|il|la|le|im|je|om|i|w|v|в|за|на|na|till|pe|τον|το|ανά|في)\s+(?:(?:je|per|par|pro|por|pr\.)\s+)?|\s*\ball['’]\s?)(?P<noun>{_any_of((*MONTHS, *YEARS, 'månaden', 'året'))})(?!\w)",
    re.IGNORECASE,
)
# "a utente", "od użytkownika": short words that mean much else are read only before a word for who uses.
TO_EACH = re.compile(
    rf"\s*[(,·|/–—-]*\s*(?:\b(?:a|ad|na|od|för|voor|für|за)\s+(?:(?:każdego|ogni|elke|jeden?)\s+)?|ל)(?P<noun>{_any_of(SEATS)})(?!\w)",
    re.IGNORECASE,
)
_CYCLE = r"(?P<cycle>month[- ]to[- ]month|month(?:ly)?|(?:bi-?)?annual(?:ly)?|year(?:ly)?|quarterly|every month|each month|(?:per|a|every|each|once a) (?:month|year)|one[- ]year|monatlich|jährlich|mensuellement|annuellement)"
BILLED = re.compile(
    rf"\s*[(\[,·•|*/–—-]*\s*(?:(?:when|if|and|with|is|are|on|an?|the)\s+)*(?:(?:billed|paid|charged|invoiced|payable|paying|pay|bill|prepaid)\s+"
    rf"(?:upfront\s+|for\s+)?{_CYCLE}|{_CYCLE.replace('<cycle>', '<rhythm>')}\s+(?:billing|payments?|plan|subscription|commitment|contract|term)|(?P<m2m>month[- ]to[- ]month))(?![\w])\s*[)\]]?",
    re.IGNORECASE,
)
ABROAD = re.compile(BILLED_ABROAD, re.IGNORECASE)
TOTAL = re.compile(
    r"\s*[(,·–—-]?\s*(?:billed|paid|charged|invoiced)\s+(?:(?:annually|yearly)\s+)?(?:as|at)?\s*(?=[$€£]\s?\d)",
    re.IGNORECASE,
)
ADVERB = re.compile(
    rf"\s*[(,/·-]?\s*(?P<word>{_any_of((*MONTHLY, *YEARLY))})(?!\w)(?=\s*(?:$|[)\],.;|/*+·–—-]|\bor\b|\band\b|\bbilled\b|\bper\b|(?P<next>[$€£])))",
    re.IGNORECASE,
)
ONCE = re.compile(
    r"\s*[(,/·-]?\s*(?:(?:one[- ]time|one[- ]off|lifetime|perpetual|once|flat fee|single payment)\b(?:\s+(?:payment|fee|purchase|licen[cs]e|access|deal))?|(?:set-?up|activation|joining|sign-?up|registration|installation|onboarding) (?:fee|charge|cost)\b)",
    re.IGNORECASE,
)
FLAT = re.compile(r"\s*[(,]?\s*flat\b(?! fee)(?: rate)?\s*\)?", re.IGNORECASE)
OPEN = re.compile(
    r"\s*(?:\+(?!\s?(?:[$€£]|\d))|起|から(?!\w)|부터|[〜～](?!\s?[\d¥￥$])|and up\b|and above\b|or more\b)",
    re.IGNORECASE,
)
TAXED = re.compile(TAX, re.IGNORECASE)
DASH = re.compile(r"\s?/[-–—]+")
NEXT = re.compile(r"\s*[:–—-]?\s*[$€£¥₹]")
NUMBER = re.compile(r"(?:a |one )?(?P<digits>\d+(?:\.\d+)?)?\s?(?P<scale>[a-z]+)?")
TIMES = {
    "hundred": 100,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
FEE = re.compile(
    r"\s*(?:(?P<cycle>monthly|yearly|annual)\s+)?(?:grundgebühr|grundpreis|basisgebühr|basispreis|pauschale|(?:platform|base|flat|service|subscription)\s+(?:fee|price)|frais fixes|forfait|cuota fija|tarifa plana|basistarief|vast bedrag|base|minimum(?: spend| commitment)?|platform)\b(?=\s*(?:$|[,.;+(·*]|/|per|pro|par|por|im\b|a\b|plus\b|and\b))",
    re.IGNORECASE,
)
"""What the sum is called between an amount and its period: `89 € Grundgebühr / Monat`, `$500 monthly platform fee`."""
AND_EACH = re.compile(r"\s+(?:und|et|y|e|and|en|och|og)\s+(?P<noun>[^\W\d_]+)(?=\s*(?:$|[,.;:()|·*]))")
FOR_SEVERAL = re.compile(
    r"\s*[,·|(–—-]?\s*(?:for|für|pour|para|per|voor|för)\s+(?:up to |bis zu |jusqu['’]à |hasta |fino a )?\d+\s+[^\W\d_]+(?=\s*(?:/|per|an?|each|pro|par|al|por)\s?(?:month|mo|year|yr|monat|jahr|mois|an|mes|mese|maand|mån)\b)",
    re.IGNORECASE,
)
"""How many one sum is for, before the span of time that it pays for: `for 6 people/month`."""
FOREVER = re.compile(r"\s*(?:/|per|,)?\s*for\s?ever\b", re.IGNORECASE)

NO_NOUN = frozenset(["billed", "paid", "charged", "and", "or", "with", "when", "if", "the", "a", "for", "from", "up", "to", "in", "on", "of", "plus", "then", "only"])  # fmt: skip
