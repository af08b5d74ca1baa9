"""Lists: how far each is followed, and why it ends."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from rivalscope.domain.capture import Ending, Verdict
from rivalscope.domain.crawl import CrawlOptions, FrontierEntry
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import Page, Passage, Review
from spiders.review_lists import FULL_WALK_DAYS, ReviewLists

NIGHT = date(2026, 11, 20)
SITE = "https://shop.example/reviews"
PLAIN = Source(key="p/reviews", product="p", kind=SourceKind.REVIEWS, url=SITE)
STORE = replace(PLAIN, service="app-store", url="https://itunes.apple.com/list")


def lists(walked=None, known=(), pages=50):
    frontier = SimpleNamespace(
        walked_on=lambda source: walked,
        all_known=lambda source, reviews: {review.key for review in reviews} <= set(known),
    )
    options = CrawlOptions(review_pages=pages)
    return ReviewLists(SimpleNamespace(frontier=frontier, plan=SimpleNamespace(night=NIGHT, options=options)))


def page(*keys, following=None, url=SITE, verdict=Verdict.OK):
    passage = Passage(selector="json:/0", start=0, end=1, quote="x")
    reviews = tuple(Review(text="x", key=key, passage=passage) for key in keys)
    return Page(url=url, kind=SourceKind.REVIEWS, verdict=verdict, reviews=reviews, next_page=following)


def entry(url=SITE, depth=0):
    return FrontierEntry(url=url, source=PLAIN.key, depth=depth)


def test_the_next_page_lies_one_deeper():
    (following,) = lists().follow(entry(depth=3), page("a", following=f"{SITE}?page=2"), PLAIN)
    assert (following.url, following.depth, following.carrier) == (f"{SITE}?page=2", 4, "next")


def test_a_list_ends_without_a_next_page():
    assert lists().follow(entry(), page("a"), PLAIN) is Ending.END


def test_a_page_that_gave_nothing_says_nothing_of_its_list():
    assert lists().follow(entry(), page("a", following=f"{SITE}?2", verdict=Verdict.BLOCKED), PLAIN) == []


def test_a_page_that_repeats_what_was_shown_ends_the_list_whatever_its_address():
    walked = lists()
    walked.follow(entry(), page("a", "b", following=f"{SITE}?2"), PLAIN)
    assert walked.follow(entry(f"{SITE}?2", 1), page("b", "a", following=f"{SITE}?3"), PLAIN) is Ending.LOOP


def test_an_address_that_was_read_ends_the_list_whatever_it_shows():
    walked = lists()
    walked.follow(entry(), page("a", following=f"{SITE}?2"), PLAIN)
    assert walked.follow(entry(f"{SITE}?2", 1), page("b", following=SITE), PLAIN) is Ending.LOOP


def test_a_page_without_items_is_no_loop():
    assert lists().follow(entry(), page(following=f"{SITE}?2"), PLAIN) != Ending.LOOP


def test_a_list_does_not_leave_its_host_unless_both_are_the_service_s():
    assert lists().follow(entry(), page("a", following="https://other.example/2"), PLAIN) is Ending.ELSEWHERE
    plugin = replace(PLAIN, service="wordpress-plugin")
    info = page(url="https://api.wordpress.org/x", following="https://wordpress.org/feed/")
    assert lists().follow(entry(), info, plugin) != Ending.ELSEWHERE
    trap = page(url="https://api.wordpress.org/x", following="https://wordpress.org.other.example/feed/")
    assert lists().follow(entry(), trap, plugin) is Ending.ELSEWHERE


def test_the_service_s_cap_is_told_from_our_own_limit():
    following = "https://itunes.apple.com/list?11"
    ninth = page("a", url=STORE.url, following=following)
    assert lists().follow(entry(depth=9), ninth, STORE) is Ending.CAP
    assert lists(pages=10).follow(entry(depth=9), page("a", following=f"{SITE}?11"), PLAIN) is Ending.LIMIT
    assert lists().follow(entry(depth=9), page(url=STORE.url), STORE) is Ending.CAP
    assert lists().follow(entry(depth=3), page("a", url=STORE.url), STORE) is Ending.END


KNOWN = page("a", "b", url="https://itunes.apple.com/list", following="https://itunes.apple.com/list?2")


@pytest.mark.parametrize(
    ("days", "known", "ending"),
    [
        (1, "ab", True),
        (FULL_WALK_DAYS - 1, "ab", True),
        (FULL_WALK_DAYS, "ab", False),
        (1, "a", False),
        (-1, "ab", False),
    ],
)
def test_a_walk_ends_where_all_is_known_until_a_week_has_passed(days, known, ending):
    walked = lists(walked=date.fromordinal(NIGHT.toordinal() - days), known=known)
    assert (walked.follow(entry(), KNOWN, STORE) is Ending.KNOWN) is ending


def test_a_list_that_was_never_walked_to_its_end_goes_on_though_all_is_known():
    assert lists(known="ab").follow(entry(), KNOWN, STORE) is not Ending.KNOWN


def test_a_list_in_an_unknown_order_is_walked_whole_every_night():
    walked = lists(walked=NIGHT, known="ab")
    assert walked.follow(entry(), page("a", "b", following=f"{SITE}?2"), PLAIN) is not Ending.KNOWN
