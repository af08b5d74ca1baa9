"""Surroundings: what stands before and after an amount and makes it no price, or an amount that differs from its figure."""

import re
from decimal import Decimal

from spiders.pages.currencies import AFTER

_NOT_BEFORE = re.compile(
    r"(?:\b(?:save|saves|saving|savings?(?: of)?|discount(?: of)?|credits?(?: of| worth)?|worth|earn|bonus(?: of)?|raised|win|over|under|below|(?:less|more) than|budget(?: of)?|revenue(?: of)?)\s*(?:up to |an extra |over |an additional )?|(?:^|\s)[-−])$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\s*(?!per |a |an |each )(?:worth|off\b|discount|savings?\b|saved\b|(?:\w+ (?:(?:&|and) \w+ )?)?credits?\b|bonus|cash ?back|value\b|gift|coupon|voucher|refund|million|billion|bn\b|(?:annual |yearly )?(?:deductibles?|co-?pays?|coverage|reimbursements?|payouts?)\b|in (?:free |\w+ )?credits?|in revenue|in sales|in (?:\w+ ){0,2}savings)",
    re.IGNORECASE,
)
# Thousands of millions and more are a company's or a country's figure; so is money of a year's worth ("billion 2017 dollars").
_VAST = re.compile(r"(?:[BTm]|\s?(?:BB|MM|[bt]n|trn))(?![\w-])")
_YEARS_WORTH = re.compile(
    r"\b(?:in|constant|real|billions?|millions?)\s+(?:19|20)\d\d dollars$", re.IGNORECASE
)
_EXTRA_BEFORE = re.compile(
    r"(?:\+\s*|\b(?:(?-i:plus)|(?:additional|extra)(?:\s(?:users?|seats?|members?|agents?|editors?|contacts?|licen[sc]es?|workspaces?|projects?))?(?:\s(?:are|is|costs?|for|at))?)\s*:?\s*(?:for |at )?(?:just |only )?)$",
    re.IGNORECASE,
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:limits?|budgets?|cash ?back|bount(?:y|ies)|prizes?|fines?|penalt(?:y|ies)|insured|insurance|covered|protected|deposits?|reimburse[sd]?|refund(?:s|ed)?|limiten?|höchstens|abgesichert|plafond|límite|limite|kaution|caution)\b"
    r"(?:[^.!?;$€£]{0,25}?\b(?:of|from|up to|at|to|for|between|von|bis(?: zu)?|de|jusqu['’]à|hasta|di|fino a)\s+|\s*:\s*)(?:\S{1,10}\s+(?:to|and|bis|à|a)\s+)?$",
    re.IGNORECASE,
)
"""Words that make the amounts after them bounds of what is spent or paid out: `limits from £50 to`, `protected up to`."""
_BACK_BEFORE = re.compile(r"\d\s?% (?:cash ?)?back\b[^.!?;$€£]{0,15}$", re.IGNORECASE)
_LOOSE_CENTS = re.compile(rf"\s\d\d(?=\s|$|/)(?!\s?(?:{AFTER}))")
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


def is_no_price(before: str, text: str, end: int) -> bool:
    """Tell whether an amount is a discount, a credit, a sum of other money, or what one more of something costs."""
    return bool(
        _NOT_BEFORE.search(before)
        or _EXTRA_BEFORE.search(before)
        or _LIMIT_BEFORE.search(before)
        or _BACK_BEFORE.search(before)
        or _NOT_AFTER.match(text, end)
        or _VAST.match(text, end)
        or _YEARS_WORTH.search(text[max(0, end - 40) : end])
    )


def times_of(text: str, statement: str, figure_end: int) -> tuple[int | None, int]:
    """Return what multiplies a figure, and where that ends.

    None when the amount can't be known: cents that stand apart or are raised, a word that means other
    numbers elsewhere.
    """
    plain = "." not in statement and "," not in statement
    cents = (_LOOSE_CENTS.match(text, figure_end) or _RAISED_CENTS.match(text, figure_end)) if plain else None
    odd = cents or _MULTIPLIED.match(text, figure_end)
    if odd is not None:
        return None, odd.end()
    large = _LARGE.match(text, figure_end)
    return (1, figure_end) if large is None else (_LARGE_TIMES[large.lastgroup or ""], large.end())


def multiplied(amount: Decimal | None, times: int | None) -> Decimal | None:
    """Return an amount times what a word after it says; None where either is not known."""
    if amount is None or times is None:
        return None
    return amount if times == 1 else Decimal(int(amount * times))
