"""The frontier: a night's URLs, each fetched once, none lost when a run is killed, and those not due left alone."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from rivalscope.domain.capture import Validators, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import SourceKind, SourceOrigin
from rivalscope.domain.recheck import Bounds
from rivalscope.errors import StoreError
from storage import reads
from storage.engine import writing
from storage.frontier import SqlFrontier, open_frontier
from storage.tables import FrontierRow

BOUNDS = {"rival/pricing": Bounds(least=1, most=7)}


def entry(url, **more):
    return FrontierEntry(url=url, source=more.pop("source", "rival/pricing"), **more)


def urls(claims):
    return [claim.entry.url for claim in claims]


@pytest.fixture
def open_one(market, made):
    """Open frontiers of nights; what they hold back is let go of at the end."""
    opened = []

    def frontier(number=0, **more):
        opened.append(SqlFrontier(market, made.night_of(number), **more))
        return opened[-1]

    yield frontier
    for one in opened:
        one.writer.close()


@pytest.fixture
def frontier(open_one):
    return open_one()


def seed(frontier, *entries, bounds=None, at=None):
    at = at or datetime(2026, 1, 1, 2, tzinfo=UTC)
    frontier.seed(entries, bounds=BOUNDS if bounds is None else bounds, at=at).result()


def lapse(frontier):
    """Let every lease of a night end a minute ago."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    with writing(frontier.engine) as connection:
        connection.execute(update(FrontierRow).values(leased_until=past))


def test_a_night_begins_with_its_urls_in_order_each_once(frontier):
    first, second = entry("https://a.example/1"), entry("https://a.example/2", depth=1, carrier="known")
    seed(frontier, first, second, first)
    seed(frontier, second)
    assert frontier.pending() == [first, second]


def test_what_is_found_is_claimed_by_the_process_that_found_it(frontier):
    first = entry("https://a.example/1", depth=1, carrier="link")
    assert urls(frontier.add([first, first]).result()) == [first.url]
    assert frontier.add([first]).result() == []
    assert frontier.pending() == []
    assert frontier.counts()["claimed"] == 1


def test_a_stored_capture_settles_its_url(frontier, pricing, made):
    seed(frontier, entry(made.urls["pricing"]), entry("https://a.example/2"))
    frontier.claim(["rival/pricing"], limit=1).result()
    pricing.show(0, made.plan("Pro", made.price("9")))
    assert [waiting.url for waiting in frontier.pending()] == ["https://a.example/2"]
    assert frontier.counts() == {"pending": 1, "claimed": 0, "done": 1, "failed": 0, "not-due": 0}
    assert frontier.add([entry(made.urls["pricing"])]).result() == []


def test_what_failed_is_tried_again_by_a_new_run_of_the_night(frontier, pricing, made, migrated_url):
    seed(frontier, entry(made.urls["pricing"]))
    pricing.fail(0, Verdict.ERROR)
    assert frontier.pending() == []
    again = open_frontier(migrated_url, made.night_of(0))
    assert [waiting.url for waiting in again.pending()] == [made.urls["pricing"]]
    again.close()


def test_each_night_has_its_own_urls(frontier, open_one):
    seed(frontier, entry("https://a.example/1"))
    tomorrow = open_one(1)
    assert tomorrow.pending() == []
    assert len(tomorrow.add([entry("https://a.example/1")]).result()) == 1


def test_a_claim_takes_a_few_urls_of_each_source_rather_than_all_of_one(frontier):
    seed(frontier, *(entry(f"https://a.example/{n}") for n in range(4)))
    seed(frontier, *(entry(f"https://b.example/{n}", source="rival/reviews") for n in range(4)))
    taken = frontier.claim(["rival/pricing", "rival/reviews"], limit=4).result()
    assert sorted(urls(taken)) == [f"https://{host}.example/{n}" for host in "ab" for n in range(2)]
    assert [one.source for one in frontier.waiting().result()] == ["rival/pricing", "rival/reviews"]
    assert len(frontier.claim(["rival/reviews"], limit=9).result()) == 2
    assert [one.source for one in frontier.waiting().result()] == ["rival/pricing"]


def test_what_is_claimed_is_nobody_else_s_until_its_lease_lapses(frontier, open_one):
    seed(frontier, entry("https://a.example/1"), entry("https://a.example/2"))
    frontier.claim(["rival/pricing"], limit=1).result()
    other = open_one(owner="elsewhere 1 1")
    assert urls(other.claim(["rival/pricing"], limit=9).result()) == ["https://a.example/2"]
    assert other.claim(["rival/pricing"], limit=9).result() == []
    lapse(frontier)
    assert frontier.renew().result() == 1  # ours is held again before anybody noticed; the other's is free
    assert urls(frontier.claim(["rival/pricing"], limit=9).result()) == ["https://a.example/2"]


