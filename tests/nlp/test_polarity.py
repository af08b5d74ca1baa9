import pytest

from nlp.findings import Opinion, add
from nlp.polarity import Scene, overall
from rivalscope.domain.reading import Polarity

BUT = """
Search NOUN 3 nsubj
is AUX 3 cop
slow ADJ 0 ROOT
but CCONJ 7 cc
chat NOUN 7 nsubj
is AUX 7 cop
fast ADJ 3 conj
"""


def opinion(place, score, *targets):
    return Opinion(start=place, end=place + 1, score=score, targets=frozenset(targets))


def scene(doc, *opinions):
    return Scene(add(doc, opinions=opinions))


def test_each_side_of_a_contrast_has_its_own_opinion(parsed):
    judged = scene(parsed(BUT), opinion(2, -1.0, 0), opinion(6, 1.0, 4))
    assert judged.judge(0, 1).polarity is Polarity.NEGATIVE
    assert judged.judge(4, 5).polarity is Polarity.POSITIVE


def test_a_linked_opinion_is_surer_than_a_near_one(parsed):
    linked = scene(parsed(BUT), opinion(2, -1.0, 0)).judge(0, 1)
    near = scene(parsed(BUT), opinion(2, -1.0)).judge(0, 1)
    assert linked.polarity is near.polarity is Polarity.NEGATIVE
    assert linked.confidence > near.confidence


def test_no_opinion_is_neutral(parsed):
    verdict = scene(parsed(BUT)).judge(0, 1)
    assert verdict.polarity is Polarity.NEUTRAL
    assert verdict.confidence < 0.5


def test_praise_and_blame_of_one_thing_is_mixed(parsed):
    judged = scene(parsed(BUT), opinion(2, -0.9, 0), opinion(6, 0.9, 0))
    assert judged.judge(0, 1).polarity is Polarity.MIXED


def test_opinions_of_another_sentence_do_not_count(parsed):
    doc = parsed("Search NOUN 0 ROOT\n\nBad ADJ 0 ROOT")
    assert scene(doc, opinion(1, -1.0)).judge(0, 1).polarity is Polarity.NEUTRAL


def test_what_others_are_measured_by_gets_the_opposite(parsed):
    doc = parsed("It PRON 3 nsubj\nis AUX 3 cop\nfaster ADJ 0 ROOT\nthan ADP 5 case\nmail NOUN 3 obl")
    assert scene(doc, opinion(2, 1.0, 0)).judge(4, 5).polarity is Polarity.NEGATIVE


@pytest.mark.parametrize(
    ("scores", "polarity"),
    [
        ([], Polarity.NEUTRAL),
        ([0.1], Polarity.NEUTRAL),
        ([0.8], Polarity.POSITIVE),
        ([-0.8], Polarity.NEGATIVE),
        ([0.8, -0.7], Polarity.MIXED),
        ([0.9, 0.9, -0.3], Polarity.POSITIVE),
    ],
)
def test_the_whole_text_goes_by_the_weight_of_both_sides(scores, polarity):
    assert overall(opinion(place, score) for place, score in enumerate(scores)) is polarity
