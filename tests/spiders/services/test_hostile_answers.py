"""Hostile answers: any value of an answer may be anything, and costs at most itself. Everything here is made up."""

import copy
import json

import pytest

ORDINARY = {
    "hacker-news": {
        "hits": [{"objectID": "1", "author": "a", "created_at": "2026-10-05T09:30:00Z", "created_at_i": 1791192600,
                  "comment_text": "Text.", "story_title": "Title"}],
        "page": 0, "nbPages": 2, "nbHits": 9, "hitsPerPage": 1,
    },
    "reddit": {"kind": "Listing", "data": {"after": "t3_p", "children": [
        {"kind": "t3", "data": {"name": "t3_p", "selftext": "Text.", "title": "T", "author": "a", "created_utc": 1.7e9}}
    ]}},
    "stack-exchange": {"items": [{"question_id": 7, "title": "T", "body": "<p>Text.</p>", "creation_date": 1791192600,
                                  "owner": {"display_name": "a"}}],
                       "has_more": True, "quota_remaining": 10, "backoff": 5, "total": 7},
    "github-releases": [{"tag_name": "v1", "name": "One", "body": "* a\n* b", "draft": False,
                         "published_at": "2026-10-01T08:00:00Z", "created_at": "2026-10-01T08:00:00Z"}],
    "github-issues": [{"id": 9, "number": 1, "title": "T", "body": "Text.", "user": {"login": "a", "type": "User"},
                       "created_at": "2026-10-02T10:00:00Z"}],
    "github-discussions": {"data": {"repository": {"discussions": {
        "totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "Y3"},
        "nodes": [{"id": "D", "title": "T", "body": "Text.", "createdAt": "2026-10-02T10:00:00Z",
                   "author": {"login": "a"}}]}}}, "errors": []},
    "npm": {"versions": {"1.0.0": {"version": "1.0.0", "deprecated": "no"}}, "time": {"1.0.0": "2026-10-01T09:00:00Z"}},
    "pypi": {"releases": {"1.0": [{"filename": "a-1.0.tar.gz", "upload_time_iso_8601": "2026-10-01T09:00:00Z",
                                   "yanked": True, "yanked_reason": "no"}]}},
    "greenhouse": {"jobs": [{"title": "T", "location": {"name": "L"}, "departments": [{"name": "D"}],
                             "updated_at": "2026-10-01"}], "meta": {"total": 1}},
    "lever": [{"text": "T", "createdAt": 1791192600000, "workplaceType": "remote",
               "categories": {"team": "D", "location": "L"}}],
    "ashby": {"jobs": [{"title": "T", "team": "D", "location": "L", "isRemote": True, "isListed": True,
                        "publishedAt": "2026-10-01"}]},
    "workable": {"jobs": [{"title": "T", "department": "D", "city": "C", "telecommuting": True,
                           "published_on": "2026-10-01"}]},
}  # fmt: skip
HOSTILE = (
    None, True, False, -1, 10**400, 1.5, "", " ", "\x00", "0", "9" * 400, "\ud800", [], {}, [[]], [None], {"a": {"b": 1}},
    "<script>alert(1)</script>", "<b>bold</b> &amp; &lt;i&gt;", "2026-13-45T99:99", "1e309", "x" * 30_000, "\u202e\u0000",
    "javascript:alert(1)", "../../etc/passwd", [1] * 50,
)  # fmt: skip


def places(document, path=()):
    """Every path of keys and indexes in a document."""
    yield path
    if isinstance(document, dict):
        for key, value in document.items():
            yield from places(value, (*path, key))
    elif isinstance(document, list):
        for number, value in enumerate(document):
            yield from places(value, (*path, number))


def replaced(document, path, value):
    """The document with another value at a path."""
    if not path:
        return value
    changed = copy.deepcopy(document)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


@pytest.mark.parametrize("name", ORDINARY)
def test_any_value_may_be_anything(service, name):
    ordinary = ORDINARY[name]
    assert service.read(name, ordinary).items == 1, "the ordinary answer must say something"
    for path in places(ordinary):
        for value in HOSTILE:
            document = json.dumps(replaced(ordinary, path, value)).encode()
            page = service.read(name, document, "https://made.example/list?page=1&limit=1")
            assert page.verdict in ("ok", "partial", "blocked"), (path, value)
            assert page.verdict != "ok" or service.evident(page, document), (path, value)
            assert all(len(review.text) <= 20_000 and "<script" not in review.text for review in page.reviews)
            assert page.next_page is None or page.next_page.startswith("https://made.example/"), (path, value)


@pytest.mark.parametrize("name", [*ORDINARY, "personio"])
@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{}", b"NaN", b"\xff\xfe", b"{" * 50_000, b"[" * 50_000, b'{"items":', b"<!doctype html>",
     b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><workzag-jobs>&a;&c;</workzag-jobs>',
     b"<workzag-jobs>" * 3000, b"<workzag-jobs><position><name>\x00</name></position>"],
)  # fmt: skip
def test_any_bytes_may_come(service, name, body):
    page = service.read(name, body)
    assert page.items == 0
    assert page.next_page is None
