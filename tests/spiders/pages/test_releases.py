import datetime as dt


def test_entries_are_dated_by_time_elements_and_headings(read):
    page = read("changelog.html", "changelog")
    assert [(release.date, release.title, release.items) for release in page.releases] == [
        (dt.date(2026, 3, 14), "Faster boards", ("Boards open twice as fast", "Fixed: lost scroll position")),
        (
            dt.date(2026, 2, 2),
            "Version 4.2 — February 2, 2026",
            ("Guests can comment.", "Sign in with SAML."),
        ),
        (dt.date(2026, 1, 5), "Winter update", ("Dark mode for everyone.",)),
    ]


def test_headings_and_lists_side_by_side_are_entries(read):
    page = read("changelog-flat.html", "changelog")
    assert [(str(release.date), release.items) for release in page.releases] == [
        ("2025-11-03", ("Webhooks", "The old importer")),
        ("2025-06-30", ("New editor",)),
    ]


def test_a_changelog_without_dates_is_read_by_versions(read_html):
    page = read_html(
        "<h1>Changelog</h1><h2>v2.1</h2><ul><li>Webhooks</li></ul><h2>Version 2.0</h2><ul><li>Editor</li></ul>",
        "changelog",
    )
    assert [(release.date, release.title, release.items) for release in page.releases] == [
        (None, "v2.1", ("Webhooks",)),
        (None, "Version 2.0", ("Editor",)),
    ]


def test_an_ambiguous_date_is_none(read_html):
    page = read_html(
        "<article><h2>1.1 (02/03/2026)</h2><p>One thing</p></article><article><h2>1.0 (01/02/2026)</h2><p>Other thing</p></article>",
        "changelog",
    )
    assert [release.date for release in page.releases] == [None, None]
