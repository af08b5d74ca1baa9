from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from rivalscope.demo.products import PRODUCTS
from rivalscope.domain.fact import ReviewFact
from rivalscope.simulation.reviews import SITE, SPOILING, Kept, draw_reviews, kept
from rivalscope.simulation.year import draw_year

FIRST = date(2026, 1, 1)
LAST = FIRST + timedelta(days=364)
REVIEWS = draw_reviews(first=FIRST, nights=365, seed=1)


def stored(reviews):
    plain = ReviewFact(
        id=1,
        product="",
        source="",
        date=None,
        first_seen=datetime(2026, 1, 1, tzinfo=UTC),
        rating=None,
        polarity=None,
        author_key=None,
        words=1,
        evidence=1,
    )
    return [
        replace(plain, product=one.product, date=one.date, rating=Decimal(one.written.stars))
        for one in reviews
    ]


def test_reviews_stand_before_the_year_and_come_all_through_it_and_no_two_say_the_same():
    texts = {one.written.text for one in REVIEWS.reviews}
    assert len(texts) == len(REVIEWS.reviews) > 1000
    assert any(one.date < FIRST for one in REVIEWS.reviews)
    assert {one.date.month for one in REVIEWS.reviews if one.date >= FIRST} == set(range(1, 13))


def test_a_review_is_listed_from_its_day_on_newest_first_and_keeps_its_number():
    slug = PRODUCTS[0].slug
    shown = REVIEWS.listed(slug, LAST)
    assert all(newer.date >= older.date and newer.number > older.number for newer, older in pairwise(shown))
    halfway = REVIEWS.listed(slug, date(2026, 7, 1))
    assert shown[-len(halfway) :] == halfway
    assert max(one.date for one in halfway) <= date(2026, 7, 1)


def test_one_that_is_not_stored_is_lost_and_one_that_is_stored_twice_is_doubled():
    due = [one for one in REVIEWS.reviews if one.date <= LAST]
    assert kept(REVIEWS, stored(due), until=LAST) == Kept(published=len(due), lost=0, doubled=0)
    assert kept(REVIEWS, stored(due[1:]), until=LAST) == Kept(published=len(due), lost=1, doubled=0)
    assert kept(REVIEWS, stored([*due, due[0]]), until=LAST) == Kept(published=len(due), lost=0, doubled=1)


def test_the_review_site_fails_in_every_shape_that_a_page_of_reviews_can_have():
    year = draw_year(PRODUCTS, first=FIRST, nights=3 * 365, seed=1)
    assert {night.faults[SITE] for night in year if SITE in night.faults} == set(SPOILING)
