import pytest

from nlp.targets import find_targets


def targets(doc, word):
    place = next(token.i for token in doc if token.text == word)
    return {doc[target].text for target in find_targets(doc, place, place + 1)}


def test_an_adjective_before_a_noun_speaks_of_the_noun(parsed):
    assert targets(parsed("great ADJ 2 amod\nscreen NOUN 0 ROOT"), "great") == {"screen"}


def test_a_predicate_speaks_of_its_subject_and_of_what_is_joined_to_it(parsed):
    doc = parsed("Audio NOUN 5 nsubj\nand CCONJ 3 cc\nvideo NOUN 1 conj\nare AUX 5 cop\nbad ADJ 0 ROOT")
    assert targets(doc, "bad") == {"Audio", "video"}


def test_a_joined_adjective_speaks_of_the_same_subject(parsed):
    doc = parsed("Chat NOUN 3 nsubj\nis AUX 3 cop\nfast ADJ 0 ROOT\nand CCONJ 5 cc\nreliable ADJ 3 conj")
    assert targets(doc, "reliable") == {"Chat"}


def test_a_verb_speaks_of_its_object_and_subject(parsed):
    assert targets(parsed("I PRON 2 nsubj\nlove VERB 0 ROOT\nthreads NOUN 2 obj"), "love") == {"I", "threads"}


def test_a_failing_verb_speaks_of_where_it_fails(parsed):
    doc = parsed("App NOUN 2 nsubj\ncrashes VERB 0 ROOT\nduring ADP 4 case\ncalls NOUN 2 obl")
    assert targets(doc, "crashes") == {"App", "calls"}


@pytest.mark.parametrize(
    "table",
    ["audio NOUN 2 compound\nissues NOUN 0 ROOT", "issues NOUN 0 ROOT\nwith ADP 3 case\naudio NOUN 1 nmod"],
)
def test_a_noun_of_trouble_speaks_of_what_it_is_tied_to(parsed, table):
    assert targets(parsed(table), "issues") == {"audio"}


def test_an_adverb_speaks_through_its_verb(parsed):
    doc = parsed("Sync NOUN 2 nsubj\nworks VERB 0 ROOT\nflawlessly ADV 2 advmod")
    assert targets(doc, "flawlessly") == {"Sync"}


def test_praise_of_doing_something_reaches_what_it_is_done_with(parsed):
    doc = parsed("easy ADJ 0 ROOT\nto PART 3 mark\nshare VERB 1 advcl\nscreens NOUN 3 obj")
    assert targets(doc, "easy") == {"share", "screens"}


def test_a_lone_word_speaks_of_nothing(parsed):
    assert targets(parsed("Great ADJ 0 ROOT"), "Great") == set()
