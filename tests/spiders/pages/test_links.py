from urllib.parse import urldefrag, urljoin, urlsplit

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


@pytest.mark.parametrize(
    "base", ["https://page.example/a/b", "http://u@page.example:80/?q#f", "ftp://x/", ""]
)
@pytest.mark.parametrize(
    "link",
    [
        "https://a.example", "https://a.example/b?c;d", "https://a.example/b;", "https://a.example/b?", "https://a.example:80/b",
        "https://a.example/b#c", "http://a.example/../b", "/a/b/", "/", "//a.example/b", "/a//b", "/./a", "/a/../b", "/a.b/c-d",
        "/.a", "/a?b", "/a;b", "/a%20b", "/é", "b", "?c", "/" + "a" * 9_000 + "!",
    ],
)  # fmt: skip
def test_an_address_that_is_plain_is_joined_as_any_other(link, base):
    joined = urldefrag(urljoin(base, link))[0]
    good = urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).netloc
    assert absolute(link, base) == (joined if good else None)
