"""Badges: what a word beside the name of a feature says of it: beta, coming soon, an add-on, limited to some."""

import re

from rivalscope.domain.page import ClaimStatus
from spiders.pages.state_words import (
    ADD_ON_WORDS,
    BETA_WORDS,
    NOT_INCLUDED,
    PLANNED_WORDS,
    PREVIEW_WORDS,
    WITHDRAWN_WORDS,
)

_PLANNED = (
    r"(?:coming|launching|arriving|available) (?:soon|later|next \w+|this \w+|in \w+(?: 20\d\d)?|q[1-4](?: 20\d\d)?|20\d\d)|soon|planned(?: for .{2,20})?"
    r"|(?:on )?(?:the |our )?roadmap|in development"
    rf"|(?:{PLANNED_WORDS})(?: .{{2,20}})?"
)
_WITHDRAWN = (
    r"deprecated|discontinued|retired|withdrawn|end[- ]of[- ](?:life|sale|support)|eol|sunset(?:ted)?|phased out|no longer (?:available|supported|offered|sold)"
    r"|closed to new (?:customers|users|sign-?ups)"
    rf"|(?:(?:retired|withdrawn|discontinued|deprecated|removed) (?:in|on|from|since|by)|{WITHDRAWN_WORDS})(?: .{{2,20}})?|{WITHDRAWN_WORDS}"
)
_BETA = r"(?:in |now in )?(?:open |closed |public |private |limited )?beta|early access|(?:public |private |technical |tech )?preview|alpha|experimental|labs|pilot"
_BETA += rf"|{BETA_WORDS}|{PREVIEW_WORDS}"
_ADD_ON = (
    r"(?:available )?(?:as (?:an? )?)?(?:paid |optional )?add[- ]?on|(?:at )?(?:an )?(?:extra|additional) (?:cost|charge|fee)|(?:available )?(?:on|upon|by) request"
    r"|optional|sold separately"
    rf"|{ADD_ON_WORDS}"
)
_ABSENT = rf"not (?:yet )?(?:included|available|supported|offered)|unavailable|excluded|{NOT_INCLUDED}"
_PLANS = r"(?:free|basic|starter|standard|plus|pro|professional|premium|team|business|growth|scale|advanced|enterprise)"
_LIMITED = (
    rf"limited|{_PLANS}(?:(?:,| and| or|,? &) {_PLANS})*(?: plans?)? only|only (?:in|on|for|with) .{{2,30}}|{_PLANS}(?: plans?)? (?:and|or) (?:above|up|higher)"
    r"|up to .{1,30}|max(?:\.|imum)? .{1,20}|limited to .{2,30}|\d[\d.,]* .{2,20} per .{2,12}"
)
_NEW = r"new!?|updated|improved|popular"
_SAID = (
    (ClaimStatus.PLANNED, _PLANNED),
    (ClaimStatus.WITHDRAWN, _WITHDRAWN),
    (ClaimStatus.BETA, _BETA),
    (ClaimStatus.ADD_ON, _ADD_ON),
    (ClaimStatus.ABSENT, _ABSENT),
    (ClaimStatus.LIMITED, _LIMITED),
    (ClaimStatus.OFFERED, _NEW),
)
_ANY = "|".join(pattern for _, pattern in _SAID)
_PATTERNS = tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in _SAID)
_BADGES = (
    # In brackets, behind a dash, or before a colon any of them is a badge.
    re.compile(rf"(?P<name>.+?)\s*[(\[（【]\s*(?P<badge>{_ANY})\s*[)\]）】]\W*", re.IGNORECASE),
    re.compile(
        rf"(?P<name>.+?)(?:\s+[-–—|·]\s+|:\s+)(?P<badge>{_PLANNED}|{_WITHDRAWN}|{_BETA}|{_ADD_ON}|{_ABSENT}|new!?)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?P<badge>{_PLANNED}|beta|new)\s*[:–—|]\s+(?P<name>.+)", re.IGNORECASE),
    # Bare words at the end are one when they are written like one, or can be nothing else.
    re.compile(
        r"(?P<name>.+?)\s*\b(?P<badge>Beta|BETA|Deprecated|DEPRECATED|Discontinued|(?i:coming soon)|Early Access|(?:Paid |Optional )?Add-[Oo]n|ADD-ON|NEW|New)!?"
    ),
    re.compile(r"(?P<name>.+?)\s+(?P<badge>via (?:Zapier|Make|API|[A-Z]\w+)(?: only)?)"),
)
"""A name with its badge, tightest first; the last is a limit by way of another product."""
_NEEDED = tuple(
    map(
        re.compile,
        (
            r"[(\[（【]", r"\s[-–—|·]\s|:\s", r"[:–—|]\s",
            r"(?:Beta|BETA|D(?:eprecat|EPRECAT|iscont)|[sS][oO][oO][nN]|Early A|dd-[Oo]n|ADD-ON|N(?:ew|EW))", r"\svia ",
        ),
    )
)  # fmt: skip
"""What a text holds for each to be tried: few hold any, and each takes a while to fail."""
_AROUND = " -–—:·|"
_PREDICATE = re.compile(
    r"\b(?:is|are|was|were|has been|have been|will be) (?:now |being |no longer )*(?:deprecated|retired|discontinued|withdrawn|sunset(?:ted)?|shut down|phased out)\b"
    r"|\bretires? (?:on |in )?(?:\w+ )?(?:\d{1,2},? )?20\d\d\b|^end[- ]of[- ](?:life|sale|support) (?:of|for)\b|\bno longer (?:available|supported|offered)\b",
    re.IGNORECASE,
)
_QUOTA = re.compile(
    r"(?P<name>.+?) (?:for |of |with )?(?P<value>(?:up to|limited to|max(?:\.|imum)?) \d[\d.,]*\b.{0,30})",
    re.IGNORECASE,
)


def read_badge(text: str) -> tuple[str, ClaimStatus]:
    """Return the name of a feature without the badge beside it, and the status that it says."""
    name, status, _ = split_badge(text)
    return (name, status) if status is not ClaimStatus.LIMITED else (text.strip(_AROUND), ClaimStatus.OFFERED)


def split_badge(text: str) -> tuple[str, ClaimStatus, str | None]:
    """Return the name of a feature without its badge, the status that it says, and the words of a limit.

    A word that is part of the name is no badge: `Deprecated API report`, `Manage your beta programme`.
    """
    for needed, pattern in zip(_NEEDED, _BADGES, strict=True):
        match = pattern.fullmatch(text) if needed.search(text) else None
        if match is not None:
            badge, name = match["badge"], match["name"].strip(_AROUND)
            status = next((told for told, said in _PATTERNS if said.fullmatch(badge)), ClaimStatus.LIMITED)
            return name, status, badge if status is ClaimStatus.LIMITED else None
    if _PREDICATE.search(text):
        return text.strip(_AROUND), ClaimStatus.WITHDRAWN, None
    match = _QUOTA.fullmatch(text)
    if match is not None:
        return match["name"].strip(_AROUND), ClaimStatus.LIMITED, match["value"]
    return text.strip(_AROUND) or text, ClaimStatus.OFFERED, None
