from nlp.corpus.reading import Span
from rivalscope.evaluation.reading.cases import Answer, Case
from rivalscope.evaluation.reading.spans import met_spans, polarity_figures, span_figures


def span(start, end, polarity="positive"):
    return Span(start=start, end=end, polarity=polarity)


def test_the_same_borders_are_met_before_others_that_overlap():
    wide, exact = span(0, 9), span(4, 9)
    assert list(met_spans([span(4, 9), span(0, 3)], [wide, exact], exact=False)) == [
        (span(4, 9), exact),
        (span(0, 3), wide),
    ]


def test_one_found_span_answers_for_one_labelled_span():
    pairs = [(Case(text="search and sync", spans=(span(0, 6), span(11, 15))), Answer(spans=(span(0, 15),)))]
    figures = span_figures(pairs)
    assert figures.parts["aspects, overlap F1"] == (2, 3)
    assert figures.parts["aspects, exact F1"] == (0, 3)


def test_joint_asks_for_the_polarity_too():
    case = Case(text="search and sync", spans=(span(0, 6), span(11, 15, "negative")))
    figures = span_figures([(case, Answer(spans=(span(0, 6), span(11, 15))))])
    assert figures.parts["joint, exact F1"] == (2, 4)


def test_polarity_is_judged_on_met_and_on_given_spans_and_ignored_labels_have_no_part():
    case = Case(text="search and sync", spans=(span(0, 6, "mixed"), span(11, 15, "negative")))
    answer = Answer(spans=(span(11, 14, "negative"),), on_gold=("mixed", "neutral"))
    figures = polarity_figures([(case, answer)], ignored=frozenset({"mixed"}))
    assert figures.parts["polarity, matched"] == (1, 1)
    assert figures.parts["polarity, given"] == (0, 1)


def test_a_text_nobody_marked_has_no_part_in_borders():
    assert span_figures([(Case(text="x"), Answer(spans=(span(0, 1),)))]).parts["aspects, exact F1"] == (0, 0)
