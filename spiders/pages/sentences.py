"""Sentences: what the words that explain a feature say of its state; words that only praise it say nothing."""

import re

from rivalscope.domain.page import ClaimStatus
from spiders.pages.statuses import Status

_READ = 200
"""Characters of an explanation in which its state is looked for."""
_LONGEST_VALUE = 60

_TOLD = (
    (
        ClaimStatus.WITHDRAWN,
        (
            r"^(?:no longer (?:available|offered|supported)|discontinued|sunset(?:ting|ted)?|retired|deprecated|withdrawn)\b"
            r"|\b(?:is|are|was|were|has been|have been|will be|being) (?:now )?(?:no longer (?:available|offered|supported)|discontinued|retired|sunset(?:ted)?|withdrawn|deprecated|shut down)(?= (?:on|in|since|as of|after|at the end|by)\b|[.,;!]|$)"
            r"|\b(?:reached|reaches) (?:its )?end of life\b"
        ),
    ),
    (
        ClaimStatus.PLANNED,
        (
            r"^(?:coming (?:soon|in|this|later|next|early)|planned|launching|on (?:the|our) roadmap|in development|not yet available|available soon)\b"
            r"|\b(?:is|are) (?:coming (?:soon|in|this|later|next|early)|planned|on (?:the|our) roadmap|in development|not yet available)\b|\b(?:will be )?available soon\b"
        ),
    ),
    (
        ClaimStatus.BETA,
        r"^(?:(?:open|closed|public|private|in) )?beta\b(?! ?tests)|\b(?:currently|now|is|are) (?:available )?in (?:(?:an? )?(?:open|closed|public|private|limited) )?(?:beta|preview|early access)\b",
    ),
    (
        ClaimStatus.ADD_ON,
        (
            r"^(?:available (?:as|with) (?:an? )?)?(?:paid |optional )?add-?on(?=[.,:;)]|$| for| at| available)|\b(?:available|offered|sold|bought|purchased) (?:separately )?as (?:an? )?(?:paid |optional )?add[- ]?on\b"
            r"|\bsold separately\b|\bat (?:an )?(?:extra|additional) (?:cost|charge|fee)\b|\bfor an (?:extra|additional) (?:fee|charge)\b"
        ),
    ),
    (
        ClaimStatus.ABSENT,
        r"^(?:not (?:available|included|supported|offered)|unavailable|not part of)\b|\b(?:is|are) not (?:available|included|supported|offered)(?: at this time| currently)?[.]?$",
    ),
)
_PATTERNS = tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in _TOLD)
_LIMIT = re.compile(
    r"(?:up to|limited to|max(?:imum)?(?: of)?:?|no more than)\s+[$€£]?\d[\d.,]*\s?\D{0,40}|\d[\d.,]*\s?(?:[KMGT]B|users?|seats?|projects?|guests?|hours?|minutes?|days?|months?)\b[^.]{0,24}",
    re.IGNORECASE,
)
_UNLIMITED = re.compile(r"unlimited\b[^.]{0,24}", re.IGNORECASE)


def read_sentence(text: str) -> Status | None:
    """Return the state that an explanation tells of, with the value of a limit; None when it tells of none."""
    words = text.strip()[:_READ]
    for status, pattern in _PATTERNS:
        if pattern.search(words):
            return Status(status=status)
    whole = words.rstrip(". ")
    if len(whole) <= _LONGEST_VALUE and _LIMIT.fullmatch(whole):
        return Status(status=ClaimStatus.LIMITED, value=whole)
    if len(whole) <= _LONGEST_VALUE and _UNLIMITED.fullmatch(whole):
        return Status(status=ClaimStatus.OFFERED, value=whole)
    return None
