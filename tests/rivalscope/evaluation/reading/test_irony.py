"""Irony: what is counted, and what the sentences are."""

from nlp.corpus.reading import Span, read_corpus
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.cases import Answer, Case
from rivalscope.evaluation.reading.corpus import sentence_cases
from rivalscope.evaluation.reading.irony import FOLDER, IRONY, irony_figures, measure
from rivalscope.evaluation.reading.readers import TierReader
from rivalscope.evaluation.suites import SUITES


def _pair(truth, said):
    return Case(text="love the sync", spans=(Span(start=9, end=13, polarity=truth),)), Answer(on_gold=(said,))


def test_who_takes_words_at_face_value_has_half_of_them_right():
    figures = irony_figures([_pair("negative", "positive"), _pair("positive", "positive")])
    assert figures.parts == {
        "right": (1, 2),
        "ironical, read as blame": (0, 1),
        "sincere, read as praise": (1, 1),
    }


def test_a_blame_that_is_read_as_neither_is_not_right():
    assert irony_figures([_pair("negative", "neutral")]).parts["ironical, read as blame"] == (0, 1)


def test_half_of_the_sentences_mean_what_they_say():
    cases = sentence_cases(read_corpus(FOLDER))
    meant = [span.polarity for case in cases for span in case.spans]
    assert meant.count("negative") == meant.count("positive") == len(cases) / 2
    assert len({case.text for case in cases}) == len(cases)


def test_no_sentence_stands_in_the_corpus_that_is_learnt_from():
    known = {one.text for review in read_corpus() for one in review.sentences}
    assert not known & {case.text for case in sentence_cases(read_corpus(FOLDER))}


def test_a_tier_is_measured_on_both_kinds():
    cases = sentence_cases(read_corpus(FOLDER))
    measures = measure(cases[:3] + cases[-3:], {"fast": TierReader(Tier.FAST)}).measures
    assert set(measures) == {
        "fast.right",
        "fast.ironical, read as blame",
        "fast.sincere, read as praise",
    }
    assert IRONY in SUITES
