"""Several outcomes from many features: logistic regression with a quadratic penalty, by L-BFGS; numpy alone."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nlp.roles import softmax

Numbers = NDArray[np.float64]
Rows = NDArray[np.float32]

FLAT = 1e-2
"""Slope at which a place counts as the lowest."""
KEPT = 10
"""Steps of which the curvature is remembered (Nocedal & Wright 2006, algorithm 7.4)."""
LEAST = 1e-4
"""Share of the promised descent that a step must bring (their equation 3.4)."""


def fit(rows: Rows, outcomes: NDArray[np.int64], *, classes: int, penalty: float, steps: int = 120) -> Rows:
    """Return weights [features, classes] that make the outcomes likeliest; the same every time."""
    table = minimise(
        lambda flat: _loss(rows, outcomes, flat.reshape(-1, classes), penalty),
        np.zeros(rows.shape[1] * classes),
        steps=steps,
    )
    return np.asarray(table.reshape(-1, classes), dtype=np.float32)


def _loss(rows: Rows, outcomes: NDArray[np.int64], table: Numbers, penalty: float) -> tuple[float, Numbers]:
    """Return the penalised negative log-likelihood and its gradient."""
    chances = softmax(rows @ table.astype(np.float32)).astype(np.float64)
    places = np.arange(len(outcomes))
    loss = -float(np.log(chances[places, outcomes] + 1e-12).sum())
    chances[places, outcomes] -= 1.0
    slope = (rows.T @ chances.astype(np.float32)).astype(np.float64) + penalty * table
    return loss + penalty / 2 * float((table * table).sum()), slope.ravel()


def minimise(objective: Callable[[Numbers], tuple[float, Numbers]], start: Numbers, *, steps: int) -> Numbers:
    """Return where an objective, which gives value and gradient, is least, or what so many steps lead to."""
    place = start
    value, slope = objective(place)
    moves: list[tuple[Numbers, Numbers]] = []
    for _ in range(steps):
        if float(np.abs(slope).max()) < FLAT:
            break
        way = -_curved(slope, moves)
        promised = float(slope @ way)
        length = 1.0 if moves else 1.0 / max(1.0, float(np.abs(slope).sum()))
        for _ in range(20):
            after, after_slope = objective(place + length * way)
            if after <= value + LEAST * length * promised:
                break
            length /= 2
        else:
            return place
        moves = [*moves, (length * way, after_slope - slope)][-KEPT:]
        place, value, slope = place + length * way, after, after_slope
    return place


def _curved(slope: Numbers, moves: list[tuple[Numbers, Numbers]]) -> Numbers:
    """Return the slope bent by the curvature of the last moves."""
    bent = slope.copy()
    shares = []
    for moved, turned in reversed(moves):
        share = float(moved @ bent) / float(moved @ turned)
        shares.append(share)
        bent -= share * turned
    if moves:
        moved, turned = moves[-1]
        bent *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(moves, reversed(shares), strict=True):
        bent += (share - float(turned @ bent) / float(moved @ turned)) * moved
    return bent
