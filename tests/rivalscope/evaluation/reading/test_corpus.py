import os

import pytest

from nlp.corpus.reading import LabelledReview, read_corpus, read_sentence
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.corpus import CORPUS, LATER, market, measure, review_case
from rivalscope.evaluation.suite import evaluate, read_floors


def review(*lines, product="Inkpath"):
    return LabelledReview(
        product=product,
        split="test",
        stars=None,
        source="app",
        style="casual",
        sentences=tuple(read_sentence(line) for line in lines),
    )


def test_a_market_knows_products_and_the_rivals_that_a_label_calls_by_name():
    reviews = [
        review("left for Deezer ||| churn; sw=this->Deezer:done"),
        review("the spreadsheet was better ||| problem; cmp=spreadsheet>this"),
        review("deezer is worse than ours ||| praise; cmp=this>deezer", product="Tunefjord"),
    ]
    assert market(reviews) == ("Inkpath", "Deezer", "Tunefjord")


def test_the_labels_of_a_whole_review_stand_where_its_words_do():
    case = review_case(review("{sync|-} broke ||| problem", "it has {an app|0} ||| information"))
    assert case.text == "sync broke it has an app"
    assert [case.text[span.start : span.end] for span in case.spans] == ["sync", "an app"]
    assert case.intents == {"problem"}


def test_a_held_out_product_is_read_as_well_as_the_floors_say():
    corpus = read_corpus()
    some = [one for one in corpus if one.split == "test" and one.product == "Millrow"]
    assert some
    report = measure(some, (), products=market(corpus), tiers=(Tier.FAST,))
    assert report.measures["fast.aspects, overlap F1"] >= 0.65
    assert report.measures["fast.polarity, given"] >= 0.55
    assert report.parts["fast.polarity, given"][1] == sum(len(s.spans) for one in some for s in one.sentences)


def test_products_held_out_later_are_measured_apart():
    old, new = review("{sync|-} broke ||| problem"), review("{search|+} is great ||| praise", product="Made")
    report = measure([old], (), products=("Inkpath", "Made"), tiers=(Tier.LITE,), later=[new])
    assert report.parts["lite.polarity, given"][1] == report.parts["lite, later.polarity, given"][1] == 1


def test_the_products_held_out_later_are_in_the_corpus():
    assert {one.product for one in read_corpus(split="test")} > LATER


@pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="reads ten products in three tiers: make check does"
)
def test_all_held_out_products_are_read_as_well_as_the_floors_say():
    (result,) = evaluate([CORPUS], data=None, floors=read_floors())
    assert not result.fallen
