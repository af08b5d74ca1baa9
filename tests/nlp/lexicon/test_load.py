import pytest

from nlp.lexicon.load import load_lexicon


def weight(parsed, word, pos="ADJ", lemma=None):
    doc = parsed(f"{word} {pos} 0 ROOT X {lemma or word.lower()}")
    return load_lexicon().weight(doc[0])


def test_words_of_software_talk_override_general_words(parsed):
    assert weight(parsed, "cheap") > 0
    assert weight(parsed, "cloud", "NOUN") == 0


def test_a_word_counts_only_in_its_parts_of_speech(parsed):
    assert weight(parsed, "like", "VERB") > 0
    assert weight(parsed, "like", "ADP") == 0


def test_a_form_that_is_not_listed_is_found_by_its_lemma(parsed):
    assert weight(parsed, "clunkiest", lemma="clunky") < 0


@pytest.mark.parametrize(("word", "sign"), [("slooooow", -1), ("goooood", 1), ("GREAT", 1)])
def test_drawn_out_and_shouted_words_are_known(parsed, word, sign):
    found = weight(parsed, word)
    assert (found > 0) - (found < 0) == sign


def test_every_weight_lies_between_minus_one_and_one():
    lexicon = load_lexicon()
    weights = [entry.weight for entry in lexicon.words.values()] + list(lexicon.phrases.values())
    assert all(-1 <= one <= 1 for one in weights)
    assert len(lexicon.words) > 1900
