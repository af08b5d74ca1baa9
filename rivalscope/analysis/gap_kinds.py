"""The kinds of gap that need work, and leads, as rules: one feature, with the words and the evidence."""

from collections.abc import Mapping

import numpy as np

from rivalscope.analysis.contrast import Contrast, Finding, Found, claims, demand, found, percent, voices
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import DRAWS, UNSERVED, Posterior, seeded
from rivalscope.analysis.parity import HAVE
from rivalscope.domain.finding import FeatureCell, GapKind, Spread, Standing
from rivalscope.domain.page import ClaimStatus

POOR = 0.5
"""A feature that fewer than half of the opinions praise is not served well."""

_ADMITTED = {
    ClaimStatus.ABSENT: "our own pages say that we do not",
    ClaimStatus.PLANNED: "we have only announced it",
    ClaimStatus.WITHDRAWN: "we have withdrawn it",
}
_SPREAD = {
    Spread.PARITY: " Half of the rivals or more have it: parity.",
    Spread.DIFFERENTIATOR: " Only one rival says so: a differentiator.",
    None: "",
}


def parity(contrast: Contrast) -> Found | None:
    """Return the gap when rivals state that they have it and we do not; silence of ours is told apart from a no.

    None is claimed while our own pages contradict each other.
    """
    owners = contrast.owners
    if not owners or contrast.has(contrast.us) or contrast.unsettled(contrast.us):
        return None
    ours = contrast.status(contrast.us)
    have = "has" if len(owners) == 1 else "have"
    own = _ADMITTED.get(ours, "our pages do not say whether we do")
    spread = _SPREAD[contrast.spread]
    summary = f"{contrast.named(owners)} {have} it; {own}. {demand(contrast)}{spread}"
    denied = ours in {ClaimStatus.ABSENT, ClaimStatus.PLANNED, ClaimStatus.WITHDRAWN}
    everybody = [product.slug for product in contrast.products]
    sure = sum(_confidence(contrast.cells[owner]) for owner in owners) / len(contrast.rivals)
    finding = Finding(
        kind=GapKind.PARITY,
        rivals=owners,
        satisfaction=UNSERVED if denied else _perhaps(contrast),
        summary=summary,
        evidence=[*claims(contrast, [*owners, contrast.us]), *voices(contrast, everybody)],
        lost=np.full(DRAWS, sure),
    )
    return found(contrast, finding)


def quality(contrast: Contrast) -> Found | None:
    """Return the gap when rivals' reviewers like theirs better, on platforms that review both."""
    better = contrast.stand(Standing.BETTER)
    mine = contrast.judged(contrast.us)
    if not better or mine is None or not contrast.has(contrast.us):
        return None
    best = max((contrast.duels[rival] for rival in better), key=lambda duel: duel.theirs or 0.0)
    others = f" So do those of {contrast.named(r for r in better if r != best.rival)}." if better[1:] else ""
    summary = (
        f"Customers of {contrast.named([best.rival])} like theirs better: {percent(best.theirs or 0.0)} of the opinions "
        f"on it are positive (n = {best.n_theirs}), {percent(best.ours or 0.0)} of ours (n = {best.n_ours}).{others}"
    )
    involved = [p.slug for p in contrast.products if p.ours or p.slug in better]
    finding = Finding(
        kind=GapKind.QUALITY,
        rivals=better,
        satisfaction=mine,
        summary=summary,
        evidence=[*claims(contrast, [*better, contrast.us]), *voices(contrast, involved)],
        lost=_shortfall(contrast, better),
        compared=better,
    )
    return found(contrast, finding)


