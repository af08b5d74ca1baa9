import pytest

from nlp.shifts import EXCESS, USED_TO, shifted


def score(doc, word, weight=1.0, wished=()):
    place = next(token.i for token in doc if token.text == word)
    return shifted(doc, place, place + 1, weight, wished=frozenset(wished))


def test_an_opinion_alone_keeps_its_weight(parsed):
    assert score(parsed("good ADJ 0 ROOT"), "good", 0.7) == 0.7


def test_not_turns_praise_into_blame(parsed):
    assert score(parsed("is AUX 3 cop\nnot PART 3 advmod\ngood ADJ 0 ROOT"), "good") == pytest.approx(-0.8)


def test_no_turns_blame_into_fainter_praise(parsed):
    assert score(parsed("no DET 2 det\nbugs NOUN 0 ROOT"), "bugs", -1.0) == pytest.approx(0.6)


def test_a_denied_verb_denies_the_adverb(parsed):
    doc = parsed("does AUX 3 aux\nn't PART 3 advmod\nwork VERB 0 ROOT\nwell ADV 3 advmod")
    assert score(doc, "well") < 0


def test_not_only_denies_nothing(parsed):
    assert score(parsed("not PART 3 advmod\nonly ADV 3 advmod\nfast ADJ 0 ROOT"), "fast") > 0


def test_a_comma_stops_a_denial(parsed):
    doc = parsed("No INTJ 4 discourse\n, PUNCT 4 punct\nreally ADV 4 advmod\ngood ADJ 0 ROOT")
    assert score(doc, "good") > 0


def test_very_strengthens_and_slightly_weakens(parsed):
    very = score(parsed("very ADV 2 advmod\nslow ADJ 0 ROOT"), "slow", -0.6)
    slightly = score(parsed("slightly ADV 2 advmod\nslow ADJ 0 ROOT"), "slow", -0.6)
    assert very < -0.6 < slightly < 0


def test_too_much_of_a_good_thing_is_blame(parsed):
    assert score(parsed("too ADV 2 advmod\nsimple ADJ 0 ROOT"), "simple") == pytest.approx(EXCESS * 1.3)


def test_less_turns_the_word_round(parsed):
    assert score(parsed("less ADV 2 advmod\nstable ADJ 0 ROOT"), "stable") < 0


def test_what_used_to_be_good_is_not(parsed):
    doc = parsed("It PRON 2 nsubj\nused VERB 0 ROOT\nto PART 5 mark\nbe AUX 5 cop\ngreat ADJ 2 xcomp")
    assert score(doc, "great") == pytest.approx(USED_TO)


def test_plain_praise_in_a_wish_says_nothing(parsed):
    assert score(parsed("great ADJ 0 ROOT"), "great", wished=[0]) == 0


def test_a_wish_for_more_is_blame(parsed):
    assert score(parsed("faster ADJ 0 ROOT JJR"), "faster", wished=[0]) < 0


def test_blame_in_a_wish_stays_blame_even_when_denied(parsed):
    doc = parsed("did AUX 3 aux\nn't PART 3 advmod\ncrash VERB 0 ROOT")
    assert score(doc, "crash", -1.0, wished=[0, 1, 2]) < 0
