"""`rivalscope backtest`: what other thresholds would have told, before they are adopted."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from rivalscope.analysis.backtest import AlertTrial, ScoreTrial, other_options, try_alerts, try_score
from rivalscope.commands.options import day_option, json_option, market_option
from rivalscope.domain.alert import Alert, AlertKind
from rivalscope.domain.feedback import Mark

DAYS = 182
"""Days that are looked at unless told otherwise: half a year."""


@click.command("backtest")
@click.option("--price-percent", type=click.FloatRange(0, 1000), default=None, help="As in [alerts].")
@click.option("--wished-for", type=click.IntRange(0), default=None, help="As in [alerts].")
@click.option("--spikes/--no-spikes", default=None, help="As in [alerts].")
@click.option(
    "--score",
    type=click.FloatRange(0, 100),
    default=None,
    help="As minimum_score of a recipient of [digest].",
)
@day_option("--since", help="From the night of this UTC date on; by default half a year.")
@json_option
@market_option
def command(
    *,
    price_percent: float | None,
    wished_for: int | None,
    spikes: bool | None,
    score: float | None,
    since: date | None,
    as_json: bool,
    market_path: Path | None,
) -> int:
    """Replay the nights by other thresholds: what they would have told, and what not, with the marks that readers gave.

    Nothing is sent, stored or changed. Thresholds that are not named stay as [alerts] has them.
    """
    from flows.backtest import read_history
    from flows.opened import open_market
    from storage.feedback import feedback

    now = datetime.now(UTC)
    with open_market(market_path) as opened:
        history = read_history(opened, since=since or now.date() - timedelta(days=DAYS), now=now)
        marked = feedback(opened.engine)
        options = opened.market.alerts
    other = other_options(options, price_percent=price_percent, wished_for=wished_for, spikes=spikes)
    trial = try_alerts(history, now=options, other=other, marked=marked)
    scores = try_score(history, score, marked=marked) if score is not None else None
    if as_json:
        click.echo(json.dumps(data(trial, scores, since=history.since), ensure_ascii=False))
        return 0
    for line in lines(trial, scores, since=history.since):
        click.echo(line)
    return 0


def lines(trial: AlertTrial, scores: ScoreTrial | None, *, since: date) -> Iterator[str]:
    """Return a trial as lines for people."""
    yield f"since {since}: {_alerts(len(trial.now))} as [alerts] stands, {len(trial.other)} by the thresholds tried"
    for kind in AlertKind:
        now, other = (sum(one.kind is kind for one in told) for told in (trial.now, trial.other))
        if now or other:
            yield f"  {kind.value}: {now} → {other}"
    useful, noise = (trial.count(trial.dropped, mark) for mark in (Mark.USEFUL, Mark.NOISE))
    if useful or noise:
        yield f"  of those no longer told readers marked {useful} useful and {noise} noise"
    for sign, told in (("-", trial.dropped), ("+", trial.added)):
        for alert in told:
            yield f"{sign} {alert.night} {alert.title}{_marks(trial, alert)}"
    if scores is not None:
        yield from _score_lines(scores)


def _score_lines(scores: ScoreTrial) -> Iterator[str]:
    told, kept = (number / scores.weeks for number in (scores.told, scores.kept))
    yield (
        f"changes of rivals in a week's digest: {told:.1f} → {kept:.1f} with minimum_score = {scores.minimum:g} "
        f"({scores.told} → {scores.kept} in all)"
    )
    if scores.useful[1] or scores.noise[1]:
        yield (
            f"  of the items that readers marked, {scores.useful[0]} of {scores.useful[1]} useful ones are kept and "
            f"{scores.noise[0]} of {scores.noise[1]} of noise left out"
        )


def _alerts(number: int) -> str:
    return "1 alert" if number == 1 else f"{number} alerts"


def _marks(trial: AlertTrial, alert: Alert) -> str:
    given = trial.marked(alert)
    return f" ({', '.join(mark.value for mark in given)})" if given else ""


def data(trial: AlertTrial, scores: ScoreTrial | None, *, since: date) -> dict[str, object]:
    """Return a trial as JSON values."""
    found: dict[str, object] = {
        "since": since.isoformat(),
        "now": len(trial.now),
        "other": len(trial.other),
        "dropped": [_data(trial, alert) for alert in trial.dropped],
        "added": [_data(trial, alert) for alert in trial.added],
    }
    if scores is not None:
        found["digest"] = {
            "minimum_score": scores.minimum,
            "weeks": round(scores.weeks, 1),
            "told": scores.told,
            "kept": scores.kept,
            "useful": {"kept": scores.useful[0], "all": scores.useful[1]},
            "noise": {"left_out": scores.noise[0], "all": scores.noise[1]},
        }
    return found


def _data(trial: AlertTrial, alert: Alert) -> dict[str, object]:
    return {
        "code": alert.code,
        "kind": alert.kind.value,
        "product": alert.product,
        "title": alert.title,
        "night": alert.night.isoformat(),
        "marks": [mark.value for mark in trial.marked(alert)],
    }
