"""Page kinds: labels, measures, and the figures on real pages where their data is at hand."""

import os

import pytest

from rivalscope.evaluation.page_kind import LABELS, PAGE_KIND, f1_of, read_labels
from rivalscope.evaluation.suite import evaluate, read_floors


def test_at_least_150_pages_are_labelled_each_once():
    labels = read_labels()
    assert len(labels) >= 150
    assert len(labels) == LABELS.read_text(encoding="utf-8").count('"') // 2


def test_f1_weighs_what_was_missed_and_what_was_named_wrongly():
    pairs = [("1", "docs", "docs"), ("2", "docs", "blog"), ("3", "blog", "blog")]
    assert (f1_of("docs", pairs), f1_of("blog", pairs)) == (0.6667, 0.6667)


@pytest.mark.shared
@pytest.mark.skipif("RIVALSCOPE_EXHAUSTIVE" not in os.environ, reason="reads 156 pages: make check does")
def test_kinds_of_real_pages_keep_their_floors(shared):
    (result,) = evaluate([PAGE_KIND], data=shared / "data", floors=read_floors())
    assert result.fallen == ()
