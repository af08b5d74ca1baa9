"""Trees: XML documents read without trusting them: no entities, no DTD, no network, a bounded depth and size."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from spiders.pages.text import plain_text

MOST_CHILDREN = 50_000
"""Children of one element that are looked at: the most that the sitemaps protocol allows in one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """An element: its name without a namespace, its text, and where it stands."""

    name: str
    selector: str
    """`xml:` and the place of the element among its parent's elements, level by level below the root."""
    element: Any

    @property
    def text(self) -> str:
        """Its text and that of all elements within it, without markup."""
        return plain_text("".join(map(str, self.element.itertext())))

    @property
    def children(self) -> list["Tree"]:
        """Its elements, in their order."""
        return list(_children(self))


def read_tree(body: bytes) -> Tree | None:
    """Return the root of an XML document, what is broken mended where that is possible; None when it is none."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root is None else Tree(name=_name(root), selector="xml:", element=root)


def find_in_tree(root: Tree | None, path: str) -> Tree:
    """Return the element at a path such as `0/3/1`; LookupError when none stands there."""
    place = root
    for step in filter(None, path.split("/")):
        number = int(step) if step.isascii() and step.isdigit() else -1
        below = place.children if place is not None else []
        if not 0 <= number < len(below):
            place = None
            break
        place = below[number]
    if place is None:
        message = f"selector 'xml:{path}' leads nowhere"
        raise LookupError(message)
    return place


def _children(tree: Tree) -> Iterator[Tree]:
    elements = [child for child in tree.element if isinstance(child.tag, str)]
    for number, child in enumerate(elements[:MOST_CHILDREN]):
        joint = "" if tree.selector.endswith(":") else "/"
        yield Tree(name=_name(child), selector=f"{tree.selector}{joint}{number}", element=child)


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)
