from hypothesis import given
from hypothesis import strategies as st

from nlp.chunking import cut


@given(st.text(max_size=400), st.integers(min_value=2, max_value=60))
def test_pieces_joined_give_the_text(text, size):
    pieces = list(cut(text, size=size, cap=10_000))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[offset : offset + len(piece)] == piece for offset, piece in pieces)
    assert all(0 < len(piece) <= size for _, piece in pieces)


def test_a_text_is_cut_after_a_paragraph_rather_than_after_a_word():
    text = "one two.\n\nthree four five"
    assert [piece for _, piece in cut(text, size=15)] == ["one two.\n\n", "three four five"]


def test_what_lies_beyond_the_cap_is_not_read():
    assert sum(len(piece) for _, piece in cut("word " * 1000, size=100, cap=1000)) == 1000
