"""Share of voice: how many of a market's reviewers are of each product, platform by platform and month by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

from rivalscope.analysis.intervals import Z95, wilson
from rivalscope.analysis.sentiment import dated, reviewer_keys
from rivalscope.analysis.series import MONTH
from rivalscope.domain.fact import ReviewFact

MONTHS = 13
"""Bins of four weeks that are told one by one: a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One product's share."""

    product: str
    n: int
    """Its reviewers."""
    share: float
    low: float
    """Lower end of the 95 % interval, simultaneous over all products."""
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Four weeks of one platform."""

    since: date
    n: int
    slices: tuple[Slice, ...]
    """Of every product compared; empty when nobody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformVoice:
    """The reviewers of one platform."""

    platform: str
    since: date
    """First day from which the lists of all products compared reach back."""
    n: int
    slices: tuple[Slice, ...]
    """Largest first."""
    months: tuple[Month, ...]
    """Oldest first; whole ones after `since` alone."""
    left: int
    """Reviews before `since`, which one product's list holds and another's does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOfVoice:
    """The shares of all products, apart by platform, and pooled where that is fair."""

    platforms: tuple[PlatformVoice, ...]
    """Of which two products or more have reviews; most reviewers first."""
    pooled: tuple[Slice, ...]
    """Mean of the platforms that all products share, equal weights; empty with fewer than two of them."""
    shared: tuple[str, ...]
    """Platforms that all products share."""
    alone: tuple[tuple[str, str], ...]
    """Platform and product of those with the reviews of one product only: no share is told of them."""
    undated: int


def share_of_voice(
    reviews: Sequence[ReviewFact], *, products: Sequence[str], until: date, days: int, cut: frozenset[str]
) -> ShareOfVoice:
    """Return shares of reviewers over the `days` up to `until`, one voice per reviewer, product and span.

    `cut` names the sources whose lists of reviews end before their oldest: of such a one nothing older than its oldest
    review is known, so that a platform's span begins there.
    """
    first = until - timedelta(days=days - 1)
    keys = reviewer_keys(reviews)
    by_platform: defaultdict[str, list[ReviewFact]] = defaultdict(list)
    for review in reviews:
        if review.date is not None and first <= review.date <= until and review.product in products:
            by_platform[review.platform or review.source].append(review)
    found, alone = [], []
    for platform, own in sorted(by_platform.items()):
        there = {review.product for review in own}
        if len(there) < 2:
            alone.append((platform, next(iter(there))))
        else:
            found.append(_platform(platform, own, keys, first=first, until=until, cut=cut))
    told = sorted((one for one in found if one.n), key=lambda one: (-one.n, one.platform))
    shared = [one for one in told if {part.product for part in one.slices if part.n} == set(products)]
    return ShareOfVoice(
        platforms=tuple(told),
        pooled=_pooled(shared, products) if len(shared) > 1 else (),
        shared=tuple(one.platform for one in shared),
        alone=tuple(alone),
        undated=sum(review.date is None for review in reviews),
    )


def multinomial(counts: Mapping[str, int]) -> tuple[Slice, ...]:
    """Return the shares of products with simultaneous 95 % intervals, largest first; empty when all are 0.

    Each is the Wilson interval at 1 − 0.05 / k, k the number of shares (Goodman, Technometrics 7 (1965) 247).
    """
    n = sum(counts.values())
    if not n:
        return ()
    z = NormalDist().inv_cdf(1 - 0.05 / len(counts) / 2)
    made = []
    for product, own in counts.items():
        low, high = wilson(own, n, z=z)
        made.append(Slice(product=product, n=own, share=own / n, low=low, high=high))
    return tuple(sorted(made, key=lambda one: (-one.n, one.product)))


def _platform(
    platform: str,
    own: Sequence[ReviewFact],
    keys: Mapping[int, str],
    *,
    first: date,
    until: date,
    cut: frozenset[str],
) -> PlatformVoice:
    oldest: dict[str, date] = {}
    for review in own:
        oldest[review.source] = min(dated(review), oldest.get(review.source, until))
    since = max([first, *(day for source, day in oldest.items() if source in cut)])
    products = sorted({review.product for review in own})
    counted = [review for review in own if dated(review) >= since]
    slices = multinomial(_voices(counted, keys, products))
    begun = max(since, min(map(dated, counted), default=until))
    bins = min(-(-((until - begun).days + 1) // MONTH), ((until - since).days + 1) // MONTH, MONTHS)
    months = []
    for number in range(bins, 0, -1):
        start = until - timedelta(days=number * MONTH - 1)
        within = [one for one in counted if start <= dated(one) < start + timedelta(days=MONTH)]
        parts = multinomial(_voices(within, keys, products))
        months.append(Month(since=start, n=sum(part.n for part in parts), slices=parts))
    return PlatformVoice(
        platform=platform,
        since=since,
        n=sum(part.n for part in slices),
        slices=slices,
        months=tuple(months),
        left=len(own) - len(counted),
    )


def _voices(
    reviews: Sequence[ReviewFact], keys: Mapping[int, str], products: Sequence[str]
) -> dict[str, int]:
    heard: dict[str, set[str]] = {product: set() for product in products}
    for review in reviews:
        heard[review.product].add(keys[review.id])
    return {product: len(voices) for product, voices in heard.items()}


def _pooled(shared: Sequence[PlatformVoice], products: Sequence[str]) -> tuple[Slice, ...]:
    """Return Σ pᵢ / m over the m platforms with Var = Σ pᵢ(1 − pᵢ)/nᵢ / m²: a stratified mean of preset weights."""
    made = []
    for product in products:
        parts = [(part, one.n) for one in shared for part in one.slices if part.product == product]
        share = sum(part.share for part, _ in parts) / len(shared)
        half = Z95 * sum(part.share * (1 - part.share) / n for part, n in parts) ** 0.5 / len(shared)
        made.append(
            Slice(
                product=product,
                n=sum(part.n for part, _ in parts),
                share=share,
                low=max(0.0, share - half),
                high=min(1.0, share + half),
            )
        )
    return tuple(sorted(made, key=lambda one: (-one.share, one.product)))
