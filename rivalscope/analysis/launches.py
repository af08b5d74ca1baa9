"""Launches found and followed: what the weeks around each show, or how many more it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rivalscope.analysis.launch import LEAST_WEEKS, LaunchEffect, follow
from rivalscope.analysis.lifelines import LifeLine
from rivalscope.analysis.voices import Voices, naming

WEEKS = 26
"""Weeks on either side: enough dates before the launch for a p value below a tenth."""
MOST = 24
"""Launches that are followed, the newest."""
YEARS = 2


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
    evidence: tuple[int, ...]

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
            evidence=holder.evidence,
        )
        for holder, feature in newest
    )  # fmt: skip
