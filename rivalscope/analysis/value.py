"""Price for value: which plan covers the must-haves for the least money, for teams of several sizes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rivalscope.analysis.plan_costs import CostState, PlanCost, TeamCost, plan_costs
from rivalscope.analysis.plan_features import PlanFeatures, plan_features
from rivalscope.analysis.seats import plan_key, seats
from rivalscope.domain.fact import ClaimFact, PriceFact
from rivalscope.domain.finding import FeatureScore
from rivalscope.domain.limit import LimitFact
from rivalscope.domain.page import Billed

_PRICED = (CostState.STATED, CostState.AT_LEAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWorth:
    """What one way to pay for a plan costs, beside what the plan is said to include."""

    cost: PlanCost
    included: int
    """Features that it includes."""
    refused: int
    """Features that it does not include at its price, add-ons among them."""
    unstated: int
    """Features of the market of which its pages do not say whether the plan has them: not counted as lacking."""
    covered: float | None
    """Share of the weight of all features that it includes, 0 to 1, a lower bound while any are unstated; None when
    nobody speaks of features and none is weighted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """A plan that covers the must-haves, for one team."""

    plan: str
    state: CostState
    total: Decimal
    unstated: tuple[str, ...]
    """Must-haves of which its pages do not say whether the plan has them."""
    evidence: tuple[int, ...]
    """The price, then the must-haves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one product has for one team that must have some features, in one currency and billing."""

    product: str
    currency: str
    billed: Billed | None
    seats: int
    cheapest: Bid | None
    """The cheapest plan whose pages say that it covers all; None when there is none with a public price."""
    perhaps: Bid | None
    """A cheaper plan whose pages leave some must-haves open and deny none; None when there is none."""
    contact: tuple[str, ...]
    """Plans that cover all, or may, and have no public price."""
    denied: tuple[str, ...]
    """Must-haves that no plan of the product includes at its price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanValues:
    """Plans of the market as they stand, by price and by what they include."""

    sizes: tuple[int, ...]
    """Seats of the teams, smallest first."""
    must_have: tuple[str, ...]
    """Features that a plan must cover; empty when the market file names none."""
    plans: tuple[PlanWorth, ...]
    offers: tuple[Offer, ...]
    """By currency, billing and size; within them in the order of products."""
    weighted: int
    """Features with a weight."""

    @property
    def groups(self) -> tuple[tuple[str, Billed | None], ...]:
        """Currency and billing within which prices compare, those with most plans first."""
        counted: dict[tuple[str, Billed | None], int] = {}
        for plan in self.plans:
            if plan.cost.currency is not None:
                key = plan.cost.currency, plan.cost.billed
                counted[key] = counted.get(key, 0) + 1
        return tuple(sorted(counted, key=lambda key: (-counted[key], key[0], str(key[1]))))

    def within(self, currency: str, billed: Billed | None, *, product: str) -> list[PlanWorth]:
        """Return the plans of a product that compare there, free ones and those without a public price among them."""
        costs = [plan.cost for plan in self.plans]
        return [
            plan
            for plan in self.plans
            if plan.cost.product == product and _within(plan.cost, (currency, billed), costs)
        ]


def plan_values(
    prices: Iterable[PriceFact],
    limits: Iterable[LimitFact],
    claims: Sequence[ClaimFact],
    *,
    sizes: Sequence[int],
    must_have: Sequence[str],
    weights: Mapping[str, float],
    as_of: datetime,
) -> PlanValues:
    """Return what plans cost and cover as of an instant; `weights` gives features their importance, in any unit.

    A plan covers a feature only where its pages say so of that plan. Currencies and billings are never mixed: free plans
    and those without a public price stand in each of those in which their product has prices.
    """
    costs = plan_costs(prices, seats(limits), sizes=sizes, as_of=as_of)
    plans: dict[str, list[str]] = {}
    for cost in costs:
        keys = plans.setdefault(cost.product, [])
        if plan_key(cost.plan) not in keys:
            keys.append(plan_key(cost.plan))
    known = plan_features(claims, plans, as_of=as_of)
    universe = {feature for features in known.values() for feature in features.stated} | {
        claim.feature for claim in claims
    }
    values = PlanValues(
        sizes=tuple(sorted(sizes)),
        must_have=tuple(must_have),
        plans=tuple(
            _worth(cost, known[cost.product, plan_key(cost.plan)], universe, weights) for cost in costs
        ),
        offers=(),
        weighted=sum(weight > 0 for weight in weights.values()),
    )
    offers = tuple(
        _offer(product, group, size, costs, known, must_have)
        for group in values.groups
        for size in values.sizes
        for product in plans
    )
    return PlanValues(
        sizes=values.sizes,
        must_have=values.must_have,
        plans=values.plans,
        offers=offers,
        weighted=values.weighted,
    )


def feature_weights(scores: Iterable[FeatureScore], given: Mapping[str, float]) -> dict[str, float]:
    """Return feature → weight: as people set it where they did, else the mean share of reviewers who speak of it.

    People weigh from 0 to 10; the feature most spoken of counts 10.
    """
    spoken: dict[str, list[float]] = {}
    products = set()
    for score in scores:
        products.add(score.product)
        spoken.setdefault(score.feature, []).append(score.importance)
    shares = {feature: sum(own) / len(products) for feature, own in spoken.items()}
    most = max(shares.values(), default=0.0)
    heard = {feature: 10 * share / most for feature, share in shares.items()} if most else {}
    return {**heard, **given}


def _worth(
    cost: PlanCost, features: PlanFeatures, universe: set[str], weights: Mapping[str, float]
) -> PlanWorth:
    total = sum(weights.values())
    names = sorted(universe)
    return PlanWorth(
        cost=cost,
        included=sum(features.has(name) for name in names),
        refused=len(features.lacking(names)),
        unstated=len(features.open(names)),
        covered=features.covered(weights) / total if total else None,
    )


def _offer(
    product: str,
    group: tuple[str, Billed | None],
    size: int,
    costs: Sequence[PlanCost],
    known: Mapping[tuple[str, str], PlanFeatures],
    must_have: Sequence[str],
) -> Offer:
    own = [cost for cost in costs if cost.product == product and _within(cost, group, costs)]
    able = [
        (cost, features)
        for cost in own
        if not (features := known[product, plan_key(cost.plan)]).lacking(must_have)
    ]
    bids = [
        _bid(cost, team, features, must_have)
        for cost, features in able
        if (team := cost.at(size)).total is not None
    ]
    sure = [bid for bid in bids if not bid.unstated]
    cheapest = min(sure, key=_by_total, default=None)
    loose = [bid for bid in bids if bid.unstated and (cheapest is None or bid.total < cheapest.total)]
    every = [known[product, plan_key(cost.plan)] for cost in costs if cost.product == product]
    return Offer(
        product=product,
        currency=group[0],
        billed=group[1],
        seats=size,
        cheapest=cheapest,
        perhaps=min(loose, key=_by_total, default=None),
        contact=tuple(cost.plan for cost, _ in able if cost.at(size).state is CostState.CONTACT),
        denied=tuple(name for name in must_have if all(features.lacking([name]) for features in every)),
    )


def _within(cost: PlanCost, group: tuple[str, Billed | None], costs: Sequence[PlanCost]) -> bool:
    """Whether a way to pay compares within a currency and a billing."""
    if cost.currency is not None:
        return (cost.currency, cost.billed) == group
    priced = {(one.currency, one.billed) for one in costs if one.product == cost.product and one.currency}
    return not priced or group in priced


def _bid(cost: PlanCost, team: TeamCost, features: PlanFeatures, must_have: Sequence[str]) -> Bid:
    said = [features.evidence_of[name] for name in must_have if name in features.evidence_of]
    return Bid(
        plan=cost.plan,
        state=team.state,
        total=team.total or Decimal(0),
        unstated=features.open(must_have),
        evidence=tuple(dict.fromkeys([*cost.evidence[:2], *said]))[:20],
    )


def _by_total(bid: Bid) -> tuple[Decimal, bool, str]:
    return bid.total, bid.state is CostState.AT_LEAST, bid.plan
