"""Embedded state: the JSON that a page carries for its own scripts, and the selectors that lead into it.

Nothing is ever executed: a literal in a script is read only where it is JSON as it stands.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from spiders.pages.document import Document, attribute
from spiders.pages.text import lowered

LARGEST = 4 << 20
"""Characters of one script, or of one attribute, that are read."""
MOST_LITERALS = 60
"""Places of one script where a JSON literal is looked for."""
MOST_STATES = 200
"""Pieces of state that are read of one page."""
ATTRIBUTES = (
    "props",
    "data-props",
    "data-page",
    "data-state",
    "data-react-props",
    "data-json",
    "data-plans",
    "data-pricing",
)
"""Attributes in which pages hand data to their scripts: Astro islands, Inertia, React on Rails and the like."""
_NAMES = frozenset(ATTRIBUTES)

_PRICED = re.compile(r'(?:price|pricing|amount|cost)[\w-]*\\?"\s*:')
"""A name of a price in data, in lower case."""
_LITERAL = re.compile(r"(?:=|\.push\()\s*(?=[\[{])|JSON\.parse\(\s*(?=\")")
_FLIGHT = "self.__next_f.push("
_ROW = re.compile(r"[0-9a-f]{0,8}:(?=[\[{])")


class Sealing(Enum):
    """How a piece of state wraps its values."""

    PLAIN = "plain"
    ASTRO = "astro"
    """Each value is a pair of a type and the value, as Astro writes the props of islands."""
    FLAT = "flat"
    """One array in which values name others by their place, as Nuxt 3 writes its payload (devalue)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One piece of state and the selector that leads to its root."""

    selector: str
    value: Any
    sealing: Sealing = Sealing.PLAIN


def priced_states(document: Document) -> list[State]:
    """Return the pieces of state of a page that name a price, in document order; numbers are strings as written."""
    found: list[State] = []
    for state in _states(document):
        found.append(state)
        if len(found) >= MOST_STATES:
            break
    return found


def script_literal(document: Document, script: int, literal: int) -> Any:
    """Return the JSON literal of a script by the places of both; LookupError when none is there."""
    scripts = document.named["script"]
    literals = literals_of(scripts[script].get_text()) if script < len(scripts) else []
    if literal >= len(literals):
        message = f"selector 'script:{script}/{literal}': no such literal stands there"
        raise LookupError(message)
    return literals[literal]


def flight_rows(document: Document) -> list[str]:
    """Return the rows that a page of the Next.js app router pushes to its scripts, joined across pushes."""
    pieces = []
    for script in document.named["script"]:
        text = script.get_text()
        if text.lstrip().startswith(_FLIGHT) and len(text) <= LARGEST:
            pieces += [
                value[1]
                for value in literals_of(text)
                if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str)
            ]
    return "".join(pieces).split("\n")


def flight_value(row: str) -> Any:
    """Return the JSON of a row after its number; None when it holds none."""
    match = _ROW.match(row)
    return None if match is None else parse(row[match.end() :])


def literals_of(text: str) -> list[Any]:
    """Return the JSON literals of a script: the whole of a JSON script, else what is assigned, pushed or parsed."""
    if len(text) > LARGEST:
        return []
    if text.lstrip()[:1] in ("{", "["):
        whole = parse(text)
        return [] if whole is None else [whole]
    decoder = json.JSONDecoder(parse_float=str, parse_int=str)
    found: list[Any] = []
    last, tries = 0, 0
    for match in _LITERAL.finditer(text):
        if match.start() < last:
            continue
        tries += 1
        if tries > MOST_LITERALS:
            break
        try:
            value, last = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, str):
            value = parse(value)
        if value is not None:
            found.append(value)
    return found


def parse(text: str) -> Any:
    """Parse JSON with numbers as written; None when it is none or too large."""
    if len(text) > LARGEST:
        return None
    try:
        return json.loads(text, strict=False, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _states(document: Document) -> Iterator[State]:
    flight = False
    for index, script in enumerate(document.named["script"]):
        if "src" in script.attrs or "ld+json" in attribute(script, "type").lower():
            continue
        text = script.get_text()
        if text.lstrip().startswith(_FLIGHT):
            flight = True
        elif len(text) <= LARGEST and _PRICED.search(lowered(text)):
            sealing = Sealing.FLAT if attribute(script, "id") == "__NUXT_DATA__" else Sealing.PLAIN
            for place, value in enumerate(literals_of(text)):
                yield State(selector=f"script:{index}/{place}", value=value, sealing=sealing)
    if flight:
        for number, row in enumerate(flight_rows(document)):
            if _PRICED.search(lowered(row)) and (value := flight_value(row)) is not None:
                yield State(selector=f"flight:{number}", value=value)
    yield from _attribute_states(document)


def _attribute_states(document: Document) -> Iterator[State]:
    for element in document.elements:
        for name in () if _NAMES.isdisjoint(element.attrs) else ATTRIBUTES:
            text = element.attrs.get(name)
            if isinstance(text, str) and text.lstrip()[:1] in ("{", "[") and _PRICED.search(lowered(text)):
                value = parse(text)
                if value is not None:
                    sealing = Sealing.ASTRO if element.name == "astro-island" else Sealing.PLAIN
                    yield State(
                        selector=f"attr:{name} {document.path_of(element)}#",
                        value=value,
                        sealing=sealing,
                    )
