"""Notes: release notes as a run of headings, items and paragraphs, whatever markup they stand in."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from rivalscope.domain.page import ItemType, Passage, Release, ReleaseItem
from spiders.pages.dates import read_date
from spiders.pages.item_types import Section, read_section, type_of
from spiders.pages.versions import Mark, read_day, read_mark, read_version

MOST_RELEASES = 2_000
"""Entries that are read of one page."""
MOST_ITEMS = 500
"""Items that are read of one release."""
LABEL = 9
"""Rank of a line that names the kind of what follows it and is no heading, e.g. `Fixes:`."""

_LABEL_LENGTH = 24
"""Characters of a line without a colon that names a type and nothing else."""

_NO_ITEM = re.compile(
    r"[\d\W_]*(?:(?:(?:view |see )?(?:the )?full (?:changelog|list of changes)|compare changes|download (?:distribution|zip|the )|n/?a$|none$|unreleased$|yanked$).{0,300})?"
)
_RUN = 3
"""Items that begin with a version from which on they are releases of their own."""
_NUMBERED = re.compile(
    r"v?\d+(?:\.\d+)+(?:\.[*x])?(?:,?\s+\(?\d{4}-\d\d-\d\d\)?)?\s*(?:[-–—:]\s|\([^)]{6,20}\))"
)


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, item, paragraph or table row as text without markup."""

    kind: BlockKind
    text: str
    rank: int = 0
    """Of a heading from 1, or depth of an item from 0."""
    label: str = ""
    """What a badge before an item calls it, e.g. `New`."""
    first: int = 0
    """Line at which it begins, from 0."""
    last: int = 0
    """Line after its last."""


Quote = Callable[[int, int], Passage]
"""Makes the passage of the lines from one to before another."""


def read_notes(blocks: Sequence[Block], *, quote: Quote, seen_at: dt.datetime | None) -> tuple[Release, ...]:
    """Return the releases that a changelog lists, in reading order.

    A release begins at a heading that begins with a version, or that has a date at its start or end; where none does, at
    list items that begin with a version. A table row that begins with a date or version is one of its own.
    """
    found: list[Release] = []
    for start, end, mark in _spans(blocks, seen_at):
        release = _release(blocks, start, end, mark, quote, seen_at)
        if release is not None:
            found.append(release)
        if len(found) == MOST_RELEASES:
            break
    return tuple(found)


def typed(blocks: Sequence[Block]) -> tuple[ReleaseItem, ...]:
    """Return the items of one release's blocks: what its lists list, else its paragraphs, section by section.

    Where something is listed, paragraphs are items only under a heading that gives them a type.
    """
    sections = list(_sections(blocks))
    lists = any(block.kind is BlockKind.ITEM for run, _ in sections for block in run)
    items: dict[str, ReleaseItem] = {}
    for run, section in sections:
        listed = [block for block in run if block.kind is BlockKind.ITEM]
        told = not lists or (section is not None and section.type is not None)
        above: dict[int, ItemType] = {}
        for block, over in _led(listed or [block for block in run if told], section):
            if not _NO_ITEM.fullmatch(block.text.casefold()) and len(items) < MOST_ITEMS:
                if block.rank - 1 in above:
                    # What stands below an item and does not say what it is tells more of it.
                    over = replace(over or Section(), otherwise=above[block.rank - 1])  # noqa: PLW2901
                kind = above[block.rank] = type_of(block.text, section=over, label=block.label)
                items.setdefault(block.text, ReleaseItem(type=kind, text=block.text))
    return tuple(items.values())


def _led(run: Sequence[Block], section: Section | None) -> Iterator[tuple[Block, Section | None]]:
    """Yield blocks with what is said of them, without items that only name those below, e.g. `Removed deprecations:`."""
    above: dict[int, Section] = {}
    for block in run:
        above = {rank: one for rank, one in above.items() if rank < block.rank}
        names = read_section(block.text[:-1]) if block.text.endswith(":") else None
        if names is None:
            yield block, above[max(above)] if above else section
        else:
            above[block.rank] = names


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[list[Block], Section | None]]:
    """Yield the runs between headings, each with what the heading says of them."""
    run: list[Block] = []
    over: dict[int, Section | None] = {}
    for block, after in pairwise((*blocks, None)):
        if block is None:
            break
        named = read_section(block.text.rstrip(":")) if block.kind is not BlockKind.ITEM else None
        is_label = block.kind is BlockKind.TEXT and _labels(block.text, named, after)
        if block.kind is not BlockKind.HEADING and not is_label:
            run.append(block)
            continue
        if run:
            yield run, _inherited(over)
        run = []
        rank = LABEL if is_label else block.rank
        over = {above: one for above, one in over.items() if above < rank} | {rank: named}
    if run:
        yield run, _inherited(over)


def _labels(text: str, named: Section | None, after: Block | None) -> bool:
    """Tell whether a line names what follows it: by a type, or with a colon before a list."""
    if named is not None:
        return text.endswith(":") or len(text) <= _LABEL_LENGTH
    return (
        text.endswith(":")
        and len(text) <= 2 * _LABEL_LENGTH
        and after is not None
        and after.kind is BlockKind.ITEM
    )


