"""Statements: messages, integrations, customers, certificates, components, each where `verify` finds it again. Made."""

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import StatementKind
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page

HOME = b"""<!doctype html><!-- made --><html lang=en><head><meta charset=utf-8><title>Roomly: meet better</title>
<meta name=description content="Rooms for teams &amp; schools."></head><body>
<nav><a href=/pricing>Pricing</a></nav>
<main><section><h1>Meetings that start on time</h1><a href=/signup>Try it</a>
<p>Roomly books the room, invites the guests and keeps the notes.</p></section>
<section><h2>Trusted by 4,000 teams</h2><img src=a.svg alt="Acme logo"><img src=b.svg alt="Globex"><img src=c.svg alt="Initech Logo">
<img src=d.png alt="Screenshot of the dashboard"></section>
<section><h2>Integrates with your tools</h2><ul><li><img src=s.svg alt="Slack"></li><li><img src=z.svg alt="Zapier"></li>
<li><img src=g.svg alt="Google Drive logo"></li></ul></section>
<section><h2>Safe</h2><p>We are SOC2 Type II audited and GDPR compliant.</p><img src=i.svg alt="ISO 27001"></section>
</main><footer><a href=/gdpr>GDPR</a></footer></body></html>"""


def statements(body, kind=SourceKind.HOME, url="https://roomly.example/"):
    page = read_page(body, url=url, kind=kind, content_type="text/html")
    selections = Selections(body, content_type="text/html")
    assert [one for one in page.statements if not selections.confirm(one.passage)] == []
    return page.statements


def named(found, kind):
    return [one.subject for one in found if one.kind is kind]


def test_title_hero_tagline_and_positioning_are_told_where_they_stand():
    said = {one.kind.value: one.value for one in statements(HOME) if one.subject == one.kind}
    assert said == {
        "title": "Roomly: meet better",
        "hero": "Meetings that start on time",
        "tagline": "Roomly books the room, invites the guests and keeps the notes.",
        "positioning": "Rooms for teams & schools.",
    }


ROWS = (
    "<section class=feature><h3>{0}</h3><p>{1}</p></section>",
    "<div class=row><div class=inner><h3>{0}</h3><p>{1}</p></div></div>",
    "<h3>{0}</h3><p>{1}</p>",
    "<article class=f><h3>{0}</h3><span class=badge>Beta</span><p>{1}</p></article>",
)


@pytest.mark.parametrize("row", ROWS)
def test_the_words_of_a_row_are_no_tagline_of_the_page_and_one_before_the_rows_is(row):
    # The shape of a list of features that lost its first row: the next one moves up beneath the heading.
    features = {"Live chat": "Chat on your site and in your product.", "Macros": "Write an answer once, use it often.",
                "Reports": "See how long people wait for you."}  # fmt: skip
    rows = "".join(row.format(*feature) for feature in features.items())
    page = "<!-- made --><title>F</title><body><main><h1>Features</h1>{}" + rows + "</main></body>"
    line = "<p>All that a help desk needs.</p>"
    for before, expected in (("", []), (line, ["All that a help desk needs."])):
        found = statements(
            page.format(before).encode(), SourceKind.FEATURES, "https://roomly.example/features"
        )
        assert [one.value for one in found if one.kind is StatementKind.TAGLINE] == expected


def test_logos_beneath_trusted_by_are_customers_and_pictures_are_not():
    assert named(statements(HOME), StatementKind.CUSTOMER) == ["Acme", "Globex", "Initech"]


def test_logos_beneath_integrates_with_are_integrations():
    assert named(statements(HOME), StatementKind.INTEGRATION) == ["Slack", "Zapier", "Google Drive"]


def test_cards_of_an_integrations_page_are_integrations():
    cards = "".join(f"<div><h3>{name}</h3><p>Send notes.</p></div>" for name in ("Slack", "Jira", "Notion"))
    body = f"<!-- made --><title>Apps</title><body><main><h1>Apps</h1>{cards}</main></body>".encode()
    apps = statements(body, SourceKind.FEATURES, "https://roomly.example/integrations")
    assert named(apps, StatementKind.INTEGRATION) == ["Slack", "Jira", "Notion"]
    elsewhere = statements(body, SourceKind.FEATURES, "https://roomly.example/features")
    assert named(elsewhere, StatementKind.INTEGRATION) == []


def test_standards_count_in_words_and_on_badges_and_a_law_only_where_it_is_kept():
    assert named(statements(HOME), StatementKind.CERTIFICATION) == ["SOC 2 Type II", "GDPR", "ISO 27001"]


@pytest.mark.parametrize(
    "words",
    [
        "We are working towards SOC 2.",
        "ISO 27001 certification is planned for next year.",
        "What is HIPAA? A law of 1996.",
        "Our GDPR policy explains what we keep.",
        "We are not HIPAA compliant.",
    ],
)
def test_what_is_planned_denied_or_explained_is_no_certificate(words):
    body = f"<!-- made --><title>Safe</title><body><main><h1>Safe</h1><p>{words}</p></main></body>".encode()
    assert named(statements(body), StatementKind.CERTIFICATION) == []


def test_a_status_page_tells_its_components_and_incidents():
    rows = "".join(
        f"<div class=row><span>{name}</span><span>{state}</span></div>"
        for name, state in (("API", "Operational"), ("Video", "Degraded Performance"))
    )
    incident = "<div class=incident-title><a href=/i/1>Video was slow</a></div>"
    body = f"<!-- made --><title>Roomly Status</title><body><main>{rows}{incident}</main></body>".encode()
    found = [one for one in statements(body) if one.kind is StatementKind.STATUS]
    assert [(one.subject, one.value) for one in found] == [
        ("API", "Operational"),
        ("Video", "Degraded Performance"),
        ("Video was slow", "incident"),
    ]


def test_articles_guides_and_reviews_state_nothing_of_the_product():
    for kind in (SourceKind.BLOG, SourceKind.REVIEWS):
        assert statements(HOME, kind) == ()
    assert {one.kind for one in statements(HOME, SourceKind.DOCS)} == {StatementKind.PASSAGE}
