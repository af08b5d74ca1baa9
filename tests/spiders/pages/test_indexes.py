"""What is gathered of a page once is what a search of its tree finds."""

import pytest

from spiders.pages.document import Document
from spiders.pages.indexes import HEADINGS, content_of, headings_of, holds, shorts_of, words_of

PAGE = b"""<html><body><nav><h4>Menu</h4><a>Home</a></nav>
<div id=a><section><h2>Plans</h2><p>From <b>$5</b> a month</p></section><ul><li>one<li><img alt=x></ul></div>
<template><h3>Later</h3></template><div id=b><object><h5>In it</h5></object><span> </span></div>
</body></html>"""


@pytest.fixture
def document() -> Document:
    return Document(PAGE)


@pytest.mark.parametrize("names", [HEADINGS, frozenset({"li"}), frozenset({"img", "svg"}), frozenset({"b"})])
def test_an_element_holds_what_a_search_of_it_finds(document: Document, names: frozenset[str]) -> None:
    told = [holds(document, one, names) for one in document.elements]
    assert told == [one.find(list(names)) is not None for one in document.elements]
    assert True in told
    assert False in told


def test_headings_come_in_order_and_content_leaves_the_chrome_out(document: Document) -> None:
    assert [document.text_of(one) for one in headings_of(document)][:2] == ["Menu", "Plans"]
    assert "nav" not in {one.name for one in content_of(document)}
    assert "Menu" not in {document.text_of(one) for one, _, _ in shorts_of(document)}


def test_words_are_those_right_within_an_element(document: Document) -> None:
    words = words_of(document)
    told = {one.name: words[id(one)] for one in content_of(document) if id(one) in words}
    assert told["p"] == ["From ", " a month"]
    assert told["b"] == ["$5"]
    assert "span" not in told
