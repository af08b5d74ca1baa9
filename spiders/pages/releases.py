"""Releases: the entries of a changelog, told apart by their dates or versions."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from bs4 import Tag

from rivalscope.domain.page import Passage, Release, ReleaseItem
from spiders.pages.dates import find_date
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.feeds import Entry
from spiders.pages.indexes import HEADINGS
from spiders.pages.item_types import read_section, type_of
from spiders.pages.markdown import read_markdown
from spiders.pages.markup import LONGEST_QUOTE, Markup, lines_of, lines_passage
from spiders.pages.notes import MOST_RELEASES, Block, BlockKind, read_notes, typed
from spiders.pages.passages import passage_at
from spiders.pages.rest import read_rest
from spiders.pages.versions import read_day, read_mark, read_version

__all__ = ["MOST_RELEASES", "items_of_notes", "read_releases", "releases_of_feed", "releases_of_text"]

_HEADINGS = sorted(HEADINGS)
_LABELS = frozenset(
    {"span", "p", "div", "dt", "td", "th", "strong", "b", "small", "em", "li", "summary", "a"}
)
_BADGES = frozenset({"span", "strong", "b", "em", "small", "mark", "label"})
_TEXTS = frozenset({"p", "dd", "td", "blockquote", "div", "figcaption"})
_HOLDS_BLOCKS = ["p", "div", "ul", "ol", "li", "dl", "table", "section", "article", *_HEADINGS]


def read_releases(document: Document, *, seen_at: dt.datetime | None) -> tuple[Release, ...]:
    """Return the entries of a changelog in reading order.

    An entry begins at a date (a `time` element, a heading with a date, a short text that is one), or at a heading with
    a version. What belongs to it is the largest element that holds no other entry's mark, or what follows up to the
    next; a heading right before a date belongs to the date.
    """
    marks = _marks(document, seen_at)
    starts = [_start(document, mark) for mark, _ in marks]
    held = _holders(starts)
    releases = []
    for (mark, day), start in list(zip(marks, starts, strict=True))[:MOST_RELEASES]:
        parts = _parts(start, held)
        title = _title(document, mark, parts)
        entries = _entries(document, mark, parts, title, seen_at)
        if title and (entries or len(marks) > 1):
            releases.append(
                Release(
                    date=day,
                    title=title,
                    version=read_version(title) or read_version(document.text_of(mark)[:160]),
                    items=tuple(entry.text for entry in entries),
                    entries=entries,
                    passage=_passage(document, parts, mark),
                )
            )
    return tuple(releases)


def releases_of_text(text: str, markup: Markup, *, seen_at: dt.datetime | None) -> tuple[Release, ...]:
    """Return the releases that a Markdown or reStructuredText file lists; evidence is by lines."""
    lines = lines_of(text)
    blocks = read_markdown(lines) if markup is Markup.MARKDOWN else read_rest(lines)
    return read_notes(blocks, quote=lambda first, last: lines_passage(lines, first, last), seen_at=seen_at)


def releases_of_feed(entries: list[Entry]) -> tuple[Release, ...]:
    """Return the entries of a feed as releases, in its order."""
    found = []
    for place, entry in enumerate(entries):
        title = entry.title or entry.content[:100]
        if not title:
            continue
        part = "title" if entry.title else "content"
        passage = Passage(selector=f"feed:{place}/{part}", start=0, end=len(title), quote=title)
        found.append(
            Release(
                date=entry.date,
                title=title,
                version=read_version(title),
                items=entry.items,
                entries=items_of(entry.items, title=title),
                passage=passage,
            )
        )
    return tuple(found)


def items_of_notes(text: str) -> tuple[ReleaseItem, ...]:
    """Return the items of one release's notes in Markdown, each with its type."""
    return typed(read_markdown(lines_of(text)))


def items_of(items: Iterable[str], *, title: str = "") -> tuple[ReleaseItem, ...]:
    """Return items with their types; the title says it where the items do not, e.g. `New: dark mode`."""
    section = read_section(title)
    return tuple(ReleaseItem(type=type_of(item, section=section), text=item) for item in items)


