import pytest
from spacy.lang.en import English
from spacy.training import Example

from nlp.training.augment import check_known, create_augmenter, roughened
from nlp.training.prepare import Word, to_doc
from rivalscope.errors import UsageError


def word(text, upos, head, relation, *, space=True):
    return Word(
        text=text, lemma=text.lower(), upos=upos, xpos="", morph="", head=head, relation=relation, space=space
    )


def sentences():
    return [
        [
            word("Zoom", "PROPN", 1, "nsubj"),
            word("crashed", "VERB", 1, "ROOT", space=False),
            word(",", "PUNCT", 1, "punct"),
            word("twice", "ADV", 1, "advmod", space=False),
            word("!", "PUNCT", 1, "punct"),
        ],
        [
            word("Well", "ADV", 2, "advmod", space=False),
            word("-", "PUNCT", 2, "punct", space=False),
            word("made", "ADJ", 2, "ROOT", space=False),
            word(".", "PUNCT", 2, "punct"),
        ],
    ]


def augmented(**chances):
    nlp = English()
    doc = to_doc(sentences(), nlp.vocab)
    augment = create_augmenter(**{"lower": 0.0, "unstopped": 0.0, "bare": 0.0, "seed": 1} | chances)
    return next(iter(augment(nlp, Example(nlp.make_doc(doc.text), doc)))).reference


def test_a_text_may_stay_as_it_is():
    assert augmented().text == "Zoom crashed, twice! Well-made. "


def test_closing_marks_are_left_out_and_sentences_kept_apart():
    doc = augmented(unstopped=1.0)
    assert doc.text == "Zoom crashed, twice Well-made "
    assert [sentence.text for sentence in doc.sents] == ["Zoom crashed, twice", "Well-made"]


def test_all_marks_but_those_inside_words_are_left_out():
    assert augmented(bare=1.0).text == "Zoom crashed twice Well-made "


def test_heads_still_point_at_the_same_words():
    doc = augmented(bare=1.0)
    assert [token.head.text for token in doc] == ["crashed", "crashed", "crashed", "made", "made", "made"]


def test_lower_case_reaches_names_and_their_lemmas():
    doc = augmented(lower=1.0)
    assert doc.text.islower()
    assert doc[0].lemma_ == "zoom"


def test_a_rough_text_has_neither_capitals_nor_closing_marks():
    doc = roughened(to_doc(sentences(), English().vocab))
    assert doc.text == "zoom crashed, twice well-made "


def test_the_same_seed_gives_the_same_variants():
    texts = [augmented(lower=0.5, unstopped=0.5, seed=7).text for _ in range(3)]
    assert len(set(texts)) == 1


def test_an_unknown_augmenter_is_named():
    with pytest.raises(UsageError, match="nobody"):
        check_known("nobody")
