"""News sitemaps; every entry here is made up."""

import datetime as dt

from rivalscope.domain.market import SourceKind
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page

URL = "https://made.example/news-sitemap.xml"


def sitemap(*entries):
    told = "".join(
        f"<url><loc>https://made.example/{number}</loc><n:news><n:publication><n:name>Made</n:name>"
        f"</n:publication>{entry}</n:news></url>"
        for number, entry in enumerate(entries)
    )
    spaces = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"
    return f"<?xml version='1.0'?><urlset {spaces}>{told}</urlset>".encode()


def read(body):
    return read_page(body, url=URL, kind=SourceKind.FEED)


def test_an_entry_is_a_release_with_title_and_day():
    body = sitemap(
        "<n:publication_date>2026-10-01T08:00:00Z</n:publication_date><n:title>Boards &amp; lists</n:title>",
        "<n:title/>",
        "<n:title>Undated</n:title>",
    )
    page = read(body)
    assert [(one.title, one.date) for one in page.releases] == [
        ("Boards & lists", dt.date(2026, 10, 1)),
        ("Undated", None),
    ]
    assert page.verdict == "ok"
    assert all(Selections(body).confirm(one.passage) for one in page.releases)


def test_a_sitemap_without_news_is_no_feed():
    assert read(b"<urlset><url><loc>/a</loc></url></urlset>").verdict == "error"
    assert read(sitemap()).verdict == "error"


def test_a_broken_sitemap_of_news_gives_what_came_before_the_break():
    body = sitemap("<n:title>One</n:title>", "<n:title>Two</n:title>")
    assert [one.title for one in read(body[: body.index(b"Two")]).releases][:1] == ["One"]
