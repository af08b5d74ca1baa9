"""The order of products on one feature, with the chances that each is the best and that the order is right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rivalscope.analysis.common_mix import Cell, Strata


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


def orders(strata: Strata, *, ours: str) -> dict[Cell, Place]:
    """Return (product, feature) → its place, for features that two products or more are judged on, on one platform.

    The platform on which most products have enough opinions decides who takes part, ours among them where it can be;
    all platforms on which those have enough count, each as much as all their opinions there. Places go by the mean of
    the posterior.
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
            found |= _order(strata, feature, taking, common)
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
    strata: Strata, feature: str, products: Sequence[str], platforms: Sequence[str]
) -> dict[Cell, Place]:
    sizes = np.array(
        [[sum(strata.counts((product, feature), place)) for place in platforms] for product in products]
    )
    weights = [float(weight) for weight in sizes.sum(axis=0) / sizes.sum()]
    known = [strata.draws((product, feature), platforms, weights) for product in products]
    draws = np.stack([one for _, one in known])
    order = sorted(range(len(products)), key=lambda index: (-known[index][0], products[index]))
    first = np.bincount(draws.argmax(axis=0), minlength=len(products)) / draws.shape[1]
    held = float((np.diff(draws[order], axis=0) <= 0).all(axis=0).mean())
    return {
        (products[index], feature): Place(
            place=place,
            best=float(first[index]),
            order=held,
            compared=int(sizes[index].sum()),
            platforms=tuple(platforms),
        )
        for place, index in enumerate(order, 1)
    }
