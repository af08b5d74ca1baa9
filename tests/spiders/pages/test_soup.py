"""The tree that is brewed fast is the one that BeautifulSoup makes."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from spiders.pages.elements import Element
from spiders.pages.soup import brew

PAGES = [
    "",
    "words alone",
    "<p>a<p>b <i> </i>\n <b>\n\n</b>",
    "<pre>\n\n x <b> </b> </pre>  <textarea> \n </textarea>  <p> \t\n</p>",
    "<html xmlns='u' xmlns:o='v'><o:p o:q=1>x</o:p><svg:rect/><div {a}b=c>t</div>",
    "<meta charset=utf-8><meta http-equiv=Content-Type content='text/html; charset=latin1'>a",
    "<!-- c --><!doctype html PUBLIC 'a' 'b'><?pi x?><p>a<!-- b -->c<!-- --></p></html>tail<p>z",
    "<script>a<b</script><style>x</style><template><p>h</p> t</template><ruby>a<rt>b</rt></ruby>",
    "</div></div>a<td>b<table><div>c</table><b><i>d</b>e</i><form><form>",
    "<body class='a b'>1</body><body rel=c>2</body><br></br><p/>x<p a=1 a=2 B=3 checked>",
    "<pre><pre>a</pre> </pre> <a\x0bb> \x0b </a> &amp;&nbsp;&#x20; <option>1<option>2",
]


def told(tree: BeautifulSoup) -> list[tuple[Any, ...]]:
    """Return every node of a tree with its fields, and with its places in place of its neighbours."""
    nodes: list[PageElement] = [tree, *tree.descendants]
    places = {id(node): place for place, node in enumerate(nodes)}
    links = ("parent", "next_element", "previous_element", "next_sibling", "previous_sibling")
    rows: list[tuple[Any, ...]] = []
    for node in nodes:
        fields = vars(node)
        kept = {
            name: value for name, value in fields.items() if name not in (*links, "contents", "parser_class")
        }
        inner = [places[id(child)] for child in fields.get("contents", ())]
        around = [places.get(id(fields[link])) for link in links]
        text = str(node) if isinstance(node, str) else ""
        rows.append((type(node), text, inner, around, None if node is tree else kept))
    return rows


@pytest.mark.parametrize("source", PAGES)
def test_a_brewed_tree_is_beautifulsoups_own_node_by_node(source: str) -> None:
    slow = BeautifulSoup(source, "lxml", multi_valued_attributes=None, element_classes={Tag: Element})
    assert told(brew(source)) == told(slow)


def test_attributes_of_one_tag_are_no_other_tags() -> None:
    first, second = brew("<p class='a b'>x</p><p>y</p>").find_all("p")
    assert first.attrs == {"class": "a b"}
    assert second.attrs == {}
    assert first.get_text() == "x"
