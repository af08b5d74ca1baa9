import pytest

from spiders.pages.item_types import Section, read_section, type_of
from spiders.pages.versions import read_mark, read_version


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fixed a crash at start", "fixed"),
        ("fix(api): lost scroll", "fixed"),
        ("feat: dark mode", "added"),
        ("[NEW] Dark mode", "added"),
        ("**Security** - sign-in is checked again", "security"),
        ("Fixes CVE-2026-1234 in the parser", "security"),
        ("We now support SAML", "added"),
        ("You can now invite guests", "added"),
        ("Editor: added tables", "added"),
        ("#1234 Improve search", "changed"),
        ("Boards no longer crash on start", "fixed"),
        ("Dropped support for Python 3.9", "removed"),
        ("The v1 API has been removed", "removed"),
        ("The v1 API is now deprecated", "deprecated"),
        ("Search is faster now", "changed"),
        ("docs: how to sign in", "other"),
        ("Updated documentation of the API", "other"),
        ("chore: drop Python 3.8", "removed"),
        ("chore: update codecov", "other"),
        ("We are raising prices on 1 May", "price"),
        ("Price of Pro goes from $10 to $12", "price"),
        ("New pricing for teams", "price"),
        ("Fixed the price in the pricing table", "fixed"),
        ("New pricing table component", "added"),
        ("A quiet week", "other"),
    ],
)
def test_an_item_is_typed_by_its_words(text, expected):
    assert type_of(text).value == expected


@pytest.mark.parametrize(
    ("heading", "type_", "otherwise"),
    [
        ("Bug fixes", "fixed", "other"),
        ("🐛 Fixes", "fixed", "other"),
        ("New features:", "added", "other"),
        ("Security bug fixes", "security", "other"),
        ("Deprecation removals", "removed", "other"),
        ("Documentation improvements", "other", "other"),
        ("Other changes", None, "changed"),
        ("Bug fixes and improvements", None, "other"),
    ],
)
def test_a_heading_types_what_stands_under_it(heading, type_, otherwise):
    section = read_section(heading)
    assert (section.type and section.type.value, section.otherwise.value) == (type_, otherwise)


@pytest.mark.parametrize(
    "heading", ["New features for billing", "Fixing what matters to teams", "Boards", "", "2.1.0"]
)
def test_a_heading_of_other_words_types_nothing(heading):
    assert read_section(heading) is None


def test_the_section_decides_and_changes_leave_it_to_the_words():
    fixes, changes = read_section("Fixes"), read_section("Changes")
    assert type_of("Add a missing index", section=fixes).value == "fixed"
    assert type_of("Removed the old importer", section=changes).value == "removed"
    assert type_of("Sensible words", section=changes).value == "changed"
    assert type_of("Sensible words", section=Section()).value == "other"


@pytest.mark.parametrize(
    ("title", "version"),
    [
        ("v2.1.0", "2.1.0"),
        ("Version 4", "4"),
        ("[1.2.3] - 2026-03-14", "1.2.3"),
        ("Scrapy 2.18.0 (2026-08-20)", "2.18.0"),
        ("1.0rc2", "1.0rc2"),
        ("3.4.0-20210621", "3.4.0-20210621"),
        ("acme@2.0.1", "2.0.1"),
        ("2026-03-14", None),
        ("Upgrading from 3.9 to 4.0", None),
        ("99.9% uptime", None),
        ("Dark mode", None),
    ],
)
def test_the_version_of_a_title(title, version):
    assert read_version(title) == version


@pytest.mark.parametrize("heading", ["Unreleased", "Upgrading to 2.0", "Fixes since 2.0", "Thanks", "v3.x"])
def test_other_headings_begin_no_release(heading):
    assert read_mark(heading) is None
