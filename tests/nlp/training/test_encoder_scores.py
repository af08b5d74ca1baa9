from nlp.corpus.reading import Span
from nlp.training.encoder_scores import Said, Truth, class_f1, intent_f1, score, spans_f1


def span(start, end, polarity="positive"):
    return Span(start=start, end=end, polarity=polarity)


def test_borders_that_are_not_quite_right_count_as_overlap_alone():
    pairs = [([span(0, 4), span(10, 14)], [span(0, 4), span(8, 14)])]
    assert spans_f1(pairs, exact=True, polarity=False) == 0.5
    assert spans_f1(pairs, exact=False, polarity=False) == 1.0


def test_one_long_span_does_not_answer_for_two_aspects():
    pairs = [([span(0, 4), span(10, 14)], [span(0, 14)])]
    assert spans_f1(pairs, exact=False, polarity=False) == 0.6667


def test_a_span_with_the_very_borders_is_taken_before_one_that_overlaps():
    pairs = [([span(0, 4), span(5, 9)], [span(0, 9), span(0, 4)])]
    assert spans_f1(pairs, exact=False, polarity=False) == 1.0


def test_the_wrong_opinion_is_no_hit_in_the_joint_figure():
    pairs = [([span(0, 4, "negative")], [span(0, 4, "positive")])]
    assert spans_f1(pairs, exact=True, polarity=False) == 1.0
    assert spans_f1(pairs, exact=True, polarity=True) == 0.0


def test_silence_where_there_is_nothing_is_right_and_a_find_there_is_wrong():
    assert spans_f1([([], [])], exact=True, polarity=False) == 1.0
    assert spans_f1([([], [span(0, 4)])], exact=True, polarity=False) == 0.0


def test_a_class_that_is_never_said_has_no_f1_and_one_never_meant_is_no_class():
    figures = class_f1([("positive", "positive"), ("neutral", "positive"), ("positive", "mixed")])
    assert figures == {"positive": 0.5, "neutral": 0.0}


def test_intents_are_scored_one_by_one_for_several_may_hold():
    figures = intent_f1([(frozenset({"praise", "problem"}), frozenset({"praise"}))])
    assert figures == {"praise": 1.0, "problem": 0.0}


def test_aspects_with_a_conflict_count_for_borders_alone():
    truth = Truth(spans=(span(0, 4, "mixed"), span(5, 9, "negative")))
    said = Said(spans=(span(0, 4), span(5, 9, "negative")), on_gold=("positive", "negative"))
    assert score([(truth, said)]).scores["polarity"] == 0.5
    left_out = score([(truth, said)], ignored=frozenset({"mixed"})).scores
    assert (left_out["polarity"], left_out["aspect_exact"]) == (1.0, 1.0)


def test_sentences_without_labels_of_intents_say_nothing_about_them():
    known = (
        Truth(spans=(), intents=frozenset({"praise"})),
        Said(spans=(), on_gold=(), intents=frozenset({"praise"})),
    )
    unknown = (Truth(spans=()), Said(spans=(), on_gold=(), intents=frozenset({"churn"})))
    assert score([known, unknown]).scores["intents_macro"] == 1.0
    assert "intents_macro" not in score([unknown]).scores
