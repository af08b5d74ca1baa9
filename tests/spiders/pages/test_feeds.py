import datetime as dt

from spiders.pages.feeds import looks_like_feed, parse_feed


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
