"""The four kinds of gap as rules: one feature, our product against the rivals, with the words and the evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rivalscope.analysis.opportunity import (
    NOTHING_KNOWN,
    UNSERVED,
    Estimate,
    Importance,
    chance_better,
    opportunity,
)
from rivalscope.analysis.parity import HAVE
from rivalscope.analysis.sentiment import Opinion
from rivalscope.domain.finding import FeatureCell, Gap, GapKind
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus

SURE = 0.95
"""Probability from which one product's share is called higher than another's."""

POOR = 0.5
"""A feature that fewer than half of the opinions praise is not served well."""

_CLAIMS = 2
_VOICES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """All that is known of one feature, for every product of the market."""

    feature: str
    products: Sequence[Product]
    cells: Mapping[str, FeatureCell]
    """Product → what its pages say; empty when no page of any product names the feature."""
    opinions: Mapping[str, Opinion]
    """Product → what its reviewers say; products whose reviewers are silent are left out."""
    scale: Importance
    minimum_n: int

    @property
    def us(self) -> str:
        """Slug of our product."""
        return next(product.slug for product in self.products if product.ours)

    @property
    def rivals(self) -> list[str]:
        """Slugs of the other products, in the order of the market."""
        return [product.slug for product in self.products if not product.ours]

    @property
    def n(self) -> int:
        """Reviewers of all products who speak of the feature."""
        return sum(len(opinion.voices) for opinion in self.opinions.values())

    @property
    def askers(self) -> int:
        """Reviewers of all products who ask for it."""
        return sum(opinion.askers for opinion in self.opinions.values())

    def status(self, product: str) -> ClaimStatus:
        """Return what the product's pages say; unknown when they are silent."""
        cell = self.cells.get(product)
        return cell.status if cell else ClaimStatus.UNKNOWN

    def judged(self, product: str) -> Opinion | None:
        """Return the product's opinion when enough reviewers hold one."""
        opinion = self.opinions.get(product)
        return opinion if opinion is not None and opinion.n >= self.minimum_n else None

    def has(self, product: str) -> bool:
        """Whether its pages offer it, or they are silent and enough of its reviewers judge it."""
        status = self.status(product)
        return status in HAVE or (status is ClaimStatus.UNKNOWN and self.judged(product) is not None)

    def named(self, slugs: Iterable[str]) -> str:
        """Return product names as words: `Zoom`, `Zoom and Webex`, `Zoom, Webex and Pumble`."""
        names = {product.slug: product.name for product in self.products}
        *head, last = [names[slug] for slug in slugs]
        return f"{', '.join(head)} and {last}" if head else last


def parity(contrast: Contrast) -> Gap | None:
    """Return the gap when rivals state that they have it and we do not; silence of ours is told apart from a no."""
    owners = [rival for rival in contrast.rivals if contrast.status(rival) in HAVE]
    if not owners or contrast.has(contrast.us):
        return None
    ours = contrast.status(contrast.us)
    have = "has" if len(owners) == 1 else "have"
    own = {
        ClaimStatus.ABSENT: "our own pages say that we do not",
        ClaimStatus.PLANNED: "we have only announced it",
        ClaimStatus.WITHDRAWN: "we have withdrawn it",
    }.get(ours, "our pages do not say whether we do")
    summary = f"{contrast.named(owners)} {have} it; {own}. {_demand(contrast)}"
    satisfaction = UNSERVED if ours is not ClaimStatus.UNKNOWN else _posterior(contrast, contrast.us)
    evidence = [*_claims(contrast, [*owners, contrast.us]), *_voices(contrast, contrast.products)]
    return _gap(contrast, GapKind.PARITY, owners, satisfaction, summary, evidence)


def quality(contrast: Contrast) -> Gap | None:
    """Return the gap when rivals' reviewers like theirs better, at a probability of 95 % or more."""
    mine = contrast.judged(contrast.us)
    if mine is None or not contrast.has(contrast.us):
        return None
    better = [
        rival
        for rival in contrast.rivals
        if (theirs := contrast.judged(rival)) and chance_better(theirs.posterior, mine.posterior) >= SURE
    ]
    if not better:
        return None
    best = max(better, key=lambda rival: contrast.opinions[rival].share)
    theirs = contrast.opinions[best]
    summary = (
        f"{_share(theirs)} of the opinions on it at {contrast.named([best])} are positive (n = {theirs.n}), "
        f"{_share(mine)} of ours (n = {mine.n})."
    )
    involved = [p for p in contrast.products if p.ours or p.slug in better]
    evidence = [*_claims(contrast, [*better, contrast.us]), *_voices(contrast, involved)]
    return _gap(contrast, GapKind.QUALITY, better, mine.posterior, summary, evidence)


