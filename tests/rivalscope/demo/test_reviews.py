from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from rivalscope.demo.market import Calendar
from rivalscope.demo.reviews import published, write_reviews

CALENDAR = Calendar(until=date(2026, 11, 22))


@pytest.fixture(scope="module")
def reviews():
    return write_reviews(CALENDAR)


def share(reviews, product, feature, *, since=date.min, until=date.max):
    kinds = [
        kind
        for review in reviews
        if review.product == product and since <= review.date < until
        for named, kind in review.written.meant
        if named == feature and kind in ("good", "bad", "bug")
    ]
    return kinds.count("good") / len(kinds), len(kinds)


def asks(reviews, product):
    return Counter(
        feature
        for review in reviews
        if review.product == product
        for feature, kind in review.written.meant
        if kind in ("ask", "lack")
    )


def test_the_same_seed_writes_the_same_reviews(reviews):
    assert write_reviews.__wrapped__(CALENDAR) == reviews
    assert write_reviews.__wrapped__(CALENDAR, seed=1) != reviews


def test_about_fifteen_hundred_reviews_span_nine_months(reviews):
    assert 1450 <= len(reviews) <= 1550
    dates = [review.date for review in reviews]
    assert dates == sorted(dates)
    assert (dates[-1] - dates[0]).days > 265
    assert dates[-1] <= CALENDAR.until


def test_hardly_any_two_reviews_are_alike(reviews):
    texts = Counter(review.written.text.casefold() for review in reviews)
    assert len(texts) > 0.93 * len(reviews)
    # Only short ones ("love it") repeat.
    assert all(len(text) < 60 for text, count in texts.items() if count > 1)


def test_nothing_of_the_grammar_is_left_in_a_text(reviews):
    for review in reviews:
        assert not set("[]{}|*") & set(review.written.text + review.written.title), review
        assert review.written.text.strip() == review.written.text != ""


def test_stars_follow_what_is_said(reviews):
    by_feeling = defaultdict(list)
    for review in reviews:
        kinds = {kind for _, kind in review.written.meant}
        if kinds and kinds <= {"good"}:
            by_feeling["good"].append(review.written.stars)
        elif kinds and kinds <= {"bad", "bug"}:
            by_feeling["bad"].append(review.written.stars)
    assert min(by_feeling["good"]) >= 4
    assert max(by_feeling["bad"]) <= 2
    assert len(by_feeling["good"]) > 200
    assert len(by_feeling["bad"]) > 150


def test_some_writers_come_back(reviews):
    counts = Counter((review.product, review.author) for review in reviews)
    assert 40 < sum(1 for count in counts.values() if count > 1) < 150


def test_our_customers_ask_for_time_tracking_most(reviews):
    (first, count), *_ = asks(reviews, "quillemar").most_common()
    assert first == "time tracking"
    assert count >= 30


def test_customers_of_all_four_ask_for_an_offline_mode(reviews):
    assert all(asks(reviews, slug)["offline mode"] >= 8 for slug in ("quillemar", "dasperdesk", "tolvenna", "obrixy"))  # fmt: skip


def test_obrixys_app_is_praised_until_its_release_and_blamed_after(reviews):
    release = CALENDAR.day(9, 0)
    before, n_before = share(reviews, "obrixy", "mobile app", until=release)
    after, n_after = share(reviews, "obrixy", "mobile app", since=release)
    assert before > 0.75
    assert after < 0.3
    assert min(n_before, n_after) >= 20


def test_we_lead_in_the_knowledge_base_and_trail_in_reporting(reviews):
    assert share(reviews, "quillemar", "knowledge base")[0] > 0.8
    assert all(share(reviews, rival, "knowledge base")[0] < 0.6 for rival in ("dasperdesk", "tolvenna"))
    assert share(reviews, "quillemar", "reporting")[0] < 0.35
    assert share(reviews, "tolvenna", "reporting")[0] > 0.8


def test_obrixys_customers_come_to_us_after_its_release(reviews):
    came = [
        review.date
        for review in reviews
        if review.product == "quillemar" and ("obrixy", "to_me") in review.written.meant
    ]
    assert len(came) >= 4
    assert min(came) >= CALENDAR.day(6, 0)


def test_a_night_shows_only_the_reviews_of_days_before_it_newest_first(reviews):
    night = CALENDAR.day(3, 6)
    shown = published(CALENDAR, "tolvenna", night)
    assert shown[0].date < night
    assert shown == sorted(shown, key=lambda review: (review.date, review.number), reverse=True)
    later = published(CALENDAR, "tolvenna", night + timedelta(days=7))
    assert later[-len(shown) :] == shown
