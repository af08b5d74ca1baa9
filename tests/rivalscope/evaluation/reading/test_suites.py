"""The sets of others, read by the shipped reader."""

import os

import pytest

from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.aspect_sets import ACOS, acos_cases
from rivalscope.evaluation.reading.aspects import ASPECT_SUITES, aspects_and_polarity, measure
from rivalscope.evaluation.reading.cases import EXHAUSTIVE
from rivalscope.evaluation.reading.feedback import FEEDBACK
from rivalscope.evaluation.reading.object_pairs import COMPSENT
from rivalscope.evaluation.reading.treebank import TREEBANK
from rivalscope.evaluation.suite import evaluate, read_floors


@pytest.mark.shared
def test_a_tier_and_the_baseline_stand_in_one_table(shared):
    cases = acos_cases(shared / "data" / ACOS)[:40]
    measures = measure({"": cases}, aspects_and_polarity, tiers=(Tier.FAST,)).measures()
    assert {name.split(".")[0] for name in measures} <= {"fast", "VADER"}
    assert measures["fast.polarity, given"] > 0.6


@pytest.mark.shared
@pytest.mark.skipif(EXHAUSTIVE not in os.environ, reason="reads thousands of sentences: make check does")
@pytest.mark.parametrize(
    "suite", [*ASPECT_SUITES, COMPSENT, FEEDBACK, TREEBANK], ids=lambda suite: suite.name
)
def test_a_draw_is_read_as_well_as_the_floors_say(suite, shared, monkeypatch):
    monkeypatch.delenv(EXHAUSTIVE)
    (result,) = evaluate([suite], data=shared / "data", floors=read_floors())
    assert not result.fallen
