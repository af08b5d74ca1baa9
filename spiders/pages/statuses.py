"""Statuses: what a cell, badge or bullet says about a feature."""

import re
from dataclasses import dataclass

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus, PriceKind
from spiders.pages.document import Document, attribute, icon_label
from spiders.pages.money import read_words

_YES_SIGNS = frozenset("✓✔✅☑🗸●•⬤✚◉◆√")
_NO_SIGNS = frozenset("✗✘✕✖❌❎⨯×☒○—–-−✘🗙")
_DASHES = frozenset("—–-−")
_YES = re.compile(
    r"yes|y|included|incl\.?|includes|available|supported|true|check(?:mark|ed)?|tick|full(?:y)? (?:included|supported)|ja|oui|sí|✓.*included",
    re.IGNORECASE,
)
_NO = re.compile(
    r"no|n|none|not included|not available|unavailable|not supported|false|cross|excluded|x|n/?a|nein|non|not applicable|not offered|unsupported",
    re.IGNORECASE,
)
_ADD_ON = re.compile(
    r"(?:available )?(?:as (?:an )?|with )?(?:paid |optional )?add[- ]?ons?\b|\bextra (?:cost|charge|fee)\b|sold separately|available for purchase",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"coming (?:soon|later|in|q[1-4])|\bplanned\b|on (?:the|our) roadmap|in development|available soon|launching soon|^soon$",
    re.IGNORECASE,
)
_BETA = re.compile(
    r"\b(?:open |closed |public |private )?beta\b|\bearly access\b|\b(?:public|private|technical) preview\b|[(\[]preview[)\]]|^preview$|[(\[]alpha[)\]]|[(\[]?experimental[)\]]",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(
    r"\b(?:discontinued|deprecated|retired|no longer (?:available|supported|offered)|sunset(?:ted)?|end[- ]of[- ]life|withdrawn)\b",
    re.IGNORECASE,
)
_TOLD = (
    (_ADD_ON, ClaimStatus.ADD_ON),
    (_PLANNED, ClaimStatus.PLANNED),
    (_WITHDRAWN, ClaimStatus.WITHDRAWN),
    (_BETA, ClaimStatus.BETA),
)
_UNLIMITED = re.compile(r"unlimited|no limits?|∞|infinite|unbegrenzt|illimité", re.IGNORECASE)
_BADGE = re.compile(
    r"\s*[(\[]\s*(?:(?:open |closed |public |private )?beta|coming soon|new!?|early access|(?:public |private |technical )?preview|(?:paid )?add[- ]?on|deprecated|discontinued|retired|alpha|experimental)\s*[)\]]\s*$"
    r"|\s*[-–—:|·]?\s*\b(?:(?-i:Beta|BETA|NEW!?|New!)|coming soon!?)\s*$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"(?P<words>.{2,30}?) (?:in|with|on|for|by) (?:the )?(?P<name>.+?)(?: plan)?[.]?", re.IGNORECASE
)
# Words of class names and icon names, told apart at dashes, underscores and capitals.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_YES_WORDS = frozenset(
    [
        "check",
        "checked",
        "checkmark",
        "tick",
        "yes",
        "included",
        "include",
        "available",
        "true",
        "enabled",
        "success",
        "done",
        "ok",
    ]
)
_NO_WORDS = frozenset(
    [
        "cross",
        "times",
        "xmark",
        "close",
        "no",
        "none",
        "excluded",
        "exclude",
        "unavailable",
        "false",
        "disabled",
        "missing",
        "minus",
        "dash",
        "remove",
        "absent",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a cell or badge says: a status, and the value of a limit."""

    status: ClaimStatus
    value: str | None = None


UNKNOWN = Status(status=ClaimStatus.UNKNOWN)


def read_cell(document: Document, cell: Tag) -> Status:
    """Return what a cell of a comparison says; one without text or a telling icon is unknown, never absent."""
    text = document.text_of(cell)
    if text:
        return read_value(text)
    return read_icons(cell)


def read_cell_of(document: Document, cell: Tag, *, plan: str, feature: str) -> Status:
    """Return what the cell of a plan and a feature says; their names in it say nothing themselves.

    Cells repeat them for small screens (`Pro: 5 GB`) and for screen readers (`Included in Pro`).
    """
    text = document.text_of(cell)
    words = _without_names(text, plan, feature) if plan and len(text) > len(plan) else text
    if words == text:
        return read_cell(document, cell)
    return read_value(words) if words else read_icons(cell)


def _without_names(text: str, plan: str, feature: str) -> str:
    """Return the words of a cell without the name of its plan or feature at either end."""
    for name in (feature, plan, feature):
        if name and text[: len(name)].casefold() == name.casefold():
            rest = text[len(name) :]
            text = rest.lstrip(" :–—-") if rest[:1] in ("", " ", ":") else text
    told = _TOLD_OF.fullmatch(text)
    if told and told["name"].casefold() in (plan.casefold(), feature.casefold()):
        return told["words"]
    return text


def read_value(text: str) -> Status:
    """Return what the words of a cell say; words that are neither yes nor no are the value of a limit."""
    words = text.strip()
    if not words:
        return UNKNOWN
    plain = _plain(words)
    if plain is not None:
        return Status(status=plain)
    if words[0] in _YES_SIGNS | _NO_SIGNS - _DASHES and words[1:2] == " ":
        return Status(status=ClaimStatus.ABSENT) if words[0] in _NO_SIGNS else read_value(words[2:])
    for pattern, status in _TOLD:
        match = pattern.search(words) if len(words) <= 60 else None
        if match is not None:
            return Status(status=status, value=None if len(match.group()) >= len(words) - 2 else words)
    if read_words(words) is PriceKind.CONTACT and words.lower().startswith(("contact", "talk")):
        return Status(status=ClaimStatus.ADD_ON, value=words)
    return Status(
        status=ClaimStatus.OFFERED if _UNLIMITED.fullmatch(words) else ClaimStatus.LIMITED, value=words
    )


def _plain(words: str) -> ClaimStatus | None:
    """Return the status of words or signs that only say yes or no; None for all others."""
    signs = set(words) if len(words) <= 3 else set("?")
    if signs <= _YES_SIGNS or _YES.fullmatch(words):
        return ClaimStatus.OFFERED
    return ClaimStatus.ABSENT if signs <= _NO_SIGNS or _NO.fullmatch(words) else None


def read_badge(text: str) -> tuple[str, ClaimStatus]:
    """Return the name of a feature without the badge that follows it, and the status that it says."""
    status = ClaimStatus.OFFERED
    for pattern, told in (
        (_PLANNED, ClaimStatus.PLANNED),
        (_WITHDRAWN, ClaimStatus.WITHDRAWN),
        (_BETA, ClaimStatus.BETA),
    ):
        if pattern.search(text):
            status = told
            break
    name = _BADGE.sub("", text).strip(" -–—:·|") or text
    if status is ClaimStatus.OFFERED and _ADD_ON.search(text[len(name) :]):
        status = ClaimStatus.ADD_ON
    return name, status


def struck_out(element: Tag) -> bool:
    """Tell whether a bullet is there to say that something is not included."""
    if element.name in ("s", "del", "strike") or element.find(["s", "del", "strike"]) is not None:
        return True
    words = {word.lower() for word in _WORD.findall(attribute(element, "class"))}
    if (
        words & {"excluded", "disabled", "unavailable", "crossed", "missing", "absent"}
        or {"not", "included"} <= words
    ):
        return True
    icon = read_icons(element)
    return icon.status is ClaimStatus.ABSENT


def read_icons(element: Tag) -> Status:
    """Return what the icons in an element say, by what a screen reader says or by their class."""
    for icon in (element, *element.find_all(True)):
        label = icon_label(icon) or attribute(icon, "data-icon") or attribute(icon, "aria-label")
        if label:
            told = read_value(label.strip())
            if told.status in (ClaimStatus.OFFERED, ClaimStatus.ABSENT):
                return told
    for icon in (element, *element.find_all(True)):
        names = f"{attribute(icon, 'class')} {attribute(icon, 'data-icon')} {attribute(icon, 'href')} {attribute(icon, 'xlink:href')}"
        if icon.name == "img":
            names += " " + attribute(icon, "src").rsplit("/", 1)[-1].split(".")[0]
        words = {word.lower() for word in _WORD.findall(names)}
        yes, no = bool(words & _YES_WORDS), bool(words & _NO_WORDS) or {"not", "included"} <= words
        if yes != no or ("not" in words and no):
            return Status(status=ClaimStatus.ABSENT if no else ClaimStatus.OFFERED)
    return UNKNOWN