def test_twenty_claimers_at_once_get_every_url_exactly_once(open_one):
    workers = [open_one(owner=f"elsewhere {n} 1") for n in range(20)]
    seed(workers[0], *(entry(f"https://a.example/{n}") for n in range(100)))
    with ThreadPoolExecutor(20) as threads:
        taken = list(threads.map(lambda one: urls(one.claim(["rival/pricing"], limit=7).result()), workers))
    together = [url for some in taken for url in some]
    assert len(together) == len(set(together)) == 100
    assert max(map(len, taken)) <= 7


def test_a_new_run_frees_what_a_dead_process_had_claimed_and_leaves_the_living_alone(
    frontier, open_one, made, migrated_url
):
    seed(frontier, entry("https://a.example/1"), entry("https://a.example/2"), entry("https://a.example/3"))
    said = subprocess.run(
        [sys.executable, "-c", "from storage.claims import this_process; print(this_process())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    open_one(owner=said.stdout.strip()).claim(["rival/pricing"], limit=1).result()
    open_one(owner="elsewhere 1 1").claim(["rival/pricing"], limit=1).result()
    frontier.claim(["rival/pricing"], limit=1).result()
    again = open_frontier(migrated_url, made.night_of(0))
    assert [one.url for one in again.pending()] == ["https://a.example/1"]
    again.close()


def test_urls_may_be_longer_than_an_index_allows(frontier):
    long = entry("https://a.example/" + "x" * 8000)
    seed(frontier, long)
    assert frontier.pending() == [long]


def test_an_entry_of_an_unknown_source_says_what_to_do(frontier):
    with pytest.raises(StoreError, match="no source 'rival/nowhere': sync the market file first"):
        frontier.add([entry("https://a.example/1", source="rival/nowhere")]).result()


def test_what_was_planned_and_never_fetched_is_in_the_coverage(frontier, made):
    seed(frontier, entry("https://a.example/1"))
    (row,) = reads.coverage(frontier.engine, since=made.night_of(0), until=made.night_of(0))
    assert (row.verdict, row.reason, row.captures, row.due) == (None, "due, but not fetched", 0, True)


def test_a_page_that_has_not_changed_for_long_is_not_asked_for_every_night(open_one, pricing, made):
    url = made.urls["pricing"]
    pricing.show(0, made.plan("Pro", made.price("9")))
    for night in range(1, 12):
        pricing.same(night)
    tonight = open_one(12)
    seed(tonight, entry(url), at=made.instant_of(12))
    assert tonight.counts()["not-due"] == 1
    assert tonight.pending() == []
    (row,) = reads.coverage(tonight.engine, since=made.night_of(12), until=made.night_of(12))
    assert (row.verdict, row.due, row.captures) == (None, False, 0)
    assert row.reason == "not due"
    assert row.last_ok == made.instant_of(11)
    later = open_one(19)
    seed(later, entry(url), at=made.instant_of(19))
    assert [one.url for one in later.pending()] == [url]


def test_a_source_that_somebody_names_is_due_whatever_was_noted_before(open_one, pricing, made):
    url = made.urls["pricing"]
    pricing.show(0, made.plan("Pro", made.price("9")))
    for night in range(1, 12):
        pricing.same(night)
    tonight = open_one(12)
    seed(tonight, entry(url), at=made.instant_of(12))
    seed(tonight, entry(url), bounds={}, at=made.instant_of(12))
    assert [one.url for one in tonight.pending()] == [url]


def test_a_page_that_missed_something_is_looked_at_again_the_next_night(open_one, pricing, made):
    pro, team = made.plan("Pro", made.price("9")), made.plan("Team", made.price("19"))
    pricing.show(0, pro, team)
    for night in range(1, 12):
        pricing.same(night)
    pricing.show(14, pro)
    tonight = open_one(15)
    seed(tonight, entry(made.urls["pricing"]), at=made.instant_of(15))
    assert tonight.counts()["pending"] == 1


def test_a_claim_brings_the_newest_good_capture_of_its_page(frontier, open_one, pricing, made):
    url = made.urls["pricing"]
    seed(frontier, entry(url))
    (fresh,) = frontier.claim(["rival/pricing"], limit=9).result()
    assert fresh.earlier is None
    pricing.show(0, made.plan("Pro", made.price("9")), etag='"one"')
    pricing.show(
        1, made.plan("Pro", made.price("9")), etag='"two"', last_modified="Mon, 05 Jan 2026 00:00:00 GMT"
    )
    pricing.same(2)
    pricing.fail(3, Verdict.LOGIN)
    tonight = open_one(4)
    seed(tonight, entry(url), bounds={})
    (claim,) = tonight.claim(["rival/pricing"], limit=9).result()
    assert claim.earlier == Validators(
        etag='"two"',
        last_modified="Mon, 05 Jan 2026 00:00:00 GMT",
        snapshot=f"{1:064x}",
        extractor="pages/4",
        items=1,
    )


def test_a_discovered_url_gets_a_source(frontier):
    found = frontier.source_for("rival", SourceKind.DOCS, "https://made.example/docs")
    assert (found.key, found.origin) == ("rival/docs", SourceOrigin.DISCOVERED)