def _inherited(over: dict[int, Section | None]) -> Section | None:
    """Return what the nearest heading says that says something."""
    return next((one for rank in sorted(over, reverse=True) if (one := over[rank]) is not None), None)


def _spans(blocks: Sequence[Block], seen_at: dt.datetime | None) -> Iterator[tuple[int, int, Mark]]:
    """Yield where each release begins and ends, with what its first line says."""
    marks = list(_marks(blocks, seen_at))
    numbered = _numbered(blocks)
    starts = dict(sorted({**numbered, **dict(marks)}.items()))
    places = list(starts)
    for number, (start, mark) in enumerate(starts.items()):
        following = places[number + 1] if number + 1 < len(places) else len(blocks)
        end = start + 1 if blocks[start].kind in (BlockKind.ITEM, BlockKind.ROW) else following
        yield start, _cut(blocks, start, end), mark


def _marks(blocks: Sequence[Block], seen_at: dt.datetime | None) -> Iterator[tuple[int, Mark]]:
    """Yield the headings and rows that begin a release; a date alone below a version belongs to it."""
    former: tuple[int, Mark] | None = None
    for place, block in enumerate(blocks):
        if block.kind not in (BlockKind.HEADING, BlockKind.ROW):
            continue
        mark = (
            read_mark(block.text[:160], seen_at=seen_at)
            if block.kind is BlockKind.HEADING
            else _row_mark(block, seen_at)
        )
        if mark is None or (block.kind is BlockKind.HEADING and block.rank > LABEL):
            continue
        if former is not None and former[0] == place - 1 and block.kind is BlockKind.HEADING:
            joined = _joined(former[1], mark, deeper=block.rank > blocks[former[0]].rank)
            if joined is not None:
                former = former[0], joined
                continue
        if former is not None:
            yield former
        former = place, mark
    if former is not None:
        yield former


def _joined(above: Mark, below: Mark, *, deeper: bool) -> Mark | None:
    """Return what two headings in a row say of one release, one its version and the other its date; else None."""
    if not deeper or (above.version and below.version) or (above.date and below.date):
        return None
    return Mark(version=above.version or below.version, date=above.date or below.date)


def _row_mark(block: Block, seen_at: dt.datetime | None) -> Mark | None:
    """Return what the first cell of a table row says when it is a date or a version, and no more."""
    cell, _, rest = block.text.partition("\t")
    day = read_day(cell, seen_at=seen_at)
    if day is not None and rest:
        return Mark(version=None, date=day)
    mark = read_mark(cell, seen_at=seen_at) if rest and len(cell) <= 40 else None
    return mark if mark is not None and mark.version else None


def _numbered(blocks: Sequence[Block]) -> dict[int, Mark]:
    """Return the items that begin with a version where at least three in a run do: releases of one line each."""
    found: dict[int, Mark] = {}
    run: list[int] = []
    for place, block in enumerate((*blocks, Block(kind=BlockKind.HEADING, text=""))):
        if block.kind is BlockKind.ITEM and block.rank == 0 and _NUMBERED.match(block.text):
            run.append(place)
            continue
        if block.kind is BlockKind.ITEM and block.rank > 0:
            continue
        if len(run) >= _RUN:
            found |= {
                at: Mark(version=read_version(blocks[at].text), date=_day_of(blocks[at].text)) for at in run
            }
        run = []
    return found


def _day_of(text: str) -> dt.date | None:
    """Return the day that stands with the version at the start of an item."""
    match = _NUMBERED.match(text)
    return read_date(match.group()) if match is not None else None


def _cut(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where a release ends: before a heading of a rank above its own."""
    if blocks[start].kind is not BlockKind.HEADING:
        return end
    for place in range(start + 1, end):
        if blocks[place].kind is BlockKind.HEADING and blocks[place].rank < blocks[start].rank:
            return place
    return end


def _release(
    blocks: Sequence[Block], start: int, end: int, mark: Mark, quote: Quote, seen_at: dt.datetime | None
) -> Release | None:
    """Return one release; None for a month or a day under which nothing is listed."""
    head, body = blocks[start], list(blocks[start + 1 : end])
    day = mark.date
    while (
        body and (body[0].kind is not BlockKind.ITEM) and (day is None or body[0].kind is BlockKind.HEADING)
    ):
        stated = read_day(body[0].text, seen_at=seen_at)
        if stated is None:
            break
        day = day or stated
        body.pop(0)
    if head.kind is BlockKind.ROW:
        body = [_told(head)]
    elif head.kind is BlockKind.ITEM:
        body = [Block(kind=BlockKind.ITEM, text=_NUMBERED.sub("", head.text, count=1).strip())]
    entries = typed(body)
    if not entries and mark.version is None:
        return None
    title = entries[0].text if head.kind is BlockKind.ROW and mark.version is None else head.text
    last = blocks[end - 1].last if end > start else head.last
    return Release(
        date=day,
        title=title.replace("\t", " ")[:300],
        version=mark.version,
        items=tuple(entry.text for entry in entries),
        entries=entries,
        passage=quote(head.first, last),
    )


def _told(row: Block) -> Block:
    """Return what a table row tells beside its date or version."""
    cells = [cell for cell in row.text.split("\t")[1:] if read_day(cell) is None]
    return Block(kind=BlockKind.TEXT, text=" ".join(cells).strip())
