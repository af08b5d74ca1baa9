"""Microdata: items of a schema.org type in a page's markup, with the elements that hold their properties."""

from dataclasses import dataclass, field

from bs4 import Tag

from spiders.pages.document import Document, attribute

MOST_ITEMS = 2_000
"""Items that are read of one page."""
_ADDRESSES = {
    "a": "href",
    "link": "href",
    "area": "href",
    "img": "src",
    "audio": "src",
    "video": "src",
    "object": "data",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item and its properties; of a property given several times the first counts."""

    element: Tag
    types: frozenset[str]
    """Its schema.org types without their address."""
    properties: dict[str, Tag] = field(default_factory=dict)


def items_of(document: Document) -> list[Item]:
    """Return every item of a page in document order; nested ones stand for themselves too."""
    found = []
    for element in document.elements:
        if "itemscope" in element.attrs and "itemtype" in element.attrs:
            found.append(Item(element=element, types=_types(element), properties=_properties(element)))
            if len(found) >= MOST_ITEMS:
                break
    return found


def value_of(document: Document, element: Tag) -> str:
    """Return the value of a property as HTML defines it: an attribute of some elements, the text of others."""
    if "content" in element.attrs:
        return attribute(element, "content").strip()
    if element.name == "time" and "datetime" in element.attrs:
        return attribute(element, "datetime").strip()
    if element.name in ("data", "meter"):
        return attribute(element, "value").strip()
    if element.name in _ADDRESSES:
        return attribute(element, _ADDRESSES[element.name]).strip()
    return document.text_of(element)


def nested(element: Tag) -> dict[str, Tag]:
    """Return the properties of an item that is itself the value of a property."""
    return _properties(element) if "itemscope" in element.attrs else {}


def _types(element: Tag) -> frozenset[str]:
    return frozenset(name.rstrip("/").rsplit("/", 1)[-1] for name in attribute(element, "itemtype").split())


def _properties(element: Tag) -> dict[str, Tag]:
    """Return the elements of an item's own properties; those of items within it are not its own."""
    found: dict[str, Tag] = {}
    stack = [child for child in reversed(element.contents) if isinstance(child, Tag)]
    while stack:
        child = stack.pop()
        for name in attribute(child, "itemprop").split():
            found.setdefault(name, child)
        if "itemscope" not in child.attrs:
            stack.extend(inner for inner in reversed(child.contents) if isinstance(inner, Tag))
    return found
