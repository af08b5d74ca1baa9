"""Passages: the words at a selector, found again from a snapshot's bytes alone."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from bs4 import Tag

from rivalscope.domain.page import Passage
from spiders.pages.decoding import decode
from spiders.pages.document import Document, attribute
from spiders.pages.feeds import Entry, parse_feed
from spiders.pages.jsonld import blocks_of
from spiders.pages.markup import lines_of, lines_text
from spiders.pages.next_data import next_data
from spiders.pages.states import flight_rows, flight_value, parse, script_literal
from spiders.pages.text import collapse, collapse_lines, plain_text, unguarded
from spiders.pages.trees import Tree, find_in_tree, read_tree
from spiders.pages.values import keys_of, load, read_rows, value_text, walk

_POINTER = re.compile(r"(?<!\\)#")
MASK = "•"
"""Stands in a quote for one character that was masked for privacy."""


class Selections:
    """One snapshot, read once, from which any number of passages can be selected.

    `content_type` is the one that the snapshot was served with; it only matters for bytes that are not
    valid UTF-8. Selectors, all counted from 0 but `nth-of-type`:

    - a CSS path (`html > body > p:nth-of-type(2)`): the visible text of an element;
    - `attr:NAME PATH`: an attribute of the element at a CSS path, such as one that keeps a price for a switch;
      `attr:NAME PATH#/plans/0/price`: a value in one that is JSON;
    - `jsonld:BLOCK/key/3/key`: a value in a JSON-LD block of a page;
    - `feed:N/title` or `feed:N/content`: an entry of a feed;
    - `json:/pointer/3/key` (RFC 6901): a value in a JSON document; a step `@json` reads on in a text that is JSON
      itself, and a guard `)]}'` before the document is passed over;
    - `next:/props/pageProps/3`: a value in the data that a page made with Next.js carries for its scripts;
    - `script:3/0/plans/1/price`: a value in the first JSON literal of the fourth script; `flight:7/1/price`: one in a row
      that a page of the Next.js app router pushes;
    - `xml:2/0`: the text of an element of an XML document, by its place among the elements of each level;
    - `line:N/key`: a field of the object on a line of JSON Lines (keys of nested objects by `/`);
    - `lines:FIRST-LAST`: the lines of a Markdown, reStructuredText or plain text file, counted from 0, the last left out;
    - `row:N/COLUMN`: a cell of a CSV file with a header, rows counted after the header.
    """

    def __init__(self, body: bytes, *, content_type: str | None = None) -> None:
        self._body = body
        self._content_type = content_type
        self._readers: dict[str, Callable[[str], str]] = {
            "attr": self._attribute,
            "jsonld": self._jsonld,
            "feed": self._feed,
            "json": self._json,
            "next": self._next,
            "script": self._script,
            "flight": self._flight,
            "xml": self._xml,
            "line": self._line,
            "lines": self._span,
            "row": self._row,
        }

    def select(self, selector: str) -> str:
        """Return the text that a selector yields; LookupError when nothing stands there."""
        prefix, colon, rest = selector.partition(":")
        reader = self._readers.get(prefix) if colon else None
        if reader is not None:
            return reader(rest)
        return self._document.text_of(self._document.find(selector))

    def around(self, selector: str) -> tuple[str, str]:
        """Return what a visitor reads before and after the element of a selector, one line a block.

        Both are empty for a value in data or an attribute. LookupError when nothing stands there.
        """
        prefix, colon, _ = selector.partition(":")
        if colon and prefix in self._readers:
            return "", ""
        pieces = self._document.pieces
        start, end = self._document.span_of(self._document.find(selector))
        return collapse_lines("".join(pieces[:start])), collapse_lines("".join(pieces[end:]))

    def confirm(self, passage: Passage) -> bool:
        """Tell whether a passage's quote stands where it says; a masked character matches any."""
        try:
            text = self.select(passage.selector)
        except LookupError:
            return False
        if not 0 <= passage.start <= passage.end <= len(text):
            return False
        return matches(text[passage.start : passage.end], passage.quote)

    @cached_property
    def _document(self) -> Document:
        return Document(self._body, content_type=self._content_type)

    @cached_property
    def _blocks(self) -> list[Any]:
        return blocks_of(self._document)

    @cached_property
    def _entries(self) -> list[Entry]:
        return parse_feed(self._body, content_type=self._content_type).entries

    @cached_property
    def _text(self) -> str:
        return decode(self._body, content_type=self._content_type)

    @cached_property
    def _data(self) -> Any:
        return load(unguarded(self._text))

    @cached_property
    def _next_data(self) -> Any:
        return next_data(self._document)

    @cached_property
    def _flight_rows(self) -> list[str]:
        return flight_rows(self._document)

    @cached_property
    def _tree(self) -> Tree | None:
        return read_tree(self._body)

    @cached_property
    def _lines(self) -> list[str]:
        return lines_of(self._text)

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        return read_rows(self._text)

    def _attribute(self, rest: str) -> str:
        name, _, place = rest.partition(" ")
        path, *pointer = _POINTER.split(place, maxsplit=1)
        element = self._document.find(path)
        if name not in element.attrs:
            message = f"selector 'attr:{rest}': the element has no attribute {name!r}"
            raise LookupError(message)
        text = attribute(element, name)
        return (
            value_text(walk(parse(text), keys_of(pointer[0].removeprefix("/"))))
            if pointer
            else collapse(text)
        )

    def _jsonld(self, rest: str) -> str:
        block, _, path = rest.partition("/")
        return value_text(walk(self._blocks, [block, *keys_of(path)]))

    def _feed(self, rest: str) -> str:
        place, _, part = rest.partition("/")
        entry: Entry = walk(self._entries, [place])
        parts = {"title": entry.title, "content": entry.content}
        if part not in parts:
            message = f"selector 'feed:{rest}': an entry has 'title' and 'content'"
            raise LookupError(message)
        return parts[part]

    def _json(self, rest: str) -> str:
        return value_text(walk(self._data, keys_of(rest.removeprefix("/"))))

    def _next(self, rest: str) -> str:
        return value_text(walk(self._next_data, keys_of(rest.removeprefix("/"))))

    def _script(self, rest: str) -> str:
        script, _, inner = rest.partition("/")
        literal, _, path = inner.partition("/")
        if not (_is_place(script) and _is_place(literal)):
            message = f"selector 'script:{rest}': the places of a script and of a literal in it come first"
            raise LookupError(message)
        return value_text(walk(script_literal(self._document, int(script), int(literal)), keys_of(path)))

    def _flight(self, rest: str) -> str:
        place, _, path = rest.partition("/")
        return value_text(walk(flight_value(walk(self._flight_rows, [place])), keys_of(path)))

    def _xml(self, rest: str) -> str:
        return find_in_tree(self._tree, rest).text

    def _line(self, rest: str) -> str:
        place, _, path = rest.partition("/")
        return value_text(walk(load(walk(self._lines, [place])), keys_of(path)))

    def _span(self, rest: str) -> str:
        first, _, last = rest.partition("-")
        if not (first.isdecimal() and last.isdecimal() and int(first) < int(last) <= len(self._lines)):
            message = f"selector 'lines:{rest}': the file has {len(self._lines)} lines"
            raise LookupError(message)
        return lines_text(self._lines, int(first), int(last))

    def _row(self, rest: str) -> str:
        place, _, column = rest.partition("/")
        row: dict[str, str] = walk(self._rows, [place])
        if column not in row:
            message = f"selector 'row:{rest}': no column {column!r}"
            raise LookupError(message)
        return plain_text(row[column])


