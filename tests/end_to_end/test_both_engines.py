"""The same nights on SQLite and on PostgreSQL give analysts the same answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from flows.clock import instant_of
from flows.opened import open_market
from flows.stages import run_night
from rivalscope.demo.folder import write_files
from rivalscope.demo.market import Calendar
from rivalscope.demo.products import PRODUCTS
from rivalscope.demo.server import serving
from rivalscope.verify import verify
from storage.archive import Archive
from storage.engine import open_engine
from storage.query import run_query

CALENDAR = Calendar(until=dt.date(2026, 11, 22))
VIEWS = (
    "products", "sources", "coverage", "current_prices", "price_history", "extra_prices",
    "feature_matrix", "feature_history",
    "changes", "reviews", "mentions", "feature_scores", "feature_sentiment_weekly", "requests", "comparisons",
    "switches", "gaps", "evidence", "roadmap",
)  # fmt: skip
OWN_TO_A_STORE = {"id", "review", "evidence_id", "evidence_ids", "evidence_before", "evidence_after"} | {
    "learnt_at",
    "end_learnt_at",
    "author_key",
    "snapshot",
    "noise",
}
"""Columns that number, date or key the rows of one store; the demo's pages count visitors, so snapshots and noise differ."""


def plain(value: object) -> object:
    """Return a value as both engines can say it: PostgreSQL has exact numbers, truth and moments of its own."""
    if isinstance(value, bool | int | float | Decimal):
        return round(float(value), 6)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and len(value) >= 20 and value.endswith("Z") and value[10] == "T":
        return value[:19]
    return value


def answers(url: str) -> dict[str, list[str]]:
    told = {}
    for view in VIEWS:
        result = run_query(url, f"select * from {view}", seconds=20)
        kept = [place for place, name in enumerate(result.columns) if name not in OWN_TO_A_STORE]
        told[view] = sorted(repr([plain(row[place]) for place in kept]) for row in result.rows)
    return told


def test_the_same_nights_give_the_same_answers(both_urls, tmp_path, monkeypatch):
    """Four nights of the demo, one of them broken."""
    with serving(CALENDAR) as server:
        for kind in both_urls:
            (tmp_path / kind).mkdir()
            market = write_files(tmp_path / kind, PRODUCTS, base=server.base, until=CALENDAR.until)
            market.write_text(market.read_text().replace("[crawl]\n", "[crawl]\nreview_pages = 3\n"))
        for week, failing in ((2, {}), (3, {}), (5, {"obrixy": "down"}), (6, {})):
            server.night, server.failing = CALENDAR.day(week, 6), failing
            for kind, url in both_urls.items():
                monkeypatch.setenv("RIVALSCOPE_DATABASE_URL", url)
                with open_market(tmp_path / kind / "market.toml") as opened:
                    run_night(opened, night=server.night, clock=instant_of(server.night), reporting=False)
    told = {kind: answers(url) for kind, url in both_urls.items()}
    differing = {
        view: sorted(set(told["sqlite"][view]) ^ set(told["postgresql"][view]))[:4]
        for view in VIEWS
        if told["sqlite"][view] != told["postgresql"][view]
    }
    assert differing == {}
    for view in ("current_prices", "changes", "mentions", "gaps", "evidence", "roadmap", "switches"):
        assert told["sqlite"][view], view
    for kind, url in both_urls.items():
        engine = open_engine(url)
        checked = verify(engine, Archive(tmp_path / kind / "archive"))
        engine.dispose()
        assert checked.failures == ()
        assert checked.confirmed > 1_000
