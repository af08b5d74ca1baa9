"""The corpus: its form is checked, and every label points to words that stand there."""

import pytest

from nlp.corpus.reading import Compared, Span, Switched, read_corpus, read_sentence
from rivalscope.errors import UsageError


def test_marks_are_spans_of_the_words_without_them():
    sentence = read_sentence("love the {dark mode|+} but {sync|-} fails ||| praise, problem")
    assert sentence.text == "love the dark mode but sync fails"
    assert sentence.spans == (
        Span(start=9, end=18, polarity="positive"),
        Span(start=23, end=27, polarity="negative"),
    )
    assert sentence.intents == {"praise", "problem"}


def test_relations_name_their_products_and_reasons():
    sentence = read_sentence(
        "Left Evernote for Notewell, better search ||| information; sw=Evernote->Notewell:done@search; cmp=Notewell>Evernote@search"
    )
    assert sentence.switches == (Switched(origin="Evernote", target="Notewell", way="done", reason="search"),)
    assert sentence.comparisons == (
        Compared(winner="Notewell", loser="Evernote", aspect="search", equal=False),
    )


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("the {search is fine ||| praise", "brace"),
        ("the {sear|+}ch ||| praise", "word"),
        ("fine ||| nice", "unknown intent"),
        ("fine ||| praise, information", "alone"),
        ("fine ||| praise; cmp=Other>this", "Other"),
        ("fine ||| praise; sw=this->?:perhaps", "considered"),
    ],
)
def test_what_is_wrong_with_a_line_is_named(line, word):
    with pytest.raises(ValueError, match=word):
        read_sentence(line)


def test_a_wrong_line_is_named_with_its_file(tmp_path):
    file = tmp_path / "made.txt"
    file.write_text("product: Made\nsplit: train\n\n== stars=1 source=app style=rant\nbad {x ||| problem\n")
    with pytest.raises(UsageError, match=r"made\.txt, line 5"):
        read_corpus(tmp_path)
