"""The frontier: a night's URLs, each fetched once, none lost when a run is killed."""

import pytest

from rivalscope.domain.capture import Validators, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import SourceKind, SourceOrigin
from rivalscope.errors import StoreError
from storage import reads
from storage.frontier import SqlFrontier, open_frontier


def entry(url, **more):
    return FrontierEntry(url=url, source=more.pop("source", "rival/pricing"), **more)


@pytest.fixture
def frontier(market, made):
    return SqlFrontier(market, made.night_of(0))


def test_what_is_added_is_pending_in_order_and_added_once(frontier):
    first, second = entry("https://a.example/1"), entry("https://a.example/2", depth=1, carrier="link")
    assert frontier.add([first, second, first]) == [first, second]
    assert frontier.add([second]) == []
    assert frontier.pending() == [first, second]


def test_a_stored_capture_settles_its_url(frontier, pricing, made):
    frontier.add([entry(made.urls["pricing"]), entry("https://a.example/2")])
    pricing.show(0, made.plan("Pro", made.price("9")))
    assert [waiting.url for waiting in frontier.pending()] == ["https://a.example/2"]
    assert frontier.counts() == {"pending": 1, "done": 1, "failed": 0}
    assert frontier.add([entry(made.urls["pricing"])]) == []


def test_what_failed_is_tried_again_by_a_new_run_of_the_night(frontier, pricing, made, migrated_url):
    frontier.add([entry(made.urls["pricing"])])
    pricing.fail(0, Verdict.ERROR)
    assert frontier.pending() == []
    assert frontier.seeds_done()
    again = open_frontier(migrated_url, made.night_of(0))
    assert [waiting.url for waiting in again.pending()] == [made.urls["pricing"]]
    again.close()


def test_each_night_has_its_own_urls(frontier, market, made):
    frontier.add([entry("https://a.example/1")])
    tomorrow = SqlFrontier(market, made.night_of(1))
    assert tomorrow.pending() == []
    assert not tomorrow.seeds_done()
    assert len(tomorrow.add([entry("https://a.example/1")])) == 1


def test_urls_may_be_longer_than_an_index_allows(frontier):
    long = entry("https://a.example/" + "x" * 8000)
    assert frontier.add([long]) == [long]
    assert frontier.pending() == [long]


def test_an_entry_of_an_unknown_source_says_what_to_do(frontier):
    with pytest.raises(StoreError, match="no source 'rival/nowhere': sync the market file first"):
        frontier.add([entry("https://a.example/1", source="rival/nowhere")])


def test_what_was_planned_and_never_fetched_is_in_the_coverage(frontier, made):
    frontier.add([entry("https://a.example/1")])
    (row,) = reads.coverage(frontier.engine, since=made.night_of(0), until=made.night_of(0))
    assert (row.verdict, row.reason, row.captures) == (None, "due, but not fetched", 0)


def test_validators_are_those_of_the_newest_good_capture(frontier, pricing, made):
    url = made.urls["pricing"]
    assert frontier.validators(url) is None
    pricing.show(0, made.plan("Pro", made.price("9")), etag='"one"')
    pricing.show(
        1, made.plan("Pro", made.price("9")), etag='"two"', last_modified="Mon, 05 Jan 2026 00:00:00 GMT"
    )
    pricing.fail(2, Verdict.LOGIN)
    assert frontier.validators(url) == Validators(
        etag='"two"', last_modified="Mon, 05 Jan 2026 00:00:00 GMT", snapshot=f"{1:064x}"
    )
    pricing.show(3, made.plan("Pro", made.price("9")))
    assert frontier.validators(url) is None


def test_a_discovered_url_gets_a_source(frontier):
    found = frontier.source_for("rival", SourceKind.DOCS, "https://made.example/docs")
    assert (found.key, found.origin) == ("rival/docs", SourceOrigin.DISCOVERED)
