"""The views: documented column by column, in step with the rules in Python, alike on both engines."""

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import ClaimStatus, PriceKind
from rivalscope.domain.parity import STRENGTH, merge
from rivalscope.domain.reading import Aspect, Polarity, Reading
from storage import dictionary, reads, views
from storage.engine import reading
from storage.market import sync_market
from storage.reviews import store_readings, unread
from storage.views.columns import VIEW_COLUMNS


def rows(engine, sql):
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


@pytest.mark.parametrize("name", views.NAMES)
def test_a_view_has_the_columns_of_the_dictionary_and_nulls_only_where_it_says_so(shown, name):
    with reading(shown) as connection:
        found = connection.execute(text(f"SELECT * FROM {name}"))
        assert list(found.keys()) == list(VIEW_COLUMNS[name])
        listed = found.mappings().all()
    assert listed, "the filled store leaves no view empty"
    never = [column for column, explained in VIEW_COLUMNS[name].items() if not explained.nullable]
    assert [(column, row) for row in listed for column in never if row[column] is None] == []


def test_every_row_with_evidence_leads_to_words(shown):
    for name, columns in VIEW_COLUMNS.items():
        if "evidence_id" in columns:
            query = f"SELECT v.evidence_id FROM {name} v LEFT JOIN evidence e ON e.id = v.evidence_id"
            assert rows(shown, f"{query} WHERE v.evidence_id IS NOT NULL AND e.quote IS NULL") == []


def test_the_dictionary_in_the_documentation_is_that_of_the_code():
    assert dictionary.FILE.read_text(encoding="utf-8") == dictionary.render(), (
        "run python -m storage.dictionary"
    )


def test_prices_are_numbers_for_sums_and_exact_as_text(shown):
    query = "SELECT amount_text, amount > 14, amount = 13 FROM price_history ORDER BY id"
    found = [(str(amount), bool(over), bool(same)) for amount, over, same in rows(shown, query)]
    assert found == [("15.90", True, False), ("13", False, True)]
    assert rows(shown, "SELECT plan, amount_text FROM current_prices") == [("Pro", "13")]


def test_the_matrix_has_every_pair_and_keeps_unknown_apart_from_absent(pricing, made):
    pricing.show(0, features=[made.claim("Polls", ClaimStatus.ABSENT), made.claim("Share screen")])
    found = {
        (product, feature): status
        for product, feature, status in rows(
            pricing.engine, "SELECT product, feature, status FROM feature_matrix"
        )
    }
    assert found == {
        ("ours", "Screen sharing"): "unknown",
        ("ours", "Recording"): "unknown",
        ("ours", "Polls"): "unknown",
        ("rival", "Screen sharing"): "offered",
        ("rival", "Recording"): "unknown",
        ("rival", "Polls"): "absent",
    }


@pytest.mark.parametrize("seed", range(8))
def test_the_matrix_in_sql_and_in_python_agree(pricing, made, seed):
    chance = random.Random(seed)

    def claims():
        names = chance.sample(["Chat", "Polls", "Recording", "Whiteboard"], chance.randint(0, 4))
        return [made.claim(name, chance.choice(STRENGTH), chance.choice([None, "10 GB"])) for name in names]

    for number in range(4):
        plans = [made.plan(name, features=claims()) for name in chance.sample(["Free", "Pro", "Team"], 3)]
        pricing.show(number, *plans, features=claims())
    stated = reads.claims(pricing.engine)
    assert_the_matrix_is_merged(pricing.engine, stated, as_of=None, chance=chance)


def assert_the_matrix_is_merged(engine, stated, *, as_of, chance):
    """The cells of the view, which are returned, are those that the rule in Python makes of these claims."""
    then = views.definitions(engine.dialect.name, at=as_of)["feature_matrix"]
    view = "feature_matrix" if as_of is None else f"({then}) AS earlier"
    query = f"SELECT product, feature, status, plans, value, evidence_id, evidence_against, confidence FROM {view}"
    with reading(engine) as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(query)]
    newest = max((claim.last_seen for claim in stated), default=None)
    plans = Counter(p for p, _ in {(claim.product, claim.plan) for claim in stated if claim.plan})
    for product, feature, *told, confidence in found:
        chosen = [claim for claim in stated if (claim.product, claim.feature) == (product, feature)]
        chance.shuffle(chosen)
        cell = merge(product, feature, chosen, as_of=newest, plans=plans[product])
        evidence = next(iter(cell.evidence), None), next(iter(cell.evidence_against), None)
        assert told == [cell.status.value, ", ".join(cell.plans) or None, cell.value, *evidence], chosen
        assert confidence == pytest.approx(cell.confidence, abs=1e-12), chosen
    return found


