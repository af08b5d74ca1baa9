"""General: the terms that a sentence over a page's prices says of all of them, such as `Prices per user per month`."""

import re

from rivalscope.domain.page import Period
from spiders.pages.terms import read_terms
from spiders.pages.text import lowered
from spiders.pages.tongues import MONTHLY, YEARLY

_PRICES = (
    r"(?:prices|pricing|preise|prix|tarifs|precios|prezzi|preços|valores|prijzen|tarieven|ceny|priser|hinnat)"
)
_ADVERBS = "|".join(map(re.escape, sorted({*MONTHLY, *YEARLY}, key=len, reverse=True)))
_PER = r"(?:/|per\b|pro\b|par\b|por\b|je\b|za\b|a\b|al\b|pr\.)"
_OVER_ALL = re.compile(
    rf"(?<![\w-]){_PRICES}(?:\s+(?:are|is|all|sont|alle|shown|listed|quoted|stated|given|apply|in|[A-Z]{{3}}|verstehen|sich|gelten|jeweils|s['’]entendent|sont|indiqués|son|se|indican|sono|indicati|são|zijn|gelden|sú|jsou|są|podane|er|är|gäller|vises|netto|net)){{0,4}}\s*[(:,–—-]?\s*(?={_PER}|(?:{_ADVERBS})(?!\w))"
    r"|料金はすべて|価格は|(?:料金|価格|表示価格)\s+(?=[/／])",
    re.IGNORECASE,
)
"""Where a sentence about all prices goes on with what each is for."""
_TERM = re.compile(
    r"(?:^|\n|[.!?]\s+)(?:(?:all|our)\s+)?(?:(?P<year>annual|yearly)|monthly)\s+(?:term\s+)?(?:licen[cs]es?|prices|fees)\b[^.\n]{0,40}(?:[.\n]|$)",
    re.IGNORECASE,
)
"""A short sentence that calls all that is sold by the span it is sold for: `Annual term licences in US dollars.`"""
_LICENCE = r"(?:licen[cs]es?|lizenz(?:en)?|licencias?|licenz[ae]|licenças?|licencj[aei]|licenties?|licenser?)"
_FOR_GOOD = re.compile(
    rf"\b{_LICENCE}\b[^.\n]{{0,25}}?\b(?:(?:is|are|ist|sind|je|jsou|jest|są|est|sont|es|son|è|sono|é|são|is|zijn)\s+)(?:perpetual|permanent|for life|unbefristet|zeitlich unbegrenzt|perpétuelles?|trval[áé]|časově neomezen[áé]|perpetuas?|perpetu[ae]|vitalícias?|wieczyst[ae]|bezterminow[ae]|eeuwigdurend)"
    rf"|(?:^|\n|[.!?]\s+)(?:perpetual|one-time|lifetime)\s+licen[cs]es?\b[^.\n]{{0,40}}(?:[.\n]|$)"
    rf"|\b(?:buy|purchase|pay for)\s+(?:a|the|your|each)?\s*{_LICENCE}\s+(?:only )?once\b"
    r"|(?:^|\n|[.!?]\s+)(?:pay once|buy once|one payment|einmal (?:be)?zahlen|einmal kaufen|payez une (?:seule )?fois|paga una (?:sola )?vez|paghi una volta|pague uma (?:única )?vez|betaal één keer|betala en gång|zapłać raz|買い切り(?:型|制))(?!\w)",
    re.IGNORECASE,
)
"""A sentence that says that what is sold is paid once."""
_PRICE_WORDS = (
    "prices", "pricing", "preise", "prix", "tarifs", "precios", "prezzi", "preços", "valores", "prijzen", "tarieven", "ceny", "priser", "hinnat",
    "料金", "価格",
)  # fmt: skip
_SPANS = ("annual", "yearly", "monthly")
_SOLD = ("licen", "prices", "fees")
_LICENCES = ("licen", "lizenz")
_ONCE_WORDS = (
    "perpetual", "one-time", "lifetime", "pay once", "buy once", "one payment", "einmal", "payez une", "paga una", "paghi una", "pague uma",
    "betaal één", "betala en", "zapłać raz", "買い切り",
)  # fmt: skip
"""Words without one of which a page has no such sentence."""
_HOST = re.compile(r"\bhosts?\b", re.IGNORECASE)
_PERIODS = frozenset({Period.MONTH, Period.YEAR})
_MOST = 20


def shared_terms(text: str) -> tuple[Period | None, str | None]:
    """Return the period and unit that a page says of all its prices; two sentences that differ say nothing."""
    found: set[tuple[Period | None, str | None]] = set()
    low = lowered(text)
    for match in list(_OVER_ALL.finditer(text))[:_MOST] if _has(low, _PRICE_WORDS) else ():
        terms = read_terms(text, match.end())
        if terms.period in _PERIODS and not terms.extra and not terms.spanned:
            hosts = terms.unit == "seat" and _HOST.search(text, match.end(), terms.end) is not None
            found.add((terms.period, "host" if hosts else terms.unit))
    if _has(low, _SPANS) and _has(low, _SOLD):
        found |= {(Period.YEAR if match["year"] else Period.MONTH, "flat") for match in _TERM.finditer(text)}
    if not found and (_has(low, _LICENCES) or _has(low, _ONCE_WORDS)) and _FOR_GOOD.search(text):
        found.add((Period.ONCE, "flat"))
    return found.pop() if len(found) == 1 else (None, None)


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
