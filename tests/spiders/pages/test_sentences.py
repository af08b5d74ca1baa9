import pytest

from spiders.pages.sentences import read_sentence


@pytest.mark.parametrize(
    ("words", "status", "value"),
    [
        ("This feature is no longer available.", "withdrawn", None),
        ("Classic reports will be retired on 1 May.", "withdrawn", None),
        ("Sunset in March 2026.", "withdrawn", None),
        ("Coming soon to all plans.", "planned", None),
        ("Offline mode is on our roadmap.", "planned", None),
        ("Currently in public beta for all teams.", "beta", None),
        ("Beta", "beta", None),
        ("Available as a paid add-on.", "add-on", None),
        ("Sold separately for every plan.", "add-on", None),
        ("Not available.", "absent", None),
        ("Up to 10 GB per user", "limited", "Up to 10 GB per user"),
        ("5 projects", "limited", "5 projects"),
        ("Unlimited guests", "offered", "Unlimited guests"),
    ],
)
def test_an_explanation_may_say_how_a_feature_stands(words, status, value):
    told = read_sentence(words)
    assert (told.status.value, told.value) == (status, value)


@pytest.mark.parametrize(
    "words",
    [
        "Plan projects with everyone who works on them.",
        "See at a glance who is retired from a project and who is not.",
        "Never miss a coming deadline.",
        "Up to date reports, whenever you need them.",
        "Add on-call rotations in a minute.",
        "Invite beta testers and collect what they say.",
        "",
    ],
)
def test_words_that_explain_say_no_more(words):
    assert read_sentence(words) is None
