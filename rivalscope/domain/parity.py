"""Parity: several statements about one feature of one product made into one cell of the matrix."""

from collections.abc import Sequence

from rivalscope.domain.fact import ClaimFact
from rivalscope.domain.finding import FeatureCell
from rivalscope.domain.page import ClaimStatus

STRENGTH: tuple[ClaimStatus, ...] = (
    ClaimStatus.OFFERED,
    ClaimStatus.LIMITED,
    ClaimStatus.BETA,
    ClaimStatus.ADD_ON,
    ClaimStatus.PLANNED,
    ClaimStatus.WITHDRAWN,
    ClaimStatus.UNKNOWN,
    ClaimStatus.ABSENT,
)
"""Best statement first. `absent` comes last, so that a product lacks a feature only if every statement says so."""

WEAKEST_INCLUDED = ClaimStatus.BETA
"""Weakest status of a plan that includes a feature."""

WEAKEST_PLANNED = ClaimStatus.PLANNED
"""Weakest status for which plans are listed at all."""


def strength(status: ClaimStatus) -> int:
    """Return the place of a status in STRENGTH: 0 is the best."""
    return STRENGTH.index(status)


def merge(product: str, feature: str, claims: Sequence[ClaimFact]) -> FeatureCell:
    """Return the cell that the standing claims of one product and feature make, whatever their order.

    The best statement wins. Plans are those that include the feature; when none does, those of the winning statement,
    if it is an add-on or planned. No claims make `unknown`, which is not `absent`. The view `feature_matrix` applies
    the same rule.
    """
    if not claims:
        return FeatureCell(product=product, feature=feature, status=ClaimStatus.UNKNOWN)
    ordered = sorted(claims, key=lambda claim: (claim.position, claim.id))
    best = min(strength(claim.status) for claim in ordered)
    winning = [claim for claim in ordered if strength(claim.status) == best]
    included = max(best, strength(WEAKEST_INCLUDED))
    listed = [
        claim.plan for claim in ordered if claim.plan is not None and strength(claim.status) <= included
    ]
    return FeatureCell(
        product=product,
        feature=feature,
        status=winning[0].status,
        plans=tuple(dict.fromkeys(listed)) if best <= strength(WEAKEST_PLANNED) else (),
        value=winning[0].value,
        evidence=tuple(dict.fromkeys(claim.evidence for claim in winning)),
        last_seen=max(claim.last_seen for claim in winning),
    )
