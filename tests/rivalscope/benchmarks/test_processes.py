from rivalscope.benchmarks.processes import Run, measure, render, short_texts
from rivalscope.domain.settings import Tier


def test_reviews_are_read_from_store_to_store():
    run = measure(Tier.LITE, ["The search is slow.", "I love the calendar, it is great"], processes=1)
    assert (run.processes, run.reviews, run.words) == (1, 2, 11)
    assert 0 < run.wall < run.cpu + 60


def test_a_million_reviews_are_told_from_the_sample():
    one = Run(tier=Tier.FAST, processes=1, reviews=1000, words=10_000, wall=3.6, cpu=3.6)
    two = Run(tier=Tier.FAST, processes=2, reviews=1000, words=10_000, wall=1.8, cpu=3.6)
    assert (one.hours, two.hours) == (1.0, 0.5)
    first, second = render([one, two]).splitlines()
    assert "2778 words/s" in first
    assert "2.00 times one process" in second
    assert "a million reviews of 10 words would take 0.50 h" in second


def test_each_sentence_of_the_corpus_is_one_short_review():
    texts = short_texts()
    assert len(texts) == len(set(texts)) > 3000
