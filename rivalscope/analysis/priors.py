"""The beta priors of positive shares: how features of a product usually fare, fitted by moments."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

FIT_FROM = 5
"""Opinions from which a feature takes part in fitting the prior, and features from which a product has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """The beta prior of positive shares: how features of a product usually fare."""

    mean: float
    """0 to 1."""
    strength: float
    """Opinions that the prior counts for, 1 to 200."""


JEFFREYS = Prior(mean=0.5, strength=1.0)
"""Beta(½, ½): the prior where too little is known to fit one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The share seen of one feature."""

    share: float
    """Corrected for errors of reading where these are known, and then not bound to 0 to 1."""
    n: int
    """Opinions."""
    variance: float
    """Sampling variance of the share."""


def sample(positive: int, n: int) -> Sample:
    """Return the share of a feature as it was read; n is positive."""
    share = positive / n
    return Sample(share=share, n=n, variance=share * (1 - share) / n)


def fit_prior(counts: Sequence[tuple[int, int]]) -> Prior:
    """Fit the prior to (positive, n) of features; see `fit`."""
    return fit([sample(positive, n) for positive, n in counts if n])


def fit(samples: Sequence[Sample]) -> Prior:
    """Fit the prior to features by moments: mean m, variance v, strength clip(m(1 − m)/v − 1, 1, 200).

    v is the variance of the shares less their mean sampling variance, as for the empirical-Bayes beta-binomial model
    (Casella, American Statistician 39 (1985) 83; Robinson, Introduction to Empirical Bayes, chapter 3). Features with
    fewer than `FIT_FROM` opinions are left out; without two of the others the prior is Jeffreys'.
    """
    usable = [one for one in samples if one.n >= FIT_FROM]
    if len(usable) < 2:
        return JEFFREYS
    shares = np.array([one.share for one in usable])
    mean = float(np.clip(shares.mean(), 0.01, 0.99))
    variance = float(shares.var(ddof=1) - np.mean([one.variance for one in usable]))
    strength = 200.0 if variance <= 0 else float(np.clip(mean * (1 - mean) / variance - 1, 1, 200))
    return Prior(mean=mean, strength=strength)


def fit_all(samples: Mapping[tuple[str, str], Sample]) -> dict[str | None, Prior]:
    """Fit a prior for each product with enough features, and under None one for all; keys are (product, feature)."""
    by_product: defaultdict[str, list[Sample]] = defaultdict(list)
    for (product, _), one in samples.items():
        by_product[product].append(one)
    fitted: dict[str | None, Prior] = {None: fit(list(samples.values()))}
    for product, own in by_product.items():
        if sum(one.n >= FIT_FROM for one in own) >= FIT_FROM:
            fitted[product] = fit(own)
    return fitted
