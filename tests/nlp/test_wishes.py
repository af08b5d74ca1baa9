import pytest

from nlp.wishes import find_wished


def wished(nlp, text):
    doc = nlp(text)
    return " ".join(doc[place].text for place in sorted(find_wished(doc)))


@pytest.mark.parametrize(
    "text",
    [
        "I wish it had a dark mode.",
        "It would be great if the app worked offline.",
        "Please add more templates.",
        "You should make it faster.",
        "Would love to see time tracking.",
        "Hopefully they add a calendar.",
        "Add a dark mode.",
        "The search needs to be faster.",
        "If only it had an API!",
    ],
)
def test_wishes_are_known_by_their_openings(nlp, text):
    assert wished(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "I would recommend this to anyone.",
        "It is great.",
        "We added a calendar.",
        "I would be lost without it.",
        "Best wishes to the team.",
    ],
)
def test_statements_are_no_wishes(nlp, text):
    assert not wished(nlp, text)


def test_a_wish_ends_where_the_sentence_turns(nlp):
    assert "crashes" not in wished(nlp, "I wish it had tabs but it crashes.")


def test_a_wish_ends_where_a_new_statement_begins_after_a_comma(nlp):
    assert "endless" not in wished(nlp, "Please add filters, the list is endless.")
