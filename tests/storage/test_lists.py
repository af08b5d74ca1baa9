"""Lists as the store knows them: when each was walked to its end, and what of it is known; on both engines."""

from dataclasses import replace
from decimal import Decimal

import pytest

from rivalscope.domain.capture import Ending, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import SourceKind
from storage.frontier import SqlFrontier
from storage.reads import coverage, night_pages


@pytest.fixture
def reviews(market, made):
    return made.nights(market, source="rival/reviews", url=made.urls["reviews"], kind=SourceKind.REVIEWS)


@pytest.fixture
def frontier(market, made):
    return SqlFrontier(market, made.night_of(3))


SHOWN = ("a", "b")


def listed(made, *keys, **more):
    return [
        made.review(key, f"The words of {key}.", rating=Decimal(4), best=Decimal(5), **more) for key in keys
    ]


@pytest.mark.parametrize("ending", [Ending.END, Ending.CAP, Ending.LIMIT, Ending.LOOP])
def test_a_list_of_which_all_was_read_that_could_be_was_walked(reviews, frontier, made, ending):
    assert frontier.walked_on("rival/reviews") is None
    reviews.show(1, reviews=listed(made, "a"), ending=ending)
    assert frontier.walked_on("rival/reviews") == made.night_of(1)


@pytest.mark.parametrize("ending", [None, Ending.KNOWN, Ending.ELSEWHERE])
def test_a_list_that_was_left_earlier_was_not(reviews, frontier, made, ending):
    reviews.show(1, reviews=listed(made, "a"), ending=ending)
    assert frontier.walked_on("rival/reviews") is None


def test_a_page_that_gave_no_facts_ends_no_walk(reviews, frontier):
    reviews.store(1, Verdict.PARTIAL, None, ending=Ending.END)
    assert frontier.walked_on("rival/reviews") is None


def test_all_is_known_when_every_review_was_given_before_with_the_same_words_and_rating(
    reviews, frontier, made
):
    reviews.show(1, reviews=listed(made, *SHOWN))
    first, second = listed(made, *SHOWN)
    assert frontier.all_known("rival/reviews", [first, second])
    assert frontier.all_known("rival/reviews", [second])
    assert not frontier.all_known("rival/reviews", [first, *listed(made, "c")])
    assert not frontier.all_known("rival/reviews", [replace(first, text="Other words.")])
    assert not frontier.all_known("rival/reviews", [replace(first, rating=Decimal(1))])
    assert not frontier.all_known("rival/pricing", [first])


def test_an_edited_review_is_known_by_its_new_words(reviews, frontier, made):
    reviews.show(1, reviews=listed(made, "a"))
    (old,) = listed(made, "a")
    new = replace(old, text="On second thoughts.")
    reviews.show(2, reviews=[new])
    assert frontier.all_known("rival/reviews", [new])
    assert not frontier.all_known("rival/reviews", [old])


def test_coverage_says_how_much_is_held_of_how_much_is_stated(reviews, market, made):
    reviews.show(1, reviews=listed(made, *SHOWN), stated=1204, ending=Ending.CAP)
    reviews.show(2, reviews=listed(made, "c"))
    rows = coverage(market, since=made.night_of(1), until=made.night_of(2))
    told = [(row.stated, row.held, row.ending) for row in rows if row.source == "rival/reviews"]
    assert told == [(1204, 2, Ending.CAP), (None, None, None)]


def test_a_night_that_asks_for_news_alone_is_not_one_that_fell_short(reviews, market, made):
    second = f"{reviews.url}?page=2"
    for night, pages in ((1, (reviews.url, second)), (2, (reviews.url,))):
        frontier = SqlFrontier(market, made.night_of(night))
        for depth, url in enumerate(pages):
            carrier = "next" if depth else "seed"
            entry = FrontierEntry(url=url, source=reviews.source, depth=depth, carrier=carrier)
            frontier.add([entry]).result()
            replace(reviews, url=url).show(night, reviews=listed(made, f"{night}{depth}"))
    read = night_pages(market, since=made.night_of(1), until=made.night_of(2))
    assert [(one.ok, one.left) for one in read] == [(1, 0), (1, 0)]
