"""The readers of others' files, on files of our own making in their form."""

import json

import pytest

from nlp.corpus.reading import Span
from rivalscope.domain.reading import Comparison, Relation
from rivalscope.evaluation.reading.aspect_sets import acos_cases, aware_cases, xml_cases
from rivalscope.evaluation.reading.aspects import ASPECT_SUITES, polarity_alone, recorded
from rivalscope.evaluation.reading.cases import Answer, Case
from rivalscope.evaluation.reading.feedback import FEEDBACK, feedback_figures, read_maalej, read_scalabrino
from rivalscope.evaluation.reading.object_pairs import COMPSENT, judged, pair_figures, read_pairs
from rivalscope.evaluation.reading.treebank import TREEBANK
from rivalscope.evaluation.suite import evaluate


def test_semeval_gives_places_and_calls_conflict_mixed(tmp_path):
    file = tmp_path / "made.xml"
    file.write_text(
        '<sentences><sentence><text>Fan and keys</text><aspectTerms><aspectTerm from="8" to="12" polarity="conflict"/>'
        '<aspectTerm from="0" to="3" polarity="positive"/></aspectTerms></sentence></sentences>',
        encoding="utf-8",
    )
    (case,) = xml_cases(file)
    assert case.spans == (
        Span(start=0, end=3, polarity="positive"),
        Span(start=8, end=12, polarity="mixed"),
    )


def test_acos_gives_words_that_are_looked_for_in_the_sentence(tmp_path):
    labels = [
        {"aspect": "fan", "polarity": "negative"},
        {"aspect": "NULL", "polarity": "positive"},
        {"aspect": "keys", "polarity": "positive"},
        {"aspect": "keys", "polarity": "negative"},
    ]
    file = tmp_path / "made.jsonl"
    file.write_text(json.dumps({"text": "a fancy case , a fan and keys", "labels": labels}) + "\n")
    (case,) = acos_cases(file)
    assert [(case.text[s.start : s.end], s.polarity) for s in case.spans] == [
        ("fan", "negative"),
        ("keys", "mixed"),
    ]
    assert case.spans[0].start == 17


def test_aware_counts_from_one_and_cuts_words(tmp_path):
    file = tmp_path / "made.csv"
    file.write_text(
        "sentence,term,from,to,sentiment\nThe fonts are tiny,font,5,9,negative\nThe fonts,icon,5,9,positive\nx,,N/A,N/A,positive\n",
        encoding="utf-8-sig",
    )
    (case,) = aware_cases(file)
    assert case.spans == (Span(start=4, end=9, polarity="negative"),)


def test_polar_is_the_share_of_right_ones_among_the_decided():
    spans = tuple(Span(start=n, end=n + 1, polarity="negative") for n in range(3))
    pair = (Case(text="abc", spans=spans), Answer(on_gold=("negative", "neutral", "positive")))
    assert polarity_alone([pair]).parts["polarity, given, polar"] == (1, 2)


def test_recorded_figures_are_printed_beside_their_suite_alone(tmp_path):
    file = tmp_path / "recorded.json"
    file.write_text(json.dumps([{"set": "semeval", "what": "benchmark, laptops", "figures": {"joint": 0.5}}]))
    assert recorded("semeval", file) == ["recorded: benchmark, laptops: joint 0.5000"]
    assert recorded("mams", file) == []


@pytest.fixture
def pair(tmp_path):
    file = tmp_path / "made.csv"
    file.write_text(
        "object_a,object_b,sentence,most_frequent_label\nRuby,Perl,Ruby is faster than Perl,BETTER\n",
        encoding="utf-8",
    )
    (case,) = read_pairs(file)
    return case


@pytest.mark.parametrize(
    ("winner", "loser", "label"),
    [("ruby", "Perl", "BETTER"), ("Perl", "Ruby", "WORSE"), ("Ruby", None, "NONE"), ("Ruby", "C", "NONE")],
)
def test_a_comparison_says_of_two_things_which_is_better(pair, winner, loser, label):
    one = Comparison(winner=winner, loser=loser, aspect=None, relation=Relation.BETTER)
    assert judged(pair, Answer(comparisons=(one,))) == label


def test_directions_are_held_against_all_that_is_labelled_and_all_that_is_said():
    parts = pair_figures(
        [("BETTER", "BETTER"), ("BETTER", "WORSE"), ("WORSE", "NONE"), ("NONE", "BETTER")]
    ).parts
    assert parts["direction F1"] == (2, 6)
    assert parts["direction of those found"] == (1, 2)


def test_maalej_has_commas_too_many_and_texts_twice(tmp_path):
    entry = {"title": "Sync", "comment": "it broke"}
    for name in ("Bug", "Feature", "Rating"):
        (tmp_path / f"{name}.json").write_text(f"[{json.dumps(entry)},]")
    (case,) = read_maalej(tmp_path)
    assert (case.text, case.label) == ("Sync\nit broke", "problem")


def test_scalabrino_keeps_classes_that_have_a_name_here(tmp_path):
    file = tmp_path / "made.csv"
    file.write_text("review,category\nadd tags,FEATURE\nslow,PERFORMANCE\nfun,OTHER\n")
    cases = read_scalabrino(file)
    assert [case.label for case in cases] == ["request", "other"]
    sure = Answer(sureness={"problem": 0.6, "request": 0.7})
    figures = feedback_figures([(case, sure) for case in cases])
    assert figures.parts["class"] == (1, 2)
    assert figures.parts["named, request F1"] == (2, 3)


@pytest.mark.parametrize(
    "suite", [*ASPECT_SUITES, COMPSENT, FEEDBACK, TREEBANK], ids=lambda suite: suite.name
)
def test_a_suite_whose_set_is_not_there_is_skipped_with_the_reason(suite, tmp_path):
    (result,) = evaluate([suite], data=tmp_path, floors={})
    assert "is not there" in result.skipped
