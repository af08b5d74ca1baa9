"""WordPress.org plugins: the interface and the feed of reviews in their real shapes, with words of our own."""

import datetime as dt
from decimal import Decimal

import pytest

INFO = "https://api.wordpress.org/plugins/info/1.2/?action=plugin_information&request[slug]=acme-forms"
FEED = "https://wordpress.org/support/plugin/acme-forms/reviews/feed/"


def read(service, document, url=FEED):
    return service.read("wordpress-plugin", document, url, slug="acme-forms")


def test_the_interface_says_how_many_there_are_and_the_feed_follows(service, shapes):
    page = read(service, shapes.wordpress_info(212), INFO)
    assert (page.verdict, page.stated, page.next_page) == ("ok", 212, FEED)


def test_a_plugin_without_reviews_has_no_feed_to_read(service, shapes):
    assert read(service, shapes.wordpress_info(0), INFO).next_page is None


def test_an_entry_is_a_review_whose_words_begin_after_its_rating(service, shapes):
    document = shapes.wordpress_feed(
        [shapes.wordpress_item(7, "Slow &amp; <em>ugly</em>. Call 030 1234567", 2)]
    )
    page = read(service, document)
    (review,) = page.reviews
    assert (review.text, review.title) == ("Slow & ugly. Call •••••••••••", "Topic 7")
    assert (review.rating, review.best, review.date) == (Decimal(2), Decimal(5), dt.date(2026, 10, 20))
    assert review.key == "https://wordpress.org/support/topic/made-7/"
    assert service.evident(page, document)


@pytest.mark.parametrize(("entries", "following"), [(30, f"{FEED}?paged=2"), (29, None), (0, None)])
def test_a_full_page_has_another_behind_it(service, shapes, entries, following):
    page = read(service, shapes.wordpress_feed(map(shapes.wordpress_item, range(entries))))
    assert (len(page.reviews), page.next_page) == (entries, following)


def test_a_topic_without_rating_or_words_is_no_review(service, shapes):
    bare = shapes.wordpress_item(1).replace("Rating: 4 stars", "Thanks")
    empty = shapes.wordpress_item(2, text="")
    assert read(service, shapes.wordpress_feed([bare, empty])).reviews == ()


def test_what_is_neither_says_so(service):
    assert read(service, {"error": "Plugin not found."}, INFO).verdict == "partial"
    assert read(service, b"<html>", INFO).verdict == "error"
