"""Releases: the entries of a changelog, told apart by their dates or versions."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bs4 import Tag

from rivalscope.domain.page import Passage, Release
from spiders.pages.dates import find_date
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.feeds import Entry
from spiders.pages.passages import passage_at

MOST_RELEASES = 2_000
"""Entries that are read of one page."""
LONGEST_QUOTE = 2_000
"""Characters of an entry that are quoted as its evidence."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VERSION = re.compile(
    r"(?:^|\b(?:version|release|v)\s*\.?)\s*v?\d+\.\d+(?:\.\d+)*(?:[-.]?(?:a|b|rc|alpha|beta)\.?\d*)?\b",
    re.IGNORECASE,
)
_NO_ITEM = re.compile(r"[\d\W]+")
_LABELS = frozenset(
    {"span", "p", "div", "dt", "td", "th", "strong", "b", "small", "em", "li", "summary", "a"}
)


def read_releases(document: Document, *, seen_at: dt.datetime | None) -> tuple[Release, ...]:
    """Return the entries of a changelog in reading order.

    An entry begins at a date (a `time` element, a heading with a date, a short text that is one), or,
    on a page without dates, at a heading with a version. What belongs to it is the largest element that
    holds no other entry's date, or what follows up to the next.
    """
    marks: list[tuple[Tag, dt.date | None]] = [*_dated(document, seen_at)]
    if not marks:
        marks = [(head, None) for head in _headings(document) if _VERSION.search(document.text_of(head))]
    held = _holders(mark for mark, _ in marks)
    releases = []
    for mark, day in marks[:MOST_RELEASES]:
        parts = _parts(mark, held)
        title = _title(document, mark, parts)
        items = tuple(_items(document, mark, parts, title))
        if title and (items or len(marks) > 1):
            releases.append(
                Release(date=day, title=title, items=items, passage=_passage(document, parts, mark))
            )
    return tuple(releases)


def releases_of_feed(entries: list[Entry]) -> tuple[Release, ...]:
    """Return the entries of a feed as releases, in its order."""
    found = []
    for place, entry in enumerate(entries):
        title = entry.title or entry.content[:100]
        if not title:
            continue
        part = "title" if entry.title else "content"
        passage = Passage(selector=f"feed:{place}/{part}", start=0, end=len(title), quote=title)
        found.append(Release(date=entry.date, title=title, items=entry.items, passage=passage))
    return tuple(found)


def _headings(document: Document) -> list[Tag]:
    """Return the headings of a page outside its chrome."""
    return [
        element
        for element in document.elements
        if element.name in _HEADINGS and not document.is_chrome(element)
    ]


def _dated(document: Document, seen_at: dt.datetime | None) -> list[tuple[Tag, dt.date]]:
    """Return the elements that date an entry, outermost of each kind, with their day."""
    found: list[tuple[Tag, dt.date]] = []
    inside: set[int] = set()
    for element in document.elements:
        if document.is_chrome(element) or any(
            id(up) in inside for up in (element.parent, element.parent and element.parent.parent)
        ):
            continue
        day = _date_of(document, element, seen_at)
        if day is not None:
            found.append((element, day))
            inside.update(id(inner) for inner in element.find_all(True))
            inside.add(id(element))
    # A heading with a date outranks a `time` that repeats it inside the same entry.
    return found


def _date_of(document: Document, element: Tag, seen_at: dt.datetime | None) -> dt.date | None:
    """Return the day that an element dates an entry with; None when it is no such element."""
    name = element.name
    if name == "time":
        found = find_date(attribute(element, "datetime"), seen_at=seen_at) or find_date(
            document.text_of(element), seen_at=seen_at
        )
        return found[0] if found else None
    if name not in _HEADINGS and name not in _LABELS:
        return None
    text = document.text_of(element) if name in _HEADINGS or len(element.contents) <= 3 else ""
    if not text or len(text) > (160 if name in _HEADINGS else 48):
        return None
    found = find_date(text, seen_at=seen_at)
    if found is None:
        return None
    rest = re.sub(
        r"[\W_]|\b(?:published|released?|updated|posted|on|date|mon|tue|wed|thu|fri|sat|sun)\w*\b",
        "",
        text[: found[1]] + text[found[2] :],
        flags=re.IGNORECASE,
    )
    return found[0] if name in _HEADINGS or len(rest) <= 2 else None


def _holders(marks: Iterable[Tag]) -> Counter[int]:
    """Return how many marks each element around or at a mark holds, by the element's identity."""
    held: Counter[int] = Counter()
    for mark in marks:
        held[id(mark)] += 1
        held.update(id(above) for above in ancestors(mark))
    return held


def _parts(mark: Tag, held: Counter[int]) -> list[Tag]:
    """Return the elements that an entry consists of: one that holds it all, or a run of siblings."""
    place = mark
    for above in ancestors(mark):
        if above.name in ("body", "html", "main") or held[id(above)] > 1:
            break
        place = above
    if place is not mark and place.name not in _HEADINGS and place.find(["li", "p", "div"]) is not None:
        return [place]
    parts = [place]
    for sibling in place.next_siblings:
        if isinstance(sibling, Tag):
            ends = sibling.name in _HEADINGS and place.name in _HEADINGS and sibling.name <= place.name
            if ends or held[id(sibling)]:
                break
            parts.append(sibling)
    return parts


def _title(document: Document, mark: Tag, parts: list[Tag]) -> str:
    """Return what an entry is called: its heading, else the date as written."""
    for part in parts:
        heads = [part] if part.name in _HEADINGS else part.find_all(_HEADINGS)
        for head in heads:
            text = document.text_of(head)
            if text:
                return text[:300]
    return document.text_of(mark)[:300]


def _items(document: Document, mark: Tag, parts: list[Tag], title: str) -> Iterator[str]:
    """Yield what an entry lists: its list items, else its paragraphs."""
    for names in (("li",), ("p", "dd", "td")):
        found = []
        for part in parts:
            for element in [part] if part.name in names else part.find_all(names):
                text = document.text_of(element)
                is_item = text and text != title and element is not mark and element.find(names) is None
                if is_item and not _NO_ITEM.fullmatch(text):
                    found.append(text)
        if found:
            yield from dict.fromkeys(found)
            return


def _passage(document: Document, parts: list[Tag], mark: Tag) -> Passage:
    """Return where an entry stands: its element up to a length, else its heading."""
    part = parts[0] if document.text_of(parts[0]) else mark
    return passage_at(document, part, 0, min(len(document.text_of(part)), LONGEST_QUOTE))
