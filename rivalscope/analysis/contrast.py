"""All that is known of one feature, ours against the rivals', and the gap that a rule makes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from rivalscope.analysis.common_mix import Duel
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import (
    DRAWS,
    Importance,
    Posterior,
    estimate,
    opportunity,
    seeded,
)
from rivalscope.analysis.parity import HAVE
from rivalscope.analysis.sentiment import Opinion
from rivalscope.domain.finding import FeatureCell, Gap, GapKind, Spread, Standing
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus

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
    posteriors: Mapping[str, Posterior]
    """Product → the share of its reviewers who are satisfied, corrected; for those with a polar opinion."""
    duels: Mapping[str, Duel]
    """Rival → how theirs stands against ours; for those that are judged as ours is."""
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
    def owners(self) -> list[str]:
        """Rivals whose pages say that customers can use it today."""
        return [rival for rival in self.rivals if self.status(rival) in HAVE]

    @property
    def n(self) -> int:
        """Reviewers of all products who speak of the feature."""
        return sum(len(opinion.voices) for opinion in self.opinions.values())

    @property
    def askers(self) -> int:
        """Reviewers of all products who ask for it."""
        return sum(opinion.askers for opinion in self.opinions.values())

    @property
    def spread(self) -> Spread | None:
        """How common it is among rivals whose pages are read; None when no page of anybody names it."""
        if not self.cells or not self.rivals:
            return None
        have = len(self.owners)
        if have <= 1 < len(self.rivals):
            return Spread.DIFFERENTIATOR
        return Spread.PARITY if 2 * have >= len(self.rivals) else None

    def status(self, product: str) -> ClaimStatus:
        """Return what the product's pages say; unknown when they are silent."""
        cell = self.cells.get(product)
        return cell.status if cell else ClaimStatus.UNKNOWN

    def judged(self, product: str) -> Posterior | None:
        """Return what is known of the product's share when enough reviewers hold an opinion."""
        opinion = self.opinions.get(product)
        enough = opinion is not None and opinion.n >= self.minimum_n
        return self.posteriors[product] if enough else None

    def satisfaction(self, product: str) -> Posterior:
        """Return what is known of the product's share, however little: without an opinion any share is as likely."""
        known = self.posteriors.get(product)
        if known is not None:
            return known
        draws = seeded(f"satisfaction {self.feature}").random(DRAWS)
        return Posterior(mean=0.5, low=0.025, high=0.975, draws=draws)

    def has(self, product: str) -> bool:
        """Whether its pages offer it, or they are silent and enough of its reviewers judge what they have.

        Who asks for a feature may blame its absence: where those who ask are as many as those who praise it, the
        opinions on it are no sign of having it.
        """
        status = self.status(product)
        if status is not ClaimStatus.UNKNOWN or self.judged(product) is None:
            return status in HAVE
        return self.opinions[product].positive > self.opinions[product].askers

    def unsettled(self, product: str) -> bool:
        """Whether its pages contradict each other, so that it neither has it nor lacks it."""
        return self.status(product) is ClaimStatus.CONFLICTING

    def stand(self, standing: Standing) -> list[str]:
        """Return the rivals who stand so against us, in the order of the market."""
        return [
            rival for rival in self.rivals if rival in self.duels and self.duels[rival].standing is standing
        ]

    def named(self, slugs: Iterable[str]) -> str:
        """Return product names as words: `Zoom`, `Zoom and Webex`, `Zoom, Webex and Pumble`."""
        names = {product.slug: product.name for product in self.products}
        *head, last = [names[slug] for slug in slugs]
        return f"{', '.join(head)} and {last}" if head else last

    @property
    def caveat(self) -> str:
        """Which rivals cannot be compared with ours, and why; empty when all that are judged can."""
        apart = self.stand(Standing.APART)
        if not apart:
            return ""
        reasons = dict.fromkeys(self.duels[rival].caveat for rival in apart)
        return f"Not compared with {self.named(apart)}: {'; '.join(reasons)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A gap with the draws by which its place among all is judged."""

    gap: Gap
    draws: Floats
    """Of its opportunity, shape (2000,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says of a feature."""

    kind: GapKind
    rivals: Sequence[str]
    satisfaction: Posterior | None
    """Of whom the gap leaves wanting."""
    summary: str
    evidence: Iterable[int]
    lost: Floats = field(default_factory=lambda: np.zeros(DRAWS))
    """Draws of how much of the feature rivals' customers have and ours do not, 0 to 1; one number for all if certain."""
    compared: Sequence[str] = ()
    """Rivals whose comparison with ours the finding rests on."""


def found(contrast: Contrast, finding: Finding) -> Found | None:
    """Return the gap of a finding; None when nothing traces it."""
    traced = tuple(dict.fromkeys(finding.evidence))
    if not traced:
        return None
    size = opportunity(contrast.feature, contrast.scale, finding.satisfaction)
    column = contrast.scale.features.get(contrast.feature)
    important = 0.0 if column is None else float(contrast.scale.values[column])
    drawn = np.zeros(DRAWS) if column is None else contrast.scale.draws[:, column]
    severe = estimate(important * float(finding.lost.mean()), drawn * finding.lost)
    duels = [contrast.duels[rival] for rival in finding.compared]
    mine = contrast.posteriors.get(contrast.us)
    best = [one.mean for rival in contrast.rivals if (one := contrast.judged(rival)) is not None]
    gap = Gap(
        kind=finding.kind,
        feature=contrast.feature,
        ours=contrast.status(contrast.us),
        rivals=tuple(finding.rivals),
        opportunity=size.value,
        low=size.low,
        high=size.high,
        n=contrast.n,
        importance=contrast.scale.shares.get(contrast.feature, 0.0),
        our_score=mine.mean if mine is not None else None,
        best_score=max(best, default=None),
        thin=contrast.n < contrast.minimum_n,
        summary=finding.summary,
        evidence=traced,
        severity=severe.value,
        severity_low=severe.low,
        severity_high=severe.high,
        spread=contrast.spread,
        platforms=tuple(sorted({place for duel in duels for place in duel.platforms})),
        chance=min(
            (max(duel.better, 1 - duel.better) for duel in duels if duel.better is not None), default=None
        ),
        caveat=contrast.caveat,
    )
    return Found(gap=gap, draws=size.draws)


def demand(contrast: Contrast) -> str:
    """Say how many speak of the feature and ask for it."""
    if not contrast.n:
        return "No reviewer speaks of it."
    verb = "reviewer speaks" if contrast.n == 1 else "reviewers speak"
    ask = f", {contrast.askers} of them to ask for it" if contrast.askers else ""
    return f"{contrast.n} {verb} of it{ask}."


def percent(share: float) -> str:
    """Return a share as people write it: `61 %`."""
    return f"{share:.0%}".replace("%", " %")


def claims(contrast: Contrast, slugs: Iterable[str]) -> list[int]:
    """Return the evidence of what pages say, two of each product."""
    cells = [contrast.cells[slug] for slug in slugs if slug in contrast.cells]
    return [evidence for cell in cells for evidence in cell.evidence[:_CLAIMS]]


def voices(contrast: Contrast, slugs: Iterable[str]) -> list[int]:
    """Return the evidence of what reviewers say, requests first, six of each product."""
    spoken = [contrast.opinions[slug] for slug in slugs if slug in contrast.opinions]
    asking = [evidence for opinion in spoken for evidence in opinion.asking[:_VOICES]]
    return [*asking, *(evidence for opinion in spoken for evidence in opinion.evidence[:_VOICES])]
