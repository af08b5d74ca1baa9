"""The corpus: its form is checked, and every label points to words that stand there."""

from collections import Counter

import pytest

from nlp.corpus.reading import FOLDER, POLARITIES, Compared, Span, Switched, read_corpus, read_sentence
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


@pytest.mark.parametrize("folder", [FOLDER, FOLDER / "ewt"], ids=["own", "ewt"])
def test_an_opinion_on_an_aspect_is_an_intent_of_its_sentence(folder):
    for review in read_corpus(folder):
        for sentence in review.sentences:
            opinions = {span.polarity for span in sentence.spans}
            assert "praise" in sentence.intents or not opinions & {"positive", "mixed"}, sentence.text
            assert "problem" in sentence.intents or not opinions & {"negative", "mixed"}, sentence.text


def test_a_product_is_in_one_split_alone():
    splits = {}
    for review in read_corpus():
        assert splits.setdefault(review.product, review.split) == review.split
    assert set(splits.values()) == {"train", "dev", "test"}


def test_sentences_of_the_treebank_can_be_found_there():
    heads = [
        line.split()
        for file in sorted((FOLDER / "ewt").glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("==")
    ]
    reviews = read_corpus(FOLDER / "ewt")
    ids = [dict(word.split("=", 1) for word in head[1:]) for head in heads]
    lengths = []
    for one in ids:
        assert one["id"].startswith("reviews-")
        first, last = one["sentences"].split("-")
        lengths.append(int(last) - int(first) + 1)
    # read_corpus sorts files by name as above, so heads and reviews stand in the same order.
    assert lengths == [len(review.sentences) for review in reviews]


def test_the_datasheet_counts_what_is_there():
    sentences = [sentence for review in read_corpus() for sentence in review.sentences]
    opinions = Counter(span.polarity for sentence in sentences for span in sentence.spans)
    intents = Counter(intent for sentence in sentences for intent in sentence.intents)
    comparisons = sum(len(sentence.comparisons) for sentence in sentences)
    switches = sum(len(sentence.switches) for sentence in sentences)
    datasheet = (FOLDER / "DATASHEET.md").read_text(encoding="utf-8")
    for words in [
        f"{len(sentences):,} sentences",
        f"{opinions.total():,}: " + ", ".join(f"{opinions[name]:,} {name}" for name in POLARITIES.values()),
        *(f"{count:,} {name}" for name, count in intents.items()),
        f"{comparisons} comparisons, {switches} switches",
    ]:
        assert words in datasheet
