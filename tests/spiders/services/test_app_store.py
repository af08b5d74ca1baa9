"""App Store: the customer-review feed in its real shape, with reviews of our own making."""

import datetime as dt
from decimal import Decimal

URL = "https://itunes.apple.com/us/rss/customerreviews/page=3/id=546505307/sortby=mostrecent/json"


def test_an_entry_is_a_review_with_stars_version_day_and_evidence(service, shapes):
    document = shapes.app_store_feed(
        [shapes.app_store_entry(1, "It <b>froze</b>, write to a@b.example please", 1)]
    )
    page = service.read("app-store", document, URL)
    (review,) = page.reviews
    assert (review.rating, review.best, review.version) == (Decimal(1), Decimal(5), "4.2.1")
    assert (review.title, review.key, review.date) == ("Title 1", "11000001", dt.date(2026, 10, 20))
    assert review.text == "It froze, write to ••••••••••• please"
    assert service.evident(page, document)


def test_the_entry_of_the_app_itself_is_no_review(service, shapes):
    app = {"im:name": {"label": "Acme"}, "content": {"label": "An app."}, "title": {"label": "Acme"}}
    page = service.read("app-store", shapes.app_store_feed([app, shapes.app_store_entry(2)]), URL)
    assert [review.key for review in page.reviews] == ["11000002"]


def test_a_single_review_is_an_object_and_no_list(service, shapes):
    document = shapes.app_store_feed(shapes.app_store_entry(3))
    page = service.read("app-store", document, URL)
    assert len(page.reviews) == 1
    assert service.evident(page, document)


def test_pages_are_counted_since_the_links_lead_to_xml(service, shapes):
    page = service.read("app-store", shapes.app_store_feed([shapes.app_store_entry(4)]), URL)
    assert page.next_page == URL.replace("page=3", "page=4")


def test_a_feed_without_entries_is_the_end_of_the_list(service, shapes):
    page = service.read("app-store", shapes.app_store_feed(None), URL)
    assert (page.verdict, page.reviews, page.next_page) == ("ok", (), None)


def test_what_is_no_feed_says_nothing(service):
    assert service.read("app-store", b"<html>busy</html>", URL).verdict == "error"
    assert service.read("app-store", {"errorMessage": "gone"}, URL).verdict == "partial"
    assert service.read("app-store", {"feed": {"entry": ["x", None, 3]}}, URL).reviews == ()
    assert service.read("app-store", {"feed": {"entry": 3}}, URL).reviews == ()
