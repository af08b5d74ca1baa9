from nlp.corpus.reading import Span
from rivalscope.evaluation.reading.cases import Answer, Case
from rivalscope.evaluation.reading.errors import count


def pair(truth, said):
    spans = tuple(Span(start=i, end=i + 1, polarity=one) for i, one in enumerate(truth))
    return Case(text="words", spans=spans), Answer(spans=(), on_gold=tuple(said))


def test_what_both_sides_call_good_or_bad_is_counted():
    found = count(
        [
            pair(["positive", "positive", "negative"], ["positive", "negative", "negative"]),
            pair(
                ["negative", "neutral", "positive", "mixed"], ["positive", "positive", "neutral", "negative"]
            ),
        ],
        model="m",
        origin="made",
    )
    assert (found.good, found.good_right, found.bad, found.bad_right) == (2, 1, 2, 1)
    assert (found.sensitivity, found.specificity) == (0.5, 0.5)
