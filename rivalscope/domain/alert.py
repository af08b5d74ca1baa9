"""Alerts: what people are told of at once, and where to."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from rivalscope.domain.feedback import CODE_DIGITS


class AlertKind(StrEnum):
    """What an alert is about."""

    PRICE = "price"
    """A rival's price moved by as much as was asked for."""
    SHIPPED = "wished-for feature"
    """A rival offers what customers ask for."""
    SPIKE = "spike"
    """Unusually many complaints or requests about a feature in a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing to be told of at once."""

    key: str
    """Made of what it is about: the same thing is told once."""
    kind: AlertKind
    product: str
    """Slug of the product that it happened at."""
    title: str
    """One sentence."""
    detail: str
    """What it rests on: before and after, or n; empty when the title says it all."""
    night: date
    """Night on which it was recorded, or last day of a spike."""
    url: str | None = None
    """The page that shows it."""
    evidence: tuple[int, ...] = ()

    @property
    def code(self) -> str:
        """By which a reader can mark it (`rivalscope feedback`)."""
        return self.key[:CODE_DIGITS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which nobody is told; what happens then is told when they are over."""

    since: time
    until: time
    """Earlier than `since` when they reach over midnight."""

    def holds(self, moment: time) -> bool:
        """Return whether a local time of day lies within them."""
        if self.since <= self.until:
            return self.since <= moment < self.until
        return moment >= self.since or moment < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOptions:
    """What is told of at once, and where to: `[alerts]` in market.toml and the environment."""

    price_percent: float | None = 5.0
    """Least move of a rival's price in percent; None for no such alerts."""
    wished_for: int | None = 3
    """Distinct reviewers who asked for a feature that a rival now offers; None for no such alerts."""
    spikes: bool = True
    quiet: Quiet | None = None
    """In the market's time zone."""
    webhook: str | None = None
    """URL that signed JSON is posted to."""
    channels: tuple[str, ...] = field(default=(), repr=False)
    """Apprise URLs; they hold tokens, so they come from the environment or a file, never from market.toml."""
    secret: str | None = field(default=None, repr=False)
    """Key that the webhook's posts are signed with; from the environment or a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert on its way to one channel, or arrived."""

    alert: Alert
    channel: str
    state: str
    attempts: int
    at: datetime
    detail: str
