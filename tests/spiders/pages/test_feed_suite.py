"""Feeds of feedparser's own suite: each is read without fail, and says what the suite expects of title, link and day."""

import ast
import datetime as dt
import re
import tarfile

import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.feeds import parse_feed
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page
from spiders.pages.text import plain_text

pytestmark = [pytest.mark.shared, pytest.mark.slow]

EXPECT = re.compile(
    r"Expect:\s+(?:not bozo and )?(feed|entries\[0\])\['(\w+)'\] == (u?['\"(].*?)\s*(?:-->|$)", re.MULTILINE
)
SEEN = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def feeds(shared):
    """The suite's documents by name."""
    with tarfile.open(shared / "data" / "web" / "feedparser_tests" / "feeds.tar.gz") as archive:
        members = [one for one in archive if one.isfile() and one.name.endswith((".xml", ".json"))]
        return {one.name: archive.extractfile(one).read() for one in members}


def expectation(body):
    """What a document's comment says of it: where, what and the value; None when it says nothing so plain."""
    text = body.decode("utf-8", "replace")
    found = EXPECT.search(text)
    if found is None or "Header:" in text:  # some headers change what a feed means
        return None
    try:
        return found[1], found[2], ast.literal_eval(found[3])
    except (SyntaxError, ValueError):
        return None


def test_every_feed_is_read_and_its_words_are_found_again(feeds):
    assert len(feeds) == 2107
    for name, body in feeds.items():
        page = read_page(body, url="https://made.example/feed", kind=SourceKind.FEED, seen_at=SEEN)
        assert page.verdict in ("ok", "error"), name
        selections = Selections(body)
        assert all(selections.confirm(release.passage) for release in page.releases), name


def test_titles_are_those_that_the_suite_expects(feeds):
    checked = 0
    for name, body in feeds.items():
        expected = expectation(body)
        if expected is None or expected[1] != "title" or not isinstance(expected[2], str):
            continue
        feed = parse_feed(body)
        ours = (feed.title or "") if expected[0] == "feed" else feed.entries[0].title
        assert ours == plain_text(expected[2]), name
        checked += 1
    assert checked >= 300


def test_links_and_days_are_those_that_the_suite_expects(feeds):
    checked = 0
    for name, body in feeds.items():
        expected = expectation(body)
        if expected is None or expected[0] != "entries[0]":
            continue
        entry = parse_feed(body).entries[:1]
        if expected[1] == "link" and "127.0.0.1" not in expected[2]:  # a relative one; its base is a header
            assert entry[0].link == expected[2], name
            checked += 1
        elif expected[1] in ("published_parsed", "updated_parsed") and isinstance(expected[2], tuple):
            assert entry[0].date == dt.date(*expected[2][:3]), name
            checked += 1
    assert checked >= 15
