"""The look: what a visitor notices of a page first, and how much there is to read beside it."""

import re
from collections.abc import Iterable

from bs4 import Tag

from spiders.pages.document import Document, attribute

_FILLED = frozenset({"", "text", "email", "tel", "password", "number", "url", "date"})
"""Types of input that a visitor types into."""


class Look:
    """Title and headings, buttons and forms, and the amount of text; sizes are characters that a visitor sees."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.length = len(self.text)
        self.has_words = re.search(r"\w", self.text) is not None
        title = document.named["title"]
        self.title = " ".join(title[0].get_text().split()) if title else ""
        heads = [head for name in ("h1", "h2") for head in document.named[name]]
        self.heads = [self.title, *map(document.text_of, heads[:3])]
        """The title and the first headings."""
        heads += [head for name in ("h3", "h4") for head in document.named[name]]
        self.leads = [self.title, *map(document.text_of, heads[:1])]
        """The title and the foremost heading: what the page is about."""
        fields = document.named["input"]
        self.headings = len(heads)
        self.asks_password = any(attribute(field, "type").lower() == "password" for field in fields)
        self.links = len(document.named["a"])
        self.scripts = len(document.named["script"])

    @property
    def brief(self) -> bool:
        """Whether it is short and leads to few places, as a wall is and a page rarely."""
        return self.length < 1000 and (self.length <= 300 or self.links <= 8)

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the title or one of the first headings says something."""
        return any(pattern.search(head) for head in self.heads)

    def is_about(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the title or the foremost heading says something."""
        return any(pattern.search(lead) for lead in self.leads)

    def states(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether a line of the page begins with something: a quotation in the midst of a text does not."""
        return any(pattern.match(line) for line in self.text.split("\n"))

    @property
    def buttons(self) -> list[Tag]:
        """Buttons, submit fields and links that look like buttons."""
        named = self.document.named
        fields = [field for field in named["input"] if attribute(field, "type").lower() == "submit"]
        links = [link for link in named["a"][:40] if "button" in attribute(link, "class").lower()]
        return [*named["button"][:40], *fields, *links]

    def word_of(self, button: Tag) -> str:
        """Return what a button says."""
        return self.document.text_of(button) or attribute(button, "value")

    def fields(self) -> list[Tag]:
        """Return what a visitor can fill in."""
        named = self.document.named
        return [
            *(field for field in named["input"] if attribute(field, "type").lower() in _FILLED),
            *named["textarea"],
        ]

    def forms(self) -> list[Tag]:
        """Return the forms with a field to fill in, those of a search left out."""
        return [form for form in self.document.named["form"] if any(map(_is_filled, form.find_all("input")))]

    def beside(self, elements: Iterable[Tag]) -> int:
        """Return how many characters a visitor reads outside some elements; of nested ones the outer counts."""
        chosen = list(elements)
        known = {id(element) for element in chosen}
        outer = [element for element in chosen if not any(id(above) in known for above in element.parents)]
        return self.length - sum(len(self.document.text_of(element)) for element in outer)

    def without_scripts(self) -> int:
        """Return how many characters are read beside what only a visitor without scripts is told."""
        return self.beside(self.document.named["noscript"])

    def beside_question(self, buttons: Iterable[Tag], asking: re.Pattern[str]) -> int:
        """Return how many characters are read outside the smallest element that holds these buttons and asks."""
        chosen = list(buttons)
        for element in chosen[0].parents if chosen else ():
            inside = {id(part) for part in element.find_all(True)}
            if all(id(button) in inside for button in chosen) and asking.search(
                self.document.text_of(element)
            ):
                return self.beside([element])
        return self.length


def _is_filled(field: Tag) -> bool:
    """Tell whether a field is for typing, and not for a search."""
    kind, name = attribute(field, "type").lower(), attribute(field, "name").lower()
    return kind in _FILLED and name not in {"q", "s", "query", "search", "keyword", "keywords"}
