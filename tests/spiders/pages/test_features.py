def test_headings_with_text_are_features_and_groups_are_not(read):
    page = read("features.html", "features")
    assert [(claim.name, claim.status.value) for claim in page.features] == [
        ("Gantt charts", "offered"),
        ("Workload view", "beta"),
        ("Forecasts", "planned"),
        ("Time tracking", "offered"),
        ("Invoices", "offered"),
        ("Old importer", "withdrawn"),
    ]


def test_the_quote_runs_to_the_end_of_the_explanation(read):
    claim = read("features.html", "features").features[0]
    assert claim.passage.quote == "Gantt charts See what depends on what, and move it by hand."


def test_navigation_questions_and_calls_to_act_are_no_features(read):
    names = " ".join(claim.name for claim in read("features.html", "features").features)
    assert not any(word in names for word in ("Products", "app", "sail", "Company", "questions"))


def test_an_add_on_without_a_price_that_can_be_read_keeps_its_words(read_html):
    page = read_html(
        "<h1>Prices</h1><h3>Add-ons</h3><ul><li>Support: See rates</li><li>Storage $5/month</li></ul><h3>Other</h3><ul><li>Not: this</li></ul>"
    )
    assert [(claim.name, claim.value) for claim in page.features] == [
        ("Support", "See rates"),
        ("Storage", "$5/month"),
    ]


def test_headings_lists_and_struck_items_say_how_a_feature_stands(read_html):
    page = read_html(
        "<h2>Board view</h2><p>Plan work on boards that all understand.</p>"
        "<h2>Offline mode</h2><p>Coming soon to phones and desktops.</p>"
        "<h2>Classic reports</h2><p>Classic reports are no longer available since May.</p>"
        "<h2>Audit log</h2><p>Available as a paid add-on for every plan.</p>"
        "<h2>AI summaries (beta)</h2><p>Read what a long thread says.</p>"
        "<h2>All features</h2><ul><li>Storage: up to 10 GB</li><li>Guests: unlimited</li><li><s>Time tracking</s></li>"
        "<li>Gantt charts – coming soon</li><li>Single sign-on: not included</li><li>Search: finds all words</li></ul>",
        "features",
    )
    assert [(claim.name, claim.status.value, claim.value) for claim in page.features] == [
        ("Board view", "offered", None),
        ("Offline mode", "planned", None),
        ("Classic reports", "withdrawn", None),
        ("Audit log", "add-on", None),
        ("AI summaries", "beta", None),
        ("Storage", "limited", "up to 10 GB"),
        ("Guests", "offered", "unlimited"),
        ("Time tracking", "absent", None),
        ("Gantt charts", "planned", None),
        ("Single sign-on", "absent", None),
        ("Search", "offered", None),
    ]


def test_a_badge_right_beside_a_heading_says_how_the_feature_stands(read_html):
    cards = "".join(
        f"<article><header><h3>{name}</h3>{badge}</header><p>It does what one asks of it.</p></article>"
        for name, badge in (
            ("Editor", ""), ("Drafts", "<span class=badge>Beta</span>"), ("Figma sync", "<span class=badge>Coming soon</span>"),
            ("Old importer", "<em>Deprecated</em>"), ("Branches", "<span class=count>12</span>"),
        )
    )  # fmt: skip
    for kind in ("features", "pricing"):
        page = read_html(f"<h1>All that we make</h1>{cards}", kind)
        assert {claim.name: claim.status.value for claim in page.features} == {
            "Editor": "offered", "Drafts": "beta", "Figma sync": "planned", "Old importer": "withdrawn", "Branches": "offered",
        }  # fmt: skip
