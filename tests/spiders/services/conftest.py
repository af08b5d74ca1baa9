"""Answers of services in their real shapes, all of them made up, and what reads them."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from spiders.pages.passages import Selections
from spiders.services import reader_of

SEEN = datetime(2026, 11, 2, 2, tzinfo=UTC)


def _body(document):
    return document if isinstance(document, bytes) else json.dumps(document).encode()


def _read(name, document, url="https://made.example/list", **options):
    return reader_of(name)(_body(document), url=url, options=options, seen_at=SEEN)


def _quotes(page):
    return [item.passage for item in (*page.reviews, *page.releases, *page.roles)]


def _evident(page, document):
    """Whether every item's words stand in the answer where its passage says."""
    selections = Selections(_body(document))
    return all(selections.confirm(passage) for passage in _quotes(page))


def app_store_entry(number, text="Calls drop when I share my screen.", stars=2):
    return {
        "author": {
            "uri": {"label": f"https://itunes.apple.com/us/reviews/id{number}"},
            "name": {"label": f"Reader {number}"},
            "label": "",
        },
        "updated": {"label": "2026-10-20T07:24:00-07:00"},
        "im:rating": {"label": str(stars)},
        "im:version": {"label": "4.2.1"},
        "id": {"label": str(11_000_000 + number)},
        "title": {"label": f"Title {number}"},
        "content": {"label": text, "attributes": {"type": "text"}},
        "link": {"attributes": {"rel": "related", "href": f"https://itunes.apple.com/us/review?id={number}"}},
        "im:voteSum": {"label": "0"},
        "im:contentType": {"attributes": {"term": "Application", "label": "Application"}},
        "im:voteCount": {"label": "0"},
    }


def app_store_feed(entries):
    feed = {
        "author": {"name": {"label": "iTunes Store"}, "uri": {"label": "http://www.apple.com/itunes/"}},
        "updated": {"label": "2026-11-01T02:10:00-07:00"},
        "rights": {"label": "Copyright"},
        "title": {"label": "iTunes Store: Customer Reviews"},
        "link": [{"attributes": {"rel": "next", "href": "https://itunes.apple.com/us/rss/page=2/xml"}}],
    }
    return {"feed": feed | ({"entry": entries} if entries is not None else {})}


def steam_review(number, text="Boards load at once.", **more):
    review = {
        "recommendationid": str(170_000_000 + number),
        "author": {"steamid": f"7656119{number:010}", "num_reviews": 3, "playtime_forever": 812},
        "language": "english",
        "review": text,
        "timestamp_created": 1_792_000_000 + number,
        "timestamp_updated": 1_792_000_000 + number,
        "voted_up": True,
        "votes_up": 4,
        "weighted_vote_score": "0.52380955219268798828",
        "steam_purchase": True,
    }
    return review | more


def steam_answer(reviews, cursor="AoJ4/next==", total=None):
    summary = {"num_reviews": len(reviews)}
    if total is not None:
        summary |= {"review_score": 8, "review_score_desc": "Very Positive", "total_reviews": total}
    return {"success": 1, "query_summary": summary, "reviews": reviews, "cursor": cursor}


def wordpress_info(total):
    return {
        "name": "Acme Forms",
        "slug": "acme-forms",
        "version": "3.1",
        "rating": 92,
        "ratings": {"5": total, "4": 0, "3": 0, "2": 0, "1": 0},
        "num_ratings": total,
        "sections": {"description": "<p>Forms.</p>"},
    }


def wordpress_item(number, text="Works well with our theme.", stars=4):
    return (
        f"<item><guid>https://wordpress.org/support/topic/made-{number}/</guid>"
        f"<title><![CDATA[Topic {number}]]></title>"
        f"<link>https://wordpress.org/support/topic/made-{number}/</link>"
        "<pubDate>Tue, 20 Oct 2026 09:00:00 +0000</pubDate><dc:creator>writer</dc:creator>"
        f"<description><![CDATA[<p>Replies: 2</p>\n<p>Rating: {stars} stars</p>\n<p>{text}</p>]]></description></item>"
    )


def wordpress_feed(items):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>Acme Forms Reviews - WordPress.org Forums</title><language>en-US</language>"
        + "".join(items)
        + "</channel></rss>"
    ).encode()


@pytest.fixture(scope="session")
def shapes():
    """Answers of the services of reviews, put together from words of our own."""
    return SimpleNamespace(
        app_store_entry=app_store_entry,
        app_store_feed=app_store_feed,
        steam_review=steam_review,
        steam_answer=steam_answer,
        wordpress_info=wordpress_info,
        wordpress_item=wordpress_item,
        wordpress_feed=wordpress_feed,
    )


@pytest.fixture(scope="session")
def service():
    """Read an answer of a service, and look for its items' words in it again."""
    return SimpleNamespace(read=_read, evident=_evident, seen=SEEN)
