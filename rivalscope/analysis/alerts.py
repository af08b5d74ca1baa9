"""Alerts as rules over what changed and what customers say: prices that move, wishes that rivals fulfil, spikes."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from rivalscope.analysis.changes import price_move
from rivalscope.analysis.demand import demands
from rivalscope.analysis.movement import Movement, Shape
from rivalscope.analysis.series import Measure
from rivalscope.domain.alert import Alert, AlertKind, AlertOptions
from rivalscope.domain.fact import Change, ChangeKind, ChangeMode, ClaimFact, IntentFact
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel

_SPIKES = {
    Measure.NEGATIVE: "complain of {feature}",
    Measure.PROBLEMS: "report problems with {feature}",
    Measure.REQUESTS: "ask for {feature}",
}
"""What a spike of each measure says; one of mentions alone is no alert."""

_OFFERED = frozenset({ClaimStatus.OFFERED, ClaimStatus.LIMITED, ClaimStatus.BETA, ClaimStatus.ADD_ON})

_EVIDENCE = 5

REST = timedelta(days=28)
"""How long a spike that was told is not told again: the longest span of days that a spike is looked for in."""


def alerts(
    changes: Iterable[Change],
    *,
    claims: Iterable[ClaimFact],
    wishes: Mapping[str, int],
    movements: Iterable[Movement],
    names: Mapping[str, str],
    ours: str,
    options: AlertOptions,
) -> list[Alert]:
    """Return what to tell at once, oldest first; values that come and go, and our own pages, are never told.

    `wishes` maps features to the distinct reviewers, of any product, who asked for them. `names` maps slugs to names
    as written.
    """
    features = {claim.evidence: claim for claim in claims}
    theirs = [c for c in changes if c.product != ours and c.mode is not ChangeMode.UNSTABLE]
    found = [*_prices(theirs, names, options)]
    found += [alert for change in theirs for alert in _shipped(change, features, wishes, names, options)]
    if options.spikes:
        found += [alert for movement in movements for alert in _spike(movement, names)]
    # A feature that comes to three plans on one night is one thing to be told of.
    return sorted({alert.key: alert for alert in reversed(found)}.values(), key=lambda a: (a.night, a.title))


def untold(found: Iterable[Alert], raised: Iterable[Alert]) -> list[Alert]:
    """Return alerts without the spikes that were raised within `REST` before, whose weeks slide on with every night."""
    raised = [alert for alert in raised if alert.kind is AlertKind.SPIKE]
    return [
        alert
        for alert in found
        if alert.kind is not AlertKind.SPIKE
        or not any(
            (one.product, one.title) == (alert.product, alert.title) and abs(alert.night - one.night) < REST
            for one in raised
        )
    ]


def wished(intents: Iterable[IntentFact], *, reviewers: Mapping[int, str]) -> Counter[str]:
    """Return feature → distinct reviewers, of any product, who ask for it; `reviewers` gives review id → key."""
    wishes: Counter[str] = Counter()
    for one in demands(intents, label=IntentLabel.REQUEST, reviewers=reviewers):
        if one.feature is not None:
            wishes[one.feature] += one.voices
    return wishes


def _prices(changes: Iterable[Change], names: Mapping[str, str], options: AlertOptions) -> Iterator[Alert]:
    """Yield one alert for each plan and night, whatever the ways to pay for it that moved."""
    moved: defaultdict[tuple[str, str, date], list[tuple[Decimal, Change]]] = defaultdict(list)
    for change in changes:
        move = price_move(change)
        if move is not None and abs(move) * 100 >= Decimal(str(options.price_percent or "inf")):
            moved[change.product, change.subject, change.night].append((move, change))
    for (product, subject, night), moves in moved.items():
        most = max((move for move, _ in moves), key=abs)
        percent = f"{abs(most):.1%}".replace("%", " %")
        yield Alert(
            key=_key("price", product, subject, night),
            kind=AlertKind.PRICE,
            product=product,
            title=f"{names[product]} {'raises' if most > 0 else 'lowers'} {subject} by {percent}.",
            detail="; ".join(f"{change.before} → {change.after}" for _, change in moves),
            night=night,
            evidence=tuple(
                number
                for _, change in moves
                for number in (change.evidence_after, change.evidence_before)
                if number is not None
            )[:_EVIDENCE],
        )


def _shipped(
    change: Change,
    features: Mapping[int, ClaimFact],
    wishes: Mapping[str, int],
    names: Mapping[str, str],
    options: AlertOptions,
) -> Iterator[Alert]:
    claim = features.get(change.evidence_after or -1)
    if claim is None or change.kind is not ChangeKind.FEATURE or options.wished_for is None:
        return
    asked = wishes.get(claim.feature, 0)
    if claim.status not in _OFFERED or asked < options.wished_for:
        return
    if change.before in {status.value for status in _OFFERED}:
        return
    yield Alert(
        key=_key("shipped", change.product, claim.feature, change.night),
        kind=AlertKind.SHIPPED,
        product=change.product,
        title=f"{names[change.product]} now offers {claim.feature}, which {asked} reviewers have asked for.",
        detail=f"{change.subject}: {change.before or 'not stated'} → {change.after}",
        night=change.night,
        evidence=(claim.evidence,),
    )


def _spike(movement: Movement, names: Mapping[str, str]) -> Iterator[Alert]:
    words = _SPIKES.get(movement.measure)
    if words is None or movement.shape is not Shape.SPIKE or movement.crowd:
        return
    span = "week" if movement.days == 7 else "four weeks"
    chance = "below 0.001" if movement.p_value < 0.001 else f"{movement.p_value:.3f}"
    yield Alert(
        key=_key("spike", movement.product, movement.feature, movement.measure, movement.since),
        kind=AlertKind.SPIKE,
        product=movement.product,
        title=f"Unusually many reviewers of {names[movement.product]} {words.format(feature=movement.feature)}.",
        detail=f"{movement.after:.0f} in the {span} to {movement.until}; {movement.before:.1f} before, "
        f"at most {movement.high:.0f} foretold (chance {chance})",
        night=movement.until,
        evidence=movement.evidence[:_EVIDENCE],
    )


def _key(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]
