"""Cell states: what the words of a cell say of a feature beside yes and no: an add-on, to come, gone, being tried."""

import re

from rivalscope.domain.page import ClaimStatus
from spiders.pages.state_words import ADD_ON_WORDS, BETA_WORDS, PLANNED_WORDS, PREVIEW_WORDS, WITHDRAWN_WORDS

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_ADD_ON = re.compile(
    r"(?:available )?(?:as (?:an )?|with )?(?:paid |optional )?add[- ]?ons?\b|\bextra (?:cost|charge|fee)\b|sold separately|available for purchase"
    r"|^optional\b|\b(?:on|upon|by) request$|^ask us$|^extra$|^\+\s?(?:[A-Z]{0,3}[$€£]\s?\d|\d[\d.,]*\s?(?:€|USD|EUR|GBP))|^(?:from )?[A-Z]{0,3}[$€£]\s?\d.{0,30}\b(?:extra|on top|more)$|"
    rf"^(?:{ADD_ON_WORDS})$",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"coming (?:soon|later|in|q[1-4])|\bplanned\b|on (?:the|our) roadmap|in development|available soon|launching soon|^soon$|^later (?:this|next) \w+$"
    rf"|^(?:q[1-4]|h[12]|spring|summer|autumn|fall|winter|early|mid|late|{_MONTHS})[ /-]20\d\d$|^(?:{PLANNED_WORDS})(?!\w)",
    re.IGNORECASE,
)
_BETA = re.compile(
    r"(?<!out of )\b(?:open |closed |public |private )?beta\b|\bearly access\b|\b(?:public|private|technical) preview\b|[(\[]preview[)\]]|^preview$"
    r"|[(\[]alpha[)\]]|^(?:alpha|labs|pilot)$|[(\[]?experimental[)\]]|^experimental$"
    rf"|(?<!\w)(?:{BETA_WORDS})(?!\w)|^(?:{PREVIEW_WORDS})$",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"\b(?:discontinued|deprecated|retired|no longer (?:available|supported|offered)|sunset(?:ted)?|end[- ]of[- ](?:life|sale|support)|withdrawn|phased out"
    r"|closed to new (?:customers|users|sign-?ups))\b|^eol$"
    rf"|^(?:{WITHDRAWN_WORDS})(?!\w)",
    re.IGNORECASE,
)
CELL_STATES = (
    (_ADD_ON, ClaimStatus.ADD_ON),
    (PLANNED, ClaimStatus.PLANNED),
    (_WITHDRAWN, ClaimStatus.WITHDRAWN),
    (_BETA, ClaimStatus.BETA),
)
"""Each status with what says it, the surest first."""
