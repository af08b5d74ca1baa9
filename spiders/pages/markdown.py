"""Markdown: a file as headings, items and paragraphs, each with the lines it stands on (https://spec.commonmark.org/0.31.2/)."""

import re
from collections.abc import Iterator

from spiders.pages.notes import LABEL, Block, BlockKind
from spiders.pages.text import plain_text

BOLD = LABEL - 1
"""Rank of a line that is bold and nothing else, which many files use for a heading."""

_HASHES = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•]|\d{1,4}[.)])(?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ROW = re.compile(r" {0,3}\|.*\|")
_CELL = re.compile(r"(?<!\\)\|")
_DIVIDER = re.compile(r"[\s|:-]+")
_BOLD = re.compile(r"[ \t]*(?:\*\*|__)(?P<words>[^*]+?)(?:\*\*|__)[ \t]*:?[ \t]*$")
_HTML_HEADING = re.compile(r"[ \t]*<h([1-6])\b[^>]*>(.*?)</h\1>[ \t]*$", re.IGNORECASE)
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:\s*\S+")

_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^\"']*[\"'])?\)|\[[^\]]*\])"
)
_AUTOLINK = re.compile(r"<(https?://[^>\s]+|[\w.+-]+@[\w.-]+)>")
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)(?<!\\)\1", re.DOTALL)
_EM = re.compile(r"(?<![\w\\*])([*_])(?=[^\s*_])(.+?)(?<=[^\s\\])\1(?![\w*])", re.DOTALL)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Return the words of Markdown: links by their text, without emphasis, code marks and tags."""
    held: list[str] = []

    def hold(words: str) -> str:
        held.append(words)
        return f"\x02{len(held) - 1}\x03"

    text = _CODE.sub(lambda match: hold(match[2].strip()), text)
    text = _ESCAPE.sub(lambda match: hold(match[1]), text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _AUTOLINK.sub(lambda match: hold(match[1]), text)
    text = _EM.sub(r"\2", _STRONG.sub(r"\2", text))
    # Code is held back until the tags are gone: `<p>` in it is no markup.
    text = re.sub(
        r"\x02(\d+)\x03",
        lambda match: held[int(match[1])].replace("&", "&amp;").replace("<", "&lt;"),
        _tagless(text),
    )
    return plain_text(text)


def _tagless(text: str) -> str:
    """Return text without the tags that may stand in Markdown, entities left as they are."""
    return re.sub(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", " ", text, flags=re.DOTALL)


def read_markdown(lines: list[str]) -> list[Block]:
    """Return the headings, items, table rows and paragraphs of a file; code blocks and comments are none."""
    return [block for block in _blocks(_visible(lines)) if block.text]


def _visible(lines: list[str]) -> list[str]:
    """Return the lines with fenced code, comments and link definitions emptied, so that all keep their numbers."""
    shown: list[str] = []
    fence = ""
    comment = False
    for raw in lines:
        line = raw.expandtabs(4).rstrip()
        mark = _FENCE.match(line)
        if fence:
            if mark is not None and mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            line = ""
        elif mark is not None:
            fence, line = mark[1], ""
        elif comment or "<!--" in line:
            before, opened, rest = line.partition("<!--") if not comment else ("", "<!--", line)
            _, closed, after = rest.partition("-->")
            comment = bool(opened) and not closed
            line = before + after
        shown.append("" if _REFERENCE.match(line) else re.sub(r"^(?: {0,3}> ?)+", "", line))
    return shown


def _blocks(shown: list[str]) -> Iterator[Block]:
    """Yield the blocks of lines that are visible."""
    place = 0
    indents: list[int] = []
    while place < len(shown):
        line = shown[place]
        heading = _heading(shown, place)
        item = _ITEM.match(line)
        if not line.strip() or (_RULE.match(line) and heading is None):
            place += 1
        elif heading is not None:
            rank, words, last = heading
            yield Block(kind=BlockKind.HEADING, text=plain(words), rank=rank, first=place, last=last)
            place, indents = last, []
        elif _ROW.match(line):
            if not _DIVIDER.fullmatch(line):
                cells = [plain(cell) for cell in _CELL.split(line.strip().strip("|"))]
                yield Block(kind=BlockKind.ROW, text="\t".join(cells), first=place, last=place + 1)
            place += 1
        else:
            last = _end(shown, place)
            words = " ".join(
                part.strip() for part in [line[item.end() :] if item else line, *shown[place + 1 : last]]
            )
            if item is not None:
                indent = len(item[1])
                indents = [one for one in indents if one < indent] + [indent]
            elif not line.startswith(" "):
                indents = []
            kind = BlockKind.ITEM if item is not None else BlockKind.TEXT
            yield Block(kind=kind, text=plain(words), rank=max(len(indents) - 1, 0), first=place, last=last)
            place = last


def _heading(shown: list[str], place: int) -> tuple[int, str, int] | None:
    """Return rank, words and end of a heading that begins on a line; None when none does."""
    line = shown[place]
    hashed = _HASHES.match(line)
    if hashed is not None:
        return len(hashed[1]), hashed[2] or "", place + 1
    html = _HTML_HEADING.match(line)
    if html is not None:
        return int(html[1]), html[2], place + 1
    below = shown[place + 1] if place + 1 < len(shown) else ""
    under = _UNDERLINE.match(below)
    if (
        under is not None
        and line.strip()
        and not _ITEM.match(line)
        and not _ROW.match(line)
        and not line.startswith("    ")
    ):
        alone = place == 0 or not shown[place - 1].strip()
        return (1 if under[1][0] == "=" else 2, line, place + 2) if alone else None
    bold = _BOLD.match(line)
    opens = place == 0 or not shown[place - 1].strip()
    if bold is not None and (not below.strip() or (opens and re.match(r"\[?v?\d", bold["words"]))):
        return BOLD, bold["words"], place + 1
    return None


def _end(shown: list[str], place: int) -> int:
    """Return the line after an item or paragraph: a blank line, or one that begins another block."""
    for after in range(place + 1, len(shown)):
        line = shown[after]
        if (
            not line.strip()
            or _ITEM.match(line)
            or _HASHES.match(line)
            or _ROW.match(line)
            or _RULE.match(line)
        ):
            return after
        if _UNDERLINE.match(line):
            return after
        if (
            shown[after - 1].rstrip().endswith(":")
            and after - 1 == place
            and not line.startswith(" ")
            and not _ITEM.match(shown[place])
        ):
            return after
    return len(shown)
