"""A replay: stored captures read anew, and how what they say now differs from what is stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Source


class Step(StrEnum):
    """How one row differs."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    """The same thing with another value."""
    DATED = "dated"
    """The same statement, at other times."""
    MOVED = "moved"
    """The same statement, with other words or another place as its evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that a replay would add, take away or alter."""

    source: str
    """Key of the source."""
    kind: str
    """What it is: plan, price, claim, limit, statement, release, review, change or capture."""
    step: Step
    url: str
    subject: str
    before: str | None
    """In words; None for what is gained."""
    after: str | None
    """In words; None for what is lost."""
    quote: str | None
    """Words of the page: those of what is gained or stands now, else those of what is lost; None when there are none."""
    extractor: str
    """What says so now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """A capture that gave facts, as the store has it."""

    id: int
    location_id: int
    capture: Capture
    extractor: str | None
    """What read it; None for a page that was as before."""
    read: bool
    """Whether its body is to be read: an unchanged page says what it said."""
    read_at: datetime
    """Instant from which dates such as `two days ago` count: that of the capture that brought the body."""
    hands_over: bool
    """Whether another version read its page before: what differs there is the reader's doing, and no change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untouched:
    """A capture that can't be read anew: the facts of its source up to it stay as they are."""

    source: str
    url: str
    night: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The captures of one source that are read anew, in their order."""

    source: Source
    number: int
    """Row of the source."""
    start: date
    """First night that is replayed; what was learnt before stays."""
    captures: tuple[StoredCapture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What today's reader makes of a capture."""

    capture: int
    """Row of the capture."""
    verdict: Verdict
    reason: str
    items: int
    extractor: str | None


@dataclass(slots=True, kw_only=True)
class Replayed:
    """What reading stored captures anew came to."""

    since: date
    captures: int = 0
    """Captures that were replayed."""
    sources: int = 0
    former: Counter[str] = field(default_factory=Counter)
    """Captures that were read, by what had read them before."""
    versions: Counter[str] = field(default_factory=Counter)
    """Captures that were read, by what read them now."""
    untouched: list[Untouched] = field(default_factory=list)
    counts: Counter[tuple[str, str, Step]] = field(default_factory=Counter)
    """How many rows differ, by source, kind and step."""
    examples: list[Difference] = field(default_factory=list)
    unread: int = 0
    """Captures whose body is there and could not be read."""
    adopted: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything would be another."""
        return self.counts.total() > 0

    @property
    def is_news(self) -> bool:
        """Whether there is anything to adopt: a difference, or that another version says the same."""
        return self.differs or self.former != self.versions

    def note(self, found: Sequence[Difference], *, examples: int) -> None:
        """Count differences and keep the first of each source, kind and step as examples."""
        for one in found:
            place = (one.source, one.kind, one.step)
            self.counts[place] += 1
            if self.counts[place] <= examples:
                self.examples.append(one)

    def by_kind(self) -> dict[str, int]:
        """Return how many rows differ, by kind and step in words, e.g. `price gained`."""
        found: Counter[str] = Counter()
        for (_, kind, step), count in sorted(self.counts.items()):
            found[f"{kind} {step}"] += count
        return dict(found)
