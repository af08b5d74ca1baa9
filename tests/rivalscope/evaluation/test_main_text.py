"""The measures of main texts, and the figures on real pages where their data is at hand."""

import os

import pytest

from rivalscope.evaluation.main_text import MAIN_TEXT, MIX, in_the_mix, shingle_shares, word_f1
from rivalscope.evaluation.suite import evaluate, read_floors


def test_word_f1_counts_words_as_often_as_they_stand():
    assert word_f1("a b b", "A b c") == pytest.approx(2 / 3)
    assert word_f1("", "") == 1
    assert (word_f1("a", ""), word_f1("", "a")) == (0, 0)


def test_shingles_are_four_words_and_each_page_weighs_the_same():
    pairs = [("a b c d e", "a b c d"), ("x y", "x y")]
    assert shingle_shares(pairs) == {
        "articles.precision": 1.0,
        "articles.recall": 0.75,
        "articles.F1": pytest.approx(0.8571, abs=1e-4),
    }


def test_the_mix_weighs_types_by_their_shares_of_the_whole_set_and_leaves_out_what_is_not_at_hand():
    assert sum(MIX.values()) == pytest.approx(100, abs=0.2)
    assert in_the_mix({"article": 1.0, "service": 0.0}) == pytest.approx(53 / 64)
    assert in_the_mix({"article": 0.5, "unheard of": 0.0}) == 0.5


@pytest.mark.shared
@pytest.mark.skipif("RIVALSCOPE_EXHAUSTIVE" not in os.environ, reason="reads 809 pages: make check does")
def test_main_texts_of_real_pages_keep_their_floors(shared):
    (result,) = evaluate([MAIN_TEXT], data=shared / "data", floors=read_floors())
    assert result.fallen == ()
