"""Page kinds: labels, measures, and the figures on real pages where their data is at hand."""

import os

import pytest

from rivalscope.evaluation.page_kind import LABELS, PAGE_KIND, f1_of, read_labels, tell_made
from rivalscope.evaluation.suite import evaluate, read_floors


def test_at_least_240_pages_are_labelled_each_once():
    labels = read_labels()
    assert len(labels) >= 240
    assert len(labels) == LABELS.read_text(encoding="utf-8").count('"') // 2


def test_f1_weighs_what_was_missed_and_what_was_named_wrongly():
    pairs = [("1", "docs", "docs"), ("2", "docs", "blog"), ("3", "blog", "blog")]
    assert (f1_of("docs", pairs), f1_of("blog", pairs)) == (0.6667, 0.6667)


def test_made_pages_of_every_kind_that_real_ones_lack_are_told_from_their_content():
    told = tell_made()
    assert sum(truth == kind for _, truth, kind in told) >= 0.9 * len(told)
    assert {truth for _, truth, _ in told} == {"pricing", "changelog", "careers", "legal"}
    assert {truth for _, truth, kind in told if truth == kind} == {truth for _, truth, _ in told}


@pytest.mark.shared
@pytest.mark.skipif("RIVALSCOPE_EXHAUSTIVE" not in os.environ, reason="reads 240 pages: make check does")
def test_kinds_of_real_pages_keep_their_floors(shared):
    (result,) = evaluate([PAGE_KIND], data=shared / "data", floors=read_floors())
    assert result.fallen == ()
