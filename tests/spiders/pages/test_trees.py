"""Trees of XML; every document here is made up."""

import pytest

from spiders.pages.passages import select
from spiders.pages.trees import MOST_CHILDREN, find_in_tree, read_tree

DOCUMENT = b"""<?xml version="1.0"?><!-- made --><m:list xmlns:m="urn:made"><!-- a comment is no element -->
<m:entry><m:name>One &amp; <![CDATA[<b>two</b>]]></m:name></m:entry><m:entry/></m:list>"""


def test_an_element_is_found_by_its_place_among_elements():
    tree = read_tree(DOCUMENT)
    assert (tree.name, [child.name for child in tree.children]) == ("list", ["entry", "entry"])
    name = tree.children[0].children[0]
    assert (name.selector, name.text) == ("xml:0/0", "One & two")
    assert select(DOCUMENT, name.selector) == "One & two"


@pytest.mark.parametrize("selector", ["xml:2", "xml:0/0/0", "xml:-1", "xml:x", "xml:0/1"])
def test_a_place_where_nothing_stands_is_told(selector):
    with pytest.raises(LookupError, match="leads nowhere"):
        select(DOCUMENT, selector)


def test_what_is_no_xml_is_no_tree():
    assert read_tree(b"") is None
    assert read_tree(b"{}") is None
    with pytest.raises(LookupError):
        find_in_tree(None, "0")


def test_no_entity_is_resolved_and_no_file_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    bomb = f"""<!DOCTYPE a [<!ENTITY f SYSTEM "file://{secret}"><!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&f;&y;</a>"""
    assert "secret" not in read_tree(bomb.encode()).text
    assert "ha" not in read_tree(bomb.encode()).text


def test_a_very_long_or_deep_document_is_bounded():
    wide = read_tree(b"<a>" + b"<b/>" * (MOST_CHILDREN + 10) + b"</a>")
    assert len(wide.children) == MOST_CHILDREN
    deep = read_tree(b"<a>" * 5000)
    assert deep is None or deep.name == "a"
