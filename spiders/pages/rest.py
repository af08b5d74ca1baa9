"""reStructuredText: a file as headings, items and paragraphs, each with the lines it stands on.

Source: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

import re
from collections.abc import Iterator

from spiders.pages.markdown import BOLD
from spiders.pages.notes import Block, BlockKind
from spiders.pages.text import collapse

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•‣]|\(?(?:\d{1,4}|#)[.)])(?:[ \t]+(?:\|[ \t]+)?|$)")
_EXPLICIT = re.compile(r"([ \t]*)\.\.(?:[ \t]|$)")
_NOTE = re.compile(
    r"[ \t]*\.\.[ \t]+(?:note|warning|caution|important|tip|attention|admonition)::[ \t]*(.*)", re.IGNORECASE
)
_FIELD = re.compile(r":[\w -]{1,30}:[ \t]+(?=\S)")
_BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*:?[ \t]*$")

_LITERAL = re.compile(r"``(.+?)``(?!`)", re.DOTALL)
_ROLE = re.compile(r":[\w:.+-]+:`(?P<words>[^`]+)`|`(?P<after>[^`]+)`:[\w:.+-]+:")
_TARGETED = re.compile(r"(.+?)\s*<[^<>]+>$", re.DOTALL)
_PHRASE = re.compile(r"`([^`]+)`_{0,2}")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_EM = re.compile(r"(?<![\w*\\])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])", re.DOTALL)
_REFERENCE = re.compile(r"\b([A-Za-z0-9]+(?:[-._+][A-Za-z0-9]+)*)__?(?![\w`])")
_SUBSTITUTION = re.compile(r"\|([\w -]+)\|_{0,2}")


def plain(text: str) -> str:
    """Return the words of reStructuredText: roles and links by their text, without emphasis and code marks."""
    held: list[str] = []

    def hold(words: str) -> str:
        held.append(words)
        return f"\x02{len(held) - 1}\x03"

    text = _LITERAL.sub(lambda match: hold(match[1]), text)
    text = _ROLE.sub(lambda match: hold(_shown(match["words"] or match["after"])), text)
    text = _PHRASE.sub(lambda match: hold(_shown(match[1])), text)
    text = _REFERENCE.sub(r"\1", _SUBSTITUTION.sub(r"\1", text))
    text = re.sub(r"\\\s|\\(.)", r"\1", _EM.sub(r"\1", _STRONG.sub(r"\1", text)))
    return collapse(re.sub(r"\x02(\d+)\x03", lambda match: held[int(match[1])], text))


def _shown(words: str) -> str:
    """Return what a role or link shows: its text without the target, the last part of a name after `~`."""
    targeted = _TARGETED.match(words)
    if targeted is not None:
        return targeted[1]
    return words.rsplit(".", 1)[-1] if words.startswith("~") else words.lstrip("!")


def read_rest(lines: list[str]) -> list[Block]:
    """Return the headings, items, fields and paragraphs of a file; comments, directives and code blocks are none."""
    shown = _visible([line.expandtabs(8).rstrip() for line in lines])
    return [block for block in _blocks(shown) if block.text]


def _visible(lines: list[str]) -> list[str]:
    """Return the lines with comments, directives and literal blocks emptied, so that all keep their numbers."""
    shown: list[str] = []
    hidden: int | None = None
    for place, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if hidden is not None and (not line or indent > hidden):
            shown.append("")
            continue
        hidden = None
        note = _NOTE.match(line)
        if note is not None:
            shown.append(" " * indent + note[1])
        elif _EXPLICIT.match(line):
            hidden = indent
            shown.append("")
        elif line.endswith("::"):
            following = next((after for after in lines[place + 1 : place + 4] if after), "")
            hidden = indent if len(following) - len(following.lstrip()) > indent else None
            shown.append(line[:-2].rstrip() + ("" if line[:-2].endswith(" ") or line == "::" else ":"))
        else:
            shown.append(line)
    return shown


def _blocks(shown: list[str]) -> Iterator[Block]:
    """Yield the blocks of lines that are visible; the rank of a heading is the order in which its mark first comes."""
    ranks: dict[str, int] = {}
    indents: list[int] = []
    place = 0
    while place < len(shown):
        line = shown[place]
        heading = _heading(shown, place)
        if not line.strip() or (heading is None and _ADORNMENT.match(line)):
            place += 1
            continue
        if heading is not None:
            mark, words, last = heading
            rank = BOLD if mark == "**" else ranks.setdefault(mark, len(ranks) + 1)
            yield Block(
                kind=BlockKind.HEADING, text=plain(words), rank=min(rank, BOLD), first=place, last=last
            )
            place, indents = last, []
            continue
        item, last = _ITEM.match(line), _end(shown, place)
        start = item.end() if item is not None else _after_field(line)
        if item is not None:
            indents = [one for one in indents if one < len(item[1])] + [len(item[1])]
        elif not line.startswith(" "):
            indents = []
        words = " ".join(part.strip().removeprefix("| ") for part in [line[start:], *shown[place + 1 : last]])
        kind = BlockKind.ITEM if item is not None else BlockKind.TEXT
        yield Block(kind=kind, text=plain(words), rank=max(len(indents) - 1, 0), first=place, last=last)
        place = last


def _after_field(line: str) -> int:
    field = _FIELD.match(line)
    return field.end() if field is not None else 0


def _heading(shown: list[str], place: int) -> tuple[str, str, int] | None:
    """Return the mark, words and end of a heading that begins on a line; None when none does."""
    line = shown[place]
    over = _ADORNMENT.match(line)
    if over is not None:
        if (
            place + 2 < len(shown)
            and shown[place + 1].strip()
            and (under := _ADORNMENT.match(shown[place + 2]))
            and under[1] == over[1]
        ):
            return over[1] * 2, shown[place + 1], place + 3
        return None
    below = shown[place + 1] if place + 1 < len(shown) else ""
    mark = _ADORNMENT.match(below)
    if (
        mark is not None
        and line.strip()
        and not line.startswith(" ")
        and (place == 0 or not shown[place - 1].strip())
    ):
        return mark[1], line, place + 2
    bold = _BOLD.match(line)
    return ("**", bold["words"], place + 1) if bold is not None and not below.strip() else None


def _end(shown: list[str], place: int) -> int:
    """Return the line after an item or paragraph: a blank line, another item, or less indentation."""
    item = _ITEM.match(shown[place])
    for after in range(place + 1, len(shown)):
        line = shown[after]
        if not line.strip() or _ITEM.match(line) or _ADORNMENT.match(line):
            return after
        if item is not None and not line.startswith(" "):
            return after
    return len(shown)
