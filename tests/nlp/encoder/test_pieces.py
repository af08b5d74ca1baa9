import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.encoder.pieces import Pieces, read_vocabulary
from rivalscope.errors import ModelError

VOCABULARY = read_vocabulary((Path(__file__).with_name("made") / "vocab.txt").read_bytes())
PIECES = Pieces(VOCABULARY)


def words(text):
    (cut,) = PIECES.cut([text])
    return [
        (VOCABULARY[number], text[start:end])
        for number, (start, end) in zip(cut.ids, cut.offsets, strict=True)
    ]


def test_case_and_accents_are_dropped_and_places_stay():
    assert words("The SEARCH bár") == [("the", "The"), ("search", "SEARCH"), ("bar", "bár")]


def test_a_word_that_is_not_known_is_cut_into_pieces():
    assert words("bars") == [("bar", "bar"), ("##s", "s")]


def test_places_behind_emoji_count_characters_not_bytes():
    assert words("👍🏽 sync 😀 slow")[-1] == ("slow", "slow")
    assert ("sync", "sync") in words("👍🏽 sync 😀 slow")


def test_control_characters_vanish_and_move_nothing():
    assert words("sy\x00nc\x07 \u200bis\x1f") == [("sync", "sy\x00nc"), ("is", "is")]


def test_combining_marks_move_nothing():
    assert words("se\u0301arch is slow")[-2:] == [("is", "is"), ("slow", "slow")]


def test_half_a_surrogate_pair_is_a_sign_like_another():
    assert words("\ud83d sync")[-1] == ("sync", "sync")


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01"])
def test_a_text_without_signs_has_no_pieces(text):
    assert words(text) == []


@given(st.text(max_size=60) | st.text(alphabet="se\u0301arch \u200d\u202e😀\x00İßﬁ한중", max_size=30))
@settings(max_examples=150, deadline=None)
def test_places_always_lie_within_the_text_in_rising_order(text):
    (cut,) = PIECES.cut([text])
    last = 0
    for start, end in cut.offsets:
        assert last <= start < end <= len(text) or (start, end) == (last, last)
        last = start


@given(st.text(alphabet=st.characters(categories=["Ll", "Zs", "So"]), max_size=40))
@settings(max_examples=100, deadline=None)
def test_known_pieces_stand_where_their_letters_stand(text):
    for piece, written in words(text):
        if piece == "[UNK]":
            continue
        plain = "".join(
            one for one in unicodedata.normalize("NFD", written.lower()) if unicodedata.category(one) != "Mn"
        )
        assert plain == piece.removeprefix("##")


def test_a_vocabulary_without_its_special_pieces_is_named():
    with pytest.raises(ModelError, match=r"\[CLS\], \[SEP\]"):
        Pieces(["[PAD]", "[UNK]", "word"])
