import dataclasses
import xml.etree.ElementTree as ET

import feedparser
import pytest

from rivalscope.reports import feed


@pytest.fixture
def report(made):
    return made.report()


def test_a_feed_tells_what_rivals_changed_newest_first(report):
    read = feedparser.parse(feed.render(report))
    assert not read.bozo
    assert read.version == "atom10"
    rivals = [change for change in report.changes if change.product != report.ours.slug]
    assert len(read.entries) == len(rivals) > 1
    updated = [entry.updated for entry in read.entries]
    assert updated == sorted(updated, reverse=True)
    assert {entry.title.partition(":")[0] for entry in read.entries} <= set(report.names.values())


def test_an_entry_keeps_its_id_and_leads_to_the_page(report):
    first, again = (feedparser.parse(feed.render(report)) for _ in range(2))
    assert [entry.id for entry in first.entries] == [entry.id for entry in again.entries]
    assert len({entry.id for entry in first.entries}) == len(first.entries)
    links = [entry.link for entry in first.entries if "link" in entry]
    assert links
    assert all(link.startswith("http") for link in links)


def test_words_of_strangers_stay_words(report):
    hostile = '<script>alert(1)</script>&"]]> \x00\x0b\u2028\ud800'
    (change, *rest) = report.changes
    changed = dataclasses.replace(change, subject=hostile, before=hostile, after=hostile, product="kestrel")
    told = feed.render(dataclasses.replace(report, market=hostile, changes=(changed, *rest)))
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(told.encode()).iter()}
    assert tags == {
        "feed",
        "id",
        "title",
        "updated",
        "author",
        "name",
        "entry",
        "link",
        "category",
        "content",
    }
    assert "&lt;script&gt;" in told


def test_a_market_without_changes_has_an_empty_feed(report):
    read = feedparser.parse(feed.render(dataclasses.replace(report, changes=())))
    assert not read.bozo
    assert read.entries == []
