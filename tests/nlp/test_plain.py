import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.plain import make_plain


@given(st.text())
def test_no_character_moves(text):
    assert len(make_plain(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("don’t “quote”", 'don\'t "quote"'),
        ("wow!!!!!!!!", "wow!!!     "),
        ("a\u00a0b\u200bc", "a b c"),
        ("x" * 300, " " * 300),
        ("sooooooooo good", "sooooooooo good"),
    ],
)
def test_signs_are_written_one_way(text, plain):
    assert make_plain(text) == plain


def test_half_a_surrogate_pair_becomes_a_sign_of_its_own():
    assert make_plain("a \ud83d b") == "a \ufffd b"
