from itertools import pairwise

import pytest

from nlp.findings import findings


def aspects(nlp, text):
    return {one.text: (one.feature, one.polarity.value) for one in findings(nlp(text)).aspects}


def test_features_and_phrases_carry_their_opinions(nlp):
    found = aspects(nlp, "Love the whiteboard, hate the spell checker.")
    assert found == {"whiteboard": ("Whiteboard", "positive"), "spell checker": (None, "negative")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The search is slow but the interface is intuitive.",
            {"search": "negative", "interface": "positive"},
        ),
        ("I wish the search was faster.", {"search": "negative"}),
        ("I wish it had a dark mode.", {"dark mode": "neutral"}),
        ("It has a calendar.", {"calendar": "neutral"}),
        ("The audio quality could be better.", {"audio quality": "negative"}),
        ("Audio and video quality are terrible.", {"Audio": "negative", "video quality": "negative"}),
        ("The dashboards are fast but inaccurate.", {"dashboards": "mixed"}),
    ],
)
def test_the_polarity_of_a_feature_is_that_of_its_own_clause(nlp, text, expected):
    assert {words: polarity for words, (_, polarity) in aspects(nlp, text).items()} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Great app!",
        "I love it.",
        "Best thing ever.",
        "The company is awful.",
        "We use the spell checker.",
        "Zoom is great.",
    ],
)
def test_the_product_itself_and_things_without_an_opinion_are_no_phrases(nlp, text):
    assert aspects(nlp, text) == {}


def test_an_action_that_an_opinion_is_about_is_a_phrase(nlp):
    assert "create polls" not in aspects(nlp, "We create polls.")
    assert any("invoice" in words for words in aspects(nlp, "It is easy to duplicate an invoice."))


def test_words_of_opinion_are_cut_off(nlp):
    assert "spell checker" in aspects(nlp, "A wonderful spell checker.")


def test_aspects_never_overlap(nlp):
    text = "Screen sharing and video quality issues, awful video quality and screen sharing problems."
    found = sorted((one.start, one.end) for one in findings(nlp(text)).aspects)
    assert all(first[1] <= second[0] for first, second in pairwise(found))


def test_a_phrase_is_less_sure_than_a_feature(nlp):
    by_name = {
        one.feature: one.confidence
        for one in findings(nlp("I love the chat. I love the spell checker.")).aspects
    }
    assert by_name[None] < by_name["Chat"]
