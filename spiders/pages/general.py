"""General: the terms that a sentence over a page's prices says of all of them, such as `Prices per user per month`."""

import re

from rivalscope.domain.page import Period
from spiders.pages.terms import read_terms

_PRICES = (
    r"(?:prices|pricing|preise|prix|tarifs|precios|prezzi|preços|valores|prijzen|tarieven|ceny|priser|hinnat)"
)
_PER = r"(?:/|per\b|pro\b|par\b|por\b|je\b|za\b|a\b|al\b|pr\.)"
_OVER_ALL = re.compile(
    rf"(?<![\w-]){_PRICES}(?:\s+(?:are|is|shown|listed|quoted|stated|given|apply|in|[A-Z]{{3}}|verstehen|sich|gelten|jeweils|s['’]entendent|sont|indiqués|son|se|indican|sono|indicati|são|zijn|gelden|sú|jsou|są|podane|er|är|gäller|vises|netto|net)){{0,4}}\s*[(:,–—-]?\s*(?={_PER})"
    r"|料金はすべて|価格は|(?:料金|価格|表示価格)\s+(?=[/／])",
    re.IGNORECASE,
)
"""Where a sentence about all prices goes on with what each is for."""
_HOST = re.compile(r"\bhosts?\b", re.IGNORECASE)
_PERIODS = frozenset({Period.MONTH, Period.YEAR})
_MOST = 20


def shared_terms(text: str) -> tuple[Period | None, str | None]:
    """Return the period and unit that a page says of all its prices; two sentences that differ say nothing."""
    found = set()
    for match in list(_OVER_ALL.finditer(text))[:_MOST]:
        terms = read_terms(text, match.end())
        if terms.period in _PERIODS and not terms.extra and not terms.spanned:
            hosts = terms.unit == "seat" and _HOST.search(text, match.end(), terms.end) is not None
            found.add((terms.period, "host" if hosts else terms.unit))
    return found.pop() if len(found) == 1 else (None, None)
