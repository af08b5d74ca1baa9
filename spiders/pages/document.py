"""A document: a page parsed once, with the visible text of any element and a path that leads back to it."""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import CData, NavigableString, PageElement

from spiders.pages.decoding import decode
from spiders.pages.showing import is_ligature, is_shown, show_templates, spoken_for
from spiders.pages.soup import brew
from spiders.pages.survey import Survey, survey
from spiders.pages.text import BLOCK, collapse, collapse_lines

INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
     "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "svg", "time", "tt",
     "u", "var", "wbr", "output", "picture"}
)  # fmt: skip
"""Elements whose edges don't part words; every other edge is white space."""

UNSEEN = frozenset({"script", "style", "template", "head", "datalist", "iframe", "object", "canvas"})
"""Elements whose content is not text that a visitor without scripts reads; `noscript` is."""

_HIDING = UNSEEN - {"script", "style", "head"} | {"svg"}
_MUCH = 20_000
"""Characters between tags from which a page has much to read."""

_ICONS = frozenset({"img", "svg", "i", "span"})
_CHROME = frozenset({"nav", "footer", "aside"})
_CHROME_ROLES = frozenset({"navigation", "contentinfo", "complementary", "dialog", "alertdialog"})
_STEP = re.compile(r"((?:[^:\\>\s]|\\.)+)(?::nth-of-type\((\d+)\))?")
_SPECIAL = re.compile(r"([^a-zA-Z0-9_-])")


class Document:
    """One parsed page.

    `text_of` and `find` are inverse to each other through `path_of`: they depend on the bytes and the
    content type alone, never on what was asked before.
    """

    def __init__(self, body: bytes, *, content_type: str | None = None) -> None:
        self.source = decode(body, content_type=content_type)
        self.survey: Survey = survey(self.source)
        self.soup = _parse(self.source, self.survey)
        self.elements: list[Tag] = []
        """Every element outside scripts and the like, in document order."""
        self.named: defaultdict[str, list[Tag]] = defaultdict(list)
        """Every element by name, in document order, scripts and the head's included."""
        self.gathered: dict[str, object] = {}
        """What readers gather of the page once and ask for again, by a name of their own."""
        self._chrome: set[int] = set()
        self._spans: dict[int, tuple[int, int]] = {}
        self._pieces: list[str] = []
        self._texts: dict[int, str] = {}
        self._paths: dict[int, str] = {}
        if "<template" in self.source:
            show_templates(self.soup)
        self._read()
        self.lost = self._is_lost()
        """Whether the parser kept hardly anything of a page that has much to read."""

    @property
    def pieces(self) -> Sequence[str]:
        """The raw text of the page in order, BLOCK at the edges of blocks; `span_of` counts in it."""
        return self._pieces

    def span_of(self, element: Tag) -> tuple[int, int]:
        """Return where the pieces of an element begin and end; equal places when it shows nothing."""
        return self._spans.get(id(element), (0, 0))

    @cached_property
    def text(self) -> str:
        """The visible text of the page, one line a block."""
        return collapse_lines("".join(self._pieces))

    def text_of(self, element: Tag) -> str:
        """Return what a visitor reads in an element, on one line.

        Parts that a script may show later (tabs, toggles) are text too; an icon is the words that a
        screen reader says for it; a `meta` element is its content, the page's `title` its words.
        """
        text = self._texts.get(id(element))
        if text is None:
            start, end = self._spans.get(id(element), (0, 0))
            if element.name == "meta":
                raw = attribute(element, "content")
            elif element.name == "title" and id(element) not in self._spans:
                raw = element.get_text()
            else:
                raw = "".join(self._pieces[start:end])
            text = self._texts[id(element)] = collapse(raw)
        return text

    def lines_of(self, element: Tag) -> list[str]:
        """Return what a visitor reads in an element, one line a block."""
        start, end = self._spans.get(id(element), (0, 0))
        return collapse_lines("".join(self._pieces[start:end])).split("\n")

    def offset_of(self, element: Tag, around: Tag) -> int | None:
        """Return where the text of an element begins in the text of one around it; None when it does not."""
        start, _ = self._spans.get(id(around), (0, 0))
        place, _ = self._spans.get(id(element), (0, 0))
        before, text = collapse("".join(self._pieces[start:place])), self.text_of(element)
        context, offset = self.text_of(around), len(before)
        offset += before != "" and context[offset : offset + 1] == " "
        return offset if text and context[offset : offset + len(text)] == text else None

    def is_chrome(self, element: Tag) -> bool:
        """Tell whether an element stands in navigation, footer or the like, where no facts are."""
        return id(element) in self._chrome

    def path_of(self, element: Tag) -> str:
        """Return the CSS path from the root to an element, e.g. `html > body > p:nth-of-type(2)`."""
        known = self._paths.get(id(element))
        if known is not None:
            return known
        parent = element.parent
        step = _step(element)
        if parent is not None and parent is not self.soup:
            # A chain of ancestors may be thousands deep in a hostile page: climb, don't recurse.
            chain = [step]
            for above in element.parents:
                if above is self.soup:
                    break
                prefix = self._paths.get(id(above))
                if prefix is not None:
                    chain.append(prefix)
                    break
                chain.append(_step(above))
            step = " > ".join(reversed(chain))
        self._paths[id(element)] = step
        return step

    def find(self, path: str) -> Tag:
        """Return the element at a path that `path_of` gave; LookupError when nothing stands there."""
        place: Tag = self.soup
        for step in path.split(" > "):
            match = _STEP.fullmatch(step)
            if match is None:
                message = (
                    f"selector {path!r}: {step!r} is not a step of a path such as 'body > p:nth-of-type(2)'"
                )
                raise LookupError(message)
            name, wanted = re.sub(r"\\(.)", r"\1", match.group(1)), int(match.group(2) or 1)
            same = [child for child in place.contents if isinstance(child, Tag) and child.name == name]
            if not 1 <= wanted <= len(same):
                message = f"selector {path!r}: no {step!r} stands there"
                raise LookupError(message)
            place = same[wanted - 1]
        return place

    def _read(self) -> None:
        """Walk the tree once: gather text pieces, the span of each element, and where the chrome is."""
        pieces, spans = self._pieces, self._spans
        chrome = self._enter(self.soup, chrome=False)
        around: list[tuple[Tag, Iterator[PageElement], bool]] = [
            (self.soup, iter(self.soup.contents), chrome)
        ]
        while around:
            element, children, chrome = around[-1]
            for child in children:
                if isinstance(child, Tag):
                    inner = self._enter(child, chrome=chrome)
                    around.append((child, iter(self._seen_in(child)), inner))
                    break
                if type(child) is NavigableString or type(child) is CData:
                    pieces.append(child)
            else:
                around.pop()
                if element.name not in INLINE:
                    pieces.append(BLOCK)
                spans[id(element)] = (spans[id(element)][0], len(pieces))

    def _seen_in(self, element: Tag) -> Sequence[PageElement]:
        """Return what a visitor reads in an element on the way down; what is spoken in its place is set down at once."""
        spoken = spoken_for(element)
        if spoken:
            self._pieces.append(f" {spoken} ")
            return ()
        name = element.name
        if (name not in UNSEEN or is_shown(element)) and name != "svg" and not is_ligature(element):
            return element.contents
        if name == "head":
            self._read_unseen(element)
        return ()

    def _is_lost(self) -> bool:
        """Tell whether less than a hundredth of much text is left; parts that no visitor sees leave it open."""
        wanted = self.survey.text // 100
        if self.survey.text < _MUCH or any(self.named[name] for name in _HIDING):
            return False
        kept = 0
        for piece in self._pieces:
            kept += len(piece.strip())
            if kept >= wanted:
                return False
        return True

    def _enter(self, element: Tag, *, chrome: bool) -> bool:
        """Note an element on the way in; return whether it is in the chrome of the page."""
        name, attributes = element.name, element.attrs
        if name not in INLINE:
            self._pieces.append(BLOCK)
        self._spans[id(element)] = (len(self._pieces), len(self._pieces))
        self.named[name].append(element)
        if (name not in UNSEEN or is_shown(element)) and element is not self.soup:
            self.elements.append(element)
        if name in _ICONS and (name in ("img", "svg") or not element.contents):
            label = icon_label(element)
            if label:
                self._pieces.append(f" {label} ")
        chrome = chrome or name in _CHROME or attributes.get("role") in _CHROME_ROLES
        if chrome:
            self._chrome.add(id(element))
        return chrome

    def _read_unseen(self, element: Tag) -> None:
        """Note the elements of the head by name; they hold no visible text."""
        for child in element.find_all(True):
            self.named[child.name].append(child)


