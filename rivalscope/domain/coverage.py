"""Coverage: how much of the market a night read."""

from dataclasses import dataclass
from datetime import date, datetime

from rivalscope.domain.capture import Ending, Verdict
from rivalscope.domain.market import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """What one source gave on one night."""

    product: str
    source: str
    kind: SourceKind
    url: str
    night: date
    verdict: Verdict | None
    """Of the worst capture that night; None when the source was due and never fetched."""
    reason: str
    captures: int
    items: int
    last_ok: datetime | None
    """When the source last gave facts, up to that night."""
    stated: int | None = None
    """Items that the source itself said there are; None when it did not say."""
    held: int | None = None
    """Reviews of the source that are stored by the end of that night; None when it is no list."""
    due: bool = True
    """Whether any page of it needed a check; facts stand as last seen when none did."""
    ending: Ending | None = None
    """Why its list was not followed further; None when it is no list, or was cut off by a failure."""
    noise: int = 0
    """Lines of its pages that differed from the capture before and said the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NightPages:
    """How much of the web one night read."""

    night: date
    ok: int
    """Pages that gave facts."""
    not_due: int
    """Pages that needed no check: their facts stand as last seen."""
    failed: int
    """Pages that were asked for and gave none."""
    left: int
    """Pages that the night was to fetch and did not come to."""

    @property
    def covered(self) -> int:
        """Pages whose facts hold that night."""
        return self.ok + self.not_due

    @property
    def planned(self) -> int:
        """All pages of the night."""
        return self.covered + self.failed + self.left
