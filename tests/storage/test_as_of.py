"""The store as of a date: what was true then, and what was known then, alike on both engines."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update

from rivalscope.domain.finding import Analysis
from storage import query, roles, sandbox, views
from storage.engine import reading, writing
from storage.findings import store_analysis
from storage.market import sync_market
from storage.query import run_query, shadows
from storage.tables import AnalysisRow


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Queries are answered without a process of their own, which tests/storage/test_query.py looks at."""
    monkeypatch.setattr(query, "_ask", lambda job, _seconds: sandbox.answer(job))


@pytest.fixture
def ask(migrated_url, made):
    def asked(sql, at=None, known=None, **parameters):
        end = timedelta(hours=21, minutes=59, seconds=59)
        instants = {
            "at": None if at is None else made.instant_of(at) + end,
            "known": None if known is None else made.instant_of(known) + end,
        }
        return run_query(migrated_url, sql, parameters=parameters, **instants).rows

    return asked


STANDING = "SELECT amount_text FROM current_prices ORDER BY amount"


@pytest.fixture
def showing(pricing, made, monkeypatch):
    """Pages are stored on the day they are captured, unless a later one is named."""
    from storage import loads

    clock = {"now": None}

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return clock["now"].astimezone(tz)

    monkeypatch.setattr(loads, "datetime", Clock)

    def show(number, *plans, learnt=None, **more):
        clock["now"] = made.instant_of(number if learnt is None else learnt) + timedelta(hours=1)
        return pricing.show(number, *plans, **more)

    return show


def test_a_price_stands_from_its_first_night_until_another_takes_its_place(showing, made, ask):
    showing(0, made.plan("Pro", made.price("10")))
    showing(2, made.plan("Pro", made.price("12")))
    assert [ask(STANDING, at=night) for night in (-1, 0, 1, 2, 5)] == [
        [],
        [("10",)],
        [("10",)],
        [("12",)],
        [("12",)],
    ]
    history = "SELECT amount_text, ended, last_seen, end_learnt_at FROM price_history ORDER BY amount"
    assert ask(history, at=1) == [("10", None, "2026-01-01T02:00:00Z", None)]
    assert ask(history)[0] == ("10", "2026-01-03T02:00:00Z", "2026-01-01T02:00:00Z", "2026-01-03T03:00:00Z")


def test_a_fact_learnt_late_was_true_before_it_was_known(showing, made, ask):
    showing(0, made.plan("Pro", made.price("10")))
    showing(2, made.plan("Pro", made.price("12")), learnt=9)
    assert (ask(STANDING, at=4), ask(STANDING, known=4)) == ([("12",)], [("10",)])
    assert ask(STANDING, at=2, known=8) == [("10",)]
    assert ask(STANDING, at=1, known=9) == [("10",)]
    assert (ask(STANDING, known=9), ask(STANDING)) == ([("12",)], [("12",)])
    assert ask("SELECT COUNT(*) FROM changes", known=8) == [(0,)]
    assert ask("SELECT COUNT(*) FROM changes", known=9) == [(1,)]


def test_a_removal_counts_from_the_first_night_without_it_and_is_known_on_the_second(showing, made, ask):
    both = made.plan("Pro", made.price("10")), made.plan("Max", made.price("20"))
    showing(0, *both)
    showing(1, both[0])
    assert ask(STANDING, at=1) == [("10",), ("20",)]
    showing(2, both[0])
    assert [ask(STANDING, at=night) for night in (0, 1, 2)] == [[("10",), ("20",)], [("10",)], [("10",)]]
    assert [ask(STANDING, known=night) for night in (1, 2)] == [[("10",), ("20",)], [("10",)]]


def test_an_unstable_value_stands_and_falls_night_by_night(showing, made, ask):
    for number, amount in enumerate(("10", "12", "10", "12")):
        showing(number, made.plan("Pro", made.price(amount)))
    assert [ask(STANDING, at=night) for night in range(4)] == [[("10",)], [("12",)], [("10",)], [("12",)]]
    marked = "SELECT amount_text, unstable FROM current_prices"
    assert ask(marked, at=0) == [("10", 0)]
    assert ask(marked, at=2) == [("10", 1)]


def test_features_and_the_matrix_are_as_of_the_date(showing, made, ask):
    showing(0, made.plan("Pro", made.price("1"), features=[made.claim("Recording")]))
    showing(1, made.plan("Pro", made.price("1")))
    showing(2, made.plan("Pro", made.price("1")))
    cell = "SELECT status, plans FROM feature_matrix WHERE product = 'rival' AND feature = :feature"
    assert ask(cell, at=0, feature="Recording") == [("offered", "Pro")]
    assert ask(cell, at=2, feature="Recording") == ask(cell, feature="Recording") == [("unknown", None)]
    assert ask(cell, known=1, feature="Recording") == [("offered", "Pro")]


def test_a_review_is_the_edition_that_stood(reviewing, made, ask):
    reviewing.show(1, reviews=[made.review("r1", "It is fine.", date=made.night_of(0))])
    reviewing.show(4, reviews=[made.review("r1", "It broke.", date=made.night_of(0))])
    said = "SELECT text, edition FROM reviews"
    assert [ask(said, at=night) for night in (0, 1, 3, 4)] == [
        [], [("It is fine.", 1)], [("It is fine.", 1)], [("It broke.", 2)]
    ]  # fmt: skip
    assert ask("SELECT text, ended FROM review_editions", at=3) == [("It is fine.", None)]
    assert len(ask("SELECT id FROM review_editions")) == 2


