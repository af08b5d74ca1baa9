"""Microdata and RDFa Lite: items of a schema.org type in a page's markup, with the elements of their properties."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """The attributes in which a way of marking up says where an item is, of what type, and what its properties are."""

    scope: str
    type: str
    property: str


MICRODATA = Syntax(scope="itemscope", type="itemtype", property="itemprop")
RDFA = Syntax(scope="typeof", type="typeof", property="property")


def items_of(document: Document, *, syntax: Syntax = MICRODATA) -> list[Item]:
    """Return every item of a page in document order; nested ones stand for themselves too."""
    found = []
    for element in document.elements:
        if syntax.scope in element.attrs and syntax.type in element.attrs:
            found.append(
                Item(element=element, types=_types(element, syntax), properties=_properties(element, syntax))
            )
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
    return _properties(element, MICRODATA) if "itemscope" in element.attrs else {}


def _types(element: Tag, syntax: Syntax) -> frozenset[str]:
    """Return the types without their address or the prefix of their vocabulary."""
    names = attribute(element, syntax.type).split()
    return frozenset(name.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names)


def _properties(element: Tag, syntax: Syntax) -> dict[str, Tag]:
    """Return the elements of an item's own properties; those of items within it are not its own."""
    found: dict[str, Tag] = {}
    stack = [child for child in reversed(element.contents) if isinstance(child, Tag)]
    while stack:
        child = stack.pop()
        for name in attribute(child, syntax.property).split():
            found.setdefault(name.rsplit(":", 1)[-1] if syntax is RDFA else name, child)
        if syntax.scope not in child.attrs:
            stack.extend(inner for inner in reversed(child.contents) if isinstance(inner, Tag))
    return found
