from spacy.tokens import Doc

from nlp.clauses import find_clauses, find_segments, is_splice, is_turn

BUT = """
Search NOUN 3 nsubj
is AUX 3 cop
slow ADJ 0 ROOT
but CCONJ 7 cc
chat NOUN 7 nsubj
is AUX 7 cop
fast ADJ 3 conj
"""


def test_a_conjunct_with_its_own_subject_is_a_clause_of_its_own(parsed):
    assert find_clauses(parsed(BUT)) == [2, 2, 2, 6, 6, 6, 6]


def test_a_conjunct_without_a_subject_stays_in_its_clause(parsed):
    doc = parsed("It PRON 3 nsubj\nis AUX 3 cop\nfast ADJ 0 ROOT\nand CCONJ 5 cc\nclean ADJ 3 conj")
    assert set(find_clauses(doc)) == {2}


def test_a_sentence_turns_at_but(parsed):
    assert find_segments(parsed(BUT)) == [1, 1, 1, 2, 2, 2, 2]


def test_a_final_though_turns_nothing(parsed):
    doc = parsed("Chat NOUN 3 nsubj\nis AUX 3 cop\ngood ADJ 0 ROOT\nthough ADV 3 advmod\n. PUNCT 3 punct")
    assert len(set(find_segments(doc))) == 1


def test_each_sentence_is_a_segment(parsed):
    assert find_segments(parsed("Good ADJ 0 ROOT\n\nBad ADJ 0 ROOT")) == [1, 2]


def test_a_comma_in_words_without_grammar_begins_no_sentence(blank):
    doc = Doc(blank.vocab, words=["add", "filters", ",", "please"], sent_starts=[True, False, False, False])
    assert not any(is_splice(token, doc[:]) for token in doc)


def test_a_dash_that_opens_a_text_turns_nothing(blank):
    doc = Doc(blank.vocab, words=["-", "faster", "-", "cheaper"], sent_starts=[True, False, False, False])
    assert [token.i for token in doc if is_turn(token, doc[:])] == [2]
