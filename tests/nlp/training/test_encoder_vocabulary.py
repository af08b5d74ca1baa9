from collections import Counter

from nlp.encoder.pieces import Pieces
from nlp.training.encoder_vocabulary import count_pieces, lexicon_texts, trimmed

PIECES = [
    "[PAD]",
    "[unused0]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "s",
    "##s",
    "漢",
    "€",
    "the",
    "sync",
    "##ing",
    "zebra",
]


def kept(size, counts=(), first=()):
    numbers = trimmed(PIECES, Counter(dict(counts)), size=size, first=Counter(dict(first)))
    return [PIECES[number] for number in numbers]


def test_special_pieces_and_letters_are_always_kept_for_any_word_can_be_spelt_with_them():
    assert kept(0) == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "s", "##s", "€"]


def test_pieces_of_the_texts_come_before_the_base_s_frequent_ones():
    assert kept(9, {12: 1, 11: 5})[-2:] == ["##ing", "zebra"]
    assert kept(9, {12: 1})[-2:] == ["the", "zebra"]


def test_what_is_wanted_first_comes_before_what_is_more_frequent_elsewhere():
    assert kept(8, {11: 5}, first={12: 1})[-1] == "zebra"
    assert kept(9, {11: 5}, first={12: 1})[-2:] == ["##ing", "zebra"]


def test_unused_places_and_other_scripts_are_left_out_even_when_there_is_room():
    assert not {"[unused0]", "漢"} & set(kept(99))


def test_pieces_are_counted_as_the_product_cuts_them():
    counts = count_pieces(Pieces(PIECES), ["Syncing the sync", "the zebra"])
    assert {PIECES[number]: count for number, count in counts.items()} == {
        "sync": 2,
        "##ing": 1,
        "the": 2,
        "zebra": 1,
    }


def test_the_lexicon_gives_words_and_no_notes():
    texts = lexicon_texts()
    assert "a breeze" in texts
    assert not any(text.startswith("#") for text in texts)
