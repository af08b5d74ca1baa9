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
"""Statuses under which a customer can use the feature today."""


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

    A cell no page speaks of is `unknown`, and never `absent`: silence is not a no.
    """
    by_feature: defaultdict[str, defaultdict[str, list[ClaimFact]]] = defaultdict(lambda: defaultdict(list))
    for claim in standing(claims, as_of=as_of):
        by_feature[claim.feature][claim.product].append(claim)
    return tuple(
        _cell(product.slug, feature, by_feature[feature].get(product.slug, []))
        for feature in sorted(by_feature)
        for product in products
    )


def _cell(product: str, feature: str, claims: Sequence[ClaimFact]) -> FeatureCell:
    if not claims:
        return FeatureCell(product=product, feature=feature, status=ClaimStatus.UNKNOWN)
    status = merge(claim.status for claim in claims)
    ordered = sorted(claims, key=lambda claim: claim.id)
    deciding = [claim for claim in ordered if claim.status is status]
    others = [claim for claim in ordered if claim.status is not status]
    values = dict.fromkeys(claim.value for claim in deciding if claim.value)
    return FeatureCell(
        product=product,
        feature=feature,
        status=status,
        plans=tuple(dict.fromkeys(c.plan for c in ordered if c.plan is not None and c.status in HAVE)),
        value=" / ".join(values) or None,
        evidence=tuple(dict.fromkeys(claim.evidence for claim in (*deciding, *others))),
        last_seen=max(claim.last_seen for claim in claims),
    )
