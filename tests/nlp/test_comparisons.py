import pytest

from nlp.build import build
from nlp.findings import findings
from rivalscope.domain.market import Taxonomy


def said(nlp, text):
    return [(one.relation.value, one.winner, one.loser) for one in findings(nlp(text)).comparisons]


@pytest.mark.parametrize(
    ("text", "winner", "loser"),
    [
        ("Zoom is faster than Webex.", "Zoom", "Webex"),
        ("Zoom is slower than Webex.", "Webex", "Zoom"),
        ("Zoom is more expensive than Slack.", "Slack", "Zoom"),
        ("Zoom is less stable than Teams.", "Microsoft Teams", "Zoom"),
        ("Zoom has better audio than Webex.", "Zoom", "Webex"),
        ("Notion is not as fast as Slack.", "Slack", "Notion"),
        ("I prefer Zoom to Teams.", "Zoom", "Microsoft Teams"),
        ("Zoom beats Webex.", "Zoom", "Webex"),
        ("Much better than Zoom.", None, "Zoom"),
        ("This app is worse than Zoom.", "Zoom", None),
        ("Unlike Slack, Pumble is generous.", "Pumble", "Slack"),
        ("Compared to Zoom, Webex is clunky.", "Zoom", "Webex"),
        ("ClickUp is faster than Jira.", "ClickUp", "Jira"),
    ],
)
def test_one_product_is_better_than_another(nlp, text, winner, loser):
    assert said(nlp, text) == [("better", winner, loser)]


@pytest.mark.parametrize(
    "text", ["Zoom is as good as Webex.", "Zoom is on par with Webex.", "Zoom is no better than Webex."]
)
def test_products_may_be_equal(nlp, text):
    assert said(nlp, text) == [("equal", "Zoom", "Webex")]


@pytest.mark.parametrize(
    "text",
    [
        "Is Zoom better than Webex?",
        "I wish Zoom was better than Webex.",
        "It is better than before.",
        "It is better than expected.",
        "Zoom and Webex are both fine.",
        "More than 100 people use Zoom.",
        "We meet on Zoom rather than in person.",
    ],
)
def test_what_compares_nothing_yields_nothing(nlp, text):
    assert said(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("Zoom has better audio than Webex.", "Audio quality"),
        ("Zoom is cheaper than Webex.", "price"),
        ("Zoom is easier than Webex.", "ease of use"),
        ("Zoom's search is worse than Slack's.", "Search"),
        ("Zoom is better than Webex.", None),
    ],
)
def test_a_comparison_says_on_what(nlp, text, aspect):
    assert [one.aspect for one in findings(nlp(text)).comparisons] == [aspect]


def test_what_stands_before_the_turn_is_not_what_is_compared(nlp):
    (one,) = findings(nlp("Love the chat, but Zoom is cheaper than Slack.")).comparisons
    assert (one.winner, one.loser, one.aspect) == ("Zoom", "Slack", "price")


def test_products_of_no_market_are_named_as_written():
    own = build(taxonomy=Taxonomy())
    (one,) = findings(own("Love the chat, but Zoom is cheaper than Slack.")).comparisons
    assert (one.winner, one.loser) == ("Zoom", "Slack")


def test_a_comparison_after_the_dash_of_a_list_is_read(nlp):
    (one,) = findings(nlp("- faster than Slack by far")).comparisons
    assert (one.winner, one.loser) == (None, "Slack")
