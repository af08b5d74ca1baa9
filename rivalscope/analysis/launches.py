"""Launches found and followed: what the weeks around each show, or how many more it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from rivalscope.analysis.launch import LEAST_WEEKS, LaunchEffect, follow
from rivalscope.analysis.lifelines import Holder, LifeLine
from rivalscope.analysis.voices import Voices, naming

WEEKS = 26
"""Weeks on either side: enough dates before the launch for a p value below a tenth."""
MOST = 24
"""Launches that are followed, the newest."""
YEARS = 2
"""How far back launches are looked for."""
PRAISED = 5
"""Reviewers whose praise before its day speaks against a launch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """A product that came to have a feature, and what its customers said before and after."""

    product: str
    feature: str
    on: date
    source: str
    """`release notes` or `pages`."""
    effects: tuple[LaunchEffect, ...]
    """Empty when nobody speaks of the feature."""
    weeks: int
    """Whole weeks since."""
    praised: int
    """Reviewers of the product who praised the feature before: from `PRAISED` on it was there already."""
    evidence: tuple[int, ...]

    @property
    def doubted(self) -> bool:
        """Whether so many customers praised it before that it is no launch, but more of what was there."""
        return self.praised >= PRAISED

    @property
    def early(self) -> bool:
        """Whether too few weeks have gone by for any effect."""
        return self.weeks < LEAST_WEEKS

    @property
    def clear(self) -> tuple[LaunchEffect, ...]:
        """The effects that chance does not explain."""
        return tuple(effect for effect in self.effects if effect.clear)


def launched(
    lines: Iterable[LifeLine], found: Voices, *, until: date, products: Iterable[str]
) -> tuple[Launched, ...]:
    """Return the launches of the last two years whose day is known, newest first, each followed against the others."""
    slugs = tuple(products)
    came = [
        (holder, line.feature)
        for line in lines
        for holder in line.came
        if (until - holder.since).days <= YEARS * 365 and holder.since <= until
    ]
    newest = sorted(came, key=lambda pair: (pair[0].since, pair[0].product, pair[1]), reverse=True)[:MOST]
    return tuple(
        Launched(
            product=holder.product,
            feature=feature,
            on=holder.since,
            source=holder.source,
            effects=tuple(
                follow(
                    naming(found, feature), on=holder.since, until=until, weeks=WEEKS, us=holder.product,
                    rivals=[slug for slug in slugs if slug != holder.product],
                )
            )
            if feature in found.features
            else (),
            weeks=(until - holder.since).days // 7,
            praised=_praised(found, holder, feature),
            evidence=holder.evidence,
        )
        for holder, feature in newest
    )  # fmt: skip


def _praised(found: Voices, holder: Holder, feature: str) -> int:
    if feature not in found.features or holder.product not in found.products:
        return 0
    own = (found.feature == found.features.index(feature)) & (found.leaning > 0)
    own &= found.product[found.review] == found.products.index(holder.product)
    before = found.day[found.review] < holder.since.toordinal()
    return len(np.unique(found.voice[found.review[own & before]]))
