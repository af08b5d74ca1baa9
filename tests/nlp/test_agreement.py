"""Double labelling: the draw is fixed and large enough, and agreement counts what two labellers share."""

from pathlib import Path

import pytest

from nlp.corpus.agreement import agreement, both, compare, differences, draw, kappa, plain
from nlp.corpus.reading import FOLDER, LabelledReview, read_corpus, read_file, read_sentence
from rivalscope.errors import UsageError


def review(*lines: str, product: str = "Made") -> LabelledReview:
    return LabelledReview(
        product=product,
        split="train",
        stars=None,
        source="app",
        style="casual",
        sentences=tuple(read_sentence(line) for line in lines),
    )


def test_the_draw_is_the_same_each_time_and_a_tenth_of_every_product():
    corpus = read_corpus()
    assert draw(corpus) == draw(corpus)
    for product in {one.product for one in corpus}:
        all_of_it = [one for one in corpus if one.product == product]
        drawn = sum(len(one.sentences) for one in draw(all_of_it))
        assert drawn >= 0.1 * sum(len(one.sentences) for one in all_of_it)
    assert {one.split for one in draw(corpus)} == {"train", "dev", "test"}


def test_what_is_printed_for_the_second_labeller_keeps_every_word_and_no_label(tmp_path: Path):
    labelled = review("love the {dark mode|+} ||| praise; cmp=this>?", "hm ||| question")
    text = plain([labelled])
    assert "{" not in text
    assert "praise" not in text
    (tmp_path / "made.txt").write_text(text, encoding="utf-8")
    (back,) = read_file(tmp_path / "made.txt")
    assert [one.text for one in back.sentences] == ["love the dark mode", "hm"]
    assert not any(one.spans or one.comparisons for one in back.sentences)


def test_a_labeller_agrees_with_themselves_in_everything():
    pairs = both(
        *[[review("the {sync|-} of X is worse than Y ||| problem; cmp=Y>X@sync", "ok ||| praise")]] * 2
    )
    figures = compare(pairs)
    assert figures["aspects, exact F1"] == figures["polarity, agreement"] == figures["comparisons, F1"] == 1
    assert figures["problem, kappa"] == 1
    assert not list(differences(pairs))


def test_borders_that_overlap_count_as_overlap_and_not_as_exact():
    pairs = both([review("my {dark theme|+} ||| praise")], [review("my dark {theme|-} ||| problem")])
    figures = compare(pairs)
    assert figures["aspects, exact F1"] == 0
    assert figures["aspects, overlap F1"] == 1
    assert figures["polarity, agreement"] == 0
    assert "1: dark theme positive; praise" in next(differences(pairs))


def test_relations_count_by_their_sides_and_alike_has_no_order():
    first = review("X and Y ||| information; cmp=X=Y; sw=X->Y:done", "X, Y ||| information; cmp=X>Y")
    second = review("X and Y ||| information; cmp=y=x; sw=X->Y:threatened", "X, Y ||| information; cmp=Y>X")
    figures = compare(both([first], [second]))
    assert figures["comparisons, F1"] == 0.5
    assert figures["switches, F1"] == 0


def test_kappa_takes_out_what_chance_would_give():
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "a")]) == 1
    assert kappa([]) == 0


def test_a_changed_text_is_named():
    with pytest.raises(UsageError, match=r"Made: the review that begins 'ok\.'"):
        both([review("ok ||| praise")], [review("ok. ||| praise")])


def test_the_second_labels_that_ship_are_of_the_reviews_drawn():
    twice = agreement(FOLDER / "second")
    assert len(twice) == sum(len(one.sentences) for one in draw(read_corpus()))
    assert compare(twice)["polarity, kappa"] > 0.7
