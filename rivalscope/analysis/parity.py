"""The feature matrix: what each product's own pages say of each feature, merged over pages and plans."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from rivalscope.domain.fact import ClaimFact
from rivalscope.domain.finding import FeatureCell
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.parity import merge

HAVE = frozenset({ClaimStatus.OFFERED, ClaimStatus.LIMITED, ClaimStatus.BETA, ClaimStatus.ADD_ON})
"""Statuses under which a customer can use the feature today; `conflicting` is none of them, and no lack either."""


def has_pages(cells: Iterable[FeatureCell], products: Iterable[Product]) -> bool:
    """Whether pages of ours and of a rival name features: only then does it say something that none names one."""
    stating = {cell.product for cell in cells if cell.status is not ClaimStatus.UNKNOWN}
    return {product.ours for product in products if product.slug in stating} == {True, False}


def standing(claims: Iterable[ClaimFact], *, as_of: datetime) -> list[ClaimFact]:
    """Return the claims that stood on their pages at an instant."""
    return [
        claim
        for claim in claims
        if claim.first_seen <= as_of and (claim.ended is None or claim.ended > as_of)
    ]


def matrix(
    products: Sequence[Product], claims: Iterable[ClaimFact], *, as_of: datetime
) -> tuple[FeatureCell, ...]:
    """Return a cell for every product and every feature that any product's pages name, ordered by feature.

    A cell no page speaks of is `unknown`, and never `absent`: silence is not a no. Pages age up to the newest look at any
    page of the market, since coverage tells of days on which none was looked at.
    """
    by_feature: defaultdict[str, defaultdict[str, list[ClaimFact]]] = defaultdict(lambda: defaultdict(list))
    plans: defaultdict[str, set[str]] = defaultdict(set)
    stood = sorted(standing(claims, as_of=as_of), key=lambda claim: claim.id)
    newest = min(as_of, max((claim.last_seen for claim in stood), default=as_of))
    for claim in stood:
        by_feature[claim.feature][claim.product].append(claim)
        plans[claim.product].update(() if claim.plan is None else (claim.plan,))
    return tuple(
        merge(
            product.slug,
            feature,
            by_feature[feature].get(product.slug, []),
            as_of=newest,
            plans=len(plans[product.slug]),
        )
        for feature in sorted(by_feature)
        for product in products
    )
