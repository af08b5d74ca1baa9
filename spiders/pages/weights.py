"""Weights: how many characters, and how many of them in links, each element of a page holds."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from bs4 import Tag

from spiders.pages.document import Document
from spiders.pages.indexes import gathered
from spiders.pages.text import BLOCK

_HEADS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How many characters, and how many of them in links, stand before each piece of a page."""

    document: Document
    text: list[int]
    links: list[int]
    heads: dict[int, Tag]
    """Subheadings by the place where they begin."""
    titles: list[int]
    """Where first-level headings begin, in order."""
    anchors: list[int]
    """How many links that show something begin before each piece."""

    @classmethod
    def of(cls, document: Document) -> "Weights":
        """Count the pieces of a page."""
        sizes = [len(piece.strip(BLOCK + " \n\t")) for piece in document.pieces]
        linked, begun = [0] * len(sizes), [0] * len(sizes)
        for anchor in document.named["a"]:
            start, end = document.span_of(anchor)
            linked[start:end] = sizes[start:end]
            if end > start:
                begun[start] += 1
        return cls(
            document=document,
            text=list(accumulate(sizes, initial=0)),
            links=list(accumulate(linked, initial=0)),
            heads={document.span_of(head)[0]: head for name in _HEADS for head in document.named[name]},
            titles=[document.span_of(head)[0] for head in document.named["h1"]],
            anchors=list(accumulate(begun, initial=0)),
        )

    def size(self, element: Tag) -> int:
        """Return the characters of an element."""
        start, end = self.document.span_of(element)
        return self.text[end] - self.text[start]

    def titled(self, element: Tag) -> bool:
        """Tell whether a first-level heading stands in an element."""
        start, end = self.document.span_of(element)
        place = bisect_left(self.titles, start)
        return place < len(self.titles) and self.titles[place] < end

    def head(self, element: Tag) -> Tag | None:
        """Return the subheading with which an element begins; None when it begins otherwise."""
        start, end = self.document.span_of(element)
        return next((self.heads[at] for at in range(start, min(start + 6, end)) if at in self.heads), None)

    def plain(self, element: Tag) -> int:
        """Return the characters of an element that stand in no link."""
        return self.told(*self.document.span_of(element))

    def told(self, start: int, end: int) -> int:
        """Return the characters between two places of the pieces that stand in no link."""
        return self.text[end] - self.text[start] - self.links[end] + self.links[start]

    def links_in(self, element: Tag) -> int:
        """Return how many links that show something begin in an element."""
        start, end = self.document.span_of(element)
        return self.anchors[end] - self.anchors[start]


def weights_of(document: Document) -> Weights:
    """Return the weights of a page, counted once."""
    return gathered(document, "weights", lambda: Weights.of(document))