def _marks(document: Document, seen_at: dt.datetime | None) -> list[tuple[Tag, dt.date | None]]:
    """Return what begins an entry: what is dated, and headings with a version beside dated ones or where none is."""
    dated: list[tuple[Tag, dt.date | None]] = [*_dated(document, seen_at)]
    headings = [one for one in document.elements if one.name in _HEADINGS and not document.is_chrome(one)]
    ranks = {mark.name for mark, _ in dated if mark.name in _HEADINGS}
    known = {id(mark) for mark, _ in dated}
    for heading in headings:
        if id(heading) in known or (known and heading.name not in ranks):
            continue
        if read_mark(document.text_of(heading), seen_at=seen_at) is not None and not any(
            id(inner) in known for inner in heading.find_all(True)
        ):
            dated.append((heading, None))
    if len(dated) > len(known):
        order = {id(element): place for place, element in enumerate(document.elements)}
        dated.sort(key=lambda pair: order[id(pair[0])])
    return dated


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
    if name in _HEADINGS:
        text = document.text_of(element)
        found = find_date(text, seen_at=seen_at) if len(text) <= 160 else None
        return found[0] if found else None
    if name not in _LABELS or len(element.contents) > 3:
        return None
    return read_day(document.text_of(element), seen_at=seen_at)


def _start(document: Document, mark: Tag) -> Tag:
    """Return the element at which an entry begins: a heading right before its date, else what marks it."""
    if mark.name in _HEADINGS:
        return mark
    place = mark
    while place.parent is not None and document.text_of(place.parent) == document.text_of(place):
        place = place.parent
    before = next((one for one in place.previous_siblings if isinstance(one, Tag)), None)
    return before if before is not None and before.name in _HEADINGS[1:] else mark


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
            if text and (head is parts[0] or read_section(text) is None):
                return text[:300]
    return document.text_of(mark)[:300]


def _entries(
    document: Document, mark: Tag, parts: list[Tag], title: str, seen_at: dt.datetime | None
) -> tuple[ReleaseItem, ...]:
    """Return what an entry lists, each item with its type; what only repeats title or date is left out."""
    blocks = [block for part in parts for block in _blocks(document, part, mark)]
    told = [
        block
        for block in blocks
        if block.text and block.text != title and read_day(block.text, seen_at=seen_at) is None
    ]
    found = typed(told)
    # An entry of headings alone: each says something.
    heads = [
        block.text for block in told if block.kind is BlockKind.HEADING and read_section(block.text) is None
    ]
    return found or items_of(dict.fromkeys(heads), title=title)


def _blocks(document: Document, part: Tag, mark: Tag) -> Iterator[Block]:
    """Yield the headings, list items, badges and paragraphs of an element in reading order."""
    for element in (part, *part.find_all(True)):
        name = element.name
        if element is mark or document.is_chrome(element):
            continue
        if name in _HEADINGS:
            yield Block(kind=BlockKind.HEADING, text=document.text_of(element), rank=int(name[1]))
        elif name == "li":
            depth = sum(above.name == "li" for above in ancestors(element))
            text, label = _own(document, element), _badge(document, element)
            yield Block(kind=BlockKind.ITEM, text=text, rank=depth, label=label)
        elif name in _TEXTS and element.find(_HOLDS_BLOCKS) is None and element.find_parent("li") is None:
            yield Block(kind=BlockKind.TEXT, text=document.text_of(element), label=_badge(document, element))
        elif (
            name in _BADGES
            and element.parent is not None
            and element.parent.name in ("div", "section", "article", "header")
        ):
            text = document.text_of(element)
            if len(text) <= 24 and read_section(text) is not None:
                yield Block(kind=BlockKind.TEXT, text=text)


def _own(document: Document, item: Tag) -> str:
    """Return the text of a list item without the lists in it."""
    nested = item.find(["ul", "ol"])
    text = document.text_of(item)
    offset = document.offset_of(nested, item) if nested is not None else None
    return text if offset is None else text[:offset].strip()


def _badge(document: Document, element: Tag) -> str:
    """Return the words of a badge that begins an item or paragraph; empty when none does."""
    first = element.find(True)
    if (
        first is None
        or first.name not in _BADGES
        or not document.text_of(element).startswith(document.text_of(first))
    ):
        return ""
    words = document.text_of(first).strip(":[] ")
    return words if len(words) <= 24 else ""


def _passage(document: Document, parts: list[Tag], mark: Tag) -> Passage:
    """Return where an entry stands: its element up to a length, else its heading."""
    part = parts[0] if document.text_of(parts[0]) else mark
    return passage_at(document, part, 0, min(len(document.text_of(part)), LONGEST_QUOTE))
