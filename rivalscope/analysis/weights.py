"""Importance on one scale of 0 to 10, and the weights that people set in its place."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from rivalscope.analysis.opportunity import DRAWS, Importance

TOP = 10.0
"""The upper end of the scale, of weights and of Ulwick's importance alike."""


def mid_rank_scale(values: Mapping[str, float]) -> dict[str, float]:
    """Return each value's rank on the scale: 10 × (mid-rank − ½) / n, the largest value highest, equals alike."""
    ordered = np.sort(np.array(list(values.values()), dtype=np.float64))
    below = np.searchsorted(ordered, list(values.values()), side="left")
    upto = np.searchsorted(ordered, list(values.values()), side="right")
    return {
        name: float(TOP * (first + last) / 2 / len(ordered))
        for name, first, last in zip(values, below, upto, strict=True)
    }


def weighted(scale: Importance, weights: Mapping[str, float]) -> Importance:
    """Return importances with those of weighted features replaced by their weights, 0 to 10, without an interval.

    People's own word on what matters takes the place of what is derived from talk, in which what never fails weighs
    nothing (Bacon, International Journal of Market Research 45 (2003) 55). A feature that nobody speaks of is added.
    """
    if not weights:
        return scale
    added = [name for name in sorted(weights) if name not in scale.features]
    features = dict(scale.features) | {name: len(scale.features) + place for place, name in enumerate(added)}
    values = np.concatenate([scale.values, np.zeros(len(added))])
    draws = np.hstack([scale.draws, np.zeros((DRAWS, len(added)))])
    for name, weight in weights.items():
        values[features[name]] = weight
        draws[:, features[name]] = weight
    shares = dict(scale.shares) | dict.fromkeys(added, 0.0)
    return dataclasses.replace(scale, features=features, shares=shares, values=values, draws=draws)