def test_a_review_dated_later_had_not_been_written(reviewing, made, ask):
    reviewing.show(1, reviews=[made.review("r1", "From a later copy.", date=made.night_of(6))])
    assert (len(ask("SELECT id FROM reviews", at=3)), len(ask("SELECT id FROM reviews", at=6))) == (0, 1)


def test_findings_are_those_of_the_newest_analysis_by_then(market, analysis, made, ask):
    for number in (3, 6):
        again = Analysis(
            as_of=made.instant_of(number),
            taxonomy=analysis.taxonomy,
            model=analysis.model,
            cells=analysis.cells,
            scores=analysis.scores,
            gaps=analysis.gaps if number == 3 else analysis.gaps[:1],
        )
        store_analysis(market, again)
    with writing(market) as connection:
        connection.execute(update(AnalysisRow).values(learnt_at=made.instant_of(7)))
    count = "SELECT COUNT(*) FROM gaps"
    assert [ask(count, at=night) for night in (2, 3, 5, 6)] == [[(0,)], [(3,)], [(3,)], [(1,)]]
    assert (ask(count, known=6), ask(count, known=7)) == ([(0,)], [(1,)])
    assert ask("SELECT COUNT(*) FROM gap_history") == [(4,)]


def test_coverage_evidence_and_sources_end_with_the_date(showing, pricing, made, ask):
    from rivalscope.domain.capture import Verdict

    showing(0, made.plan("Pro", made.price("10")))
    pricing.fail(1, Verdict.LOGIN)
    showing(2, made.plan("Pro", made.price("12")))
    assert ask("SELECT outcome FROM coverage ORDER BY night", at=1) == [("published",), ("kept",)]
    assert ask("SELECT last_ok FROM sources WHERE source = 'rival/pricing'", at=1) == [
        ("2026-01-01T02:00:00Z",)
    ]
    first = ask("SELECT COUNT(*) FROM evidence", at=1)
    assert first < ask("SELECT COUNT(*) FROM evidence")


def test_a_date_after_all_gives_what_the_views_give_now(showing, reviewing, made, ask, analysis):
    showing(0, made.plan("Pro", made.price("10"), features=[made.claim("Recording")]))
    showing(1, made.plan("Pro", made.price("12"), features=[made.claim("Recording")]))
    reviewing.show(1, reviews=[made.review("r1", "It is fine.", date=made.night_of(0))])
    store_analysis(reviewing.engine, analysis)
    late = 36_500
    for number, name in enumerate(views.NAMES):
        known = late if number % 2 else None
        # A query without an order has none: rows are compared, not their sequence.
        then, now = ask(f"SELECT * FROM {name}", at=late, known=known), ask(f"SELECT * FROM {name}")
        assert sorted(then, key=repr) == sorted(now, key=repr), name


def test_plain_sql_over_the_history_says_the_same(showing, made, ask):
    both = made.plan("Pro", made.price("10")), made.plan("Max", made.price("20"))
    showing(0, *both)
    showing(1, both[0], learnt=3)
    showing(2, both[0], learnt=3)
    plain = """SELECT amount_text FROM price_history
        WHERE first_seen <= :t AND (ended IS NULL OR ended > :t) ORDER BY amount"""
    known = """SELECT amount_text FROM price_history
        WHERE learnt_at <= :t AND (ended IS NULL OR end_learnt_at > :t) ORDER BY amount"""
    for night in range(5):
        end = f"2026-01-{night + 1:02}T23:59:59Z"
        assert ask(plain, t=end) == ask(STANDING, at=night), night
        assert ask(known, t=end) == ask(STANDING, known=night), night


def test_printed_views_serve_another_client_and_leave_nothing(showing, made, engine):
    showing(0, made.plan("Pro", made.price("10")))
    showing(1, made.plan("Pro", made.price("12")))
    at = made.instant_of(0)
    with reading(engine) as connection:
        before = connection.execute(text("SELECT COUNT(*) FROM current_prices")).scalar()
    with engine.connect() as connection:
        for statement in shadows(engine.dialect.name, at=at):
            connection.exec_driver_sql(statement)
        found = connection.execute(text("SELECT amount_text FROM current_prices")).scalars().all()
        connection.rollback()
    assert (found, before) == (["10"], 1)


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_the_analyst_role_asks_as_of_a_date_and_no_table(showing, made, engine, ask):
    from rivalscope.errors import UsageError

    showing(0, made.plan("Pro", made.price("10")))
    showing(1, made.plan("Pro", made.price("12")))
    roles.run(engine, roles.role_statements(engine, "as_of_analyst", seconds=30))
    try:
        assert ask(STANDING, at=0) == [("10",)]
        with pytest.raises(UsageError, match="permission denied"):
            ask("SELECT * FROM price_fact", at=0)
        with reading(engine) as connection:
            left = "SELECT COUNT(*) FROM pg_class WHERE relnamespace::regnamespace::text ~ '^pg_temp'"
            assert connection.exec_driver_sql(left).scalar() == 0
    finally:
        roles.run(engine, roles.drop_statements(engine, "as_of_analyst"))


def test_an_instant_is_taken_in_utc_whatever_its_zone(made):
    from datetime import timezone

    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    there = noon.astimezone(timezone(timedelta(hours=5)))
    assert shadows("sqlite", at=noon) == shadows("sqlite", at=there)


def test_a_market_without_facts_answers_as_of_any_date(market, made, ask):
    sync_market(market, made.products(), made.taxonomy)
    assert [ask(f"SELECT COUNT(*) FROM {name}", at=3, known=3) for name in ("gaps", "changes")] == [
        [(0,)],
        [(0,)],
    ]
