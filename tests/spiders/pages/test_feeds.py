import datetime as dt
import json

from rivalscope.domain.market import SourceKind
from spiders.pages.feeds import looks_like_feed, parse_feed
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "What's new in Tidewell (made for these tests)",
    "language": "en-GB",
    "next_url": "/feed.json?page=2",
    "items": [
        {"id": "2", "url": "/news/2", "title": "1 < 2 boards", "date_published": "2026-10-02T09:00:00+02:00",
         "content_html": "<ul><li>Boards open <b>twice</b> as fast</li><li>Fixed: lost scroll</li></ul>"},
        {"id": 1, "external_url": "https://made.example/1", "content_text": "Plain <b> & simple", "title": None,
         "date_modified": "2026-09-01"},
    ],
}  # fmt: skip


def test_a_feed_is_read_as_releases(read):
    page = read("feed.xml", "feed")
    assert (page.verdict, page.title) == ("ok", "Tidewell & friends")
    assert [(release.date, release.title, release.items) for release in page.releases] == [
        (dt.date(2026, 3, 14), "Faster boards", ("Boards open twice as fast", "Fixed: lost scroll")),
        (dt.date(2026, 1, 5), "Winter update", ("Dark mode for everyone.",)),
    ]


def test_rss_is_told_from_a_page_by_its_first_bytes():
    assert looks_like_feed(b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>")
    assert not looks_like_feed(b"<!doctype html><html><body>&lt;rss <rss></body></html>")


def test_what_is_no_feed_gets_a_verdict(read):
    page = read("cards.html", "feed")
    assert page.verdict == "error"
    assert "feed" in page.reason


def test_an_address_or_a_file_name_as_body_is_not_opened(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text("<rss><channel><title>secret</title><item><title>x</title></item></channel></rss>")
    assert parse_feed(str(secret).encode()).entries == []
    assert parse_feed(b"http://127.0.0.1:9/feed").entries == []


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    body = f"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file://{secret}'>]><rss><channel><title>&x;</title><item><title>&x;</title></item></channel></rss>"
    feed = parse_feed(body.encode())
    assert "hidden" not in f"{feed.title}{feed.entries}"


def test_a_json_feed_is_read_as_releases():
    body = json.dumps(JSON_FEED).encode()
    page = read_page(body, url="https://made.example/feed.json", kind=SourceKind.FEED)
    assert [(release.date, release.title, release.items) for release in page.releases] == [
        (dt.date(2026, 10, 2), "1 < 2 boards", ("Boards open twice as fast", "Fixed: lost scroll")),
        (dt.date(2026, 9, 1), "Plain <b> & simple", ("Plain <b> & simple",)),
    ]
    assert (page.verdict, page.language) == ("ok", "en-gb")
    assert page.next_page == "https://made.example/feed.json?page=2"
    assert [link.url for link in page.links] == ["https://made.example/news/2", "https://made.example/1"]
    assert all(Selections(body).confirm(release.passage) for release in page.releases)


def test_a_json_feed_is_told_by_its_version_and_other_json_is_none():
    assert looks_like_feed(json.dumps(JSON_FEED).encode())
    assert looks_like_feed(b'\xef\xbb\xbf {"version": "https:\\/\\/jsonfeed.org\\/version\\/1"}')
    assert not looks_like_feed(b'{"version": "1.1", "items": []}')


def test_any_value_of_a_json_feed_may_be_anything():
    for value in (
        None,
        True,
        7,
        10**400,
        "",
        "\x00",
        "\ud800",
        [],
        {},
        [None],
        "<script>x</script>",
        "9999-99-99",
    ):
        for key in JSON_FEED:
            parse_feed(json.dumps(JSON_FEED | {key: value}).encode())
        for key in ("id", "url", "external_url", "title", "content_html", "content_text", "date_published"):
            body = json.dumps(JSON_FEED | {"items": [value, {key: value}]}).encode()
            page = read_page(body, url="https://made.example/feed.json", kind=SourceKind.FEED)
            assert key != "content_html" or all("<" not in release.title for release in page.releases)
            assert all(Selections(body).confirm(release.passage) for release in page.releases)


def test_an_atom_feed_may_name_its_next_part():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Made</title><link rel="next" href="/feed?page=2"/>
    <entry><title>One</title><link href="news/1"/><updated>2026-10-02T09:00:00Z</updated></entry></feed>"""
    page = read_page(body, url="https://made.example/feed", kind=SourceKind.FEED)
    assert page.next_page == "https://made.example/feed?page=2"
    assert [link.url for link in page.links] == ["https://made.example/news/1"]
