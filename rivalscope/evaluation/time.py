"""Suite `time`: how often the tests of time speak where nothing changes, and how often they find what does."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rivalscope.analysis.alarms import SEED, SERIES
from rivalscope.analysis.figures import figures
from rivalscope.analysis.movement import Shape
from rivalscope.analysis.movements import Looked, look
from rivalscope.analysis.series import Series
from rivalscope.evaluation.made_series import WAVE, Changed, made_series
from rivalscope.evaluation.suite import Report, Suite

PRODUCTS, FEATURES = 5, 20
"""Of each market that is made: a hundred series."""
CORRELATED = 0.5
"""Correlation from week to week of the waves."""
CHANGES = (
    Changed(shape=Shape.SPIKE, features=2, size=2.5),
    Changed(shape=Shape.TREND, features=2, size=0.25),
    Changed(shape=Shape.STEP, features=2, size=0.2),
)
"""What is put into a tenth of the series of a market, a market each: spikes of 10 voices a week and of 30."""


def measure(*, series: int = SERIES, seed: int = SEED) -> Report:
    """Measure on `series` series of each kind: those of markets of a hundred, and each alone."""
    random = np.random.default_rng(seed)
    parts: dict[str, tuple[int, int]] = {}
    kinds = (("even", 0.0, 0.0), ("waves", CORRELATED, WAVE))
    for kind, phi, wave in kinds:
        parts |= _quiet(_markets(random, series, PRODUCTS, FEATURES, phi=phi, wave=wave), kind)
    parts |= _quiet(_markets(random, series, 1, 1, phi=0.0, wave=0.0), "alone")
    for changed in CHANGES:
        parts |= _found(random, changed, markets=max(1, series // (PRODUCTS * FEATURES)))
    return Report(
        n=series * (len(kinds) + 1 + len(CHANGES)),
        measures={name: hits / of if of else 1.0 for name, (hits, of) in parts.items()},
        parts=parts,
    )


def _markets(
    random: np.random.Generator, series: int, products: int, features: int, *, phi: float, wave: float
) -> Iterator[tuple[Series, Series]]:
    for _ in range(max(1, series // (products * features))):
        yield made_series(random, products=products, features=features, phi=phi, wave=wave)


def _quiet(markets: Iterator[tuple[Series, Series]], kind: str) -> dict[str, tuple[int, int]]:
    """Count the series of which nothing is told, by shape."""
    quiet = dict.fromkeys(Shape, 0)
    n = 0
    for week, month in markets:
        n += week.mentions.shape[0] * week.mentions.shape[1]
        for looked in look(week, month):
            quiet[looked.shape] += len(_told(looked))
    return {f"{shape.value}, {kind}.quiet": (n - told, n) for shape, told in quiet.items()}


def _found(random: np.random.Generator, changed: Changed, *, markets: int) -> dict[str, tuple[int, int]]:
    """Count the changed series that are told, how many of those told have changed, and what intervals cover."""
    found, told, covered = 0, 0, 0
    first = FEATURES - changed.features
    for _ in range(markets):
        week, month = made_series(random, products=PRODUCTS, features=FEATURES, changed=changed)
        (looked,) = (one for one in look(week, month) if one.shape is changed.shape)
        cells = _told(looked)
        told += len(cells)
        found += sum(feature >= first for _, feature in cells)
        covered += sum(_covers(week, month, looked, cell) for cell in cells if cell[1] >= first)
    name = changed.shape.value
    parts = {
        f"{name}.found": (found, markets * PRODUCTS * changed.features),
        f"{name}.true": (found, told),
    }
    return parts | (
        {f"{name}.day within its interval": (covered, found)} if changed.shape is Shape.STEP else {}
    )


def _told(looked: Looked) -> set[tuple[int, int]]:
    return {(one.product, one.feature) for one in looked.found}


def _covers(week: Series, month: Series, looked: Looked, cell: tuple[int, int]) -> bool:
    """Tell whether the days within which a level is said to have changed hold the day it did."""
    if looked.shape is not Shape.STEP:
        return True
    (one, *_) = (one for one in looked.found if (one.product, one.feature) == cell)
    grain = week if one.days == week.days else month
    place = figures(grain, one, Shape.STEP).place
    day = week.day(week.bins - CHANGES[2].weeks)
    return place is not None and place[0] <= day <= place[1]


def _run(data: Path | None) -> Report:
    del data
    return measure()


TIME = Suite(
    name="time",
    about="spikes, trends and changes of level on made series, with none and with a known change",
    run=_run,
)
