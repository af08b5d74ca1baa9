"""Bullets: the lines of a plan's card, whatever they are made of, and what their marks say of them."""

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.document import Document, ancestors, attribute, icon_label
from spiders.pages.showing import is_ligature
from spiders.pages.state_words import INCLUDED, NOT_INCLUDED
from spiders.pages.statuses import read_value, struck_out
from spiders.pages.styles import drawn_by_style

MOST_BULLETS = 200
"""Bullets that are read of one card."""

_BUTTON = re.compile(r"(?<![a-z])(?:btn|button|cta)(?![a-z])", re.IGNORECASE)
_LONGEST = 120
_LEAST = 2
"""Lines of the same make that stand together before they are a list."""
_LONGEST_LEAD = 40
_STATES = (
    ClaimStatus.ABSENT,
    ClaimStatus.PLANNED,
    ClaimStatus.BETA,
    ClaimStatus.ADD_ON,
    ClaimStatus.WITHDRAWN,
)
_MOST_LINES = 400
_MOST_PARTS = 40
_ICONS = ("svg", "img", "i")
_PRESSED = ("a", "button", "input", "select")
_NO_ITEM = ["ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "input", "select"]
_SIGN = re.compile(r"(?P<sign>[✓✔✅☑🗸●•⬤✚◆√·✗✘✕✖❌❎☒○×–—-])[\ufe0e\ufe0f]?\s*(?=\S)")
_CROSSED = frozenset("✗✘✕✖❌❎☒○×")
_LEAD = re.compile(
    rf"(?:(?P<no>not (?:included|available)|excluded|{NOT_INCLUDED})|(?P<yes>included|includes|available|{INCLUDED}))\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d\s?[€£₽]")
_NO_LINES = frozenset(
    {"a", "button", "label", "option", "table", "tr", "td", "th", "nav", "form", "select", "li"}
)


def bullets_of(document: Document, parts: Sequence[Tag]) -> list[Tag]:
    """Return the lines of a card that tell of one thing each: list items that hold no list, or blocks with an icon."""
    found: list[Tag] = []
    for part in parts:
        items = [part] if part.name == "li" and len(parts) > 1 else _items(part)
        items = [item for item in items if item.find("li") is None and item.find_parent("nav") is None]
        found += [item for item in items or _lines(document, part) if not _is_control(document, item)]
    return found[:MOST_BULLETS]


def _is_control(document: Document, item: Tag) -> bool:
    """Tell whether a line of a list is a button and nothing else."""
    control = item.find(["a", "button"])
    return (
        isinstance(control, Tag)
        and (control.name == "button" or _BUTTON.search(attribute(control, "class")) is not None)
        and document.text_of(control) == document.text_of(item)
    )


def bullet_text(document: Document, item: Tag) -> tuple[str, bool]:
    """Return the words of a bullet without its mark, and whether the mark says that the plan lacks it.

    Marks are signs (`✓`, `○`), words for screen readers (`Not included: SSO`) and the text of an icon.
    """
    text = document.text_of(item)
    absent = struck_out(item) or drawn_by_style(document, item) is ClaimStatus.ABSENT
    lead = _LEAD.match(text) or _LEAD.match(attribute(item, "aria-label"))
    if lead is not None:
        absent = lead["no"] is not None
        text = text[lead.end() :] if text.startswith(lead.group()) else text
    for icon in item.find_all(_ICONS, limit=2):
        label = " ".join(icon_label(icon).split())
        told = read_value(label).status if label else ClaimStatus.UNKNOWN
        if told in (ClaimStatus.OFFERED, ClaimStatus.ABSENT) and text.startswith(f"{label} "):
            absent, text = told is ClaimStatus.ABSENT, text[len(label) + 1 :]
    text = _with_badge(document, item, text)
    sign = _SIGN.match(text)
    if sign is not None:
        absent = absent or sign["sign"] in _CROSSED
        text = text[sign.end() :]
    return text.strip(), absent


def _with_badge(document: Document, item: Tag, text: str) -> str:
    """Return the words of a bullet with brackets around the badge that ends it in an element of its own: `SSO <em>beta</em>`."""
    parts = item.find_all(
        ["span", "em", "small", "sup", "mark", "b", "strong", "i", "div"], limit=_MOST_PARTS
    )
    badge = document.text_of(parts[-1]) if parts else ""
    if not badge or len(badge) > _LONGEST_LEAD or not text.endswith(badge) or len(badge) == len(text):
        return text
    told = read_value(badge.strip("()[]"))
    if told.value is not None or told.status not in _STATES:
        return text
    return f"{text[: -len(badge)].rstrip(' –—-·|')} ({badge.strip('()[]')})"


def list_state(document: Document, item: Tag) -> ClaimStatus | None:
    """Return what the line right above a list says of all its items, as `Not included` or `Coming soon`; None where it says nothing."""
    holder = item.parent
    above = holder.find_previous_sibling() if holder is not None and item.name == "li" else None
    text = document.text_of(above).rstrip(" :") if isinstance(above, Tag) else ""
    if not 2 <= len(text) <= _LONGEST_LEAD or (isinstance(above, Tag) and above.name in ("ul", "ol")):
        return None
    told = read_value(text)
    return told.status if told.value is None and told.status in _STATES else None


def _items(part: Tag) -> list[Tag]:
    """Return the items of the lists of a card: of lists that say so, of tables with an icon before each line, or what is told for its one term."""
    items = part.find_all(lambda tag: tag.name == "li" or tag.attrs.get("role") == "listitem")
    return (
        items or _made_items(part) or [row for row in part.find_all("tr") if _is_icon_row(row)] or _told(part)
    )


def _made_items(part: Tag) -> list[Tag]:
    """Return the elements of a name of a page's own that stand side by side with a few words each, as the items of web components do."""
    held: dict[tuple[int, str], list[Tag]] = {}
    for element in part.find_all(lambda tag: "-" in tag.name):
        words = element.get_text(" ", strip=True)
        if 2 <= len(words) <= _LONGEST and not _MONEY.search(words) and element.find(_NO_ITEM) is None:
            held.setdefault((id(element.parent), element.name), []).append(element)
    return max(held.values(), key=len) if held and max(map(len, held.values())) >= _LEAST else []


def _is_icon_row(row: Tag) -> bool:
    """Tell whether a row of a table is a cell with an icon and no words, and one with words."""
    cells = row.find_all(["td", "th"], recursive=False)
    return len(cells) == _LEAST and not cells[0].get_text(strip=True) and cells[0].find(_ICONS) is not None


def _told(part: Tag) -> list[Tag]:
    """Return what a definition list in a card tells for its one term, which names the card."""
    lists = [part] if part.name == "dl" else part.find_all("dl", limit=2)
    if len(lists) != 1 or len(lists[0].find_all("dt", limit=2)) != 1:
        return []
    return lists[0].find_all("dd")


def _lines(document: Document, part: Tag) -> Iterator[Tag]:
    """Yield the blocks of a card that are lines of a list: siblings of one make, an icon and a few words each."""
    seen: set[int] = set()
    for element in part.find_all(True, limit=_MOST_LINES):
        parent = element.parent
        if parent is None or id(parent) in seen:
            continue
        seen.add(id(parent))
        lines = [child for child in parent.contents if isinstance(child, Tag) and _is_line(document, child)]
        makes = {(line.name, _shape(line)) for line in lines}
        within = any(_is_line(document, above) for above in (parent, *ancestors(parent)) if above is not part)
        if len(lines) >= _LEAST and len(makes) <= 2 and not within:
            yield from lines


def _is_line(document: Document, element: Tag) -> bool:
    """Tell whether an element is an icon before a few words, and neither a price nor something to press."""
    text = document.text_of(element)
    if element.name in _NO_LINES or not 2 <= len(text) <= _LONGEST or _MONEY.search(text):
        return False
    if element.find(_PRESSED) is not None:
        return False
    icon = _icon_in(element)
    leaves = [leaf for leaf in element.find_all(True, limit=_MOST_PARTS) if leaf.find(True) is None]
    return icon is not None and sum(leaf is not icon and document.text_of(leaf) != "" for leaf in leaves) <= 1


def _icon_in(element: Tag) -> Tag | None:
    """Return the first leaf of an element where it draws something: an image, or an element of some class without words."""
    for leaf in element.find_all(True, limit=_MOST_PARTS):
        if leaf.name in _ICONS or is_ligature(leaf):
            return leaf
        if leaf.find(True) is None:
            drawn = attribute(leaf, "class") or attribute(leaf, "style")
            return leaf if drawn and not leaf.get_text(strip=True) else None
    return None


def _shape(element: Tag) -> str:
    """Return what lines of one list share: the names of the elements in them."""
    return " ".join(inner.name for inner in element.find_all(True, limit=12))
