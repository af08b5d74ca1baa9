"""Urgency: whether rivals have just shipped a feature, talk of it rises, and customers leave over it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rivalscope.analysis.parity import HAVE
from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import Shift
from rivalscope.domain.fact import ClaimFact, ComparisonFact, Evidence, IntentFact
from rivalscope.domain.finding import Gap
from rivalscope.domain.reading import IntentLabel, Relation

RECENT = timedelta(days=182)
"""Two quarters: what appeared within them counts as just shipped."""
FRESH = timedelta(days=90)
"""Age from which the newest word on a feature is old."""
MANY = 30
"""Reviewers from which evidence is not thin any longer (the shares of fewer have intervals of ±18 points and more)."""
WIDE = 4.0
"""Width of an opportunity's interval, of 20, from which it says little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """Why a feature cannot wait."""

    shipped_by: tuple[str, ...] = ()
    """Slugs of the rivals on whose pages it appeared lately."""
    rivals: int = 0
    """Rivals of the market."""
    rising: bool = False
    """Whether the share of reviewers who speak of it rose."""
    leavers: int = 0
    """Our reviewers who leave, or threaten to, over it."""
    all_leavers: int = 0
    """Our reviewers who leave, or threaten to, over anything."""

    @property
    def criticality(self) -> float:
        """Share of the rivals that have just shipped it, a quarter more when talk of it rises, 1 at most."""
        share = len(self.shipped_by) / self.rivals if self.rivals else 0.0
        return min(1.0, share + 0.25 * self.rising)

    @property
    def risk(self) -> float:
        """Share of those who leave that leave over it."""
        return self.leavers / self.all_leavers if self.all_leavers else 0.0


def urgencies(
    *,
    us: str,
    rivals: Sequence[str],
    claims: Sequence[ClaimFact],
    shifts: Iterable[Shift],
    intents: Iterable[IntentFact],
    comparisons: Iterable[ComparisonFact],
    reviewers: Mapping[int, str],
    as_of: datetime,
) -> dict[str, Urgency]:
    """Return feature → urgency for every feature that any of it is known of.

    `reviewers` gives review id → key of its reviewer; reviews outside it do not count.
    """
    shipped = _shipped(claims, rivals, as_of=as_of)
    rising = {shift.feature for shift in shifts if shift.measure is Measure.MENTIONS and shift.rises}
    leaving = _leaving(us, intents, comparisons, reviewers)
    everyone = {voice for voices in leaving.values() for voice in voices}
    return {
        feature: Urgency(
            shipped_by=tuple(rival for rival in rivals if rival in shipped.get(feature, ())),
            rivals=len(rivals),
            rising=feature in rising,
            leavers=len(leaving.get(feature, ())),
            all_leavers=len(everyone),
        )
        for feature in sorted({*shipped, *rising, *(feature for feature in leaving if feature is not None)})
    }


def _shipped(claims: Sequence[ClaimFact], rivals: Sequence[str], *, as_of: datetime) -> dict[str, set[str]]:
    """Return feature → rivals on whose pages it appeared lately; what a source's first look found was there before."""
    looked: dict[str, datetime] = {}
    first: dict[tuple[str, str], datetime] = {}
    for claim in claims:
        looked[claim.source] = min(claim.first_seen, looked.get(claim.source, claim.first_seen))
        if claim.product in rivals and claim.status in HAVE:
            cell = claim.feature, claim.product
            first[cell] = min(claim.first_seen, first.get(cell, claim.first_seen))
    shipped: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        seen = first.get((claim.feature, claim.product))
        if seen == claim.first_seen and looked[claim.source] < seen and as_of - RECENT < seen <= as_of:
            shipped[claim.feature].add(claim.product)
    return dict(shipped)


def _leaving(
    us: str,
    intents: Iterable[IntentFact],
    comparisons: Iterable[ComparisonFact],
    reviewers: Mapping[int, str],
) -> dict[str | None, set[str]]:
    """Return feature → reviewers of ours who leave or threaten to; under None those who name no feature."""
    leaving: defaultdict[str | None, set[str]] = defaultdict(set)
    for intent in intents:
        if intent.label is IntentLabel.CHURN and intent.product == us and intent.review in reviewers:
            leaving[intent.feature].add(reviewers[intent.review])
    for one in comparisons:
        if one.relation is Relation.SWITCH and one.loser == us and one.review in reviewers:
            leaving[one.aspect].add(reviewers[one.review])
    return dict(leaving)


def doubts(gap: Gap, evidence: Mapping[int, Evidence], *, as_of: datetime) -> tuple[str, ...]:
    """Return why a gap's evidence is weak, in words: few reviewers, a wide interval, one source, nothing new."""
    behind = [evidence[number] for number in gap.evidence if number in evidence]
    newest = max((one.seen_at for one in behind), default=None)
    found = []
    if gap.n < MANY:
        found.append(f"{gap.n} reviewers, fewer than {MANY}")
    if gap.high - gap.low > WIDE:
        found.append(f"its opportunity may be anywhere from {gap.low:.1f} to {gap.high:.1f}")
    if len({one.source for one in behind}) < 2:
        found.append("a single source")
    if newest is None or as_of - newest > FRESH:
        found.append(f"nothing newer than {FRESH.days} days")
    return tuple(found)
