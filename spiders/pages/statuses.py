"""Statuses: what a cell, badge or bullet says about a feature."""

import re
from dataclasses import dataclass

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus, PriceKind
from spiders.pages.cell_states import CELL_STATES, PLANNED
from spiders.pages.document import Document, attribute, icon_label
from spiders.pages.drawings import read_drawing
from spiders.pages.money import read_words
from spiders.pages.showing import is_ligature
from spiders.pages.state_words import (
    HAD_CLASSES,
    INCLUDED,
    NOT_CLASSES,
    NOT_INCLUDED,
    STRUCK_CLASSES,
    UNLIMITED_WORDS,
)
from spiders.pages.styles import drawn_by_style

_YES_SIGNS = frozenset("✓✔✅☑🗸●•⬤✚◉◆√⭕🟢👍🆗")
_NO_SIGNS = frozenset("✗✘✕✖❌❎⨯×☒○—–-−－✘🗙🔴👎🚫⛔")
_DASHES = frozenset("—–-−－")
_RINGS = frozenset("○◯〇◎")
"""Rings, which say yes in the tables of East Asia and are empty bullets elsewhere."""
_BRACKETS = " ()（）[]【】"
_MARK_AND_BADGE = 2
_STATES = (ClaimStatus.BETA, ClaimStatus.PLANNED, ClaimStatus.WITHDRAWN, ClaimStatus.ADD_ON)
_RINGED = ("ja", "zh", "ko")
_YES = re.compile(
    r"yes|y|(?:yes,? )?included|incl\.?|includes|included (?:free|at no (?:extra |additional )?(?:cost|charge))|available|supported|true|check(?:mark|ed)?|tick"
    r"|full(?:y)?(?: (?:included|supported|access|support))?|all plans|always(?: on)?|(?:available )?available (?:in|on|with|across) all (?:plans|tiers)\.?"
    r"|out of beta|generally available|ja|oui|sí|✓.*included|" + INCLUDED,
    re.IGNORECASE,
)
_NO = re.compile(
    r"no|n|none|0|not included|not (?:yet )?available|not yet|unavailable|not supported|false|cross|excluded|x|n/?a|nein|non|not applicable|not offered"
    r"|nothing offered|unsupported|" + NOT_INCLUDED,
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\?+|tb[acd]|to be (?:announced|confirmed|determined|decided)|unknown|not (?:stated|specified|disclosed|published|known|clear)|unclear"
    r"|under (?:consideration|review)|no (?:data|info(?:rmation)?)",
    re.IGNORECASE,
)
"""What a cell says that leaves the matter open."""
_FOOTNOTES = re.compile(r"(?<=\w|[^\s\d*†‡§])\s?[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+$")
_FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,2}|[a-d]|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+)[\])]?")
_UNLIMITED = re.compile(rf"unlimited|no limits?|∞|infinite|{UNLIMITED_WORDS}", re.IGNORECASE)
_TOLD_OF = re.compile(
    r"(?P<words>.{2,30}?) (?:in|with|on|for|by) (?:the )?(?P<name>.+?)(?: plan)?[.]?", re.IGNORECASE
)
_STRUCK = re.compile(
    r"(?<![\w-])(?:line-through|strike-?through|struck(?:-out)?)(?![\w-])|text-decoration[^;]*line-through"
)
_CROSS = re.compile(
    r"(?<![\w-])(?:icon|fa|bi|ti|ph|mdi|lucide|feather|tabler|heroicon)(?:-\w+)*-x(?:-(?:mark|circle|lg|square|bold))?(?![\w-])|(?<![\w-])x-?mark(?![\w-])|(?<![\w-])x[-_]?icon(?![\w-])"
)
_UTILITY = re.compile(r"[:\[]|-none$")
"""Classes that say how something looks in some state, whatever words they have: `flex-none`, `checked:ring-2`."""
_DATA = (
    "data-value",
    "data-included",
    "data-available",
    "data-status",
    "data-state",
    "data-check",
    "data-has",
)
"""Attributes in which cells say yes or no where styles draw it."""
# Words of class names and icon names, told apart at dashes, underscores and capitals.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_YES_WORDS = frozenset(
    re.findall(
        r"\w+", "check checked checkmark tick yes included include available true enabled success done ok"
    )
)
_NO_WORDS = frozenset(
    re.findall(
        r"\w+",
        "cross times xmark close no none excluded exclude unavailable false disabled missing minus dash remove absent",
    )
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
    if not text:
        told = read_icons(cell)
        drawn = drawn_by_style(document, cell) if told is UNKNOWN else None
        return told if drawn is None else Status(status=drawn)
    if cell.find(["s", "del", "strike"]) is not None and struck_out(cell):
        return Status(status=ClaimStatus.ABSENT)
    if text[0] in _RINGS and _rings_say_yes(document):
        rest = text[1:].strip(_BRACKETS)
        return read_value(rest) if rest else Status(status=ClaimStatus.OFFERED)
    return _after_mark(document, cell) or read_value(_without_notes(document, cell, text))


def _after_mark(document: Document, cell: Tag) -> Status | None:
    """Return what a cell says in an element of its own beside a plain yes, as a badge after a tick; None where it says nothing more."""
    start, end = document.span_of(cell)
    parts = [words for piece in document.pieces[start:end] if (words := piece.strip())]
    if len(parts) != _MARK_AND_BADGE or _plain(parts[0]) is not ClaimStatus.OFFERED:
        return None
    told = read_value(parts[1].strip(_BRACKETS) or parts[1])
    return told if told.status in _STATES else None


def _rings_say_yes(document: Document) -> bool:
    """Tell whether a page is in a language in whose tables a ring stands for yes."""
    return any(attribute(root, "lang").lower().startswith(_RINGED) for root in document.named["html"])


def _without_notes(document: Document, cell: Tag, text: str) -> str:
    """Return the text of a cell without the raised mark of a footnote that ends it; `10²` is no such mark."""
    raised = cell.find_all("sup") if text[-1].isdigit() or text[-1] in ")]abcd" else []
    mark = document.text_of(raised[-1]) if raised else ""
    rest = text.removesuffix(mark).rstrip()
    return rest if mark and rest and _FOOTNOTE.fullmatch(mark) and not rest[-1].isdigit() else text


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
    words = _unsigned(text.strip().replace("\ufe0f", ""))
    bare = _FOOTNOTES.sub("", words)
    plain = _plain(bare)
    if plain is not None:
        return Status(status=plain)
    if words[0] in _YES_SIGNS | _NO_SIGNS - _DASHES and words[1:2] == " ":
        if words[0] in _NO_SIGNS and not PLANNED.search(words):
            return Status(status=ClaimStatus.ABSENT)
        return read_value(words[2:])
    for pattern, status in CELL_STATES:
        match = pattern.search(words) if len(words) <= 60 else None
        if match is not None:
            priced = status is ClaimStatus.ADD_ON and any(map(str.isdigit, words))
            bare_state = len(match.group()) >= len(words) - 2 and not priced
            return Status(status=status, value=None if bare_state else words)
    asked = read_words(words) is PriceKind.CONTACT or re.match(
        r"contact (?:us|sales|for)\b", words, re.IGNORECASE
    )
    if asked and words.lower().startswith(("contact", "talk")):
        return Status(status=ClaimStatus.ADD_ON, value=words)
    return Status(
        status=ClaimStatus.OFFERED if _UNLIMITED.fullmatch(bare) else ClaimStatus.LIMITED, value=words
    )


def _unsigned(words: str) -> str:
    """Return words without the sign that touches them and says the same: `✓Yes` is a sign and its words for screen readers."""
    rest = words[1:].strip()
    sign = words[:1]
    if rest and sign in _YES_SIGNS | _NO_SIGNS and _plain(rest) is _plain(sign):
        return rest
    return words


def _plain(words: str) -> ClaimStatus | None:
    """Return the status of words or signs that only say yes, no or nothing; None for all others."""
    if not words or _OPEN.fullmatch(words):
        return ClaimStatus.UNKNOWN
    signs = set(words) if len(words) <= 3 else set("?")
    if signs <= _YES_SIGNS or _YES.fullmatch(words):
        return ClaimStatus.OFFERED
    return ClaimStatus.ABSENT if signs <= _NO_SIGNS or _NO.fullmatch(words) else None


def struck_out(element: Tag) -> bool:
    """Tell whether a bullet is there to say that something is not included."""
    words = {word.lower() for word in _WORD.findall(attribute(element, "class"))}
    if words & STRUCK_CLASSES or (words & NOT_CLASSES and words & HAD_CLASSES):
        return True
    if any(map(_is_struck, (element, *element.find_all(True, limit=12)))):
        struck = sum(len(part.get_text(strip=True)) for part in _outermost_struck(element))
        return 2 * struck >= len(element.get_text(strip=True))
    icon = read_icons(element)
    return icon.status is ClaimStatus.ABSENT


def _is_struck(element: Tag) -> bool:
    drawn = f"{attribute(element, 'class')} {attribute(element, 'style')}"
    return element.name in ("s", "del", "strike") or _STRUCK.search(drawn) is not None


def _outermost_struck(element: Tag) -> list[Tag]:
    if _is_struck(element):
        return [element]
    return [part for child in element.find_all(True, recursive=False) for part in _outermost_struck(child)]


def _stated(icon: Tag) -> ClaimStatus | None:
    """Return what an element without words states: by its drawing, as a box with a tick or without, or in its data."""
    if icon.name == "svg":
        return read_drawing(icon)
    if icon.name == "input" and attribute(icon, "type") == "checkbox" and "disabled" in icon.attrs:
        return ClaimStatus.OFFERED if "checked" in icon.attrs else ClaimStatus.ABSENT
    for name in _DATA:
        told = _plain(attribute(icon, name).strip().lower()) if name in icon.attrs else None
        if told in (ClaimStatus.OFFERED, ClaimStatus.ABSENT):
            return told
    return None


def read_icons(element: Tag) -> Status:
    """Return what the icons in an element say, by what a screen reader says or by their class."""
    for icon in (element, *element.find_all(True)):
        label = icon_label(icon) or attribute(icon, "data-icon") or attribute(icon, "aria-label")
        if label:
            told = read_value(label.strip())
            if told.status in (ClaimStatus.OFFERED, ClaimStatus.ABSENT):
                return told
    for icon in (element, *element.find_all(True)):
        names = " ".join(word for word in attribute(icon, "class").split() if not _UTILITY.search(word))
        names += "".join(
            f" {attribute(icon, name)}" for name in ("data-icon", "data-testid", "href", "xlink:href")
        )
        names += f" icon-{attribute(icon, 'icon')}" if "icon" in icon.attrs else ""
        if is_ligature(icon):
            names += f" {icon.get_text()}"
        if icon.name == "img":
            names += " " + attribute(icon, "src").rsplit("/", 1)[-1].split(".")[0]
        words = {word.lower() for word in _WORD.findall(names)}
        yes = bool(words & _YES_WORDS)
        no = bool(words & _NO_WORDS) or {"not", "included"} <= words or _CROSS.search(names) is not None
        if yes != no or ("not" in words and no):
            return Status(status=ClaimStatus.ABSENT if no else ClaimStatus.OFFERED)
        told_by = _stated(icon)
        if told_by is not None:
            return Status(status=told_by)
    return UNKNOWN
