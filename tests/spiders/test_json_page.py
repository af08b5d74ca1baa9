import json
from datetime import UTC, date, datetime
from decimal import Decimal

from rivalscope.domain.capture import Verdict
from spiders.json_page import read_json
from spiders.pages.passages import Selections

SEEN = datetime(2026, 11, 2, 2, tzinfo=UTC)
OPTIONS = {
    "items": "data.reviews",
    "text": "body.text",
    "title": "headline",
    "rating": "stars",
    "date": "created",
    "id": "id",
    "author": "by",
    "next": "links.next",
}
DOCUMENT = {
    "data": {
        "reviews": [
            {
                "id": 17,
                "body": {"text": "Calls <b>drop</b> &amp; hang"},
                "stars": 2.5,
                "created": "2026-10-30T08:00:00Z",
                "by": "Ann",
            },
            {"id": 18, "body": {"text": ""}},
            {"id": 19, "body": {"text": "Ask me@example.com"}, "headline": "Fine", "stars": "4"},
        ]
    },
    "links": {"next": "/api?page=2"},
}


def _read(document, options=OPTIONS):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return body, read_json(body, url="https://api.example.com/api?page=1", options=options, seen_at=SEEN)


def test_fields_are_read_by_their_paths():
    _, page = _read(DOCUMENT)
    first, second = page.reviews
    assert (first.text, first.key, first.rating, first.date, first.author) == (
        "Calls drop & hang",
        "17",
        Decimal("2.5"),
        date(2026, 10, 30),
        "Ann",
    )
    assert (second.title, second.rating, second.date) == ("Fine", Decimal(4), None)


def test_the_next_page_is_absolute():
    assert _read(DOCUMENT)[1].next_page == "https://api.example.com/api?page=2"


def test_every_review_is_found_again_at_its_passage_masked_or_not():
    body, page = _read(DOCUMENT)
    assert "example.com" not in page.reviews[1].text
    assert all(Selections(body).confirm(review.passage) for review in page.reviews)


def test_a_document_that_is_the_list_has_an_empty_path():
    body, page = _read([{"text": "Good"}], {"items": ""})
    assert [review.text for review in page.reviews] == ["Good"]
    assert Selections(body).confirm(page.reviews[0].passage)
    assert page.next_page is None


def test_an_item_without_an_id_has_a_key_of_its_own_and_keeps_it():
    pages = [_read([{"text": "Good"}, {"text": "Bad"}], {"items": ""})[1] for _ in range(2)]
    assert pages[0].reviews[0].key == pages[1].reviews[0].key != pages[0].reviews[1].key


def test_a_list_that_moved_is_partial_and_says_where_it_was_sought():
    page = _read({"data": {"items": []}})[1]
    assert page.verdict is Verdict.PARTIAL
    assert "data.reviews" in page.reason
    assert page.reviews == ()


def test_what_is_no_json_is_an_error():
    for body in (b"<html>", b"", b"[" * 100_000):
        assert _read(body)[1].verdict is Verdict.ERROR
