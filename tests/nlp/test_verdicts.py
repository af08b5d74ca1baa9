import numpy as np

from nlp.products import Side
from nlp.roles import CONTESTS, MOVES, RoleWeights, Told
from nlp.verdicts import find_verdicts
from rivalscope.domain.reading import Comparison, Relation

WEIGHTS = RoleWeights(table=np.zeros((1, 11), dtype=np.float32), contest_threshold=0.5, move_threshold=0.5)


def told(name, *, start=0, contest=None, move=None):
    def chances(names, **given):
        row = np.array([given.get(one.replace(", ", "_"), 0.0) for one in names], dtype=np.float32)
        row[0] = 1.0 - row[1:].sum()
        return row

    return Told(
        side=Side(start=start, end=start + 1, name=name, known=True),
        contest=chances(CONTESTS, **(contest or {})),
        move=chances(MOVES, **(move or {})),
    )


def said(*parts, ruled=()):
    return [
        (one.relation, one.winner and one.winner.name, one.loser and one.loser.name)
        for one in find_verdicts(parts, WEIGHTS, ruled=ruled)
    ]


def test_one_that_wins_and_one_that_loses_are_set_against_each_other():
    parts = (told("Zoom", contest={"better": 0.7}), told("Webex", start=3, contest={"worse": 0.6}))
    assert said(*parts) == [(Relation.BETTER, "Zoom", "Webex")]


def test_two_that_win_do_so_against_the_product_under_review():
    parts = (told("Zoom", contest={"better": 0.7}), told("Webex", start=3, contest={"better": 0.6}))
    assert said(*parts) == [(Relation.BETTER, "Zoom", None), (Relation.BETTER, "Webex", None)]


def test_two_alike_are_one_comparison():
    parts = (told("Zoom", contest={"equal": 0.9}), told("Webex", start=3, contest={"equal": 0.9}))
    assert said(*parts) == [(Relation.EQUAL, "Zoom", "Webex")]


def test_what_is_below_the_threshold_is_not_told():
    assert said(told("Zoom", contest={"better": 0.3, "worse": 0.1})) == []


def test_the_threshold_is_of_saying_anything_and_the_likeliest_is_said():
    assert said(told("Zoom", contest={"better": 0.2, "worse": 0.35})) == [(Relation.BETTER, None, "Zoom")]


def test_rules_go_before_the_classifier():
    ruled = [Comparison(winner="Zoom", loser=None, aspect=None, relation=Relation.BETTER)]
    assert said(told("Zoom", contest={"worse": 0.9}), ruled=ruled) == []


def test_a_product_is_judged_where_it_is_first_met():
    parts = (told("Zoom", contest={"better": 0.9}), told("Zoom", start=5, contest={"worse": 0.9}))
    assert said(*parts) == [(Relation.BETTER, "Zoom", None)]


def test_one_left_and_one_gone_to_are_one_move():
    parts = (told("Zoom", move={"from_switch": 0.8}), told("Webex", start=3, move={"to_switch": 0.9}))
    assert said(*parts) == [(Relation.SWITCH, "Webex", "Zoom")]


def test_thoughts_and_threats_together_outweigh_a_move_that_was_made():
    move = {"to_switch": 0.4, "to_threatened": 0.35, "to_considering": 0.2}
    assert said(told("Zoom", move=move)) == [(Relation.THREATENED, "Zoom", None)]