@pytest.mark.parametrize("seed", range(64 if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else 4))
def test_pages_that_oppose_each_other_are_weighed_alike_in_sql_and_in_python(market, made, seed):
    chance = random.Random(seed)
    kinds = ["docs", "docs", "pricing", "features", "home", "changelog"]
    statuses = [ClaimStatus.OFFERED, ClaimStatus.ABSENT, *STRENGTH]
    sources = tuple(
        Source(
            key=f"rival/{kind}-{n}", product="rival", kind=SourceKind(kind), url=f"https://made.example/{n}"
        )
        for n, kind in enumerate(kinds)
    )
    ours, rival = made.products()
    sync_market(market, [ours, replace(rival, sources=sources)], made.taxonomy)
    for source in chance.sample(sources, 5):
        page = made.nights(market, source=source.key, url=source.url, kind=source.kind)
        names = [chance.choice(["", "", "Free", "Pro"]) for _ in range(2)]
        said = {
            name: [
                made.claim(feature, chance.choice(statuses))
                for feature in ("Recording", "Share screen", "Polls")
            ]
            for name in names
        }
        plans = [made.plan(name, features=claims) for name, claims in said.items() if name]
        page.show(chance.choice([0, 1, 100, 300, 301, 2000]), *plans, features=said.get("", []))
    whole = assert_the_matrix_is_merged(market, reads.claims(market), as_of=None, chance=chance)
    assert len(whole) == 6
    at = made.instant_of(chance.choice([0, 150, 301, 2500])) + timedelta(hours=chance.randint(0, 40))
    assert_the_matrix_is_merged(market, reads.claims(market, as_of=at), as_of=at, chance=chance)


def test_a_review_counts_once_in_its_week(reviewing, made):
    body = "Chat is good. Chat is bad. Polls are good."
    reviewing.show(0, reviews=[made.review("r1", body, date=made.night_of(3))])
    (stored,) = unread(reviewing.engine, model="m", taxonomy="t", limit=9)
    spans = [(0, 4, "Chat", "positive"), (14, 18, "Chat", "negative"), (27, 32, "Polls", "positive")]
    aspects = tuple(
        Aspect(
            start=a,
            end=b,
            text=word,
            feature="Recording" if word == "Chat" else "Screen sharing",
            polarity=Polarity(p),
            confidence=1,
        )
        for a, b, word, p in spans
    )
    store_readings(
        reviewing.engine,
        [(stored.id, Reading(text=body, language="en", aspects=aspects))],
        model="m",
        taxonomy="t",
    )
    query = "SELECT feature, CAST(week AS TEXT), n, positive, negative, neutral, mixed FROM feature_sentiment_weekly ORDER BY 1"
    assert rows(reviewing.engine, query) == [
        ("Recording", "2025-12-29", 1, 0, 0, 0, 1),
        ("Screen sharing", "2025-12-29", 1, 1, 0, 0, 0),
    ]


def test_coverage_tells_the_worst_of_a_night_and_when_facts_were_last_seen(pricing, made):
    free = made.plan("Free", made.price("0", kind=PriceKind.FREE))
    pricing.show(0, free)
    pricing.fail(1, Verdict.LOGIN)
    pricing.same(2)
    covered = reads.coverage(pricing.engine, since=made.night_of(0), until=made.night_of(9))
    assert [(row.verdict, row.reason, row.last_ok) for row in covered] == [
        (Verdict.OK, "", made.instant_of(0)),
        (Verdict.LOGIN, "it is login", made.instant_of(0)),
        (Verdict.NOT_MODIFIED, "", made.instant_of(2)),
    ]


def test_switches_say_from_where_to_where(shown):
    assert rows(shown, "SELECT from_product, to_product FROM switches") == [("ours", "rival")]
    assert rows(shown, "SELECT winner, loser FROM comparisons WHERE relation = 'better'") == [
        ("ours", "rival")
    ]


def test_requests_carry_the_feature_and_the_sentence(shown):
    query = "SELECT feature, quote FROM requests"
    assert rows(shown, query) == [("Screen sharing", "I wish screen sharing were better than in Ours. ")]


def test_the_roadmap_leaves_out_leads_and_thin_gaps(shown):
    assert rows(shown, "SELECT rank, feature, kind FROM roadmap ORDER BY rank") == [
        (1, "Recording", "parity")
    ]
    assert [place for (place,) in rows(shown, "SELECT place FROM gaps ORDER BY place")] == [1, 2, 3]


def test_plans_and_what_they_allow_are_told_with_their_words(shown):
    assert rows(shown, "SELECT plan, place, extra FROM plans ORDER BY extra") == [
        ("Pro", 1, 0),
        ("Onboarding", 1, 1),
    ]
    query = "SELECT l.plan, l.name, l.value, l.unit, e.quote FROM plan_limits l JOIN evidence e ON e.id = l.evidence_id"
    assert rows(shown, query) == [("Pro", "Meeting duration", "40", "minutes", "Meeting duration 40")]


WORDLESS = {"products", "sources", "coverage", "host_ledger", "noise_by_kind", "bursts", "evidence"}
"""What speaks of collecting, not of facts."""
LOOSE = {"plans", "feature_matrix", "feature_scores", "gaps", "roadmap", "score_history", "gap_history"}
"""Where a row may have nothing to show for it: a name alone, an unknown, a feature that nobody mentions."""


@pytest.mark.parametrize("name", sorted(set(views.NAMES) - WORDLESS - LOOSE))
def test_no_fact_is_without_words_that_stand_in_a_stored_page(shown, name):
    query = f"""SELECT COUNT(*), COUNT(e.id) FROM {name} v LEFT JOIN evidence e ON e.id = v.evidence_id
        AND LENGTH(e.snapshot) = 64 AND e.selector <> '' AND e.quote <> '' AND e.extractor <> ''
        AND e.start >= 0 AND e."end" > e.start"""
    ((all_of_them, worded),) = rows(shown, query)
    assert all_of_them == worded > 0
