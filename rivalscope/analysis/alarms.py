"""False alarms: how often each test of time speaks on series in which nothing changes, as measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from rivalscope.analysis.movement import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Shares of series without any change on which a test speaks, with the discovery rate applied as in a report."""

    even: float
    """Voices come independently (Poisson)."""
    waves: float
    """What customers say comes in waves: rates move by a quarter, with a correlation of 0.5 from week to week."""
    alone: float
    """Voices come independently and the series is the only one tested, so that no discovery rate applies."""


SERIES = 1000
"""Series of each kind that the figures were measured on."""
SEED = 20261123
"""Of the random numbers; `rivalscope eval time` measures the figures anew."""
MEASURED: Mapping[Shape, Alarm] = {
    Shape.SPIKE: Alarm(even=0.0, waves=0.033, alone=0.044),
    Shape.TREND: Alarm(even=0.001, waves=0.001, alone=0.015),
    Shape.STEP: Alarm(even=0.0, waves=0.06, alone=0.005),
}
