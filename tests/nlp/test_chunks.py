from nlp.chunks import find_actions, find_noun_chunks, is_content


def test_a_chunk_is_a_noun_with_the_words_that_name_it(parsed):
    doc = parsed("The DET 3 det\nvideo NOUN 3 compound\nquality NOUN 5 nsubj\nis AUX 5 cop\ngreat ADJ 0 ROOT")
    assert [chunk.text for chunk in find_noun_chunks(doc)] == ["video quality"]


def test_a_chunk_does_not_reach_over_other_words(parsed):
    doc = parsed("fast ADJ 4 amod\n, PUNCT 3 punct\nclean ADJ 1 conj\neditor NOUN 0 ROOT")
    assert [chunk.text for chunk in find_noun_chunks(doc)] == ["fast , clean editor"]


def test_an_action_is_a_verb_with_its_object(parsed):
    doc = parsed("share VERB 0 ROOT\nmy PRON 3 nmod:poss\nscreen NOUN 1 obj")
    assert [action.text for action in find_actions(doc)] == ["share my screen"]


def test_light_verbs_make_no_action(parsed):
    assert not list(find_actions(parsed("have VERB 0 ROOT\nissues NOUN 1 obj")))


def test_the_product_itself_is_no_content(parsed):
    doc = parsed("app NOUN 0 ROOT\n\neditor NOUN 0 ROOT\n\nit PRON 0 ROOT")
    assert [is_content(token) for token in doc] == [False, True, False]
