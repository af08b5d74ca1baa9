"""GitHub in the shapes of its REST and GraphQL interfaces; every repository and ticket is made up."""

import datetime as dt
import json

from rivalscope.services import CATALOGUE
from rivalscope.services.service import first_page, request_of
from spiders.services import linked

RELEASES = "https://api.github.com/repos/acme/boards/releases?per_page=2&page=1"
ISSUES = "https://api.github.com/repos/acme/boards/issues?state=all&per_page=2&page=1"


def release(tag, body="", **more):
    entry = {
        "url": f"https://api.github.com/repos/acme/boards/releases/{tag}", "id": 1, "tag_name": tag, "name": None,
        "target_commitish": "main", "draft": False, "prerelease": False, "created_at": "2026-09-30T23:00:00Z",
        "published_at": "2026-10-01T08:00:00Z", "author": {"login": "maker"}, "assets": [], "body": body,
    }  # fmt: skip
    return entry | more


def issue(number, body, **more):
    entry = {
        "id": 900 + number, "number": number, "title": f"Ticket {number}", "state": "open", "labels": [],
        "user": {"login": f"user{number}", "type": "User"}, "created_at": "2026-10-02T10:00:00Z", "body": body,
        "html_url": f"https://github.com/acme/boards/issues/{number}", "comments": 0,
    }  # fmt: skip
    return entry | more


def test_a_release_has_the_points_of_its_notes(service):
    notes = "## What's new\r\n\r\n* Boards open <b>twice</b> as fast\r\n- Fixed: lost scroll\r\n1. Third\r\n"
    document = [release("v2.1.0", notes, name="Autumn"), release("v2.0.9", "Only words.")]
    page = service.read("github-releases", document, RELEASES)
    assert [(one.title, one.items) for one in page.releases] == [
        ("Autumn", ("Boards open twice as fast", "Fixed: lost scroll", "Third")),
        ("v2.0.9", ("Only words.",)),
    ]
    assert page.releases[0].date == dt.date(2026, 10, 1)
    assert service.evident(page, document)


def test_a_draft_is_not_published(service):
    page = service.read("github-releases", [release("v3", draft=True, published_at=None)], RELEASES)
    assert (page.verdict, page.releases) == ("ok", ())


def test_an_issue_is_a_ticket_and_a_pull_request_or_a_bot_s_is_none(service):
    document = [
        issue(1, "It **crashes**.\r\n\r\nCall +49 30 1234567"),
        issue(2, "A change.", pull_request={"url": "https://api.github.com/repos/acme/boards/pulls/2"}),
        issue(3, "Bump x.", user={"login": "dependabot[bot]", "type": "Bot"}),
        issue(4, None, user=None),
    ]
    page = service.read("github-issues", document, ISSUES.replace("per_page=2", "per_page=100"))
    assert [(one.title, one.text, one.key, one.author) for one in page.reviews] == [
        ("Ticket 1", "It **crashes**. Call ••••••••••••••", "901", "user1"),
        (None, "Ticket 4", "904", None),
    ]
    assert page.next_page is None
    assert service.evident(page, document)


def test_a_full_page_leads_on_until_the_header_says_that_it_is_the_last(service):
    page = service.read("github-releases", [release("v2"), release("v1")], RELEASES)
    assert page.next_page == RELEASES.replace("page=1", "page=2")
    first = '<https://api.github.com/repositories/1/releases?per_page=2&page=1>; rel="first"'
    assert linked("github-releases", page, {"link": first}).next_page is None


def test_the_header_s_count_is_taken_with_our_own_address_and_its_cursor_as_it_is(service):
    page = service.read("github-issues", [issue(1, "x")], ISSUES)
    assert page.next_page is None
    counted = '<https://api.github.com/repositories/1/issues?state=all&per_page=2&page=2>; rel="next", <x>; rel="last"'
    assert linked("github-issues", page, {"link": counted}).next_page == ISSUES.replace("page=1", "page=2")
    cursor = "https://api.github.com/repositories/1/issues?state=all&per_page=2&after=Y3Vyc29y"
    assert linked("github-issues", page, {"link": f'<{cursor}>; rel="next"'}).next_page == cursor


def test_a_broken_header_leads_nowhere(service):
    page = service.read("github-issues", [issue(1, "x")], ISSUES)
    for link in ("", "<", '<>; rel="next"', "rel=next", "<" * 5000, '<a>; rel="next' * 500):
        assert linked("github-issues", page, {"link": link}).next_page in (
            None,
            ISSUES.rsplit("/", 1)[0] + "/a",
        )


def test_the_rate_limit_is_told_apart_from_other_errors(service):
    limit = {
        "message": "API rate limit exceeded for 192.0.2.1.",
        "documentation_url": "https://docs.github.com/rest",
    }
    page = service.read("github-issues", limit, ISSUES)
    assert (page.verdict, page.kind) == ("blocked", "reviews")
    gone = service.read("github-releases", {"message": "Not Found", "status": "404"}, RELEASES)
    assert (gone.verdict, gone.reason, gone.kind) == ("partial", "GitHub answered: Not Found", "feed")


def _discussions(*nodes, cursor=None, total=2):
    connection = {
        "totalCount": total, "pageInfo": {"hasNextPage": cursor is not None, "endCursor": cursor}, "nodes": list(nodes)
    }  # fmt: skip
    return {"data": {"repository": {"discussions": connection}}}


def test_discussions_are_asked_for_and_followed_by_cursor(service):
    discussions, options = CATALOGUE["github-discussions"], {"repository": "acme/boards"}
    url = first_page(discussions, options)
    asked = request_of(discussions, url, options)
    assert (asked.method, asked.url) == ("POST", "https://api.github.com/graphql")
    assert json.loads(asked.body)["variables"] == {"owner": "acme", "name": "boards", "after": None}
    node = {"id": "D_1", "title": "Idea", "body": "Let me *sort*.", "createdAt": "2026-10-02T10:00:00Z",
            "author": {"login": "a"}}  # fmt: skip
    document = _discussions(node, cursor="Y3Vyc29yOnYyOpHOAA==")
    page = service.read("github-discussions", document, url)
    assert [(one.title, one.text, one.key) for one in page.reviews] == [("Idea", "Let me *sort*.", "D_1")]
    assert page.stated == 2
    assert service.evident(page, document)
    after = json.loads(request_of(discussions, page.next_page, options).body)["variables"]["after"]
    assert after == "Y3Vyc29yOnYyOpHOAA=="
    assert service.read("github-discussions", _discussions(node), page.next_page).next_page is None


def test_an_error_of_the_graph_comes_with_status_200(service):
    limited = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}
    assert service.read("github-discussions", limited).verdict == "blocked"
    missing = {
        "data": {"repository": None},
        "errors": [{"type": "NOT_FOUND", "message": "Could not resolve"}],
    }
    page = service.read("github-discussions", missing)
    assert (page.verdict, page.reason) == ("partial", "GitHub answered: Could not resolve")
