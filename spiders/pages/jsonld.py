"""JSON-LD: the blocks of a page, the nodes in them with their paths, and typed values."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spiders.pages.document import Document, attribute

MOST_BLOCKS = 20
"""Blocks that are read of one page."""
LARGEST_BLOCK = 1 << 20
"""Characters of one block that are read."""
MOST_NODES = 20_000
"""Objects that are looked at in one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One object in a page's JSON-LD."""

    path: str
    """Selector that leads to it, e.g. `jsonld:0/offers/2`."""
    value: dict[str, Any]
    parent: "Node | None" = None

    @property
    def types(self) -> frozenset[str]:
        """Its schema.org types without their address."""
        given = self.value.get("@type")
        names = given if isinstance(given, list) else [given]
        return frozenset(
            str(name).rsplit("/", 1)[-1].rsplit("#", 1)[-1] for name in names if isinstance(name, str)
        )

    def text(self, key: str) -> str | None:
        """Return a value that is one string or number, as written; None when it is anything else."""
        found = self.value.get(key)
        if isinstance(found, list) and len(found) == 1:
            found = found[0]
        if isinstance(found, dict) and isinstance(found.get("@value"), str):
            found = found["@value"]
        return found.strip() or None if isinstance(found, str) else None


def blocks_of(document: Document) -> list[Any]:
    """Return the parsed JSON-LD blocks of a page in order; None for one that is broken or too large.

    Numbers are strings as written, so that an amount keeps its digits.
    """
    scripts = [
        script for script in document.named["script"] if "ld+json" in attribute(script, "type").lower()
    ]
    return [_parse(script.get_text()) for script in scripts[:MOST_BLOCKS]]


def nodes_of(blocks: list[Any]) -> Iterator[Node]:
    """Yield every object in the blocks with its path, outer ones first."""
    seen = 0
    stack: list[tuple[str, Any, Node | None]] = [
        (f"jsonld:{index}", block, None) for index, block in reversed(list(enumerate(blocks)))
    ]
    while stack and seen < MOST_NODES:
        path, value, parent = stack.pop()
        if isinstance(value, list):
            stack.extend((f"{path}/{i}", item, parent) for i, item in reversed(list(enumerate(value))))
        elif isinstance(value, dict):
            seen += 1
            node = Node(path=path, value=value, parent=parent)
            yield node
            stack.extend(
                (f"{path}/{escape(key)}", item, node)
                for key, item in reversed(value.items())
                if isinstance(item, dict | list)
            )


def _parse(text: str) -> Any:
    """Parse one block; None when it is too large, broken, or holds what JSON does not allow."""
    if len(text) > LARGEST_BLOCK:
        return None
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(text, strict=False, parse_float=str, parse_int=str, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(name: str) -> Any:
    message = f"{name} is not JSON"
    raise ValueError(message)


def escape(key: str) -> str:
    """Return a key as it stands in a path, escaped as in RFC 6901."""
    return key.replace("~", "~0").replace("/", "~1")
