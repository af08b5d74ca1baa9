"""Steam: the reviews of an app in their real shape, with words of our own."""

import datetime as dt
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from storage.published import rescale

URL = "https://store.steampowered.com/appreviews/431960?json=1&filter=recent&num_per_page=100&cursor=*"


def test_a_recommendation_is_the_best_and_its_absence_the_worst_of_the_common_scale(service, shapes):
    reviews = [shapes.steam_review(1), shapes.steam_review(2, "It crashes.", voted_up=False)]
    document = shapes.steam_answer(reviews)
    page = service.read("steam", document, URL)
    assert [rescale(review.rating, review.best) for review in page.reviews] == [Decimal(5), Decimal(1)]
    assert page.reviews[0].date == dt.date(2026, 10, 14)
    assert service.evident(page, document)


def test_the_first_page_says_how_many_there_are(service, shapes):
    page = service.read("steam", shapes.steam_answer([shapes.steam_review(1)], total=1204), URL)
    assert page.stated == 1204
    assert service.read("steam", shapes.steam_answer([shapes.steam_review(1)]), URL).stated is None


def test_the_cursor_leads_on_with_its_signs_escaped(service, shapes):
    page = service.read("steam", shapes.steam_answer([shapes.steam_review(1)], "AoJ4+/w=="), URL)
    assert parse_qs(urlsplit(page.next_page).query)["cursor"] == ["AoJ4+/w=="]


def test_a_short_page_is_not_the_end_but_an_empty_one_is(service, shapes):
    assert service.read("steam", shapes.steam_answer([shapes.steam_review(1)]), URL).next_page
    assert service.read("steam", shapes.steam_answer([]), URL).next_page is None


def test_a_cursor_that_stays_is_the_end(service, shapes):
    page = service.read("steam", shapes.steam_answer([shapes.steam_review(1)], "*"), URL)
    assert page.next_page is None


def test_an_app_that_does_not_exist_says_nothing_of_its_reviews(service):
    assert service.read("steam", {"success": 2}, URL).verdict == "partial"
    assert service.read("steam", b"null", URL).verdict == "partial"
    assert service.read("steam", b"<html>", URL).verdict == "error"


def test_reviews_of_wrong_types_are_left_out(service, shapes):
    odd = [
        None,
        3,
        {"review": ["x"]},
        {"review": ""},
        shapes.steam_review(5, voted_up="yes", timestamp_created="?"),
    ]
    page = service.read("steam", shapes.steam_answer(odd), URL)
    assert [(review.rating, review.best, review.date) for review in page.reviews] == [(None, None, None)]
