"""Findings: an analysis comes back whole; the newest instant is what views show; changes keep their scores."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from rivalscope.domain.finding import ChangeScore
from storage import reads
from storage.engine import reading
from storage.findings import latest_analysis, score_changes, store_analysis


def test_an_analysis_comes_back_as_it_was(engine, analysis):
    assert latest_analysis(engine) is None
    store_analysis(engine, analysis)
    assert latest_analysis(engine) == analysis


def test_an_analysis_of_the_same_instant_takes_the_place_of_the_former(engine, analysis):
    store_analysis(engine, analysis)
    shorter = replace(analysis, gaps=analysis.gaps[:1], cells=(), scores=())
    store_analysis(engine, shorter)
    assert latest_analysis(engine) == shorter


def test_views_show_the_newest_instant_in_whatever_order_they_were_stored(engine, analysis):
    store_analysis(engine, analysis)
    earlier = replace(analysis, as_of=analysis.as_of - timedelta(days=30), gaps=())
    store_analysis(engine, earlier)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM gaps")).scalar_one() == 3
    assert latest_analysis(engine) == analysis
    assert latest_analysis(engine, as_of=analysis.as_of - timedelta(days=1)) == earlier


def test_changes_keep_their_score_and_its_reason(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9")))
    pricing.show(1, made.plan("Pro", made.price("8")))
    (change,) = reads.changes(pricing.engine, since=made.night_of(0), until=made.night_of(1))
    told = ChangeScore(points=72.5, reason="a fall of 11 %", parts={"type": 1.0, "size": 0.725})
    score_changes(pricing.engine, {change.id: told})
    (scored,) = reads.changes(pricing.engine, since=made.night_of(0), until=made.night_of(1))
    assert (scored.score, scored.reason) == (72.5, "a fall of 11 %")
