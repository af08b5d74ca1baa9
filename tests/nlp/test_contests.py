import pytest

from nlp.findings import findings


def said(nlp, text):
    return [(one.relation.value, one.winner, one.loser) for one in findings(nlp(text)).comparisons]


@pytest.mark.parametrize(
    ("text", "winner", "loser"),
    [
        ("Slack does threads better.", "Slack", None),
        ("Slack is miles ahead there.", "Slack", None),
        ("As to threads, Slack is in a class of its own.", "Slack", None),
        ("search isn't a patch on Slack", "Slack", None),
        ("On Webex this was one click.", "Webex", None),
        ("Webex is dearer but its sound is far better.", "Webex", None),
        ("Deliverability is noticeably better than what we had on Webex.", None, "Webex"),
        ("price is half of what Webex wanted", None, "Webex"),
        ("Webex was a slog compared to this.", None, "Webex"),
        ("I would still rather have this than Webex.", None, "Webex"),
        ("still better than our old system", None, "our old system"),
        ("Slack just lets you be lazy in peace", "Slack", None),
        ("you're better off with Slack, no joke", "Slack", None),
        ("I wouldn't trade it for Webex.", None, "Webex"),
        ("Webex had nothing of the sort", None, "Webex"),
        ("used to lose an hour a week to noise on Webex", None, "Webex"),
        ("Pumble looks nicer than Slack does.", "Pumble", "Slack"),
    ],
)
def test_who_is_better_is_told_in_many_words(nlp, text, winner, loser):
    assert said(nlp, text) == [("better", winner, loser)]


@pytest.mark.parametrize(
    "text",
    ["Webex isn't any better.", "The layout is the same as in Webex.", "We are level with Webex on price."],
)
def test_what_is_alike_is_told_too(nlp, text):
    ((relation, *sides),) = said(nlp, text)
    assert relation == "equal"
    assert "Webex" in sides


def test_each_of_the_rivals_in_a_list_is_beaten(nlp):
    assert said(nlp, "The search is way better than Slack or Webex.") == [
        ("better", None, "Slack"),
        ("better", None, "Webex"),
    ]


def test_what_was_left_is_what_the_new_one_is_measured_by(nlp):
    assert ("better", None, "Webex") in said(nlp, "Coming from Webex the layout is nicer.")


def test_both_sides_of_a_but_are_told(nlp):
    assert said(nlp, "Slack is cheaper but has no inbox like this one.") == [
        ("better", "Slack", None),
        ("better", None, "Slack"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Zoom is better now.",
        "Zoom got better since the update.",
        "I hope Slack is better.",
        "The new screen is better than the old one.",
        "Is Slack any better?",
        "Notion and Slack have had better weeks.",
        "I use it with Slack and the sync is better than before.",
    ],
)
def test_what_says_nothing_of_a_rival_is_no_comparison(nlp, text):
    assert said(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Slack remains ahead in page layouts.", "page layouts"),
        ("Slack has better backup.", "backup"),
        ("deliverability is noticeably better than what we had on Webex", "deliverability"),
        ("Slack is miles ahead.", None),
    ],
)
def test_a_comparison_says_on_what(nlp, text, topic):
    (one,) = findings(nlp(text)).comparisons
    assert (one.aspect or "").lower() == (topic or "")
