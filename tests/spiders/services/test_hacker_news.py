"""Hacker News in the shape of Algolia's search; every hit is made up."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

URL = "https://hn.algolia.com/api/v1/search_by_date?query=Acme&tags=comment&hitsPerPage=2&page=0"


def comment(number, text, **more):
    hit = {
        "_highlightResult": {"author": {"matchLevel": "none", "matchedWords": [], "value": f"user{number}"}},
        "_tags": ["comment", f"author_user{number}", "story_1"],
        "author": f"user{number}",
        "comment_text": text,
        "created_at": "2026-10-05T09:30:00Z",
        "created_at_i": 1791192600 - number,
        "objectID": str(40_000_000 + number),
        "parent_id": 1,
        "story_id": 1,
        "story_title": "Which board do you use?",
        "story_url": "https://made.example/boards",
        "updated_at": "2026-10-05T10:00:00Z",
    }
    return hit | more


def search(*hits, page=0, pages=1, found=None, size=2):
    return {
        "exhaustive": {"nbHits": True, "typo": True},
        "hits": list(hits),
        "hitsPerPage": size,
        "nbHits": len(hits) if found is None else found,
        "nbPages": pages,
        "page": page,
        "params": "advancedSyntax=true&analytics=false",
        "processingTimeMS": 3,
        "query": "Acme",
    }


def test_a_comment_is_a_voice_without_a_rating(service):
    document = search(comment(1, "Acme&#x27;s boards are quick.<p>I would <i>not</i> go back."))
    page = service.read("hacker-news", document, URL)
    (review,) = page.reviews
    assert (review.text, review.key) == ("Acme's boards are quick. I would not go back.", "40000001")
    assert (review.rating, review.author, review.title) == (None, "user1", "Which board do you use?")
    assert review.date == dt.date(2026, 10, 5)
    assert (page.verdict, page.next_page, page.stated) == ("ok", None, 1)
    assert service.evident(page, document)


def test_a_story_speaks_with_its_own_text_and_a_bare_link_does_not(service):
    ask = comment(1, None, title="Ask HN: boards?", story_text="Which one <b>lasts</b>?", _tags=["story"])
    link = comment(2, None, title="Acme raises money", url="https://made.example/news", _tags=["story"])
    page = service.read("hacker-news", search(ask, link), URL)
    assert [(review.title, review.text) for review in page.reviews] == [
        ("Ask HN: boards?", "Which one lasts?")
    ]


def test_pages_follow_each_other(service):
    page = service.read("hacker-news", search(comment(1, "One."), pages=3, found=6), URL)
    assert parse_qs(urlsplit(page.next_page).query)["page"] == ["1"]
    assert parse_qs(urlsplit(page.next_page).query)["query"] == ["Acme"]
    assert page.stated == 6


def test_after_the_last_page_of_a_thousand_hits_an_older_window_begins(service):
    document = search(comment(1, "One."), comment(7, "Seven."), page=1, pages=2, found=50)
    page = service.read("hacker-news", document, URL.replace("page=0", "page=1"))
    query = parse_qs(urlsplit(page.next_page).query)
    assert (query["page"], query["numericFilters"]) == (["0"], [f"created_at_i<={1791192600 - 7}"])
    again = service.read("hacker-news", document | {"page": 1}, page.next_page.replace("page=0", "page=1"))
    assert parse_qs(urlsplit(again.next_page).query)["numericFilters"] == [f"created_at_i<{1791192600 - 7}"]
    assert again.stated is None  # what a window holds is not what there is


def test_the_last_window_ends_the_list(service):
    document = search(comment(1, "One."), comment(2, "Two."), pages=1, found=2)
    assert service.read("hacker-news", document, URL).next_page is None


def test_no_hit_is_no_error(service):
    page = service.read("hacker-news", search(pages=0, found=0), URL)
    assert (page.verdict, page.reviews, page.next_page) == ("ok", (), None)


@pytest.mark.parametrize(
    "document", [{"message": "Invalid value for numericFilters", "status": 400}, [], b"<html>"]
)
def test_an_answer_without_hits_updates_nothing(service, document):
    page = service.read("hacker-news", document, URL)
    assert page.verdict == "partial"
    assert page.reason in ("Invalid value for numericFilters", "the answer has no list of hits")
