"""Panels: which words name a part of a page by reference, as tabs, labels and `aria-labelledby` do."""

from collections.abc import Iterable

from bs4 import Tag

from spiders.pages.document import Document, attribute

_TARGETS = ("aria-controls", "data-bs-target", "data-target", "data-tab-target", "data-panel", "data-w-tab")
_TAB_ROLES = frozenset({"tab", "radio", "switch", "button"})


class Panels:
    """The names of the parts of one page that stand elsewhere than in them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_id: dict[str, Tag] = {}
        self._controls: dict[str, Tag] = {}
        for element in document.elements:
            identity = element.attrs.get("id")
            if isinstance(identity, str):
                self._by_id.setdefault(identity, element)
            for target in _targets(element):
                self._controls.setdefault(target, element)

    def label_of(self, element: Tag) -> str:
        """Return the words that name an element by an attribute of its own or as its tab; empty when none do."""
        label = attribute(element, "aria-label")
        if label:
            return label
        for identity in attribute(element, "aria-labelledby").split():
            named = self._by_id.get(identity)
            if named is not None and (text := self._document.text_of(named)):
                return text
        tab = self._controls.get(attribute(element, "id")) if "id" in element.attrs else None
        return "" if tab is None else self._document.text_of(tab)

    def find(self, identity: str) -> Tag | None:
        """Return the element of an id; None when there is none."""
        return self._by_id.get(identity)


def _targets(element: Tag) -> Iterable[str]:
    """Yield the ids of what an element shows when it is chosen."""
    for name in _TARGETS:
        value = attribute(element, name)
        if value:
            yield from (part.removeprefix("#") for part in value.split())
    link = attribute(element, "href")
    if (
        link.startswith("#")
        and len(link) > 1
        and (
            attribute(element, "role") in _TAB_ROLES
            or "data-toggle" in element.attrs
            or "data-bs-toggle" in element.attrs
        )
    ):
        yield link[1:]
