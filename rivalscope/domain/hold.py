"""Holds: pages whose facts stay as they were until the same is seen again or a person decides."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class HoldState(StrEnum):
    """What became of a page that was held back."""

    HELD = "held"
    """Nobody has decided: last good facts stand."""
    ACCEPTED = "accepted"
    """Its next capture of the same shape is taken as it is."""
    PASSED = "passed"
    """It is over: the page was accepted, came back, or has another shape."""
    REJECTED = "rejected"
    """A person wants last good facts to stand whenever this shape is seen; nobody is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One page that is, or was, held back."""

    id: int
    source: str
    """Key of the source."""
    url: str
    cause: str
    """redesign, geo variant, price jump or fill rate."""
    reason: str
    first_night: date
    last_night: date
    nights: int
    """On how many nights this shape was seen."""
    standing: int
    """Facts that stood before."""
    lost: int
    """How many of them the page no longer states."""
    vanished: tuple[str, ...]
    """Their names, fifty at most."""
    state: HoldState = HoldState.HELD
    decided_by: str | None = None
    """Who accepted or rejected it: a person, or `3 nights`; None while nobody did."""
    decided_at: datetime | None = None

    @property
    def taken(self) -> bool:
        """Whether its facts were accepted and stored."""
        return self.state is HoldState.PASSED and self.decided_by is not None

    @property
    def span(self) -> str:
        """Its nights in words, e.g. `2026-01-02` or `2026-01-02 to 2026-01-04`."""
        first, last = self.first_night, self.last_night
        return f"{first}" if first == last else f"{first} to {last}"


class HeldStep(StrEnum):
    """What accepting a page would do to one fact."""

    VANISHES = "vanishes"
    COMES = "comes"
    CHANGES = "changes"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSide:
    """A fact on one side, with the words that say so."""

    text: str
    """The fact in words."""
    quote: str | None
    """Verbatim words of the page; None for a plan that shows only its name."""
    selector: str | None
    start: int | None
    """Characters into the text of the selected element."""
    end: int | None
    snapshot: str | None
    """SHA-256 of the stored page."""
    extractor: str
    seen_at: datetime
    evidence: int | None
    """Number of the stored evidence; None for what is not stored yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """One fact of a held page before and after."""

    kind: str
    """plan, price, claim, limit or statement."""
    subject: str
    step: HeldStep
    before: HeldSide | None
    after: HeldSide | None
