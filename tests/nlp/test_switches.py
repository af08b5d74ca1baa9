import pytest

from nlp.findings import findings


def said(nlp, text):
    return [(one.relation.value, one.winner, one.loser) for one in findings(nlp(text)).comparisons]


@pytest.mark.parametrize(
    ("text", "winner", "loser"),
    [
        ("We switched from Zoom to Teams.", "Microsoft Teams", "Zoom"),
        ("We switched to Teams from Zoom.", "Microsoft Teams", "Zoom"),
        ("I moved to Pumble last year.", "Pumble", None),
        ("We migrated away from Slack.", None, "Slack"),
        ("I came from Webex.", None, "Webex"),
        ("I went back to Zoom.", "Zoom", None),
        ("We replaced Webex with Zoom.", "Zoom", "Webex"),
        ("Webex was replaced by Zoom.", "Zoom", "Webex"),
        ("We left Slack for Pumble.", "Pumble", "Slack"),
        ("Ditched Slack in favour of Teams.", "Microsoft Teams", "Slack"),
        ("Cancelled my Notion subscription.", None, "Notion"),
        ("I stopped using Webex.", None, "Webex"),
        ("I used to use Webex, now I use Zoom.", "Zoom", "Webex"),
        ("We switched from Asana to ClickUp.", "ClickUp", "Asana"),
        ("We cancelled Webex and went to Pumble since it is cheaper.", "Pumble", "Webex"),
        ("Goodbye Zoom, we have moved to Pumble because the app crashes.", "Pumble", "Zoom"),
        ("migrated from webex to pumble after a month", "Pumble", "Webex"),
    ],
)
def test_a_switch_tells_where_from_and_where_to(nlp, text, winner, loser):
    assert said(nlp, text) == [("switch", winner, loser)]


@pytest.mark.parametrize(
    ("text", "winner", "loser"),
    [
        ("I'm thinking about switching to Pumble.", "Pumble", None),
        ("We might move from Slack to Teams.", "Microsoft Teams", "Slack"),
        ("Looking for an alternative to Notion.", None, "Notion"),
        ("We are considering Pumble.", "Pumble", None),
    ],
)
def test_a_thought_of_switching_is_kept_apart(nlp, text, winner, loser):
    assert said(nlp, text) == [("considering", winner, loser)]


@pytest.mark.parametrize(
    ("text", "winner", "loser"),
    [
        ("If it crashes again we will switch to Zoom.", "Zoom", None),
        ("If they don't fix this I'll move to Pumble.", "Pumble", None),
        ("We will leave Slack for Teams unless the price comes down.", "Microsoft Teams", "Slack"),
    ],
)
def test_a_threat_is_no_mere_thought(nlp, text, winner, loser):
    assert said(nlp, text) == [("threatened", winner, loser)]


@pytest.mark.parametrize(
    "text",
    [
        "I would never switch to Webex.",
        "We did not switch to Teams.",
        "No reason to move to Slack.",
        "I switched from English to Spanish.",
        "We moved to Berlin from Paris in April, nothing to do with software.",
        "He left the meeting for lunch.",
        "Switch to dark mode.",
        "It goes from Monday to Friday.",
    ],
)
def test_what_is_denied_or_no_product_is_no_switch(nlp, text):
    found = said(nlp, text)
    assert not any(relation == "switch" and {winner, loser} & KNOWN for relation, winner, loser in found)


KNOWN = {
    "Zoom",
    "Slack",
    "Microsoft Teams",
    "Notion",
    "Webex",
    "Pumble",
    "English",
    "Spanish",
    "Monday",
    "Friday",
}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We switched from Zoom to Teams because of the price.", "Pricing"),
        ("We moved from Slack to Pumble due to the seat minimum.", "seat minimum"),
        ("I left Webex for Zoom since it was so slow.", "speed"),
        ("We switched from Zoom to Teams. The audio was terrible.", "Audio quality"),
        ("We switched from Zoom to Teams.", None),
    ],
)
def test_the_reason_is_what_follows_because_else_a_feature_nearby(nlp, text, reason):
    assert [one.aspect for one in findings(nlp(text)).comparisons] == [reason]


@pytest.mark.parametrize(
    ("text", "relation", "winner", "loser"),
    [
        ("back on Slack since Monday", "switch", "Slack", None),
        ("Slack it is then.", "switch", "Slack", None),
        ("went with Slack in the end", "switch", "Slack", None),
        ("We had Webex before and nobody misses it.", "switch", None, "Webex"),
        ("Got here from Webex, purely for the price.", "switch", None, "Webex"),
        ("webex refugee here", "switch", None, "Webex"),
        ("used Webex for six years", "switch", None, "Webex"),
        ("we went back to paper", "switch", "paper", None),
        ("I'm going back to Slack.", "threatened", "Slack", None),
        ("off to Pumble as soon as the season is over", "threatened", "Pumble", None),
        ("There is a trial of Pumble in my inbox.", "considering", "Pumble", None),
        ("Seriously looking at Pumble.", "considering", "Pumble", None),
        ("We nearly switched to Pumble last year.", "considering", "Pumble", None),
        ("if it happens again I'll go with Pumble", "threatened", "Pumble", None),
        ("twelve years on Webex, handed in the keys in January", "switch", None, "Webex"),
        ("we're four months off Webex and nobody weeps", "switch", None, "Webex"),
        ("I used to do the minutes in Notion on Sunday nights", "switch", None, "Notion"),
        ("We turned the Webex box off in June.", "switch", None, "Webex"),
        ("Webex leaked, I left, that's the story", "switch", None, "Webex"),
        ("Pumble handles ours now.", "switch", "Pumble", None),
        ("moving the team over to Pumble next month", "threatened", "Pumble", None),
        ("exporting everything tonight, Pumble by Monday", "threatened", "Pumble", None),
        ("Whether we return to Slack will be voted on.", "considering", "Slack", None),
        ("we'd be on Pumble already if the licence allowed", "considering", "Pumble", None),
    ],
)
def test_a_move_is_told_in_many_words(nlp, text, relation, winner, loser):
    assert said(nlp, text) == [(relation, winner, loser)]


def test_a_question_about_the_moves_of_others_is_no_move(nlp):
    assert said(nlp, "Has anybody migrated from Webex without losing the recordings?") == []


def test_of_two_products_that_were_left_neither_is_gone_to(nlp):
    assert said(nlp, "We parted with Webex and Notion in the spring.") == [
        ("switch", None, "Webex"),
        ("switch", None, "Notion"),
    ]


def test_each_of_several_rivals_that_are_weighed_is_told(nlp):
    assert said(nlp, "We are evaluating Pumble and Notion.") == [
        ("considering", "Pumble", None),
        ("considering", "Notion", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I use it with Slack.",
        "We switched to dark mode.",
        "It is better than before.",
        "We have been using Zoom for two years.",
        "Deliverability is better than what we had on Webex.",
        "I would never go back to Webex.",
        "Who moved the toolbar to the BOTTOM of the page?",
        "For chess I go to Notion and for sparring I come here.",
        "Export to Slack works and so does the import from Notion.",
        "The Slack integration broke again.",
    ],
)
def test_what_names_a_product_and_no_move_is_none(nlp, text):
    assert [one for one in said(nlp, text) if one[0] in {"switch", "considering"}] == []
