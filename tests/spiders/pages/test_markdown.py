"""Markdown files of our own making, as changelogs are written."""

import datetime as dt

import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.markdown import plain
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page

KEEP = b"""# Changelog

The format is based on [Keep a Changelog](https://keepachangelog.com).

## [Unreleased]

### Added
- Not yet

## [1.2.0] - 2026-03-14
### Added
- **Boards:** open `twice` as fast, see [the docs](https://made.example/docs)
  and more on a second line
- Guests
  - can comment
### Fixed
* Lost scroll position (#12)
### Security
- Sign-in pages are no longer framed

```
## [9.9.9] - 2026-01-01
- code is no entry
```

## 1.1.0 (2nd February, 2026)

**Deprecated**

- The old importer

## v1.0.0

Released on 2026-01-05

First words of a release without a list.
"""
SEMANTIC = b"""## [2.1.0](https://made.example/compare/v2.0.0...v2.1.0) (2026-03-14)

### Bug Fixes

* **api:** lost scroll ([abc](https://made.example/c/abc))

### Features

* dark mode

# [2.0.0](https://made.example/compare/v1.9.0...v2.0.0) (2026-02-01)

### BREAKING CHANGES

* dropped the old importer
"""


def read(
    body, *, content_type="text/markdown; charset=utf-8", url="https://made.example/CHANGELOG.md", kind=None
):
    page = read_page(body, url=url, kind=kind, content_type=content_type)
    selections = Selections(body, content_type=content_type)
    assert all(selections.confirm(release.passage) for release in page.releases)
    return page


def told(page):
    return [
        (one.version, str(one.date or "-"), [(entry.type.value, entry.text) for entry in one.entries])
        for one in page.releases
    ]


def test_a_kept_changelog_has_versions_days_and_typed_items_and_nothing_unreleased():
    page = read(KEEP)
    assert page.kind is SourceKind.CHANGELOG
    assert told(page) == [
        (
            "1.2.0",
            "2026-03-14",
            [
                ("added", "Boards: open twice as fast, see the docs and more on a second line"),
                ("added", "Guests"),
                ("added", "can comment"),
                ("fixed", "Lost scroll position (#12)"),
                ("security", "Sign-in pages are no longer framed"),
            ],
        ),
        ("1.1.0", "2026-02-02", [("deprecated", "The old importer")]),
        ("1.0.0", "2026-01-05", [("other", "First words of a release without a list.")]),
    ]


def test_generated_notes_have_links_for_headings_and_any_rank():
    assert told(read(SEMANTIC)) == [
        ("2.1.0", "2026-03-14", [("fixed", "api: lost scroll (abc)"), ("added", "dark mode")]),
        ("2.0.0", "2026-02-01", [("removed", "dropped the old importer")]),
    ]


@pytest.mark.parametrize("content_type", ["text/plain", None])
def test_a_file_served_as_plain_text_is_told_by_its_address(content_type):
    assert len(read(KEEP, content_type=content_type).releases) == 3


def test_html_is_html_whatever_it_is_called():
    body = b"<!doctype html><html><body><main><h2>v1.0</h2><ul><li>One</li></ul><h2>v0.9</h2><ul><li>Two</li></ul></main></body></html>"
    page = read_page(
        body, url="https://made.example/x.md", kind=SourceKind.CHANGELOG, content_type="text/plain"
    )
    assert [release.items for release in page.releases] == [("One",), ("Two",)]


def test_plain_text_with_versions_on_lines_of_their_own():
    body = b"Version 2.0 (2026-03-01)\n------------------------\n- Fixed: crash at start\n- We now support dark mode\n\n* 1.9\n"
    page = read(
        body,
        content_type="text/plain",
        url="https://made.example/changes.txt",
        kind=SourceKind.CHANGELOG,
    )
    items = [("fixed", "Fixed: crash at start"), ("added", "We now support dark mode")]
    assert told(page) == [("2.0", "2026-03-01", items)]


def test_a_table_of_days_gives_a_release_a_row():
    body = b"| Day | Change |\n|---|---|\n| Mar 2, 2026 | Fix fonts |\n| Mar 1, 2026 | Add [maps](https://m.example) |\n"
    page = read(body)
    assert [(one.date, one.title) for one in page.releases] == [
        (dt.date(2026, 3, 2), "Fix fonts"),
        (dt.date(2026, 3, 1), "Add maps"),
    ]


def test_list_items_that_begin_with_versions_are_releases():
    body = b"# Past\n\n- 1.3.* - Adds maps\n- 1.2, 2025-01-02 - Fixes fonts\n- 1.1 - Python 3\n"
    assert told(read(body)) == [
        ("1.3.*", "-", [("added", "Adds maps")]),
        ("1.2", "2025-01-02", [("fixed", "Fixes fonts")]),
        ("1.1", "-", [("other", "Python 3")]),
    ]


def test_a_readme_has_no_releases():
    body = b"# Acme\n\nRequires Python 3.11 or later.\n\n## Install\n\n- pip install acme==1.2.3\n\n## Upgrading from 1.0\n\nRead on.\n"
    page = read(body, url="https://made.example/README.md")
    assert page.releases == ()
    assert page.kind is not SourceKind.CHANGELOG


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a **bold** and *thin* `code`", "a bold and thin code"),
        ("[text](https://x.example/a_(b)) ![icon](i.png)", "text"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("`<p>` stays, <b>tags</b> go", "<p> stays, tags go"),
        (r"\*not thin\*", "*not thin*"),
    ],
)
def test_markup_goes_and_words_stay(source, words):
    assert plain(source) == words


@pytest.mark.parametrize(
    "body", [b"[" * 20_000, b"*" * 20_000, b"![](" + b"a" * 20_000, b"- [a](" * 5_000, b"# 1.0\n" * 5_000]
)
def test_hostile_markdown_is_read_in_time(body):
    read(body)
