import numpy as np
import pytest

from nlp.roles import softmax
from nlp.training.role_fit import fit, minimise


def test_the_lowest_point_of_a_valley_is_found():
    middle = np.array([3.0, -2.0, 0.5])
    scale = np.array([1.0, 100.0, 0.01])
    found = minimise(
        lambda place: (float((scale * (place - middle) ** 2).sum()), 2 * scale * (place - middle)),
        np.zeros(3),
        steps=200,
    )
    assert found[:2] == pytest.approx(middle[:2], abs=1e-3)


def test_outcomes_that_features_tell_apart_are_learnt():
    rng = np.random.default_rng(1)
    outcomes = rng.integers(0, 3, 300)
    rows = np.eye(3, dtype=np.float32)[outcomes] + rng.normal(0, 0.2, (300, 3)).astype(np.float32)
    table = fit(rows, outcomes, classes=3, penalty=1.0)
    assert (softmax(rows @ table).argmax(axis=1) == outcomes).mean() > 0.97


def test_a_greater_penalty_makes_smaller_weights():
    rows = np.array([[1.0], [-1.0]], dtype=np.float32)
    outcomes = np.array([0, 1])
    small, large = (fit(rows, outcomes, classes=2, penalty=penalty) for penalty in (10.0, 0.1))
    assert np.abs(small).max() < np.abs(large).max()


def test_the_same_rows_give_the_same_weights():
    rng = np.random.default_rng(2)
    rows, outcomes = rng.normal(size=(50, 8)).astype(np.float32), rng.integers(0, 2, 50)
    first, second = (fit(rows, outcomes, classes=2, penalty=1.0) for _ in range(2))
    assert (first == second).all()
