"""Versions that reviews are of: as the review states it, or by the release notes of the time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from rivalscope.analysis.sentiment import dated
from rivalscope.domain.fact import ReleaseFact, ReviewFact

LEAST_RELEASES = 2
"""Dated releases with a version that a product needs before its reviews are placed between them."""


def versions(reviews: Sequence[ReviewFact], releases: Iterable[ReleaseFact]) -> dict[int, str]:
    """Return review id → version, to its second number (`5.8` of `5.8.12`); reviews of no known version are left out.

    A review that states none is of the newest release at its date; before the first release nothing is known.
    """
    dated_ones: defaultdict[str, dict[date, str]] = defaultdict(dict)
    for release in releases:
        if release.date is not None and release.version:
            former = dated_ones[release.product].get(release.date)
            found = short(release.version)
            dated_ones[release.product][release.date] = max(former, found, key=_order) if former else found
    known = {
        product: sorted(own.items()) for product, own in dated_ones.items() if len(own) >= LEAST_RELEASES
    }
    placed = {}
    for review in reviews:
        if review.version:
            placed[review.id] = short(review.version)
        elif review.product in known and review.date is not None:
            place = bisect_right(known[review.product], dated(review), key=lambda pair: pair[0])
            if place:
                placed[review.id] = known[review.product][place - 1][1]
    return placed


def short(version: str) -> str:
    """Return a version to its second number."""
    return ".".join(version.strip().removeprefix("v").split(".")[:2])


def _order(version: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else -1, part) for part in version.split(".")]
