import pytest

from nlp.findings import Mention, findings
from nlp.taxonomy import NameMatcher, is_name, variants


def features(nlp, text):
    return [one.name for one in findings(nlp(text)).features]


def products(nlp, text):
    return [one.name for one in findings(nlp(text)).products]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Screen sharing is great", ["Screen sharing"]),
        ("SCREEN SHARING is great", ["Screen sharing"]),
        ("I share my screen a lot", ["Screen sharing"]),
        ("It lacks single-sign-on", ["Single sign-on"]),
        ("single sign on is missing", ["Single sign-on"]),
        ("the notification is late", ["Notifications"]),
        ("Exporting takes long", ["Export"]),
        ("the help desk was rude", ["Customer support"]),
        ("The priority support is quick", ["Priority support"]),
        ("nothing to see here", []),
    ],
)
def test_aliases_in_any_spelling_lead_to_the_canonical_name(nlp, text, expected):
    assert features(nlp, text) == expected


def test_the_longest_match_wins(blank):
    matcher = NameMatcher(blank, [("Video", ()), ("Video quality", ())], lemmas=False)
    assert [one.name for one in matcher.find(blank("video quality"))] == ["Video quality"]


def test_a_name_claimed_twice_goes_to_the_first(blank):
    matcher = NameMatcher(blank, [("One", ("shared",)), ("Two", ("shared",))], lemmas=False)
    assert [one.name for one in matcher.find(blank("shared"))] == ["One"]


def test_a_verb_that_means_something_else_is_no_feature(nlp):
    assert features(nlp, "It does not support my phone") == []


def test_a_part_of_a_hyphened_word_is_no_feature(nlp):
    assert "Email integration" not in features(nlp, "She sent me an e-mail about it")


def test_products_are_found_by_alias(nlp):
    assert products(nlp, "MS Teams and teams and Cisco Webex") == [
        "Microsoft Teams",
        "Microsoft Teams",
        "Webex",
    ]


def test_a_product_takes_the_word_from_a_feature(nlp):
    assert features(nlp, "Teams is fine") == []


def test_the_singular_of_a_product_is_not_the_product(nlp):
    assert products(nlp, "The support team was nice") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("zoom crashes", True),
        ("I zoom in a lot", False),
        ("the notion that", False),
        ("Notion is fine", True),
    ],
)
def test_a_product_that_is_also_a_word_must_stand_as_a_name(nlp, text, named):
    doc = nlp(text)
    place = next(token.i for token in doc if token.lower_ in {"zoom", "notion"})
    assert is_name(doc, Mention(start=place, end=place + 1, name="X")) is named


def test_variants_cover_hyphens_and_number():
    assert {"single sign-on", "single sign on", "single-sign-on"} <= set(variants("single sign-on"))
    assert "boards" in variants("board")
    assert "category" in variants("categories")
    assert "analyticss" not in variants("analytics")
