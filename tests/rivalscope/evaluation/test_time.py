import os

import numpy as np
import pytest

from rivalscope.analysis.alarms import MEASURED, SERIES
from rivalscope.analysis.movement import Shape
from rivalscope.evaluation.made_series import waves
from rivalscope.evaluation.time import measure


@pytest.fixture(scope="module")
def small():
    return measure(series=SERIES if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else 200, seed=20261123)


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("kind", ["even", "waves", "alone"])
def test_the_false_alarms_that_reports_print_are_those_measured(small, shape, kind):
    quiet, n = small.parts[f"{shape.value}, {kind}.quiet"]
    printed = getattr(MEASURED[shape], kind)
    # Series of a market stand and fall together, so the error is that of a third as many.
    error = 3 * np.sqrt(max(printed, 0.01) / (n / 3)) + 1e-9
    assert 1 - quiet / n == pytest.approx(printed, abs=error if n < SERIES else 0.0005)


def test_changes_that_were_put_in_are_found_and_few_others(small):
    assert small.measures["spike.found"] > 0.5
    assert small.measures["change of level.found"] > 0.6
    assert small.measures["change of level.true"] > 0.8


def test_waves_have_the_correlation_they_are_given():
    values = waves(np.random.default_rng(1), (400, 50), phi=0.5, size=0.3)
    assert values.std() == pytest.approx(0.3, abs=0.02)
    assert np.corrcoef(values[:, :-1].ravel(), values[:, 1:].ravel())[0, 1] == pytest.approx(0.5, abs=0.04)
