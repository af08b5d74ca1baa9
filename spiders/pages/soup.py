"""Soup: the tree of a page as BeautifulSoup makes it with libxml2, without asking of each tag what is true of all of its name."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import Comment, Doctype, NavigableString

from spiders.pages.elements import Element

_ASCII_SPACES = BeautifulSoup.ASCII_SPACES
_OPTIONS: dict[str, Any] = {"multi_valued_attributes": None}


def brew(source: str) -> BeautifulSoup:
    """Return the tree of a page's source; the values of attributes are strings, classes too."""
    try:
        return BeautifulSoup(source, builder=_Builder(**_OPTIONS))
    except _RareError:
        return BeautifulSoup(source, "lxml", element_classes={Tag: Element}, **_OPTIONS)


class _RareError(Exception):
    """A page has what is left to BeautifulSoup: namespaces, or tags that end out of turn."""


class _Builder(LXMLTreeBuilder):
    """Builds the tree that LXMLTreeBuilder builds; a tag is a copy of the first one of its name, with attributes of its own."""

    def initialize_soup(self, soup: BeautifulSoup) -> None:
        """Begin a tree."""
        super().initialize_soup(soup)
        self._open: list[Tag] = [soup]
        self._last: Any = None
        self._texts: list[str] = []
        self._kept = 0
        self._holders: list[str] = []
        self._firsts: dict[str, dict[str, Any]] = {}

    def feed(self, markup: Any) -> None:
        """Parse a page; raise _RareError for one that is left to BeautifulSoup."""
        super().feed(markup)
        if self._texts:
            self._flush()

    def start(self, tag: Any, attrib: Any, nsmap: Any = None) -> None:
        """Open an element."""
        if nsmap or (attrib and "{" in "".join(attrib)) or tag[0] == "{":
            raise _RareError
        if self._texts:
            self._flush()
        fields = self._firsts.get(tag)
        if fields is None:
            first = Element(
                self.soup,
                self,
                tag,
                None,
                None,
                self.attribute_dict_class(),
                namespaces=self.active_namespace_prefixes[-1],
            )
            fields = self._firsts[tag] = vars(first)
        parent, last = self._open[-1], self._last
        element = Element.__new__(Element)
        fields = fields.copy()
        fields["attrs"] = self.attribute_dict_class(attrib)
        fields["contents"] = []
        fields["parent"] = parent
        fields["previous_element"] = last
        beside = parent.contents
        if beside:
            fields["previous_sibling"] = beside[-1]
            beside[-1].next_sibling = element
        element.__dict__ = fields
        if last is not None:
            last.next_element = element
        beside.append(element)
        self._last = element
        self._open.append(element)
        if tag in self.preserve_whitespace_tags:
            self._kept += 1
        elif tag in self.string_containers:
            self._holders.append(tag)
        elif tag == "meta":
            self.set_up_substitutions(element)

    def end(self, tag: Any) -> None:
        """Close an element."""
        if self._texts:
            self._flush()
        if self._open.pop().name != tag:
            raise _RareError
        if tag in self.preserve_whitespace_tags:
            self._kept -= 1
        elif tag in self.string_containers:
            self._holders.pop()

    def data(self, data: Any) -> None:
        """Take a piece of text."""
        self._texts.append(data)

    def comment(self, text: Any) -> None:
        """Set a comment into the tree."""
        self._add(text, Comment)

    def doctype(self, name: str, pubid: str, system: str) -> None:
        """Set the declaration of the document's type into the tree."""
        self._add(str(Doctype.for_name_and_ids(name, pubid, system)), Doctype)

    def pi(self, target: str, data: str) -> None:
        """Set an instruction into the tree."""
        self._add(f"{target} {data}", self.processing_instruction_class)

    def _add(self, text: str, kind: type[NavigableString]) -> None:
        if self._texts:
            self._flush()
        self._texts.append(text)
        self._flush(kind)

    def _flush(self, kind: type[NavigableString] | None = None) -> None:
        """Set the text that has come into the tree; white space alone is one space or one end of a line, but in `pre`."""
        text = "".join(self._texts)
        self._texts.clear()
        if not self._kept and not text.strip(_ASCII_SPACES):
            text = "\n" if "\n" in text else " "
        if kind is None:
            kind = self.string_containers[self._holders[-1]] if self._holders else NavigableString
        string = str.__new__(kind, text)
        parent, last = self._open[-1], self._last
        contents = parent.contents
        beside = contents[-1] if contents else None
        string.__dict__ = {
            "hidden": False,
            "parent": parent,
            "previous_element": last,
            "next_element": None,
            "next_sibling": None,
            "previous_sibling": beside,
        }
        if beside is not None:
            beside.next_sibling = string
        if last is not None:
            last.next_element = string
        self._last = string
        contents.append(string)