def select(body: bytes, selector: str, *, content_type: str | None = None) -> str:
    """Return the text that a selector yields from a body; LookupError when nothing stands there."""
    return Selections(body, content_type=content_type).select(selector)


def confirm(body: bytes, passage: Passage, *, content_type: str | None = None) -> bool:
    """Tell whether a passage's quote stands in a body where it says."""
    return Selections(body, content_type=content_type).confirm(passage)


def matches(words: str, quote: str) -> bool:
    """Tell whether words are those of a quote, a masked character matching any."""
    if words == quote:
        return True
    return len(words) == len(quote) and all(a in (b, MASK) for a, b in zip(quote, words, strict=True))


def passage_in(document: Document, element: Tag, quote: str) -> Passage | None:
    """Return where a quote first stands in the text of an element; None when it does not."""
    start = document.text_of(element).find(quote)
    return None if start < 0 else passage_at(document, element, start, start + len(quote))


def passage_at(document: Document, element: Tag, start: int, end: int) -> Passage:
    """Return the passage of the characters from start to end of an element's text."""
    quote = document.text_of(element)[start:end]
    return Passage(selector=document.path_of(element), start=start, end=end, quote=quote)


def whole(document: Document, element: Tag) -> Passage:
    """Return the passage of all that a visitor reads in an element."""
    return passage_at(document, element, 0, len(document.text_of(element)))


def attribute_passage(document: Document, element: Tag, name: str) -> Passage:
    """Return the passage of all that an attribute of an element holds."""
    text = collapse(attribute(element, name))
    return Passage(selector=f"attr:{name} {document.path_of(element)}", start=0, end=len(text), quote=text)


def value_passage(selector: str, value: object) -> Passage:
    """Return the passage of a whole value in data."""
    text = value_text(value)
    return Passage(selector=selector, start=0, end=len(text), quote=text)


def _is_place(key: str) -> bool:
    """Tell whether a key is the place of something in a row."""
    return key.isascii() and key.isdigit() and len(key) < 7
