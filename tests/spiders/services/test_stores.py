"""Stores asked by POST: what is sent for each page, and answers in their real shapes with words of our own."""

import datetime as dt
import json
from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from rivalscope.services import CATALOGUE
from rivalscope.services.service import filled, first_page, request_of

PLAY = CATALOGUE["google-play"]
CHROME = CATALOGUE["chrome-web-store"]
HUNT = CATALOGUE["product-hunt"]
OPTIONS = {
    "google-play": filled(PLAY, {"id": "com.example.acme"}),
    "chrome-web-store": filled(CHROME, {"id": "a" * 32}),
    "product-hunt": filled(HUNT, {"slug": "acme"}),
}


def first(name):
    return first_page(CATALOGUE[name], OPTIONS[name])


def read(service, name, body, url=None):
    return service.read(name, body, url or first(name), **OPTIONS[name])


def batch(name, answer, guard=")]}'\n\n"):
    text = None if answer is None else json.dumps(answer)
    calls = [["wrb.fr", name, text, None, None, None, "generic"], ["di", 41], ["af.httprm", 41, "7", 9]]
    return (guard + json.dumps(calls)).encode()


def play_review(number, text="Opens quickly now.", stars=5):
    person = [f"Writer {number}", [None, 2, None, [None, None, "https://play.example/x"]]]
    return [f"gp:{number}", person, stars, None, text, [1_792_000_000, 123], 3, None, None, None, "8.1.0"]


def chrome_review(number, text="Blocks what it should.", stars=4):
    return [
        f"{number:036}",
        [f"User {number}", "x"],
        stars,
        text,
        [1_792_000_000],
        None,
        0,
        0,
        0,
        0,
        0,
        "1.4",
        0,
        "en",
    ]


ANSWERS = {
    "google-play": lambda items, token: batch("UsvDTd", [items, [None, token]]),
    "chrome-web-store": lambda items, token: batch("x1DgCd", [[token] if token else None, items, 1]),
}
REVIEWS = {"google-play": play_review, "chrome-web-store": chrome_review}
BOTH = pytest.mark.parametrize("name", list(ANSWERS))


@BOTH
def test_a_review_has_stars_version_day_and_evidence_in_json_within_json(service, name):
    body = ANSWERS[name]([REVIEWS[name](1, "It <i>froze</i>.", 2)], None)
    page = read(service, name, body)
    (review,) = page.reviews
    assert (review.text, review.rating, review.best) == ("It froze.", Decimal(2), Decimal(5))
    assert (review.version, review.date) == ({"google-play": "8.1.0"}.get(name, "1.4"), dt.date(2026, 10, 14))
    assert service.evident(page, body)
    assert review.passage.selector.startswith("json:/0/2/@json/")


@BOTH
def test_the_token_leads_on_in_the_fragment_and_is_sent_in_the_body(service, name):
    page = read(service, name, ANSWERS[name]([REVIEWS[name](1)], "CtoK&/=n"))
    sent = request_of(CATALOGUE[name], page.next_page, OPTIONS[name])
    assert sent.method == "POST"
    assert "#" not in sent.url
    assert "CtoK&/=n" in parse_qs(sent.body.decode())["f.req"][0]
    assert "CtoK" not in request_of(CATALOGUE[name], first(name), OPTIONS[name]).body.decode()


@BOTH
def test_a_list_ends_without_a_token_with_the_same_one_or_with_nothing_on_the_page(service, name):
    following = read(service, name, ANSWERS[name]([REVIEWS[name](1)], "again")).next_page
    ends = [
        read(service, name, ANSWERS[name]([REVIEWS[name](1)], None)),
        read(service, name, ANSWERS[name]([REVIEWS[name](1)], "again"), following),
        read(service, name, ANSWERS[name]([], "more")),
    ]
    assert [page.next_page for page in ends] == [None, None, None]


@BOTH
def test_an_empty_answer_is_a_list_without_reviews(service, name):
    rpc = {"google-play": "UsvDTd"}.get(name, "x1DgCd")
    page = read(service, name, batch(rpc, None))
    assert (page.verdict, page.reviews, page.next_page) == ("ok", (), None)


@BOTH
@pytest.mark.parametrize(
    "body",
    [b"", b"<html>Sorry</html>", b")]}'\n\n[]", b')]}\'\n\n[["er",null,400]]', b'[["wrb.fr","UsvDTd","{"]]'],
)
def test_an_answer_to_another_call_or_none_is_an_error(service, name, body):
    assert read(service, name, body).verdict == "error"


@BOTH
def test_items_of_wrong_types_are_left_out(service, name):
    page = read(service, name, ANSWERS[name]([None, 3, [], ["x"], {"a": 1}, REVIEWS[name](9)], None))
    assert len(page.reviews) == 1


def hunt(comments, *, following=None, total=3):
    return {
        "data": {
            "post": {
                "id": "1",
                "name": "Acme",
                "commentsCount": total,
                "reviewsCount": 9,
                "reviewsRating": 4.5,
                "comments": {
                    "pageInfo": {"endCursor": following, "hasNextPage": following is not None},
                    "edges": [{"node": node} for node in comments],
                },
            }
        }
    }


def test_a_comment_on_a_launch_is_a_voice_without_a_rating(service):
    node = {
        "id": "77",
        "body": "Is there a dark mode?",
        "createdAt": "2026-10-05T08:00:00Z",
        "user": {"name": "Ann"},
    }
    document = hunt([node], following="Mg", total=1_204)
    page = read(service, "product-hunt", document)
    (voice,) = page.reviews
    assert (voice.text, voice.rating, voice.key, voice.date) == (
        "Is there a dark mode?", None, "77", dt.date(2026, 10, 5),
    )  # fmt: skip
    assert (page.stated, page.title) == (1204, "Acme")
    sent = request_of(HUNT, page.next_page, OPTIONS["product-hunt"])
    assert json.loads(sent.body)["variables"] == {"slug": "acme", "after": "Mg"}
    assert service.evident(page, document)


def test_a_token_that_is_not_taken_is_a_login_and_another_error_is_an_error(service):
    refused = {
        "data": None,
        "errors": [
            {"error": "invalid_oauth_token", "error_description": "Please supply a valid access token."}
        ],
    }
    limited = {
        "errors": [
            {
                "error": "rate_limit_reached",
                "error_description": "Sorry. You have exceeded the API rate limit.",
            }
        ]
    }
    assert read(service, "product-hunt", refused).verdict == "login"
    assert read(service, "product-hunt", limited).verdict == "error"
    assert read(service, "product-hunt", {"data": {"post": None}}).verdict == "partial"
    assert read(service, "product-hunt", b"oops").verdict == "error"
