import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from nlp.build import build
from nlp.encoder.component import EncoderPipe
from nlp.read import read_text, read_texts
from rivalscope.domain.market import Feature, Product, Taxonomy
from rivalscope.domain.reading import IntentLabel, Polarity, Relation
from rivalscope.domain.settings import Tier

TAXONOMY = Taxonomy(features=(Feature(name="Search"), Feature(name="Export", aliases=("exports",))))
PRODUCTS = (Product(slug="zoom", name="Zoom", ours=True), Product(slug="slack", name="Slack"))
LONG = os.environ.get("RIVALSCOPE_EXHAUSTIVE") == "1"


@pytest.fixture(scope="module", params=[Tier.QUALITY, Tier.FAST], ids=str)
def reader(request, made):
    return build(taxonomy=TAXONOMY, products=PRODUCTS, tier=request.param, weights=made)


def said(reading):
    return [(one.text, one.feature, one.polarity.value) for one in reading.aspects]


def labels(reading):
    return {one.label for one in reading.intents if one.confidence >= 0.5}


def test_features_keep_their_name_and_take_the_longer_wording(reader):
    assert said(read_text(reader, "The search bar is great.")) == [("search bar", "Search", "positive")]


def test_what_the_taxonomy_does_not_know_has_no_feature(reader):
    reading = read_text(reader, "The calendar is slow, and the exports are slow.")
    assert said(reading) == [("calendar", None, "negative"), ("exports", "Export", "negative")]


def test_a_products_name_is_no_aspect(reader):
    assert said(read_text(reader, "Zoom is great")) == []


def test_labels_come_from_the_sentence_that_carries_them(reader):
    text = "Sync is broken. Zoom is great! I will cancel."
    reading = read_text(reader, text)
    assert labels(reading) == {IntentLabel.PROBLEM, IntentLabel.PRAISE, IntentLabel.CHURN}
    places = {one.label: text[one.start : one.end].strip() for one in reading.intents}
    assert places[IntentLabel.CHURN] == "I will cancel."
    assert reading.polarity is Polarity.NEGATIVE


def test_every_sentence_counts_for_the_polarity_of_the_whole(reader):
    assert read_text(reader, "It is great! I love it. Sync is slow.").polarity is Polarity.MIXED
    assert (
        read_text(reader, "It is great! I love it. It is great. Sync has a bar.").polarity
        is Polarity.POSITIVE
    )
    assert read_text(reader, "It has a bar.").polarity is Polarity.NEUTRAL


def test_a_wish_that_the_encoder_is_unsure_about_goes_by_the_rules(reader):
    (aspect,) = read_text(reader, "I wish it had maybe an export").aspects
    assert aspect.polarity is Polarity.NEUTRAL


def test_a_plain_request_holds_where_the_encoder_all_but_says_so(made):
    reader = build(taxonomy=TAXONOMY, tier=Tier.QUALITY, weights=made)
    assert labels(read_text(reader, "I wish it had an export")) == {IntentLabel.REQUEST}
    assert labels(read_text(reader, "the wishes of a calendar")) == set()


def test_switches_are_found_as_ever(reader):
    (switch,) = read_text(reader, "We moved from Zoom to Slack last year.").comparisons
    assert (switch.winner, switch.loser, switch.relation) == ("Slack", "Zoom", Relation.SWITCH)


def test_offsets_index_the_given_text(reader):
    text = "\x00😀👍🏽 “The” se\u0301arch bar… ＡＢＣ 한국어 sync\u200d!\r\nΣύγχρονο calendar’s sl\x07ow 😀export😀"
    for aspect in read_text(reader, text).aspects:
        assert text[aspect.start : aspect.end] == aspect.text
    assert {one.text for one in read_text(reader, text).aspects} >= {"sync\u200d", "calendar"}


WORDS = "sync|search bar|Zoom|moved to Slack|unlike|İ|ﬁ|e\u0301|한국어|Σύγχρονο|אבג|http://a.b/c"
SIGNS = "😀|👍🏽|\u200d|\x00|\ud83d|\r\n|\u2028|\u00a0|’|!!!!!!!!"
SCRAPS = st.sampled_from([*WORDS.split("|"), *SIGNS.split("|"), "a" * 301])


@settings(max_examples=400 if LONG else 25, deadline=None)
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=12)), max_size=14), st.sampled_from(["", " ", ". "]))
def test_offsets_index_the_given_text_whatever_it_is(reader, scraps, between):
    text = between.join(scraps)
    reading = read_text(reader, text)
    assert reading.text == text
    for aspect in reading.aspects:
        assert aspect.start < aspect.end
        assert text[aspect.start : aspect.end] == aspect.text
    for part in (*reading.intents, *reading.comparisons):
        assert 0 <= part.start <= part.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "😀😀😀",
        "\x00\x01\x02",
        "אבג sync Привет 한국어",
        "\ud83d broken",
        "a" * 5000,
        "," * 5000,
    ],
)
def test_odd_texts_are_read_or_passed_over(reader, text):
    reading = read_text(reader, text)
    assert reading.text == text
    assert all(text[one.start : one.end] == one.text for one in reading.aspects)


def test_emoji_alone_are_left_to_the_rules(reader):
    assert read_text(reader, "👍👍").polarity is Polarity.POSITIVE


def test_rules_see_signs_alone_for_words_may_have_no_grammar(encoder, blank):
    seen = []
    pipe = EncoderPipe(encoder, opinions=lambda doc: seen.append(doc.text.strip()) or doc)
    words = ["Sync", "is", "slow", "👍👍"]
    pipe(Doc(blank.vocab, words=words, sent_starts=[True, False, False, True]))
    assert seen == ["👍👍"]


def test_a_text_of_many_chunks_is_read_to_its_cap(reader):
    count = 12_000 if LONG else 1_200
    text = "Sync is slow now. " * count
    reading = read_text(reader, text)
    assert reading.aspects[-1].end > min(len(text), 200_000) - 40
    assert {one.polarity for one in reading.aspects} == {Polarity.NEGATIVE}


def test_a_text_without_any_border_is_read_to_its_end(reader):
    text = "it is " * 500 + "sync is broken"
    reading = read_text(reader, text)
    assert said(reading) == [("sync", None, "negative")]
    assert labels(reading) == {IntentLabel.PROBLEM}


def test_many_equal_texts_are_read_alike(reader):
    count = 10_000 if LONG else 150
    readings = list(read_texts(reader, ["Sync is slow."] * count))
    assert len(readings) == count
    assert len(set(readings)) == 1


def test_a_reading_does_not_depend_on_its_neighbours(reader):
    texts = ["Sync is slow.", "it is " * 200, "", "I love Zoom, unlike Slack.", "Search is great"]
    assert list(read_texts(reader, texts, batch_size=2)) == [read_text(reader, text) for text in texts]