def icon_label(element: Tag) -> str:
    """Return what a screen reader says for an image or icon; empty when it is decoration."""
    attributes = element.attrs
    if attributes.get("aria-hidden") == "true":
        return ""
    for name in ("aria-label", "alt", "title"):
        value = attributes.get(name)
        if isinstance(value, str) and value.strip():
            return value
    if element.name == "svg":
        title = element.find("title")
        return title.get_text() if title is not None else ""
    return ""


def attribute(element: Tag, name: str) -> str:
    """Return an attribute as one string, empty when it is not there; classes are joined by spaces."""
    value = element.attrs.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def ancestors(element: Tag) -> Iterator[Tag]:
    """Yield the elements around an element, nearest first, the document itself left out."""
    for parent in element.parents:
        if isinstance(parent, BeautifulSoup):
            return
        yield parent


def _step(element: Tag) -> str:
    """Return an element's own step of a path, with its place among siblings of its name unless it is the first."""
    name, place = element.name, 1
    for sibling in element.previous_siblings:
        if isinstance(sibling, Tag) and sibling.name == name:
            place += 1
    escaped = _SPECIAL.sub(r"\\\1", name)
    return escaped if place == 1 and not _has_twin(element) else f"{escaped}:nth-of-type({place})"


def _has_twin(element: Tag) -> bool:
    """Tell whether a later sibling has the same name, so that the path must say which one is meant."""
    return any(isinstance(sibling, Tag) and sibling.name == element.name for sibling in element.next_siblings)


def _parse(source: str, found: Survey) -> BeautifulSoup:
    """Parse with libxml2, or with Python's own parser where libxml2 would lose text or stand still."""
    if found.hopeless:
        source = ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        if found.hostile:
            return BeautifulSoup(source, "html.parser", multi_valued_attributes=None)
        return brew(source)
