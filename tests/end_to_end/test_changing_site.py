"""A made site over four nights, read and stored as a crawl does: the right changes, nothing else, noise counted."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from rivalscope.analysis.changes import score
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Product, Source, SourceKind, Taxonomy
from spiders.pages.reader import read_page
from storage import reads
from storage.engine import open_engine, reading
from storage.findings import score_changes
from storage.loads import store_capture
from storage.market import sync_market

HOST = "https://brisk.example"
PATHS = {
    "home": "/",
    "pricing": "/pricing",
    "careers": "/careers",
    "changelog": "/changelog",
    "legal": "/terms",
    "blog": "/blog/mornings",
}
QUOTES = [
    "“Brisk gave our whole team its mornings back.” – Ann, Birch",
    "“We would not work without it any more.” – Bo, Cedar",
]


ARTICLE = '<meta property="og:type" content="article">'
TIP = "Teams that keep {} free of meetings finish what they begin, and nobody is asked to stay late for it."
TIPS = [
    "We asked forty of them how they do it, and what they would do otherwise if they began again today.",
    "What they share is a short list, written the evening before, and nobody who adds to it until noon.",
]


def plan(name, price, *features):
    items = "".join(f"<li>{feature}</li>" for feature in features)
    return f"<article class='plan'><h3>{name}</h3><p class='price'>{price}</p><ul>{items}</ul><a href='/buy'>Choose {name}</a></article>"


STARTER = plan("Starter", "$0 / month", "Task lists", "Up to 100 tasks")
TEAM = plan("Team", "$10 / user / month", "Task lists", "Guest access", "Up to 5,000 tasks")
BUSINESS = plan(
    "Business", "$25 / user / month", "Task lists", "Audit log", "Single sign-on", "Up to 9,000 tasks"
)

STARTER_AFTER = plan("Starter", "$0 / month", "Task lists", "Guest access", "Up to 100 tasks")
TEAM_AFTER = plan("Team", "$10 / user / month", "Task lists", "Up to 2,000 tasks")
SCALE = plan("Scale", "$25 / user / month", "Task lists", "Audit log", "Single sign-on", "Up to 9,000 tasks")
FLEET = plan("Fleet", "$60 / user / month", "Task lists", "Audit log", "Data residency")


def page(night, title, body, head=""):
    """A page with everything on it that differs every night and says nothing."""
    return f"""<!-- made --><html lang="en"><head><title>{title} | Brisk</title>{head}</head><body>
