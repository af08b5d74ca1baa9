"""A movement: a spike, a trend or a change of level in what customers say, with all that a reader needs to doubt it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rivalscope.analysis.series import Measure


class Shape(StrEnum):
    """How a series moved."""

    SPIKE = "spike"
    """One bin holds more voices than those before it foretell."""
    TREND = "trend"
    """A share keeps rising or falling over a year."""
    STEP = "change of level"
    """A share has another level from one bin on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One series that moved by more than chance explains."""

    product: str
    feature: str
    measure: Measure
    shape: Shape
    since: date
    """First day of the spike, of the trend, or of the new level."""
    until: date
    """Last day of the spike, of the trend, or of the new level."""
    days: int
    """Days of a bin: 7, or 28 where weeks hold too few voices."""
    before: float
    """Voices a bin before a spike; the share before a change of level, or at the beginning of a trend."""
    after: float
    """Voices in the spike; the share since the change, or at the end of the trend."""
    low: float
    """Lower end of a 95 % interval: of what a spike's bin was foretold to hold, else of `after` less `before`."""
    high: float
    n_before: int
    """Voices that `before` stands on."""
    n: int
    """Voices that `after` stands on: reviewers who could have said it; for a spike those who did."""
    bins: int
    """Bins of the series that were looked at."""
    p_value: float
    place: tuple[date, date] | None = None
    """For a change of level, the first and the last day on which it may have come, 95 %."""
    rivals_before: float | None = None
    """The mean of the other products in the same bins; None when none has enough voices."""
    rivals_after: float | None = None
    year_ago: float | None = None
    """`after` less `before` in the same bins a year earlier; None when the series does not reach so far."""
    crowd: bool = False
    """Whether unusually many reviewers of the product altogether explain half of a spike or more."""
    evidence: tuple[int, ...] = ()
    """Evidence ids of the remarks behind `after`, surest first, one a voice, at most 20."""

    @property
    def rises(self) -> bool:
        """Whether it went up."""
        return self.after > self.before

    @property
    def shared(self) -> bool:
        """Whether rivals moved the same way in the same bins, half as much or more: then it is the market's."""
        if self.rivals_before is None or self.rivals_after is None:
            return False
        return _same(
            self.rivals_after, self.rivals_before, self.after, self.before, spike=self.shape is Shape.SPIKE
        )

    @property
    def seasonal(self) -> bool:
        """Whether the same weeks a year earlier moved the same way, half as much or more."""
        moved = self.after - self.before
        return (
            self.year_ago is not None and self.year_ago * moved > 0 and abs(self.year_ago) >= abs(moved) / 2
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bin of a drawn series."""

    since: date
    value: float | None
    """Share, or voices for a spike's series; None when nobody could be counted."""
    low: float | None
    """Lower end of the Wilson 95 % interval of the share, or of the voices foretold."""
    high: float | None
    n: int
    """Reviewers of whom the value is a share; for voices the voices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A series that moved, to be drawn."""

    movement: int
    """Place of the movement among those found."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """How many series a test was run on."""

    shape: Shape
    series: int
    """Series with enough voices and bins."""
    thin: int
    """Series of a product and a feature with a voice, but too few for the test."""
    found: int
    needs: str
    """What a series needs for the test, in words."""
    most: str
    """What the fullest series has, in words; empty when some series was tested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFindings:
    """What moved in what customers say, and what was looked at."""

    since: date
    """First day of the weeks looked at."""
    until: date
    weeks: int
    movements: tuple[Movement, ...]
    """Surest first, by shape."""
    lines: tuple[Line, ...]
    tested: tuple[Tested, ...]
    """One for each shape."""
    undated: int
    """Reviews without a date, which no series counts."""
    aside: int
    """Dated reviews of sources or days left out so that each product is counted over the same sources throughout."""


def _same(rival_after: float, rival_before: float, after: float, before: float, *, spike: bool) -> bool:
    if spike:  # counts of products differ in size: what counts is how many times as many there are
        theirs, ours = (rival_after - rival_before) / max(rival_before, 1), (after - before) / max(before, 1)
    else:
        theirs, ours = rival_after - rival_before, after - before
    return theirs * ours > 0 and abs(theirs) >= abs(ours) / 2
