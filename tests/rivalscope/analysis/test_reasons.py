import pytest

from rivalscope.analysis.reasons import Reason, Theme, read_reasons
from rivalscope.analysis.wishes import Terms

TERMS = Terms(
    {
        "time tracking": ["time tracking"],
        "reports": ["reports"],
        "mobile app": ["mobile app", "app"],
        "price": ["price"],
    },
    plain=["Zoom", "Webex"],
)


@pytest.fixture
def reasons(facts):
    def read(words, aspect=None):
        fact = facts.comparison(facts.review("zoom"), "zoom", "webex", aspect=aspect, words=words)
        return read_reasons(fact, terms=TERMS)

    return read


@pytest.mark.parametrize(
    ("words", "theme", "feature"),
    [
        ("We switched because they raised the price again.", Theme.PRICE, "price"),
        ("Moved last month since support never answers.", Theme.SUPPORT, None),
        ("We left Webex for Zoom as the app crashed all day.", Theme.RELIABILITY, "mobile app"),
        ("We switched because we need time tracking.", Theme.MISSING, "time tracking"),
        ("They removed the equalizer, the very reason why I switched from Webex.", Theme.MISSING, None),
        ("came over from webex, mainly bc nobody understood the interface.", Theme.EASE, None),
        ("We left Webex for Zoom as we outgrew it.", Theme.FIT, None),
        ("Moved to Zoom because of the endless commercials.", Theme.TRUST, None),
        ("I switched to Zoom since my new company requires it.", Theme.CIRCUMSTANCES, None),
        ("I moved because the pages took ages to open, so slow", Theme.SPEED, None),
        ("We went to Zoom because the figures are nicer there.", Theme.OTHER, None),
        ("We went to Zoom because of its time tracking.", Theme.FEATURE, "time tracking"),
        ("fix it or I am switching to Zoom", Theme.RELIABILITY, None),
    ],
)
def test_a_reason_is_coded_by_theme_and_feature(reasons, words, theme, feature):
    assert reasons(words)[0] == Reason(theme=theme, feature=feature)


@pytest.mark.parametrize(
    ("words", "aspect"),
    [
        ("We moved from Webex to Zoom.", "tenth"),
        ("Migrated from Webex to Zoom after two years.", "price"),
        ("I switched to Zoom because of this.", None),
        ("I have been on Zoom since last year", "year"),
        ("Moved over for a month", "over"),
    ],
)
def test_odd_words_and_the_next_sentence_are_no_reasons(reasons, words, aspect):
    assert reasons(words, aspect) == ()


def test_what_follows_a_turn_is_no_reason(reasons):
    said = "We left Webex for Zoom as we outgrew it but we have given up on the customer service."
    assert [one.theme for one in reasons(said)] == [Theme.FIT]
    assert reasons("We switched as they raised the price without a word.") == (
        Reason(theme=Theme.PRICE, feature="price"),
    )


def test_two_reasons_are_two(reasons):
    found = reasons("Going to Zoom because it's cheaper and more dependable.")
    assert [one.theme for one in found] == [Theme.PRICE, Theme.RELIABILITY]
