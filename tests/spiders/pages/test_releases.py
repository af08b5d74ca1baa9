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


def test_badges_sections_and_words_tell_what_an_item_is(read):
    page = read("changelog-badges.html", "changelog")
    assert [(str(one.date), one.version, one.title) for one in page.releases] == [
        ("2026-03-14", "4.2", "Spring release 4.2"),
        ("2026-02-02", None, "Pricing update"),
        ("2026-01-05", "4.1", "Winter release 4.1"),
    ]
    assert [[(entry.type.value, entry.text) for entry in one.entries] for one in page.releases] == [
        [
            ("added", "New Workload view"),
            ("changed", "Improved Boards open in half the time"),
            ("fixed", "Fixed Scroll position is kept"),
            ("fixed", "Also on phones"),
        ],
        [("price", "From April the Pro plan will cost $12 instead of $10.")],
        [
            ("fixed", "Two factor codes with spaces"),
            ("deprecated", "The old importer"),
            ("added", "We now support Okta"),
            ("removed", "Removed the beta editor"),
        ],
    ]


def test_items_are_the_texts_of_the_entries(read):
    for name in ("changelog.html", "changelog-flat.html", "changelog-badges.html"):
        for release in read(name, "changelog").releases:
            assert release.items == tuple(entry.text for entry in release.entries)


def test_an_undated_version_beside_dated_ones_is_an_entry(read_html):
    page = read_html(
        "<h2>2.2</h2><ul><li>Maps</li></ul><h2>2.1 (2026-03-14)</h2><ul><li>Webhooks</li></ul><h3>Thanks to all</h3>",
        "changelog",
    )
    assert [(release.version, release.items) for release in page.releases] == [
        ("2.2", ("Maps",)),
        ("2.1", ("Webhooks",)),
    ]
