"""Belief in pages: noisy-OR over kinds of page, which a look long ago weakens."""

from datetime import UTC, datetime, timedelta

import pytest

from rivalscope.domain.belief import HALF_LIFE, OLDEST, WEIGHTS, Voice, Word, confidence, days_old
from rivalscope.domain.market import SourceKind

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def word(kind, days=0):
    return Word(kind=kind, last_seen=NOW - timedelta(days=days))


def sure(*words):
    return confidence(words, as_of=NOW)


def test_one_page_seen_today_is_believed_by_its_kind():
    kinds = (
        SourceKind.DOCS,
        SourceKind.PRICING,
        SourceKind.CHANGELOG,
        SourceKind.FEED,
        SourceKind.HOME,
        None,
    )
    assert [sure(word(kind)) for kind in kinds] == pytest.approx([0.95, 0.9, 0.85, 0.85, 0.7, 0.7])


def test_pages_of_different_kinds_confirm_each_other():
    assert sure(word(SourceKind.FEATURES), word(SourceKind.PRICING)) == pytest.approx(1 - 0.3 * 0.1)


def test_pages_of_one_kind_are_no_witnesses_for_each_other():
    many = [word(kind) for kind in (SourceKind.HOME, SourceKind.FEATURES, SourceKind.BLOG)]
    assert sure(*many) == pytest.approx(WEIGHTS[Voice.MARKETING])
    assert sure(word(SourceKind.HOME, 400), word(SourceKind.BLOG, 3)) == sure(word(SourceKind.BLOG, 3))


def test_a_word_counts_half_after_each_half_life_without_a_look():
    found = [sure(word(SourceKind.PRICING, turns * HALF_LIFE)) for turns in range(4)]
    assert found == pytest.approx([0.9, 0.45, 0.225, 0.1125])


def test_nobody_saying_anything_is_no_confidence():
    assert sure() == 0


def test_age_is_in_whole_days_within_bounds():
    ages = [-3, 0, 0.99, 1, OLDEST, 10 * OLDEST]
    assert [days_old(NOW - timedelta(days=age), as_of=NOW) for age in ages] == [0, 0, 0, 1, OLDEST, OLDEST]
