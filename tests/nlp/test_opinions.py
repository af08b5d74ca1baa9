import pytest

from nlp.findings import findings


def scores(nlp, text):
    doc = nlp(text)
    return {doc[one.start : one.end].text.lower(): one.score for one in findings(doc).opinions}


def total(nlp, text):
    return sum(scores(nlp, text).values())


@pytest.mark.parametrize(
    "text",
    [
        "The search is fast.",
        "Setup was a breeze.",
        "It never crashes.",
        "No ads and no bugs.",
        "I can't live without it.",
        "They fixed my issue.",
        "sooooo goood",
        "👍",
        "Low price, high quality.",
        "It's not bad.",
    ],
)
def test_praise_is_praise(nlp, text):
    assert total(nlp, text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "The search is slow.",
        "Not a fan of the editor.",
        "It doesn't work.",
        "I can't export my data.",
        "It could be better.",
        "The pricing isn't transparent.",
        "Too many clicks.",
        "The price is too high.",
        "Prices went up again.",
        "It used to be great.",
        "I wish it were faster.",
        "There is no way to mute.",
        "slooooow",
        "👎",
    ],
)
def test_blame_is_blame(nlp, text):
    assert total(nlp, text) < 0


@pytest.mark.parametrize(
    "text",
    [
        "It would be great if it had tabs.",
        "We use it daily.",
        "You don't have to sign up.",
        "I saved the file.",
    ],
)
def test_what_judges_nothing_scores_nothing(nlp, text):
    assert total(nlp, text) == 0


def test_a_set_phrase_counts_once(nlp):
    assert list(scores(nlp, "It is easy to use.")) == ["easy to use"]


def test_a_condition_weighs_less_than_a_statement(nlp):
    assert abs(total(nlp, "If it crashes, call me.")) < abs(total(nlp, "It crashes."))


def test_the_name_of_a_feature_praises_nothing(nlp):
    assert total(nlp, "It has priority support.") == 0


def test_a_denied_adverb_is_blame_of_the_thing(nlp):
    doc = nlp("Sync does not work well.")
    opinion = next(one for one in findings(doc).opinions if doc[one.start].text == "well")
    assert opinion.score < 0
    assert "Sync" in {doc[target].text for target in opinion.targets}
