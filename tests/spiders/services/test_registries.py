"""npm and PyPI in the shapes of their registries; every package is made up."""

import datetime as dt

import pytest

NPM = "https://registry.npmjs.org/@acme%2Fboards"
PYPI = "https://pypi.org/pypi/acme-boards/json"

PACKAGE = {
    "_id": "@acme/boards",
    "name": "@acme/boards",
    "dist-tags": {"latest": "2.0.0"},
    "versions": {
        "1.0.0": {"name": "@acme/boards", "version": "1.0.0", "deprecated": "use 2.x <b>now</b>"},
        "2.0.0": {"name": "@acme/boards", "version": "2.0.0", "dist": {"shasum": "0" * 40}},
    },
    "time": {
        "created": "2025-01-01T00:00:00.000Z",
        "modified": "2026-10-01T09:00:00.000Z",
        "1.0.0": "2025-01-01T00:00:01.000Z",
        "1.5.0": "2025-06-01T00:00:01.000Z",
        "2.0.0": "2026-10-01T09:00:00.000Z",
    },
}


def file(version, day, **more):
    entry = {"filename": f"acme_boards-{version}-py3-none-any.whl", "packagetype": "bdist_wheel", "size": 9,
             "upload_time": f"{day}T08:00:00", "upload_time_iso_8601": f"{day}T08:00:00.000000Z", "yanked": False,
             "yanked_reason": None}  # fmt: skip
    return entry | more


PROJECT = {
    "info": {"name": "acme-boards", "version": "1.2", "yanked": False},
    "last_serial": 1,
    "releases": {
        "1.0": [file("1.0", "2026-08-01"), file("1.0", "2026-08-02")],
        "1.1": [file("1.1", "2026-09-01", yanked=True, yanked_reason="loses <i>boards</i>")],
        "1.2": [file("1.2", "2026-10-01")],
        "2.0a1": [],
    },
    "urls": [],
    "vulnerabilities": [],
}

FEED = """<?xml version="1.0" encoding="UTF-8"?><!-- made for these tests -->
<rss version="2.0"><channel><title>PyPI recent updates for acme-boards</title><link>https://pypi.org/project/acme-boards/</link>
<description>Recent updates</description><language>en</language>
<item><title>1.2</title><link>https://pypi.org/project/acme-boards/1.2/</link><description>Boards</description>
<pubDate>Thu, 01 Oct 2026 08:00:00 GMT</pubDate></item></channel></rss>"""


def test_versions_of_a_package_are_releases_newest_first(service):
    page = service.read("npm", PACKAGE, NPM)
    assert [(one.title, one.date, one.items) for one in page.releases] == [
        ("2.0.0", dt.date(2026, 10, 1), ()),
        ("1.0.0", dt.date(2025, 1, 1), ("deprecated: use 2.x now",)),
    ]
    assert (page.verdict, page.stated, page.next_page) == ("ok", 2, None)
    assert service.evident(page, PACKAGE)


def test_an_unpublished_package_withdraws_nothing(service):
    gone = {"name": "x", "time": {"unpublished": {"time": "2026-01-01", "versions": ["1.0.0"]}}}
    assert service.read("npm", gone, NPM).reason == "the package was unpublished"
    missing = service.read("npm", {"error": "Not found"}, NPM)
    assert (missing.verdict, missing.reason) == ("partial", "npm answered: Not found")


def test_versions_of_a_project_are_dated_by_their_first_file(service):
    page = service.read("pypi", PROJECT, PYPI)
    assert [(one.title, one.date, one.items) for one in page.releases] == [
        ("1.2", dt.date(2026, 10, 1), ()),
        ("1.1", dt.date(2026, 9, 1), ("yanked: loses boards",)),
        ("1.0", dt.date(2026, 8, 1), ()),
    ]
    assert (page.verdict, page.stated) == ("ok", 3)  # a version without files is not to be had
    assert service.evident(page, PROJECT)


def test_the_feed_of_a_project_says_the_same(service):
    page = service.read("pypi", FEED.encode(), "https://pypi.org/rss/project/acme-boards/releases.xml")
    assert [(one.title, one.date) for one in page.releases] == [("1.2", dt.date(2026, 10, 1))]
    assert service.evident(page, FEED.encode())


@pytest.mark.parametrize(
    "document", [{"message": "Not Found"}, {"releases": []}, [], b"", b"<html>Not found"]
)
def test_an_answer_without_releases_updates_nothing(service, document):
    page = service.read("pypi", document, PYPI)
    assert (page.verdict, page.releases) == ("partial", ())
