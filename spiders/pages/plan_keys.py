"""Plan keys: which cells of a page's grids name plans that are known from elsewhere on it."""

from collections.abc import Sequence

from bs4 import Tag

from rivalscope.domain.page import ClaimStatus
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.names import name_key, plan_name
from spiders.pages.row_names import leading_part
from spiders.pages.statuses import read_icons

_LONGEST_HEAD = 200
_TELLING = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)


class PlanKeys:
    """Tells of cells which known plan they name; each is read once."""

    def __init__(self, document: Document, *, hints: Hints, names: Sequence[str]) -> None:
        self.document = document
        self.hints = hints
        self.names = {name_key(name): name for name in names if name}
        """Plans known from elsewhere on the page, by key, in reading order."""
        self._keys: dict[int, str] = {}

    def key(self, cell: Tag) -> str:
        """Return the key of the plan that a cell names, in all its words or in its first line; empty when it is long."""
        if id(cell) not in self._keys:
            self._keys[id(cell)] = self._key_of(cell)
        return self._keys[id(cell)]

    def knows(self, cell: Tag) -> bool:
        """Tell whether a cell names a plan that is known from elsewhere on the page."""
        return self.key(cell) in self.names

    def encloses(self, name: str) -> bool:
        """Tell whether a name is a known plan's with more words around it, as the words of a whole card are."""
        key = name_key(name)
        return key not in self.names and any(known and f" {known} " in f" {key} " for known in self.names)

    def _key_of(self, cell: Tag) -> str:
        text = self.document.text_of(cell)
        if not 0 < len(text) <= _LONGEST_HEAD or text.endswith(":"):
            return ""
        key = name_key(plan_name(text, hints=self.hints))
        if key in self.names:
            # A tick beside the plan's name is the cell of a plan on small screens, and no head.
            return "" if read_icons(cell).status in _TELLING else key
        for part in (self.document.lines_of(cell)[0], leading_part(self.document, cell)):
            first = name_key(plan_name(part, hints=self.hints))
            if first in self.names:
                return first
        return key
