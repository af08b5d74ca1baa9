"""Services crawled on loopback: a server that answers in their shapes, with reviews of our own making."""

import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from rivalscope.domain.market import Source, SourceKind
from rivalscope.services import CATALOGUE
from rivalscope.services.service import filled, first_page
from storage.engine import open_engine
from storage.reads import coverage

FIRST, SECOND, LATER = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 12)
APP_PAGES = 12
"""Pages of reviews there are; the feed gives ten."""
BIG = 100
STEAM_TOTAL = 1204


def of_service(product, name, base, licence=None, **options):
    service = CATALOGUE[name]
    chosen = filled(service, {**options, "base": base})
    return Source(
        key=f"{product}/reviews",
        product=product,
        kind=SourceKind.REVIEWS,
        url=first_page(service, chosen),
        service=name,
        licence=licence,
        options=tuple(sorted(chosen.items())),
    )


class Stand:
    """What stands in for the services: its reviews may change between nights."""

    def __init__(self, shapes):
        self.shapes = shapes
        self.edited = {}
        self.fresh = 0
        self.turns = 0

    def app_store(self, handler, hit):
        number = int(re.search(r"page=(\d+)", hit.path)[1])
        if number > APP_PAGES:
            return 200, {"Content-Type": "text/javascript"}, self._json(self.shapes.app_store_feed(None))
        entries = [
            self.shapes.app_store_entry(number * 100 + n, f"Review {n} on page {number} of ours.", 1 + n % 5)
            for n in range(5)
        ]
        return (
            200,
            {"Content-Type": "text/javascript; charset=utf-8"},
            self._json(self.shapes.app_store_feed(entries)),
        )

    def steam(self, handler, hit):
        cursor = parse_qs(urlsplit(hit.path).query)["cursor"][0]
        page = 0 if cursor == "*" else int(cursor)
        numbers = range(-self.fresh, BIG) if page == 0 else range(page * BIG, page * BIG + BIG)
        reviews = [
            self.shapes.steam_review(n + 10, self.edited.get(n, f"Review {n} of ours."))
            for n in numbers
            if n < 312
        ]
        total = STEAM_TOTAL if page == 0 else None
        return (
            200,
            {"Content-Type": "application/json"},
            self._json(self.shapes.steam_answer(reviews, str(page + 1), total)),
        )

    def wordpress(self, handler, hit):
        if "/plugins/info/" in hit.path:
            return 200, {"Content-Type": "application/json"}, self._json(self.shapes.wordpress_info(34))
        number = int(parse_qs(urlsplit(hit.path).query).get("paged", ["1"])[0])
        items = [self.shapes.wordpress_item(number * 100 + n) for n in range(30 if number == 1 else 4)]
        return 200, {"Content-Type": "application/rss+xml"}, self.shapes.wordpress_feed(items)

    def play(self, handler, hit):
        """Repeat the same two pages for ever, as the store did to others."""
        self.turns += 1
        item = [
            "gp:1",
            ["Ann"],
            4,
            None,
            "Goes round in circles.",
            [1_792_000_000],
            0,
            None,
            None,
            None,
            "1.0",
        ]
        call = [["wrb.fr", "UsvDTd", json.dumps([[item], [None, f"token-{self.turns}"]]), None]]
        return 200, {"Content-Type": "application/json"}, ")]}'\n\n" + json.dumps(call)

    @staticmethod
    def _json(document):
        return json.dumps(document)


