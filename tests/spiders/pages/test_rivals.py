"""Pages of our own making that compare Acme with others."""

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import StatementKind
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page

TABLE = """<table><thead><tr><th>Feature</th><th>Acme</th><th>Foo Board</th></tr></thead><tbody>
<tr><td>Time tracking</td><td>✓</td><td>✗</td></tr><tr><td>Guests</td><td>Unlimited</td><td>5 guests</td></tr>
<tr><td>Offline mode</td><td>Coming soon</td><td>✓</td></tr><tr><td>Single sign-on</td><td>✓</td><td></td></tr>
<tr><td>Price per user</td><td>$5</td><td>$12</td></tr></tbody></table>"""


@pytest.fixture
def compare():
    """What a page of Acme says, with its words found again."""

    def _compare(html, *, title="", kind=None, path="compare/foo"):
        body = f"<!doctype html><html><head><title>{title}</title></head><body><main>{html}</main></body></html>".encode()
        page = read_page(body, url=f"https://www.acme.example/{path}", kind=kind and SourceKind(kind))
        selections = Selections(body)
        assert all(selections.confirm(one.passage) for one in (*page.statements, *page.features))
        return page

    return _compare


def named(page):
    rivals = (one for one in page.statements if one.kind is StatementKind.RIVAL and ": " not in one.subject)
    return [(one.subject, one.value) for one in rivals]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Acme vs Foo: which is better?", [("Foo", "compared")]),
        ("Foo Board vs. Acme", [("Foo Board", "compared")]),
        ("Acme versus Foo versus Bar", [("Foo", "compared"), ("Bar", "compared")]),
        ("The best Foo alternative for small teams", [("Foo", "alternative")]),
        ("Top 10 Monday.com alternatives in 2026", [("Monday.com", "alternative")]),
        ("Looking for an alternative to Foo Board?", [("Foo Board", "alternative")]),
        ("Switch from Foo to Acme", [("Foo", "switch")]),
        ("Why teams choose Acme over Foo", [("Foo", "compared")]),
        ("Foo vs Bar", []),
        ("Acme vs spreadsheets", []),
        ("Monthly vs annual billing", []),
        ("There is no alternative to hard work", []),
        ("Acme Pro vs Acme Business", []),
        ("The Acme alternative", []),
    ],
)
def test_a_heading_names_the_rivals_of_the_product(compare, heading, expected):
    assert named(compare(f"<h1>{heading}</h1><p>Words of no weight.</p>")) == expected


def test_title_and_links_name_rivals_too(compare):
    page = compare(
        "<h1>Plan work together</h1><p>Text.</p><footer><a href=/vs/bar>Acme vs Bar</a> <a href=/x>Baz alternative</a></footer>",
        title="Acme vs Foo | Acme",
        path="",
    )
    assert named(page) == [("Foo", "compared"), ("Bar", "compared"), ("Baz", "alternative")]


@pytest.mark.parametrize("kind", ["features", "pricing"])
def test_what_a_table_says_of_the_other_product_is_never_a_claim_of_this_one(compare, kind):
    page = compare(f"<h1>Acme vs Foo Board</h1>{TABLE}", kind=kind)
    assert page.plans == ()
    assert [(claim.name, claim.status.value, claim.value) for claim in page.features] == [
        ("Time tracking", "offered", None),
        ("Guests", "offered", "Unlimited"),
        ("Offline mode", "planned", None),
        ("Single sign-on", "offered", None),
    ]


def test_each_feature_is_compared_and_an_empty_cell_is_not(compare):
    page = compare(f"<h1>Acme vs Foo Board</h1>{TABLE}")
    assert page.kind is SourceKind.FEATURES
    assert [(one.subject, one.value) for one in page.statements if one.kind is StatementKind.RIVAL] == [
        ("Foo Board", "compared"),
        ("Foo Board: Time tracking", "ours offered, theirs absent"),
        ("Foo Board: Guests", "ours Unlimited, theirs 5 guests"),
        ("Foo Board: Offline mode", "ours planned, theirs offered"),
        ("Foo Board: Price per user", "ours $5, theirs $12"),
    ]


def test_a_matrix_of_plans_compares_no_rivals(compare):
    html = TABLE.replace("<th>Acme</th><th>Foo Board</th>", "<th>Free</th><th>Pro</th>")
    page = compare(f"<h1>Pricing</h1>{html}", kind="pricing")
    assert named(page) == []
    assert [plan.name for plan in page.plans] == ["Free", "Pro"]


def test_sections_about_the_rival_are_no_features(compare):
    page = compare(
        "<h1>Acme vs Foo</h1><h2>What Foo offers</h2><h3>Gantt charts</h3><p>Foo draws charts of all tasks.</p>"
        "<h2>What Acme offers</h2><h3>Boards</h3><p>Boards that everyone understands.</p>"
        "<h2>Workload view</h2><p>Know who has too much to do.</p>",
        kind="features",
    )
    assert [claim.name for claim in page.features] == ["Boards", "Workload view"]


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        ("https://getacme.example/", "<h1>Boards</h1><a href=/1>Acme vs. Foolane</a>", [("Foolane", "compared")]),
        ("https://acmeapps.example/", "<h1>Boards</h1><a href=/1>Acme vs Foolane</a>", [("Foolane", "compared")]),
        ("https://acme.example/", "<h1>Boards</h1><a href=/1>Compare with Foolane</a>", [("Foolane", "compared")]),
        ("https://acme.example/", "<h1>Boards</h1><a href=/1>Compare Acme to Foolane</a>", [("Foolane", "compared")]),
        ("https://acme.example/", "<h1>Boards</h1><h2>A drop-in replacement for Foolane</h2>", [("Foolane", "alternative")]),
        ("https://acme.example/", "<h1>Boards</h1><h2>Unlike Foolane, Acme works offline</h2>", [("Foolane", "compared")]),
        ("https://acme.example/", "<h1>Boards</h1><h2>Jo switched from Foolane and saved a day</h2>", [("Foolane", "switch")]),
        ("https://acme.example/", "<h1>Boards</h1><a href=/1>Foolane alternatives</a><a href=/2>Barworks alternatives</a>",
         [("Foolane", "alternative"), ("Barworks", "alternative")]),
        ("https://acme.example/", "<h1>Boards</h1><a href=/1>Foolane alternatives</a>", []),
        ("https://lists.example/", "<meta property=og:type content=article><h1>Boards</h1><a href=/1>Foolane alternatives</a><a href=/2>Barworks alternatives</a>", []),
        ("https://lists.example/", "<h1>Boards</h1><a href=/1>198 Foolane alternatives</a><a href=/2>77 Barworks alternatives</a>", []),
        ("https://lists.example/", "<title>Best Foolane alternatives | Lists</title><h1>Boards</h1>", []),
        ("https://acme.example/", "<h1>Boards</h1><h2>Comparison with other tools</h2><h3>Foolane</h3><p>Older.</p><h2>Next</h2><h3>Install</h3>", [("Foolane", "compared")]),
        ("https://acme.example/", "<h1>Boards</h1><a href=/1>vs Foolane accuracy</a>", []),
    ],
)  # fmt: skip
def test_links_and_sections_name_rivals_of_the_page_and_of_no_other(url, html, expected):
    named = [
        (one.subject, one.value)
        for one in read_page(html.encode(), url=url).statements
        if one.kind == "rival"
    ]
    assert named == expected
