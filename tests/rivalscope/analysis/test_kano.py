"""Classes by penalty and reward, and when there is none."""

import numpy as np
import pytest

from rivalscope.analysis.kano import KanoClass, asymmetry, verdict


def told(reward, penalty, *, praise=90, blame=60, spread=0.0):
    noise = np.linspace(-spread, spread, 101)
    return verdict(
        praise=praise,
        blame=blame,
        reward=np.append(reward, reward + noise),
        penalty=np.append(penalty, penalty - noise),
    )


def test_asymmetry_is_what_praise_adds_less_what_blame_costs_of_both():
    assert asymmetry(np.array([0.6]), np.array([0.2])) == pytest.approx([0.5])
    assert asymmetry(np.array([0.0, 0.4]), np.array([0.7, 0.0])) == pytest.approx([-1, 1])


def test_an_effect_of_the_wrong_sign_counts_as_nil():
    assert asymmetry(np.array([-0.2, -0.1]), np.array([0.5, -0.1])) == pytest.approx([-1, 0])


@pytest.mark.parametrize(
    ("reward", "penalty", "kind"),
    [
        (0.1, 0.8, KanoClass.BASIC),
        (0.5, 0.4, KanoClass.PERFORMANCE),
        (0.8, 0.1, KanoClass.EXCITEMENT),
        (0.09, 0.1, KanoClass.INDIFFERENT),
        (0.3, 0.61, KanoClass.BASIC),
        (0.3, 0.59, KanoClass.PERFORMANCE),
    ],
)
def test_the_class_follows_from_reward_and_penalty(reward, penalty, kind):
    found = told(reward, penalty)
    assert (found.kano, found.chance, found.why) == (kind, 1.0, "")


def test_too_few_opinions_give_no_class_and_say_how_many_are_missing():
    found = told(0.1, 0.8, praise=60, blame=59)
    assert found.kano is KanoClass.UNCLASSIFIED
    assert found.why == "needs 120 opinions in rated reviews, has 119"


def test_one_side_alone_gives_no_class():
    assert told(0.1, 0.8, praise=300, blame=9).why == "needs 10 reviews that blame it, has 9"
    assert told(0.1, 0.8, praise=4, blame=300).why == "needs 10 reviews that praise it, has 4"


def test_resamples_that_disagree_give_no_class_and_say_how():
    found = told(0.3, 0.6, spread=0.15)
    assert found.kano is KanoClass.UNCLASSIFIED
    assert "basic" in found.why
    assert "performance" in found.why