@pytest.fixture(scope="module")
def stand(open_site, open_market, made, shapes):
    """Three nights of a market whose sources are services; between them reviews are edited and written."""
    answers = Stand(shapes)
    site = open_site({"/robots.txt": "User-agent: *\nDisallow:\n"})
    base = site.url("")
    site.routes |= {
        "/appreviews/431960": answers.steam,
        "/plugins/info/1.2/": answers.wordpress,
        "/support/plugin/acme-forms/reviews/feed/": answers.wordpress,
        "/_/PlayStoreUi/data/batchexecute": answers.play,
        "/review/example.com": made.html("Never asked for"),
        **{
            f"/us/rss/customerreviews/page={n}/id=546505307/sortby=mostrecent/json": answers.app_store
            for n in range(1, 20)
        },
    }
    products = [
        made.product("app", of_service("app", "app-store", base, id="546505307")),
        made.product("game", of_service("game", "steam", base, id="431960")),
        made.product("plugin", of_service("plugin", "wordpress-plugin", base, slug="acme-forms")),
        made.product("play", of_service("play", "google-play", base, licence="ours", id="com.example.acme")),
        made.product("hunt", of_service("hunt", "product-hunt", base, licence="granted", slug="acme")),
    ]
    market = open_market(products)
    hits = {}

    def night(day):
        before = len(site.hits)
        market.crawl(day)
        hits[day] = [hit.path for hit in site.hits[before:]]

    night(FIRST)
    rows = market.rows("SELECT p.slug, r.* FROM review r JOIN product p ON p.id = r.product_id ORDER BY r.id")
    answers.fresh, answers.edited = 2, {250: "Edited far down the list."}
    night(SECOND)
    night(LATER)
    engine = open_engine(market.url)
    covered = {(row.product, row.night): row for row in coverage(engine, since=FIRST, until=LATER)}
    engine.dispose()
    return {"market": market, "hits": hits, "rows": rows, "covered": covered}


def of(stand, product):
    return [row for row in stand["rows"] if row["slug"] == product]


def test_reviews_are_stored_with_stars_day_version_and_text(stand):
    row = of(stand, "app")[0]
    told = {name: row[name] for name in ("text", "rating", "published", "version", "title", "key")}
    assert told == {
        "text": "Review 0 on page 1 of ours.", "rating": "1.00", "published": "2026-10-20", "version": "4.2.1",
        "title": "Title 100", "key": "11000100",
    }  # fmt: skip
    assert (of(stand, "game")[0]["rating"], of(stand, "plugin")[0]["rating"]) == ("5.00", "4.00")


def test_no_name_is_stored(stand):
    assert all("Reader" not in str(row) and "writer" not in str(row) for row in stand["rows"])


def test_a_feed_is_read_to_its_cap_and_says_so(stand):
    assert len(of(stand, "app")) == 10 * 5
    row = stand["covered"]["app", FIRST]
    assert (row.ending, row.held, row.stated) == ("cap", 50, None)
    assert not any("page=11/" in path for path in stand["hits"][FIRST])


def test_what_the_service_states_stands_beside_what_is_held(stand):
    row = stand["covered"]["game", FIRST]
    assert (row.held, row.stated, row.ending) == (312, 1204, "end")
    row = stand["covered"]["plugin", FIRST]
    assert (row.held, row.stated, row.ending) == (34, 34, "end")


def test_pages_that_repeat_under_ever_new_tokens_end_the_list(stand):
    row = stand["covered"]["play", FIRST]
    assert (row.ending, row.held) == ("loop", 1)
    assert sum("batchexecute" in path for path in stand["hits"][FIRST]) == 2


def test_a_service_that_wants_a_token_is_not_asked_without(stand):
    row = stand["covered"]["hunt", FIRST]
    assert row.verdict == "login"
    assert "RIVALSCOPE_TOKEN_PRODUCT_HUNT" in row.reason
    assert not any("graphql" in path for path in stand["hits"][FIRST])


def test_the_next_night_asks_only_for_news(stand):
    paths = stand["hits"][SECOND]
    assert (
        sum("appreviews" in path for path in paths) == 2
    )  # two new reviews, then a page on which all is known
    assert sum("customerreviews" in path for path in paths) == 1
    assert (stand["covered"]["game", SECOND].ending, stand["covered"]["game", SECOND].held) == ("known", 314)
    assert stand["covered"]["app", SECOND].ending == "known"


def test_after_a_week_the_whole_list_is_walked_and_an_edit_far_down_is_seen(stand):
    assert sum("appreviews" in path for path in stand["hits"][LATER]) == 5
    assert stand["covered"]["game", LATER].ending == "end"
    (row,) = stand["market"].rows("SELECT text FROM review WHERE key = '170000260' AND superseded_at IS NULL")
    assert row["text"] == "Edited far down the list."


def test_every_review_s_words_stand_in_the_archive(stand):
    from spiders.pages.passages import Selections
    from storage.archive import Archive

    archive = Archive(stand["market"].folder / "archive")
    passages = stand["market"].rows("SELECT * FROM evidence_passage")
    bodies = {row["snapshot"]: Selections(archive.get(row["snapshot"])) for row in passages}
    for row in passages:
        words = bodies[row["snapshot"]].select(row["selector"])
        assert words[row["start_offset"] : row["end_offset"]] == row["quote"]
