from dataclasses import replace

from rivalscope.benchmarks.processes import Run, measure, render, short_texts
from rivalscope.domain.settings import Tier


def test_reviews_are_read_from_store_to_store():
    run = measure(Tier.LITE, ["The search is slow.", "I love the calendar, it is great"], processes=1)
    assert (run.processes, run.reviews, run.words) == (1, 2, 11)
    assert run.wall > 0
    assert run.parent > 0
    assert 20 < run.memory < 1200


def test_a_million_reviews_are_told_from_the_sample():
    one = Run(
        tier=Tier.FAST,
        processes=1,
        reviews=1000,
        words=10_000,
        wall=3.6,
        cpu=4.0,
        parent=0.4,
        memory=300,
        load=0.1,
    )
    two = replace(one, processes=2, wall=1.8, cpu=5.0)
    assert (one.hours, two.hours) == (1.0, 0.5)
    first, second = render([one, two]).splitlines()
    assert "2778 words/s" in first
    assert "2.00 times the first" in second
    assert "2500 words/CPU s (1.00 times); 1.11 cores at work, 10% of it" in first
    assert "2000 words/CPU s (0.80 times); 2.78 cores at work, 8% of it" in second
    assert "a million reviews of 10 words would take 0.50 h" in second


def test_each_sentence_of_the_corpus_is_one_short_review():
    texts = short_texts()
    assert len(texts) == len(set(texts)) > 3000


def test_of_more_reviews_than_sentences_none_equals_another():
    count = 2 * len(short_texts()) + 5
    texts = short_texts(count)
    assert len(texts) == len(set(texts)) == count
    assert texts[-1] == f"{texts[4]} (2)"
