"""Re-checks: how often a page changes, as its checks show, and when it is worth asking for again.

Changes of a page are taken as a Poisson process whose rate is unknown. A check tells only whether there was a change
since the one before, not how many: Cho and Garcia-Molina, "Estimating frequency of change", ACM Transactions on
Internet Technology 3 (2003) 256-290, show that the naive changes per day is then too low and correct it. Here a span
that ended in a change is counted to its middle, where its first change is expected, so that rate = changes / watched
days; for equal spans of length I with a share p of changes this is 2p / (2 - p) / I, the first Padé approximant of
their estimator -log(1 - p) / I: 2 % low at one change in two spans, 15 % at three, where the interval is at its lower
bound anyway. With a Gamma prior the posterior is Gamma again and its mean needs two sums only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp

from rivalscope.domain.crawl import CrawlOptions
from rivalscope.domain.market import Source, SourceKind

PRIOR_CHANGES = 1.0
"""Changes that the prior is worth: it gives way to a handful of checks."""
PRIOR_DAYS = 3.0
"""Days that they took: a page of which nothing is known is asked for on each of its first four nights."""
STALENESS = 0.1
"""Share of the time for which what we hold of a page may be out of date, as expected from its rate."""
TIGHT = {SourceKind.PRICING: 2.0, SourceKind.CHANGELOG: 2.0, SourceKind.FEED: 2.0}
"""Most days between two checks of kinds whose news is worth most, however seldom they change."""
SLACK = timedelta(hours=6)
"""By how much a check may be early: nights do not begin to the second, and half a night is no night."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What the checks of one page showed."""

    checks: int = 0
    """Good captures after the first one."""
    changes: int = 0
    """Those of them that said something else than the one before."""
    watched_days: float = 0.0
    """Days between checks; of those that ended in a change half."""
    restless: bool = False
    """Whether the newest check showed a change, or missed what stood before: the next night then looks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Between how many days the next check of a page must lie."""

    least: float
    most: float


def bounds_of(source: Source, options: CrawlOptions) -> Bounds:
    """Return the bounds of a source: its own interval, else those of the market file, tight for urgent kinds."""
    if source.every is not None:
        return Bounds(least=source.every, most=source.every)
    most = max(
        options.check_at_least, min(options.check_at_most, TIGHT.get(source.kind, options.check_at_most))
    )
    return Bounds(least=options.check_at_least, most=most)


def observe(watch: Watch, *, days: float, changed: bool, missing: bool = False) -> Watch:
    """Return what is known after one more check, `days` after the one before.

    `missing` says that something which stood before was not there, which may be a change or not.
    """
    return replace(
        watch,
        checks=watch.checks + 1,
        changes=watch.changes + changed,
        watched_days=watch.watched_days + (days / 2 if changed else days),
        restless=changed or missing,
    )


def rate(watch: Watch) -> float:
    """Return the expected number of changes a day: the mean of the posterior."""
    return (PRIOR_CHANGES + watch.changes) / (PRIOR_DAYS + watch.watched_days)


def staleness(rate: float, days: float) -> float:
    """Return the share of the time for which a copy is out of date when it is renewed every so many days.

    1 - (1 - e^(-rate * days)) / (rate * days): one minus the freshness of Cho and Garcia-Molina, "Effective page
    refresh policies for web crawlers", ACM Transactions on Database Systems 28 (2003) 390-426.
    """
    expected = rate * days
    return 1.0 - (1.0 - exp(-expected)) / expected if expected > 0 else 0.0


def interval(watch: Watch, bounds: Bounds) -> float:
    """Return the days between two checks: the longest that keeps staleness at its target, within the bounds."""
    if watch.restless or bounds.least == bounds.most:
        return bounds.least
    changes = rate(watch)
    low, high = bounds.least, bounds.most
    if staleness(changes, high) <= STALENESS:
        return high
    if staleness(changes, low) >= STALENESS:
        return low
    for _ in range(30):  # to a millionth of a day
        middle = (low + high) / 2
        low, high = (middle, high) if staleness(changes, middle) <= STALENESS else (low, middle)
    return low


def is_due(watch: Watch | None, bounds: Bounds, *, since: datetime | None, at: datetime) -> bool:
    """Tell whether a page is due at an instant; `since` is its newest good capture, None when there is none."""
    if watch is None or since is None:
        return True
    return at - since + SLACK >= timedelta(days=interval(watch, bounds))


def watched(spans: Iterable[tuple[float, bool]]) -> Watch:
    """Return what a row of checks shows: the days before each, and whether it found a change."""
    watch = Watch()
    for days, changed in spans:
        watch = observe(watch, days=days, changed=changed)
    return watch
