"""Parity: several statements about one feature of one product made into one cell of the matrix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rivalscope.domain.belief import Word, confidence
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
"""All that a page may state, the best first. `absent` comes last, so that a product lacks a feature only if every
statement says so."""

WEAKEST_INCLUDED = ClaimStatus.BETA
"""Weakest status of a plan that includes a feature."""

WEAKEST_HAD = ClaimStatus.ADD_ON
"""Weakest status under which a customer can use the feature today."""

WEAKEST_PLANNED = ClaimStatus.PLANNED
"""Weakest status for which plans are listed at all."""

DENIED = (ClaimStatus.WITHDRAWN, ClaimStatus.ABSENT)
"""What speaks against having it; `planned` does not, since what is announced may have come."""

SURE = 0.5
"""Confidence that both sides must exceed to be called conflicting."""

CLEARLY = 1e-6
"""By how much a no must be surer than a yes to hold against it: what rounding alone does is less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """The statements of one page about one feature."""

    claims: Sequence[ClaimFact]
    best: int

    @property
    def word(self) -> Word:
        """The page's word: when its best statement was last seen."""
        seen = (claim.last_seen for claim in self.claims if strength(claim.status) == self.best)
        return Word(kind=self.claims[0].kind, last_seen=max(seen))

    def denies(self, plans: int) -> bool:
        """Whether it denies the feature of the product: as a whole, or of every one of its plans."""
        if STRENGTH[self.best] not in DENIED:
            return False
        named = {claim.plan for claim in self.claims if claim.status in DENIED}
        return None in named or len(named) == plans


def strength(status: ClaimStatus) -> int:
    """Return the place of a status in STRENGTH: 0 is the best."""
    return STRENGTH.index(status)


def merge(
    product: str,
    feature: str,
    claims: Sequence[ClaimFact],
    *,
    as_of: datetime | None = None,
    plans: int | None = None,
) -> FeatureCell:
    """Return the cell that the standing claims of one product and feature make, whatever their order.

    A page says its best statement, and the best of all pages wins, unless another page denies the feature of the product
    as a whole: then the surer side wins, and when both are surer than SURE the cell is conflicting. Plans are those that
    include the feature; when none does, those of the winning statement, if it is an add-on or planned. No claims make
    `unknown`, which is not `absent`. The view `feature_matrix` applies the same rule.

    Pages age up to `as_of`, by default the newest look at any of them. `plans` is how many plans the product's claims
    name in all, by default those of these claims: a page that denies the feature of each denies it of the product.
    """
    if not claims:
        return FeatureCell(product=product, feature=feature, status=ClaimStatus.UNKNOWN)
    ordered = sorted(claims, key=lambda claim: (claim.position, claim.id))
    now = as_of or max(claim.last_seen for claim in claims)
    every = len({claim.plan for claim in claims} - {None}) if plans is None else plans
    leaves = _leaves(ordered)
    granting = [leaf for leaf in leaves if leaf.best <= strength(WEAKEST_HAD)]
    denying = [leaf for leaf in leaves if leaf.denies(every)]
    yes = confidence((leaf.word for leaf in granting), as_of=now)
    no = confidence((leaf.word for leaf in denying), as_of=now)
    if not granting or not denying:
        return _cell(ordered, leaves, now=now)
    if yes > SURE and no > SURE:
        both = _cell(_said(granting), granting, now=now)
        return FeatureCell(
            product=product,
            feature=feature,
            status=ClaimStatus.CONFLICTING,
            evidence=both.evidence,
            last_seen=both.last_seen,
            confidence=min(yes, no),
            evidence_against=_against(denying),
        )
    if no > yes + CLEARLY:
        return _cell(_said(denying), denying, now=now, against=_against(granting))
    return _cell(ordered, leaves, now=now, against=_against(denying))


def _leaves(ordered: Sequence[ClaimFact]) -> list[_Leaf]:
    pages: dict[tuple[str, str], list[ClaimFact]] = {}
    for claim in ordered:
        pages.setdefault((claim.source, claim.url), []).append(claim)
    return [_Leaf(claims=said, best=min(strength(claim.status) for claim in said)) for said in pages.values()]


def _cell(
    ordered: Sequence[ClaimFact],
    leaves: Sequence[_Leaf],
    *,
    now: datetime,
    against: tuple[int, ...] = (),
) -> FeatureCell:
    best = min(leaf.best for leaf in leaves)
    winning = [claim for claim in ordered if strength(claim.status) == best]
    included = max(best, strength(WEAKEST_INCLUDED))
    listed = [
        claim.plan for claim in ordered if claim.plan is not None and strength(claim.status) <= included
    ]
    agreeing = (leaf.word for leaf in leaves if _side(leaf.best) == _side(best))
    return FeatureCell(
        product=winning[0].product,
        feature=winning[0].feature,
        status=winning[0].status,
        plans=tuple(dict.fromkeys(listed)) if best <= strength(WEAKEST_PLANNED) else (),
        value=winning[0].value,
        evidence=tuple(dict.fromkeys(claim.evidence for claim in winning)),
        last_seen=max(claim.last_seen for claim in winning),
        confidence=None if STRENGTH[best] is ClaimStatus.UNKNOWN else confidence(agreeing, as_of=now),
        evidence_against=against,
    )


def _side(grade: int) -> int:
    """Return what a statement comes to: 0 has it, 1 planned, 2 denied, 3 says nothing."""
    if grade <= strength(WEAKEST_HAD):
        return 0
    status = STRENGTH[grade]
    return 1 if status is ClaimStatus.PLANNED else 2 if status in DENIED else 3


def _said(leaves: Iterable[_Leaf]) -> list[ClaimFact]:
    claims = (claim for leaf in leaves for claim in leaf.claims)
    return sorted(claims, key=lambda claim: (claim.position, claim.id))


def _against(leaves: Iterable[_Leaf]) -> tuple[int, ...]:
    """Return the evidence of one side's pages, each page's best statements, strongest first."""
    said = [
        (leaf.best, claim.position, claim.id, claim.evidence)
        for leaf in leaves
        for claim in leaf.claims
        if strength(claim.status) == leaf.best
    ]
    return tuple(dict.fromkeys(evidence for *_, evidence in sorted(said)))
