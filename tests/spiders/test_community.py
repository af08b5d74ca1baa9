"""Discussions, repositories, registries and job boards, crawled on loopback; everything that they answer is made up."""

import gzip
import json
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from rivalscope.services import CATALOGUE
from rivalscope.services.service import filled, first_page

GITHUB_TOKEN = "made-token-of-github-0123456789"
STACK_KEY = "made-key-of-stack-exchange"
NIGHTS = [date(2026, 11, day) for day in (2, 3, 4)]
FIRST = int(datetime.fromisoformat("2026-10-05T09:30:00+00:00").timestamp())


def answer(document, **headers):
    return 200, {"Content-Type": "application/json; charset=utf-8", **headers}, json.dumps(document)


def asked(hit):
    return {name: values[-1] for name, values in parse_qs(urlsplit(hit.path).query).items()}


class Services:
    """What the services know: each gives two items a page."""

    def __init__(self):
        self.comments = [(40 + n, FIRST - 60 * n) for n in range(7)]
        self.questions = [3, 2, 1]
        self.issues = [5, 4, 3, 2, 1]
        self.releases = ["v1.2", "v1.1", "v1.0"]

    def routes(self):
        return {
            "/robots.txt": (404, {}, ""),
            "/api/v1/search_by_date": self.hacker_news,
            "/2.3/search/advanced": self.stack_exchange,
            "/repos/acme/boards/issues": self.github(lambda: self.issues, self._issue),
            "/repos/acme/boards/releases": self.github(lambda: self.releases, self._release),
            "/graphql": self.discussions,
            "/@acme%2Fboards": self.npm,
            "/rss/project/acme-boards/releases.xml": self.pypi,
            "/v1/boards/acme/jobs": answer({"jobs": [{"title": "Engineer", "updated_at": "2026-10-01"}], "meta": {"total": 1}}),
        }  # fmt: skip

    def hacker_news(self, handler, hit):
        """A search that gives its first four hits only, in pages of two."""
        query = asked(hit)
        limit = query.get("numericFilters", "")
        latest = int(limit.rpartition("=")[2].rpartition("<")[2] or FIRST * 2) - (
            limit[:14] == "created_at_i<" and "=" not in limit
        )
        found = [one for one in self.comments if one[1] <= latest]
        page = int(query["page"])
        hits = [
            {"objectID": str(number), "author": f"user{number}", "created_at": datetime.fromtimestamp(at).isoformat(),
             "created_at_i": at, "comment_text": f"Comment {number} on <i>Acme</i>.", "story_title": "Boards"}
            for number, at in found[:4][page * 2 : page * 2 + 2]
        ]  # fmt: skip
        pages = min(2, -(-len(found) // 2))
        return answer({"hits": hits, "page": page, "nbPages": pages, "nbHits": len(found), "hitsPerPage": 2})

    def stack_exchange(self, handler, hit):
        """Always compressed, as the real one is; it asks for a second of rest after the first page."""
        page = int(asked(hit)["page"])
        items = [
            {"question_id": number, "title": f"Question {number}", "body": f"<p>How {number}?</p>", "creation_date": FIRST,
             "owner": {"display_name": f"asker{number}"}}
            for number in self.questions[page * 2 - 2 : page * 2]
        ]  # fmt: skip
        document = {
            "items": items,
            "has_more": len(self.questions) > page * 2,
            "quota_max": 300,
            "quota_remaining": 200,
        }
        if page == 1:
            document["backoff"] = 1
        status, headers, text = answer(document)
        return status, headers | {"Content-Encoding": "gzip"}, gzip.compress(text.encode())

    def github(self, items, make):
        def list_(handler, hit):
            page, found = int(asked(hit)["page"]), items()
            tag = f'W/"{found[0]}-{page}"'
            limits = {"ETag": tag, "X-RateLimit-Remaining": "4999", "X-RateLimit-Reset": "1893456000"}
            if hit.headers.get("If-None-Match") == tag:
                return 304, limits | {"Content-Length": "0"}, b""
            if len(found) > page * 2:
                limits["Link"] = (
                    f'<https://api.github.com/repositories/1/x?per_page=100&page={page + 1}>; rel="next"'
                )
            return answer([make(one) for one in found[page * 2 - 2 : page * 2]], **limits)

        return list_

    def _issue(self, number):
        return {"id": 900 + number, "number": number, "title": f"Ticket {number}", "body": f"It breaks {number} times.",
                "user": {"login": f"user{number}", "type": "User"}, "created_at": "2026-10-02T10:00:00Z",
                **({"pull_request": {}} if number in (5, 4) else {})}  # fmt: skip

    def _release(self, tag):
        return {"tag_name": tag, "name": f"Boards {tag}", "body": "* Faster\n* Fixed", "draft": False,
                "published_at": "2026-10-02T10:00:00Z"}  # fmt: skip

    def discussions(self, handler, hit):
        if hit.headers.get("Authorization") != f"Bearer {GITHUB_TOKEN}":
            return 401, {"Content-Type": "application/json"}, json.dumps({"message": "Bad credentials"})
        after = json.loads(handler.posted)["variables"]["after"]
        number = 2 if after else 1
        node = {"id": f"D{number}", "title": "Idea", "body": f"Let me sort, {number}.", "author": {"login": "a"},
                "createdAt": "2026-10-02T10:00:00Z"}  # fmt: skip
        info = {"hasNextPage": not after, "endCursor": None if after else "Y3Vyc29y=="}
        return answer(
            {"data": {"repository": {"discussions": {"totalCount": 2, "pageInfo": info, "nodes": [node]}}}}
        )

    def npm(self, handler, hit):
        return answer(
            {"versions": {"2.0.0": {"version": "2.0.0"}}, "time": {"2.0.0": "2026-10-01T09:00:00Z"}}
        )

    def pypi(self, handler, hit):
        item = "<item><title>1.2</title><pubDate>Thu, 01 Oct 2026 08:00:00 GMT</pubDate></item>"
        text = f"<rss version='2.0'><channel><title>Made</title>{item}</channel></rss>"
        return 200, {"Content-Type": "text/xml"}, text


OPTIONS = {
    "hacker-news": {"query": "Acme"},
    "stack-exchange": {"query": "acme"},
    "github-issues": {"repository": "acme/boards"},
    "github-releases": {"repository": "acme/boards"},
    "github-discussions": {"repository": "acme/boards"},
    "npm": {"package": "@acme/boards"},
    "pypi": {"project": "acme-boards"},
    "greenhouse": {"name": "acme"},
}


def product_of(made, name, site, *, slug=None):
    """A product with one source of a service, which a site stands in for."""
    service, slug = CATALOGUE[name], slug or name
    options = filled(service, OPTIONS[name] | {"base": site.url("")})
    url = first_page(service, options)
    source = made.source(slug, service.kind.value, url, service=name, options=tuple(options.items()))
    return made.product(slug, source)


def counts(market):
    query = "SELECT source.service AS service, count(*) AS n FROM {0} JOIN source ON source.id = source_id GROUP BY 1"
    return {
        row["service"]: row["n"]
        for table in ("review", "release_fact")
        for row in market.rows(query.format(table))
    }


@pytest.fixture(scope="module")
def tokens():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIVALSCOPE_TOKEN_GITHUB", GITHUB_TOKEN)
        patch.setenv("RIVALSCOPE_TOKEN_STACK_EXCHANGE", STACK_KEY)
        yield


@pytest.fixture(scope="module")
def nights(open_site, open_market, made, tokens):
    services = Services()
    site = open_site(services.routes())
    market = open_market([product_of(made, name, site) for name in OPTIONS], check_at_most=1.0)
    told = {"site": site, "market": market, "hits": [], "counts": [], "captures": []}
    for night in NIGHTS:
        if night is NIGHTS[2]:
            services.issues = [6, *services.issues]
            services.comments = [(39, FIRST + 60), *services.comments]
        before = len(site.hits)
        told["summary"] = market.crawl(night)
        told["hits"].append(site.hits[before:])
        told["counts"].append(counts(market))
        told["captures"].append(market.captures())
    told["lines"] = list(market.lines)
    return told


def test_every_list_is_read_to_its_end(nights):
    assert nights["counts"][0] == {
        "hacker-news": 7, "stack-exchange": 3, "github-issues": 3, "github-discussions": 2,
        "github-releases": 3, "npm": 1, "pypi": 1,
    }  # fmt: skip
    verdicts = {row["verdict"] for row in nights["captures"][0].values()}
    assert verdicts == {"ok"}


def test_roles_are_counted(nights):
    captures = nights["captures"][0].items()
    assert [row["items"] for url, row in captures if "/v1/boards/" in url] == [1]


def test_older_windows_of_a_search_are_asked_for(nights):
    filters = [asked(hit).get("numericFilters") for hit in nights["hits"][0] if "/api/v1/" in hit.path]
    assert filters == [None, None, f"created_at_i<={FIRST - 180}", f"created_at_i<={FIRST - 180}"]


def test_a_rest_that_the_body_asks_for_is_kept(nights):
    first, second = [hit.at for hit in nights["hits"][0] if "/2.3/" in hit.path]
    assert second - first >= 0.99


def test_the_second_night_changes_nothing_and_unchanged_lists_are_not_sent(nights):
    assert nights["counts"][1] == nights["counts"][0]
    statuses = {hit.status for hit in nights["hits"][1] if hit.path.startswith("/repos/")}
    assert statuses == {304}


def test_what_is_new_is_found_and_a_walk_ends_where_all_is_known(nights):
    new = {name: nights["counts"][2][name] - nights["counts"][1][name] for name in nights["counts"][2]}
    assert {name: n for name, n in new.items() if n} == {"hacker-news": 1, "github-issues": 1}
    assert sum("/api/v1/" in hit.path for hit in nights["hits"][2]) == 2


def test_a_token_reaches_its_own_service_alone(nights):
    for hit in nights["hits"][0]:
        github = hit.path.startswith(("/repos/", "/graphql"))
        assert (hit.headers.get("Authorization") == f"Bearer {GITHUB_TOKEN}") is github, hit.path
        assert (asked(hit).get("key") == STACK_KEY) is hit.path.startswith("/2.3/"), hit.path


def test_no_token_is_kept_anywhere(nights):
    folder = nights["market"].folder
    nights["market"].rows("PRAGMA wal_checkpoint(TRUNCATE)")
    passing = (".db-shm", ".db-wal")  # they come and go with connections, and are in the database now
    written = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in passing]
    assert len(written) > 5
    for path in written:
        body = path.read_bytes()
        assert GITHUB_TOKEN.encode() not in body, path
        assert STACK_KEY.encode() not in body, path
    told = str(nights["lines"]) + str(nights["captures"])
    assert GITHUB_TOKEN not in told
    assert STACK_KEY not in told


def limited(status, *, left="0", reset="7200", document=None):
    headers = {"Content-Type": "application/json", "X-RateLimit-Remaining": left, "X-RateLimit-Reset": reset}
    return (
        status,
        headers,
        json.dumps({"message": "API rate limit exceeded for 192.0.2.1."} if document is None else document),
    )


def issue_list(*numbers):
    return [Services()._issue(number) for number in numbers]


def test_a_spent_limit_ends_the_host_s_night_and_withdraws_nothing(open_site, open_market, made):
    documents = [
        (
            200,
            {"Link": '<x?page=2>; rel="next"', "Content-Type": "application/json"},
            json.dumps(issue_list(3, 2)),
        ),
        (200, {"Content-Type": "application/json"}, json.dumps(issue_list(1))),
    ]
    site = open_site({"/repos/acme/boards/issues": lambda _, hit: documents[int(asked(hit)["page"]) - 1]})
    market = open_market([product_of(made, "github-issues", site)])
    market.crawl(NIGHTS[0])
    assert counts(market) == {"github-issues": 3}
    # The second night the first page uses the last request that is left.
    documents[0] = limited(200, document=issue_list(7, 3))
    documents[0][1]["Link"] = '<x?page=2>; rel="next"'
    before = len(site.hits)
    market.crawl(NIGHTS[1])
    assert [asked(hit).get("page") for hit in site.hits[before:] if "/repos/" in hit.path] == ["1"]
    assert counts(market) == {"github-issues": 4}
    captures = market.captures()
    (second,) = [row for url, row in captures.items() if url.endswith("page=2")]
    assert second["verdict"] == "blocked"
    assert "no requests are left" in second["reason"]


def paged(make):
    """A list of issues, page after page."""
    return {"/repos/acme/boards/issues": lambda _, hit: make(int(asked(hit)["page"]))}


def leads_to(page):
    return {"Link": f'<x?page={page}>; rel="next"'}


@pytest.fixture(scope="module")
def troubled(open_site, open_market, made, tokens):
    """One night with interfaces that refuse, lead elsewhere or never end."""
    throttled = {"error_id": 502, "error_name": "throttle_violation", "error_message": "too many requests"}
    other = open_site({"/taken": answer(issue_list(1))})
    elsewhere = {
        "/repos/acme/boards/issues": (302, {"Location": other.url("/taken")}, ""),
        "/2.3/search/advanced": lambda _, hit: (
            302,
            {"Location": other.url("/taken?") + urlsplit(hit.path).query},
            "",
        ),
    }
    sites = {
        "limit-403": ("github-releases", open_site({"/repos/acme/boards/releases": limited(403)})),
        "limit-429": ("github-releases", open_site({"/repos/acme/boards/releases": limited(429)})),
        "throttle": ("stack-exchange", open_site({"/2.3/search/advanced": (400, {}, json.dumps(throttled))})),
        "moved": ("github-issues", open_site(elsewhere)),
        "moved-key": ("stack-exchange", open_site(elsewhere)),
        "hollow": ("github-issues", open_site(paged(
            lambda page: answer(issue_list(5, 4), **leads_to(page + 1)) if page < 4 else answer(issue_list(1))))),
        "endless": ("github-issues", open_site(paged(
            lambda page: answer(issue_list(3, 2), **leads_to(page + 1))))),
    }  # fmt: skip
    market = open_market([product_of(made, name, site, slug=slug) for slug, (name, site) in sites.items()])
    market.crawl(NIGHTS[0])
    captures = {}
    for row in market.captures().values():
        captures.setdefault(row["source"].partition("/")[0], []).append(row)
    query = "SELECT source.key, count(*) AS n FROM review JOIN source ON source.id = source_id GROUP BY 1"
    reviews = {row["key"].partition("/")[0]: row["n"] for row in market.rows(query)}
    return {"sites": {slug: site for slug, (_, site) in sites.items()}, "other": other, "captures": captures,
            "reviews": reviews}  # fmt: skip


@pytest.mark.parametrize("slug", ["limit-403", "limit-429"])
def test_a_refusal_for_the_limit_says_so(troubled, slug):
    (row,) = troubled["captures"][slug]
    assert row["verdict"] == "blocked"
    assert "API rate limit exceeded" in row["reason"]
    assert sum("/repos/" in path for path in troubled["sites"][slug].paths()) == 1


def test_a_throttled_interface_is_told_apart_from_an_error(troubled):
    (row,) = troubled["captures"]["throttle"]
    assert (row["verdict"], row["status"]) == ("blocked", 400)
    assert "throttle_violation" in row["reason"]


def test_a_redirect_to_another_host_goes_without_the_token(troubled):
    moved, keyed = troubled["sites"]["moved"], troubled["sites"]["moved-key"]
    assert sum(GITHUB_TOKEN in str(hit.headers) for hit in moved.hits) == 1
    assert sum(STACK_KEY in hit.path for hit in keyed.hits) == 1
    other = troubled["other"].hits
    assert sum(hit.path.startswith("/taken") for hit in other) == 2
    assert GITHUB_TOKEN not in str([hit.headers for hit in other])
    assert STACK_KEY not in str([hit.path for hit in other])


def test_pages_that_hold_nothing_for_us_are_no_loop(troubled):
    assert troubled["reviews"]["hollow"] == 1
    assert [row["ending"] for row in troubled["captures"]["hollow"]] == [None, None, None, "end"]


def test_a_list_that_repeats_itself_ends(troubled):
    assert troubled["reviews"]["endless"] == 2
    assert [row["ending"] for row in troubled["captures"]["endless"]] == [None, "loop"]


def test_without_a_token_an_interface_that_needs_one_is_not_asked(open_site, open_market, made, monkeypatch):
    monkeypatch.delenv("RIVALSCOPE_TOKEN_GITHUB", raising=False)
    site = open_site({"/v1/boards/acme/jobs": answer({"jobs": []})})
    market = open_market([product_of(made, name, site) for name in ("github-discussions", "greenhouse")])
    market.crawl(NIGHTS[0])
    row, other = market.captures().values()
    assert (row["verdict"], other["verdict"]) == ("login", "ok")
    assert "RIVALSCOPE_TOKEN_GITHUB" in row["reason"]
    assert "/graphql" not in site.paths()
