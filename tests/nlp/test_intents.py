import pytest

from nlp.findings import findings
from rivalscope.domain.reading import IntentLabel


def labels(nlp, text):
    return {one.label for one in findings(nlp(text)).intents if one.confidence >= 0.5}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Please add a dark mode.", "request"),
        ("I wish it had tabs.", "request"),
        ("I really miss the old timeline", "request"),
        ("add option to hide the chat", "request"),
        ("It crashes when I open a file.", "problem"),
        ("cant log in anymore", "problem"),
        ("Terrible audio.", "problem"),
        ("I love it.", "praise"),
        ("works flawlessly", "praise"),
        ("How do I mute someone?", "question"),
        ("how do i mute someone", "question"),
        ("We use it on three floors.", "information"),
    ],
)
def test_a_sentence_is_for_something(nlp, text, label):
    assert IntentLabel(label) in labels(nlp, text)


def test_praise_for_the_absence_of_trouble_is_no_problem(nlp):
    assert IntentLabel.PROBLEM not in labels(nlp, "No crashes and no bugs, great.")


def test_a_wish_is_no_praise(nlp):
    assert labels(nlp, "It would be great if it had tabs.") == {IntentLabel.REQUEST}


def test_each_label_stands_once_and_the_surest_first(nlp):
    found = findings(
        nlp("It crashes. It freezes. I love the chat. Please add tabs. It crashes again.")
    ).intents
    assert len({one.label for one in found}) == len(found)
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)


def test_an_intent_points_at_its_sentence(nlp):
    text = "We use it daily. Please add tabs."
    request = next(one for one in findings(nlp(text)).intents if one.label is IntentLabel.REQUEST)
    assert text[request.start : request.end] == "Please add tabs."


@pytest.mark.parametrize("text", ["ok", "...", "😀 😀"])
def test_a_text_of_a_word_or_two_is_no_information(nlp, text):
    assert IntentLabel.INFORMATION not in labels(nlp, text)