def white_space(contrast: Contrast) -> Gap | None:
    """Return the gap when customers want it and no product has it, or suffer from it wherever it is judged."""
    holders = [product.slug for product in contrast.products if contrast.has(product.slug)]
    judged = [opinion for slug in holders if (opinion := contrast.judged(slug)) is not None]
    evidence = [
        *_claims(contrast, [p.slug for p in contrast.products]),
        *_voices(contrast, contrast.products),
    ]
    if not holders and contrast.askers:
        denied = [p.slug for p in contrast.products if contrast.status(p.slug) is ClaimStatus.ABSENT]
        silent = "no product's pages offer it"
        words = f"{silent}, and {contrast.named(denied)} deny it" if denied else silent
        summary = f"{_demand(contrast)} {words[0].upper()}{words[1:]}."
        return _gap(contrast, GapKind.WHITE_SPACE, [], UNSERVED, summary, evidence)
    if judged and len(judged) == len(holders) and all(opinion.share < POOR for opinion in judged):
        best = max(judged, key=lambda opinion: opinion.share)
        summary = (
            f"Nobody serves it well: {_share(best)} of the opinions are positive at {contrast.named([best.product])}, "
            f"the best of {len(judged)} (n = {best.n})."
        )
        return _gap(contrast, GapKind.WHITE_SPACE, [], best.posterior, summary, evidence)
    return None


def lead(contrast: Contrast) -> Gap | None:
    """Return the lead when our pages state what no rival's do, or our reviewers like ours better than every rival's."""
    mine = contrast.judged(contrast.us)
    compared = [rival for rival in contrast.rivals if contrast.judged(rival)]
    ahead = mine is not None and all(
        chance_better(mine.posterior, contrast.opinions[rival].posterior) >= SURE for rival in compared
    )
    alone = contrast.status(contrast.us) in HAVE and not any(contrast.has(rival) for rival in contrast.rivals)
    if alone:
        denied = [rival for rival in contrast.rivals if contrast.status(rival) is ClaimStatus.ABSENT]
        others = f"{contrast.named(denied)} say they do not" if denied else "no rival's pages name it"
        summary = f"We have it; {others}. {_demand(contrast)}"
    elif ahead and compared and mine is not None:
        summary = (
            f"{_share(mine)} of the opinions on ours are positive (n = {mine.n}), "
            f"more than at {contrast.named(compared)}."
        )
    else:
        return None
    against = compared if not alone else contrast.rivals
    evidence = [*_claims(contrast, [contrast.us, *against]), *_voices(contrast, contrast.products)]
    return _gap(contrast, GapKind.LEAD, against, _posterior(contrast, contrast.us), summary, evidence)


def _gap(
    contrast: Contrast,
    kind: GapKind,
    rivals: Sequence[str],
    satisfaction: tuple[float, float] | None,
    summary: str,
    evidence: Iterable[int],
) -> Gap | None:
    traced = tuple(dict.fromkeys(evidence))
    if not traced:
        return None
    estimate: Estimate = opportunity(contrast.feature, contrast.scale, satisfaction)
    mine = contrast.opinions.get(contrast.us)
    best = [o.share for rival in contrast.rivals if (o := contrast.judged(rival)) is not None]
    return Gap(
        kind=kind,
        feature=contrast.feature,
        ours=contrast.status(contrast.us),
        rivals=tuple(rivals),
        opportunity=estimate.value,
        low=estimate.low,
        high=estimate.high,
        n=contrast.n,
        importance=contrast.scale.shares.get(contrast.feature, 0.0),
        our_score=mine.share if mine is not None and mine.n else None,
        best_score=max(best, default=None),
        thin=contrast.n < contrast.minimum_n,
        summary=summary,
        evidence=traced,
    )


def _posterior(contrast: Contrast, product: str) -> tuple[float, float]:
    opinion = contrast.opinions.get(product)
    return opinion.posterior if opinion is not None and opinion.n else NOTHING_KNOWN


def _demand(contrast: Contrast) -> str:
    if not contrast.n:
        return "No reviewer speaks of it."
    verb = "reviewer speaks" if contrast.n == 1 else "reviewers speak"
    ask = f", {contrast.askers} of them to ask for it" if contrast.askers else ""
    return f"{contrast.n} {verb} of it{ask}."


def _share(opinion: Opinion) -> str:
    return f"{opinion.share:.0%}".replace("%", " %")


def _claims(contrast: Contrast, slugs: Iterable[str]) -> list[int]:
    cells = [contrast.cells[slug] for slug in slugs if slug in contrast.cells]
    return [evidence for cell in cells for evidence in cell.evidence[:_CLAIMS]]


def _voices(contrast: Contrast, products: Iterable[Product]) -> list[int]:
    spoken = [contrast.opinions[p.slug] for p in products if p.slug in contrast.opinions]
    asking = [evidence for opinion in spoken for evidence in opinion.asking[:_VOICES]]
    return [*asking, *(evidence for opinion in spoken for evidence in opinion.evidence[:_VOICES])]
