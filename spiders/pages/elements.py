"""Elements: tags that find what stands in and around them by name alone, without the matchers that bs4 builds for each question."""

from collections.abc import Iterable, Iterator
from typing import Any

from bs4 import Tag
from bs4.element import PageElement, ResultSet

_LIMIT = {"limit"}


class Element(Tag):
    """A tag as bs4 has it, which answers questions for names itself; all others are answered by bs4."""

    def find(self, name: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return the first element within this one that bs4 finds; None when it finds none."""
        if args or kwargs or not _is_plain(name):
            return super().find(name, *args, **kwargs)
        found = _named(self._inner(), name, 1)
        return found[0] if found else None

    def find_all(self, name: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return the elements within this one that bs4 finds, in document order."""
        if args or not kwargs.keys() <= _LIMIT or not _is_plain(name):
            return super().find_all(name, *args, **kwargs)
        return ResultSet(None, _named(self._inner(), name, kwargs.get("limit")))

    def _find_all(
        self, name: Any, attrs: Any, string: Any, limit: int | None, generator: Any, **kwargs: Any
    ) -> Any:
        """Return what `find_parent`, `find_previous` and the like find on their walk."""
        if attrs or string is not None or kwargs or not _is_plain(name):
            return super()._find_all(name, attrs, string, limit, generator, **kwargs)
        return ResultSet(None, _named(generator, name, limit))

    def _inner(self) -> Iterator[PageElement]:
        """Yield what stands within this element, in document order."""
        place: PageElement | None = self.contents[0] if self.contents else None
        stop = self._after() if self.contents else None
        while place is not stop and place is not None:
            yield place
            place = place.next_element

    def _after(self) -> PageElement | None:
        """Return what follows the end of this element on the page; None at the end of the page."""
        place: Tag | None = self
        while place is not None:
            if place.next_sibling is not None:
                return place.next_sibling
            place = place.parent
        return None


def _is_plain(name: Any) -> bool:
    """Tell whether a question is for any element, for one name, or for one of several names."""
    return (
        name is True or isinstance(name, str) or (isinstance(name, list | tuple | frozenset) and bool(name))
    )


def _named(walk: Iterable[PageElement], name: Any, limit: int | None) -> list[Tag]:
    """Return the elements of a walk with a name or one of several, or with any for True; no more than a limit."""
    names = (name,) if isinstance(name, str) else name
    found: list[Tag] = []
    for place in walk:
        if isinstance(place, Tag) and (names is True or place.name in names):
            found.append(place)
            if len(found) == limit:
                break
    return found