<header><a href="/">Brisk</a></header><main><h1>{title}</h1>{body}
<blockquote>{QUOTES[night % 2]}</blockquote><p>Loved by {12_400 + 37 * night:,} customers in 40 countries</p></main>
<footer><p>Last updated: {3 + night} May 2026</p><p>Track your visit at https://brisk.example/?sid=9f{night}c</p>
{"<p>We use cookies: accept or reject them in your preferences.</p>" if night == 1 else ""}</footer></body></html>"""


def site(night):
    """The pages of a night: noise from the second on, changes from the third on."""
    later = night >= 2
    plans = [STARTER, TEAM, BUSINESS] if night == 0 else [BUSINESS, STARTER, TEAM]
    if later:
        plans = [STARTER_AFTER, TEAM_AFTER, SCALE, FLEET]
    slogan = "Plans that keep themselves" if later else "Tasks that do themselves"
    roles = [
        "Account executive, Berlin",
        "Product designer, Porto",
        *(["Data engineer, Lisbon"] if later else []),
    ]
    news = "<h2>2.1 – 2 May 2026</h2><ul><li>Added: a calendar</li></ul>"
    if later:
        news = f"<h2>2.2 – 5 May 2026</h2><ul><li>Pricing: Fleet costs $60 per user and month</li><li>Added: data residency</li></ul>{news}"
    days = 30 if later else 14
    tips = [TIP.format("an hour" if later else "a morning"), *TIPS]
    return {
        "blog": page(night, "Mornings", "".join(f"<p>{tip}</p>" for tip in tips), head=ARTICLE),
        "home": page(night, slogan, "<p>Brisk keeps the tasks of a team in one place.</p>"),
        "pricing": page(night, "Pricing", f"<section>{''.join(plans)}</section>"),
        "careers": page(night, "Careers", "<ul>" + "".join(f"<li><a href='/careers/{n}'>{role}</a></li>" for n, role in enumerate(roles)) + "</ul>"),
        "changelog": page(night, "Changelog", news),
        "legal": page(night, "Terms", f"<h2>Refunds</h2><p>We pay your money back within {days} days of a request.</p>"),
    }  # fmt: skip


@pytest.fixture
def played(migrated_url):
    """The store after four nights."""
    engine = open_engine(migrated_url)
    sources = tuple(
        Source(key=f"brisk/{kind}", product="brisk", kind=SourceKind(kind), url=HOST + path)
        for kind, path in PATHS.items()
    )
    sync_market(
        engine,
        [Product(slug="ours", name="Ours", ours=True), Product(slug="brisk", name="Brisk", sources=sources)],
        Taxonomy(),
    )
    for night in range(4):
        show(engine, night)
    yield engine
    engine.dispose()


def show(engine, night):
    seen_at = datetime(2026, 5, 3, 2, tzinfo=UTC) + timedelta(days=night)
    for kind, html in site(night).items():
        body, url = html.encode(), HOST + PATHS[kind]
        said = read_page(body, url=url, kind=SourceKind(kind), seen_at=seen_at)
        assert said.verdict is Verdict.OK, (kind, said.reason)
        capture = Capture(
            source=f"brisk/{kind}", url=url, night=seen_at.date(), seen_at=seen_at, verdict=Verdict.OK,
            snapshot=hashlib.sha256(body).hexdigest(), items=said.items,
        )  # fmt: skip
        store_capture(engine, capture=capture, page=said, product="brisk")


def rows(engine, sql):
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


TERMS = "We pay your money back within {} days of a request."
CHANGES = {
    ("2026-05-05", "home", "messaging", "changed", "Hero", "Tasks that do themselves", "Plans that keep themselves"),
    ("2026-05-05", "pricing", "packaging", "changed", "Scale", "Business: 25 USD per seat per month", "Scale: 25 USD per seat per month"),
    ("2026-05-05", "pricing", "packaging", "added", "Fleet", None, "60 USD per seat per month"),
    ("2026-05-05", "pricing", "limit", "changed", "Team: tasks", "limited (Up to 5,000)", "limited (Up to 2,000)"),
    ("2026-05-05", "pricing", "feature", "added", "Starter: Guest access", None, "offered"),
    ("2026-05-06", "pricing", "feature", "removed", "Team: Guest access", "offered", None),
    ("2026-05-05", "careers", "hiring", "added", "Role: Data engineer, Lisbon", None, "engineering"),
    ("2026-05-05", "changelog", "price", "added", "2.2 – 5 May 2026", None, "Pricing: Fleet costs $60 per user and month; Added: data residency"),
    ("2026-05-05", "legal", "legal", "changed", "Refunds", TERMS.format(14), TERMS.format(30)),
    ("2026-05-05", "blog", "messaging", "changed", "Mornings", TIP.format("a morning"), TIP.format("an hour")),
}  # fmt: skip


def test_what_a_site_changes_is_told_with_its_type_and_nothing_else(played):
    told = rows(played, "SELECT night, source, kind, mode, subject, before, after FROM changes")
    assert len(told) == len(CHANGES)
    assert {(str(night), source.partition("/")[2], *rest) for night, source, *rest in told} == CHANGES
    unquoted = (
        "SELECT c.subject FROM changes c LEFT JOIN evidence e ON e.id = c.evidence_id WHERE e.id IS NULL"
    )
    assert rows(played, unquoted) == []


def test_noise_is_counted_by_kind_on_every_page_and_night(played):
    counted = rows(played, "SELECT night, page, kind, lines FROM noise_by_kind")
    found = {(str(night), page, kind): lines for night, page, kind, lines in counted}
    for night in ("2026-05-04", "2026-05-05", "2026-05-06"):
        for page in PATHS:
            always = {"counter": 1, "date": 1, "token": 1, "rotation": 2}
            assert {kind: found.get((night, page, kind)) for kind in always} == always, (night, page)
    assert {page for _, page, kind in found if kind == "order"} == {"pricing"}
    assert {night for night, _, kind in found if kind == "cookie banner"} == {"2026-05-04", "2026-05-05"}
    nights = rows(played, "SELECT night, SUM(noise) FROM coverage GROUP BY night ORDER BY night")
    sums = rows(played, "SELECT night, SUM(lines) FROM noise_by_kind GROUP BY night ORDER BY night")
    assert nights[1:] == sums


def test_the_weights_of_a_change_multiply_to_its_score(played):
    until = date(2026, 5, 6)
    score_changes(
        played, score(reads.changes(played, since=until - timedelta(days=9), until=until), as_of=until)
    )
    weights = "100 * type_weight * size_weight * page_weight * persistence_weight * novelty_weight"
    scores = rows(played, f"SELECT score, {weights} FROM changes")
    assert len(scores) == len(CHANGES)
    assert all(told == pytest.approx(product, abs=0.0501) for told, product in scores)
