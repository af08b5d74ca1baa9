"""The suite `rechecks`: nights of pages with a known history, asked for when due, against asking every night."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rivalscope.domain.recheck import Bounds, Watch, is_due, observe


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What asking when due saved, and what it cost in time."""

    nights: int
    """Requests that asking every night takes: pages times nights."""
    requests: int
    changes: int
    """Nights on which at least one change lay between a page and the night before."""
    delays: tuple[float, ...]
    """Days from each change to the check that found it, beyond what asking every night takes."""

    @property
    def saved(self) -> float:
        """Share of the requests that were not needed."""
        return 1 - self.requests / self.nights if self.nights else 0.0

    @property
    def mean_delay(self) -> float:
        """Mean days by which a change is found later than by asking every night."""
        return sum(self.delays) / len(self.delays) if self.delays else 0.0

    def __add__(self, other: "Saving") -> "Saving":
        """Return both together."""
        return Saving(
            nights=self.nights + other.nights,
            requests=self.requests + other.requests,
            changes=self.changes + other.changes,
            delays=self.delays + other.delays,
        )


NOTHING = Saving(nights=0, requests=0, changes=0, delays=())


def simulate(changes: Sequence[datetime], *, first: datetime, last: datetime, bounds: Bounds) -> Saving:
    """Ask for one page on every night from `first` to `last` on which it is due; `changes` are when it changed."""
    moments = sorted(change for change in changes if first < change <= last)
    watch, since = Watch(), first
    requests = nights = 1
    delays: list[float] = []
    waiting: list[datetime] = []  # the nights on which changes not found yet would have been found
    found = 0
    night = first + timedelta(days=1)
    while night <= last:
        nights += 1
        while found < len(moments) and moments[found] <= night:
            if not waiting or waiting[-1] != night:
                waiting.append(night)
            found += 1
        if is_due(watch, bounds, since=since, at=night):
            requests += 1
            delays += [(night - shown) / timedelta(days=1) for shown in waiting]
            watch = observe(watch, days=(night - since) / timedelta(days=1), changed=bool(waiting))
            waiting, since = [], night
        night += timedelta(days=1)
    return Saving(nights=nights, requests=requests, changes=len(delays) + len(waiting), delays=tuple(delays))
