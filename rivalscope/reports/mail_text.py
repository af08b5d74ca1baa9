"""The text part of a digest's mail: what the HTML part says, in lines of plain text."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from rivalscope.domain.feedback import Mark
from rivalscope.reports.inert import one_line
from rivalscope.reports.letter import Letter
from rivalscope.reports.letter_items import Block, Item
from rivalscope.reports.mail_charts import Drawn

_WIDTH = 76

Links = Mapping[str, Mapping[Mark, str]]
"""Code of an item → links by which it is marked."""


def plain_text(letter: Letter, drawn: Drawn | None, *, links: Links) -> str:
    """Return a letter as text, the chart as its table."""
    lines = [letter.title, *_wrapped(letter.period), "", *_wrapped(letter.headline)]
    if letter.caution:
        lines += ["", *_wrapped(f"Partial. {letter.caution}")]
    if drawn is not None:
        lines += ["", *_wrapped(f"[Chart] {drawn.alt}"), *_table(drawn.head, drawn.rows)]
    for part in letter.parts:
        lines += ["", "", part.title.upper(), "=" * len(part.title)]
        for block in part.blocks:
            lines += _block(block, links)
    return "\n".join([*lines, "", "", *_wrapped(letter.closing)]) + "\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    lines = [head, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _block(block: Block, links: Links) -> Iterator[str]:
    yield ""
    if block.title:
        yield one_line(block.title)
    for words in (block.note, block.silence):
        yield from _wrapped(words)
    for item in block.items:
        yield from _item(item, links)
    if block.left:
        yield f"  and {block.left} more in the report"


def _item(item: Item, links: Links) -> Iterator[str]:
    weight = f"[{item.weight}] " if item.weight else ""
    yield from _wrapped(f"{weight}{one_line(item.title, limit=200)}", first="- ", rest="  ")
    sides = [one_line(side, limit=200) for side in (item.before, item.after) if side]
    arrow = "→ " if item.before is None else ""
    if sides:
        yield from _under(arrow + " → ".join(sides))
    if item.detail:
        yield from _under(one_line(item.detail, limit=300))
    for head, words in (("So what:", item.so_what), ("Score:", item.reason), ("Confidence", item.sure)):
        if words:
            yield from _under(f"{head} {one_line(words, limit=300)}")
    for proof in item.proofs:
        yield from _under(f"“{proof.quote}” e{proof.number}")
        if proof.url:
            yield f"  {proof.url}"
    if item.code:
        yield from _marking(item.code, links.get(item.code, {}))


def _marking(code: str, links: Mapping[Mark, str]) -> Iterator[str]:
    yield f"  [{code}]"
    if links:
        yield f"  useful or noise? {links[Mark.USEFUL]}"


def _under(text: str) -> list[str]:
    return _wrapped(text, first="  ", rest="  ")


def _wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        one_line(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
