import pytest

from nlp.corpus.reading import Compared, Switched
from rivalscope.domain.reading import Comparison, Relation
from rivalscope.evaluation.reading.cases import Answer, Case
from rivalscope.evaluation.reading.relations import comparison_figures, switch_figures


def said(relation, winner, loser, aspect=None):
    return Comparison(winner=winner, loser=loser, aspect=aspect, relation=Relation(relation))


def compared(truth, answer):
    case = Case(text="", product="Inkpath", comparisons=truth)
    return comparison_figures([(case, Answer(comparisons=answer))]).parts


def switched(truth, answer):
    case = Case(text="", product="Inkpath", switches=truth)
    return switch_figures([(case, Answer(comparisons=answer))]).parts


BETTER = Compared(winner="this", loser="Deezer", aspect="the catalogue", equal=False)


@pytest.mark.parametrize(
    ("answer", "hits"),
    [
        (said("better", None, "Deezer"), 1),
        (said("better", "Inkpath", "deezer"), 1),
        (said("better", "Deezer", None), 0),
        (said("equal", None, "Deezer"), 0),
        (said("better", "Spotify", "Deezer"), 0),
    ],
)
def test_a_comparison_is_right_when_sides_and_direction_are(answer, hits):
    assert compared((BETTER,), (answer,))["comparisons, direction F1"] == (2 * hits, 2)


def test_what_is_alike_is_so_in_either_order():
    alike = Compared(winner="Wardlet", loser="Deezer", aspect=None, equal=True)
    assert compared((alike,), (said("equal", "Deezer", "Wardlet"),))["comparisons, recall"] == (1, 1)


def test_a_comparison_of_nothing_named_cannot_be_said_and_is_left_out():
    unnamed = Compared(winner="this", loser="?", aspect=None, equal=False)
    assert compared((unnamed,), ())["comparisons, recall"] == (0, 0)


def test_a_comparison_that_nobody_labelled_costs_precision():
    assert compared((), (said("better", "A", "B"),))["comparisons, precision"] == (0, 1)


def test_aspects_are_counted_where_the_comparison_is_right_and_one_is_labelled():
    assert compared((BETTER,), (said("better", None, "Deezer", "catalogue"),))[
        "comparisons, aspects found"
    ] == (1, 1)


LEFT = Switched(origin="this", target="YouTube Music", way="threatened", reason="ads")


@pytest.mark.parametrize(
    ("answer", "hits"),
    [
        (said("considering", "YouTube", None, "ads"), 1),
        (said("switch", "YouTube", None), 0),
        (said("considering", None, "YouTube"), 0),
    ],
)
def test_a_switch_is_right_when_sides_and_what_came_of_it_are(answer, hits):
    assert switched((LEFT,), (answer,))["switches, precision"] == (hits, 1)


def test_reasons_count_on_switches_that_are_right():
    parts = switched((LEFT,), (said("considering", "YouTube", None, "the ads"),))
    assert (parts["reasons, precision"], parts["reasons, recall"]) == ((1, 1), (1, 1))
    assert switched((LEFT,), (said("considering", "YouTube", None),))["reasons, recall"] == (0, 1)


def test_how_far_a_move_has_come_is_counted_apart():
    assert switched((LEFT,), (said("threatened", "YouTube Music", None),))["switches, way"] == (1, 1)
    assert switched((LEFT,), (said("considering", "YouTube Music", None),))["switches, way"] == (0, 1)


def test_the_reviewed_product_against_nothing_named_is_left_out_as_reports_do():
    assert compared((), (said("better", "Inkpath", None),))["comparisons, precision"] == (0, 0)
