"""Plan features: which features a plan includes at its price, and which its pages leave open."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rivalscope.analysis.parity import standing
from rivalscope.analysis.seats import plan_key
from rivalscope.domain.fact import ClaimFact
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.parity import merge

INCLUDED = frozenset({ClaimStatus.OFFERED, ClaimStatus.LIMITED, ClaimStatus.BETA})
"""Statuses under which a plan has a feature at its price; an add-on costs more."""

REFUSED = frozenset({ClaimStatus.ABSENT, ClaimStatus.WITHDRAWN, ClaimStatus.PLANNED, ClaimStatus.ADD_ON})
"""Statuses under which it has not; what is unknown or conflicting is neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFeatures:
    """What pages say of one plan, feature by feature."""

    stated: Mapping[str, ClaimStatus] = field(default_factory=dict)
    """Features of which pages say for this plan whether it has them; of all others they do not say."""
    evidence_of: Mapping[str, int] = field(default_factory=dict)
    """Feature → evidence id of the statement."""

    def has(self, feature: str) -> bool:
        """Whether the plan includes the feature."""
        return self.stated.get(feature) in INCLUDED

    def lacking(self, features: Iterable[str]) -> tuple[str, ...]:
        """Return those of some features that the plan does not include."""
        return tuple(name for name in features if self.stated.get(name) in REFUSED)

    def open(self, features: Iterable[str]) -> tuple[str, ...]:
        """Return those of some features of which pages do not say whether the plan includes them."""
        return tuple(name for name in features if self.stated.get(name) not in INCLUDED | REFUSED)

    def covered(self, weights: Mapping[str, float]) -> float:
        """Return the weight of the features that it includes."""
        return sum(weight for name, weight in weights.items() if self.has(name))


def plan_features(
    claims: Iterable[ClaimFact],
    plans: Mapping[str, Collection[str]],
    *,
    as_of: datetime,
) -> dict[tuple[str, str], PlanFeatures]:
    """Return product and `plan_key` → features, for every plan in `plans` (product → keys of its plans).

    What a page says of the product as a whole holds for its plan when it has one alone; where it has several, a no holds
    for all of them, and a yes does not say in which it is.
    """
    own: defaultdict[tuple[str, str], defaultdict[str, list[ClaimFact]]] = defaultdict(
        lambda: defaultdict(list)
    )
    whole: defaultdict[str, defaultdict[str, list[ClaimFact]]] = defaultdict(lambda: defaultdict(list))
    for claim in standing(claims, as_of=as_of):
        if claim.plan is None:
            whole[claim.product][claim.feature].append(claim)
        else:
            own[claim.product, plan_key(claim.plan)][claim.feature].append(claim)
    return {
        (product, key): _of_plan(product, own[product, key], whole[product], single=len(keys) == 1)
        for product, keys in plans.items()
        for key in keys
    }


def _of_plan(
    product: str,
    own: Mapping[str, Sequence[ClaimFact]],
    whole: Mapping[str, Sequence[ClaimFact]],
    *,
    single: bool,
) -> PlanFeatures:
    stated: dict[str, ClaimStatus] = {}
    evidence: dict[str, int] = {}
    for feature in sorted({*own, *whole}):
        cell = merge(product, feature, own.get(feature) or whole[feature])
        if feature in own or single or cell.status in REFUSED:
            stated[feature] = cell.status
            if cell.evidence:
                evidence[feature] = cell.evidence[0]
    return PlanFeatures(stated=stated, evidence_of=evidence)
