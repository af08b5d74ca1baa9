import pytest

from rivalscope.analysis.wishes import Aim, Terms, read_wish, thing

TERMS = Terms(
    {"dark mode": ["dark mode", "night theme"], "search": ["search"], "inbox": ["inbox"]},
    plain=["Zoom", "Webex Meetings"],
)


def wish(sentence, *spans, feature=None):
    found = read_wish(sentence, spans, feature=feature, terms=TERMS)
    return found and (found.phrase, found.feature, found.aim)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Please add a sleep timer.", "sleep timer"),
        ("It would be great if you could add song history in the recent tab!", "song history"),
        ("Can you please include lyrics for every song", "lyrics"),
        ("i would like an option to lock orientation while in the app.", "lock orientation"),
        ("Come on, give us the ability to stream to a TV just like they did on iOS.", "stream to a tv"),
        ("I wish I could change my user name.", "change my user name"),
        ("Feature request: gapless playback", "gapless playback"),
        (
            "also, a mute button such as exists elsewhere would be helpful for those who forget.",
            "mute button",
        ),
        ("muting function needs work", "muting function"),
    ],
)
def test_the_thing_wished_is_cut_out_of_its_sentence(sentence, name):
    assert wish(sentence)[:2] == (name, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Please fix this.",
        "Fix this or we leave!!",
        "I want my money back.",
        "I hope the next release helps",
        "With a few fixes this could be very good.",
        "please help me, Zoom app",
        "Please fix the issue as soon as possible.",
        "Would give it 5 stars",
        "Call me and I will show you",
        "",
    ],
)
def test_a_sentence_that_names_nothing_is_no_wish(sentence):
    assert wish(sentence) is None


def test_a_thing_that_is_there_already_is_to_be_mended():
    assert wish("Please improve the equalizer")[2] is Aim.MEND
    assert wish("we need a better equalizer")[2] is Aim.MEND
    assert wish("we need an equalizer")[2] is Aim.NEW


def test_what_stands_in_the_wish_decides_of_which_feature_it_is():
    sentence = "The inbox is better than expected, we would love to see ticket merging."
    spans = [("inbox", "inbox"), ("ticket merging", None)]
    assert wish(sentence, *spans, feature="inbox") == ("ticket merging", None, Aim.NEW)
    assert wish("Please add a night theme", feature=None)[1] == "dark mode"
    assert wish("Please add dimming", ("dimming", "dark mode"))[1] == "dark mode"


def test_a_feature_whose_wish_cannot_be_cut_out_is_kept_and_its_aim_is_open():
    said = "happy once the screen is darker at night."
    assert wish(said, feature="dark mode") == ("", "dark mode", Aim.UNCLEAR)


def test_a_sentence_of_a_feature_in_other_words_is_of_that_feature():
    assert wish("Please let us work offline.", feature="offline mode")[:2] == ("work offline", "offline mode")


def test_what_a_wish_is_for_is_not_what_is_wished():
    said = "Please add a history for the inbox and more."
    assert wish(said, ("history", None), ("inbox", "inbox"), feature="inbox") == ("history", None, Aim.NEW)


def test_words_that_add_nothing_at_the_end_make_no_other_wish():
    assert thing("shuffle button") == thing("shuffle option") == thing("shuffle")
    assert thing("option") != ()


def test_the_one_thing_that_a_request_names_is_meant_where_its_words_lead_nowhere():
    assert wish("dark theme when?", ("dark theme", None)) == ("dark theme", None, Aim.NEW)
    assert wish("if they'd fix caching i'd shut up", ("caching", None)) == ("caching", None, Aim.MEND)


def test_of_two_things_and_of_words_that_say_nothing_none_is_chosen():
    assert wish("sort or refund?", ("sort", None), ("refund policy", None), ("invoice", None)) is None
    assert wish("better when?", ("app", None)) is None


def test_a_thing_that_was_read_as_a_feature_makes_no_wish_of_its_own():
    assert wish("inbox when?", ("inbox", "inbox")) is None
