"""The order of products on one feature, with the chances that each is the best and that the order is right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.common_mix import Cell, Strata
from rivalscope.analysis.lean import Leaning
from rivalscope.analysis.true_shares import posteriors


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One product's place."""

    place: int
    """1 is the best liked."""
    best: float
    """Chance that it is, 0 to 1."""
    order: float
    """Chance that the whole order is right, 0 to 1."""
    compared: int
    """Its reviewers with a polar opinion on the platforms of the comparison."""
    platforms: tuple[str, ...]


def orders(strata: Strata, leaning: Leaning, *, ours: str) -> dict[Cell, Place]:
    """Return (product, feature) → its place, for features that two products or more are judged on, on one platform.

    The platform on which most products have enough opinions decides who takes part, ours among them where it can be;
    all platforms on which those have enough count. Places go by the mean of the posterior.
    """
    by_feature: defaultdict[str, list[str]] = defaultdict(list)
    for product, feature in sorted(strata.opinions):
        by_feature[feature].append(product)
    found: dict[Cell, Place] = {}
    for feature, products in by_feature.items():
        where = {product: strata.platforms((product, feature)) for product in products}
        taking = _taking_part(where, ours=ours)
        if len(taking) >= 2:
            common = sorted(frozenset.intersection(*(where[product] for product in taking)))
            found |= _order(strata, leaning, feature, taking, common)
    return found


def _taking_part(where: Mapping[str, Iterable[str]], *, ours: str) -> list[str]:
    there: defaultdict[str, list[str]] = defaultdict(list)
    for product, platforms in where.items():
        for platform in platforms:
            there[platform].append(product)
    return max(
        (there[platform] for platform in sorted(there)),
        key=lambda products: (len(products) >= 2 and ours in products, len(products)),
        default=[],
    )


def _order(
    strata: Strata, leaning: Leaning, feature: str, products: Sequence[str], platforms: Sequence[str]
) -> dict[Cell, Place]:
    """Return the places of products on a feature.

    Whoever looks best of several also had luck. So shares are drawn towards the mean of the feature, by as much as the
    products themselves tell that they are alike (a posterior of a group of exchangeable products needs no correction
    for having looked at all: Gelman, Hill & Yajima, J. Res. Educ. Eff. 5 (2012) 189).
    """
    tallies = {
        product: {
            part: n for part, n in strata.opinions[product, feature].parts.items() if part[0] in platforms
        }
        for product in products
    }
    known = posteriors(tallies, leaning, purpose=f"order of {feature}")
    order = sorted(products, key=lambda product: (-known[product].mean, product))
    draws = np.stack([known[product].draws for product in order])
    first = np.bincount(draws.argmax(axis=0), minlength=len(order)) / draws.shape[1]
    held = float((np.diff(draws, axis=0) <= 0).all(axis=0).mean())
    return {
        (product, feature): Place(
            place=place,
            best=float(first[place - 1]),
            order=held,
            compared=sum(map(sum, tallies[product].values())),
            platforms=tuple(platforms),
        )
        for place, product in enumerate(order, 1)
    }
