import pytest

from spiders.pages.links import absolute


def test_links_are_absolute_with_the_kind_they_seem_to_be_of(read):
    links = {link.url: link.kind for link in read("cards.html").links}
    assert links["https://made.example/features"] == "features"
    assert links["https://made.example/pricing"] == "pricing"
    assert links["https://made.example/changelog"] == "changelog"
    assert links["https://made.example/login"] is None


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "tel:1",
        "data:text/html,x",
        "http://[::1",
        "  ",
        "ftp://a.example/",
    ],
)
def test_only_web_addresses_are_links(link):
    assert absolute(link, "https://made.example/") is None


def test_the_base_of_a_page_is_respected_and_fragments_go(read_html):
    page = read_html(
        "<base href='https://other.example/a/'><a href='b#c'>B</a><a href='#d'>D</a><a href='b'>B again</a>"
    )
    assert [link.url for link in page.links] == ["https://other.example/a/b"]


def test_the_last_page_has_no_next_page(read_html):
    assert (
        read_html("<a href='/p?page=1'>Previous</a><a href='https://other.example/'>Next</a>").next_page
        is None
    )