def white_space(contrast: Contrast) -> Found | None:
    """Return the gap when customers want it and no product has it, or suffer from it wherever it is judged."""
    everybody = [product.slug for product in contrast.products]
    holders = [slug for slug in everybody if contrast.has(slug)]
    judged = {slug: one for slug in holders if (one := contrast.judged(slug)) is not None}
    evidence = [*claims(contrast, everybody), *voices(contrast, everybody)]
    if not holders and contrast.askers and not any(map(contrast.unsettled, everybody)):
        denied = [slug for slug in everybody if contrast.status(slug) is ClaimStatus.ABSENT]
        silent = "no product's pages offer it"
        words = f"{silent}, and {contrast.named(denied)} deny it" if denied else silent
        finding = Finding(
            kind=GapKind.WHITE_SPACE,
            rivals=(),
            satisfaction=UNSERVED,
            summary=f"{demand(contrast)} {words[0].upper()}{words[1:]}.",
            evidence=evidence,
            lost=np.ones(DRAWS),
        )
        return found(contrast, finding)
    if not judged or len(judged) < len(holders) or any(one.mean >= POOR for one in judged.values()):
        return None
    best = max(judged, key=lambda slug: judged[slug].mean)
    finding = Finding(
        kind=GapKind.WHITE_SPACE,
        rivals=(),
        satisfaction=judged[best],
        summary=_poorly_served(contrast, judged, best),
        evidence=evidence,
        lost=1 - np.max([one.draws for one in judged.values()], axis=0),
    )
    return found(contrast, finding)


def _poorly_served(contrast: Contrast, judged: Mapping[str, Posterior], best: str) -> str:
    """Say how the best of those who are judged is liked; of one alone nothing is said of all."""
    share, n = percent(judged[best].mean), contrast.opinions[best].n
    if len(judged) == 1:
        return f"Only {contrast.named([best])} is judged on it, and not well: {share} of the opinions are positive (n = {n})."
    return (
        f"Nobody serves it well: {share} of the opinions are positive at {contrast.named([best])}, "
        f"the best of {len(judged)} (n = {n})."
    )


def lead(contrast: Contrast) -> Found | None:
    """Return the lead when our pages state what no rival's do, or our reviewers like ours better than every rival's."""
    mine = contrast.judged(contrast.us)
    compared = [rival for rival in contrast.rivals if contrast.judged(rival)]
    ahead = mine is not None and compared and contrast.stand(Standing.WORSE) == compared
    rivalled = any(contrast.has(rival) or contrast.unsettled(rival) for rival in contrast.rivals)
    alone = contrast.status(contrast.us) in HAVE and not rivalled
    if alone:
        denied = [rival for rival in contrast.rivals if contrast.status(rival) is ClaimStatus.ABSENT]
        others = f"{contrast.named(denied)} say they do not" if denied else "no rival's pages name it"
        summary = f"We have it; {others}. {demand(contrast)}"
    elif ahead:
        closest = max((contrast.duels[rival] for rival in compared), key=lambda duel: duel.theirs or 0.0)
        summary = (
            f"{percent(closest.ours or 0.0)} of the opinions on ours are positive (n = {closest.n_ours}), "
            f"more than at {contrast.named(compared)} (at most {percent(closest.theirs or 0.0)})."
        )
    else:
        return None
    against = compared if not alone else contrast.rivals
    everybody = [product.slug for product in contrast.products]
    finding = Finding(
        kind=GapKind.LEAD,
        rivals=against,
        satisfaction=contrast.satisfaction(contrast.us),
        summary=summary,
        evidence=[*claims(contrast, [contrast.us, *against]), *voices(contrast, everybody)],
        compared=() if alone else compared,
    )
    return found(contrast, finding)


def _perhaps(contrast: Contrast) -> Posterior:
    """Return the satisfaction with what our pages are silent on: as likely as not there is nothing to be satisfied with."""
    known = contrast.satisfaction(contrast.us)
    rng = seeded(f"{contrast.feature}, perhaps ours")
    draws = np.where(rng.random(DRAWS) < 0.5, 0.0, known.draws)
    low, high = np.quantile(draws, [0.025, 0.975])
    return Posterior(mean=known.mean / 2, low=float(low), high=float(high), draws=draws)


def _confidence(cell: FeatureCell) -> float:
    """Return how sure it is that the product has it; certain where nothing is known to the contrary."""
    return 1.0 if cell.confidence is None else cell.confidence


def _shortfall(contrast: Contrast, better: list[str]) -> Floats:
    """Return draws of how far ours falls short of rivals who are better, each counting as one among all rivals."""
    lost = np.zeros(DRAWS)
    mine = contrast.posteriors[contrast.us].draws
    for rival in better:
        lost += np.maximum(contrast.posteriors[rival].draws - mine, 0)
    return lost / len(contrast.rivals)
