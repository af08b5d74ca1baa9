"""Values of a view as markup: links where they lead somewhere, and text that stays text."""

import json
import tarfile

import pytest
from bs4 import BeautifulSoup

from rivalscope.explore.cells import cell
from rivalscope.reports.inert import one_line

COLUMNS = ("text", "product", "feature", "url", "evidence_ids", "plan")


def parsed(column, value, table=None):
    return BeautifulSoup(f"<td>{cell(column, value, table=table)}</td>", "html.parser").td


def test_evidence_products_and_features_are_links():
    assert parsed("evidence_id", 7).a["href"] == "/evidence/7"
    assert parsed("id", 7, "evidence").a["href"] == "/evidence/7"
    assert cell("id", 7, table="reviews") is None
    assert parsed("product", "a/b").a["href"] == "/product/a%2Fb"
    assert parsed("feature", "A & B?").a["href"] == "/feature?name=A+%26+B%3F"


def test_of_many_evidences_the_first_five_are_links_and_the_rest_is_counted():
    page = parsed("evidence_ids", "[1, 2, 3, 4, 5, 6, 7]")
    assert [link["href"] for link in page.select("a")] == [f"/evidence/{n}" for n in range(1, 6)]
    assert page.get_text().endswith("+2")


@pytest.mark.parametrize("value", ["null", "7", '{"a": 1}', "[true, null]", "not JSON"])
def test_what_is_no_list_of_numbers_makes_no_wrong_link(value):
    assert [link["href"] for link in parsed("evidence_ids", value).select("a")] == []


@pytest.mark.parametrize(
    "value",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a\u202eb.example", "file:a.csv"],
)
def test_only_addresses_of_web_pages_are_links(value):
    assert parsed("url", value).select("a") == []


def test_a_link_elsewhere_tells_nothing_of_where_it_was_followed_from():
    assert parsed("url", "https://made.example/a").a["rel"] == ["noopener", "noreferrer"]


def test_a_long_text_is_cut_and_an_empty_one_left_to_the_table():
    assert len(parsed("text", "x" * 9000).get_text()) == 400
    assert cell("text", " ", table=None) is None
    assert cell("text", None, table=None) is None


def only_links(page, value):
    assert {tag.name for tag in page.find_all(True)} <= {"a"}, value
    for link in page.select("a"):
        assert set(link.attrs) <= {"href", "rel", "class"}, value
        assert link["href"].startswith(("/", "http://", "https://")), value
        assert not link["href"].startswith("//"), value


def test_hostile_text_makes_no_element_but_our_links(hostile):
    for value in hostile:
        for column in COLUMNS:
            only_links(parsed(column, value), value)


@pytest.mark.shared
def test_naughty_strings_make_no_element_but_our_links(shared):
    with tarfile.open(shared / "data" / "hostile" / "blns.tar.gz") as archive:
        strings = json.load(archive.extractfile("./blns.json"))
    assert len(strings) > 400
    for value in strings:
        for column in COLUMNS:
            only_links(parsed(column, value), value)
        if cell("text", value, table=None) is not None:
            assert parsed("text", value).get_text() == one_line(value, limit=400)
