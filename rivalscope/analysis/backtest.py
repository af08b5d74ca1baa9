"""What other thresholds would have told over a span of nights, set against what the present ones do. Nothing is told by it."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rivalscope.analysis.alerts import alerts, wished
from rivalscope.analysis.movement import Movement
from rivalscope.analysis.sentiment import dated, reviewer_keys
from rivalscope.domain.alert import Alert, AlertKind, AlertOptions
from rivalscope.domain.fact import Change, ChangeKind, ChangeMode, ClaimFact, IntentFact, ReviewFact
from rivalscope.domain.feedback import Mark, Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What the store knows of a span of nights, and of the window of wishes before it."""

    changes: Sequence[Change]
    claims: Sequence[ClaimFact]
    """Those that stand and those that ended."""
    intents: Sequence[IntentFact]
    reviews: Sequence[ReviewFact]
    movements: Sequence[Movement]
    """Of the weeks that end with the span: what a night then could not know yet is among them."""
    names: Mapping[str, str]
    ours: str
    since: date
    until: date
    window_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTrial:
    """Alerts by the present thresholds and by others, each list oldest first."""

    now: tuple[Alert, ...]
    other: tuple[Alert, ...]
    marks: Mapping[str, tuple[Mark, ...]]
    """Code of an alert → what readers think of it; of a spike its title, since the weeks that its code is of slide on."""

    @property
    def dropped(self) -> tuple[Alert, ...]:
        """What the others would not have told."""
        return _without(self.now, self.other)

    @property
    def added(self) -> tuple[Alert, ...]:
        """What the others alone would have told."""
        return _without(self.other, self.now)

    def marked(self, alert: Alert) -> tuple[Mark, ...]:
        """Return what readers think of an alert."""
        return self.marks.get(alert.title if alert.kind is AlertKind.SPIKE else alert.code, ())

    def count(self, told: Collection[Alert], mark: Mark) -> int:
        """Return how many alerts of a list a reader gave a mark."""
        return sum(mark in self.marked(alert) for alert in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTrial:
    """Changes of rivals that digests tell, all of them and those of a least score."""

    minimum: float
    weeks: float
    told: int
    kept: int
    useful: tuple[int, int]
    """Marked items: those kept, and all."""
    noise: tuple[int, int]
    """Marked items: those left out, and all."""


def try_alerts(
    history: History, *, now: AlertOptions, other: AlertOptions, marked: Iterable[Marked]
) -> AlertTrial:
    """Return what two sets of thresholds tell of the same nights."""
    marks: dict[str, tuple[Mark, ...]] = {}
    for one in marked:
        spike = one.item.kind.startswith(AlertKind.SPIKE)
        place = one.item.title if spike else one.item.code
        marks[place] = (*marks.get(place, ()), one.mark)
    wishes = wishes_by_night(history)
    return AlertTrial(
        now=replay(history, now, wishes=wishes), other=replay(history, other, wishes=wishes), marks=marks
    )


def wishes_by_night(history: History) -> dict[date, Mapping[str, int]]:
    """Return night → feature → reviewers who had asked for it by then, for nights on which a rival changed features."""
    nights = {
        change.night
        for change in history.changes
        if change.kind is ChangeKind.FEATURE and change.product != history.ours
    }
    return {
        night: wished(history.intents, reviewers=reviewer_keys(_heard(history, night))) for night in nights
    }


def replay(
    history: History, options: AlertOptions, *, wishes: Mapping[date, Mapping[str, int]]
) -> tuple[Alert, ...]:
    """Return the alerts of every night of a history by thresholds and by what was wished for on each night."""
    raised: dict[str, Alert] = {}
    for night in sorted({change.night for change in history.changes}):
        found = alerts(
            [change for change in history.changes if change.night == night],
            claims=history.claims, wishes=wishes.get(night, {}), movements=(),
            names=history.names, ours=history.ours, options=options,
        )  # fmt: skip
        raised |= {alert.key: alert for alert in found if alert.key not in raised}
    spikes = alerts(
        (), claims=(), wishes={}, movements=history.movements,
        names=history.names, ours=history.ours, options=options,
    )  # fmt: skip
    raised |= {one.key: one for one in spikes if history.since <= one.night <= history.until}
    return tuple(sorted(raised.values(), key=lambda alert: (alert.night, alert.title)))


def try_score(history: History, minimum: float, *, marked: Iterable[Marked]) -> ScoreTrial:
    """Return how many changes of rivals a least score would have left in the digests of a span."""
    theirs = [c for c in history.changes if c.product != history.ours and c.mode is not ChangeMode.UNSTABLE]
    scored = [one for one in marked if one.item.score is not None]
    useful = [one for one in scored if one.mark is Mark.USEFUL]
    noise = [one for one in scored if one.mark is Mark.NOISE]
    return ScoreTrial(
        minimum=minimum,
        weeks=((history.until - history.since).days + 1) / 7,
        told=len(theirs),
        kept=sum(change.score is None or change.score >= minimum for change in theirs),
        useful=(sum((one.item.score or 0) >= minimum for one in useful), len(useful)),
        noise=(sum((one.item.score or 0) < minimum for one in noise), len(noise)),
    )


def other_options(
    options: AlertOptions, *, price_percent: float | None, wished_for: int | None, spikes: bool | None
) -> AlertOptions:
    """Return thresholds with some of them exchanged; None leaves one as it is, 0 turns it off."""
    return dataclasses.replace(
        options,
        price_percent=options.price_percent if price_percent is None else price_percent or None,
        wished_for=options.wished_for if wished_for is None else wished_for or None,
        spikes=options.spikes if spikes is None else spikes,
    )


def _heard(history: History, night: date) -> list[ReviewFact]:
    """Return the reviews of the window before a night that were known on it."""
    since = night - timedelta(days=history.window_days)
    return [one for one in history.reviews if since <= dated(one) <= night and one.first_seen.date() <= night]


def _without(told: Iterable[Alert], others: Iterable[Alert]) -> tuple[Alert, ...]:
    keys = {alert.key for alert in others}
    return tuple(alert for alert in told if alert.key not in keys)
