"""What other thresholds would have told of the same nights."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

from rivalscope.analysis.backtest import (
    History,
    other_options,
    replay,
    try_alerts,
    try_score,
    wishes_by_night,
)
from rivalscope.analysis.movement import Movement, Shape
from rivalscope.analysis.series import Measure
from rivalscope.domain.alert import AlertKind, AlertOptions
from rivalscope.domain.fact import ChangeKind, ChangeMode
from rivalscope.domain.feedback import Mark, Marked, ToldItem
from rivalscope.domain.page import ClaimStatus

UNTIL = date(2026, 11, 22)
NOW = AlertOptions()


def history(facts, changes, **known):
    settled = {
        "claims": (), "intents": (), "reviews": (), "movements": (), "names": {"ours": "Northwind", "zoom": "Zoom"},
        "ours": "ours", "since": UNTIL - timedelta(days=69), "until": UNTIL, "window_days": 365,
    }  # fmt: skip
    return History(changes=changes, **(settled | known))


def told_by(known, options=NOW):
    return replay(known, options, wishes=wishes_by_night(known))


def price(facts, before, after, *, back=0, **values):
    made = facts.change(
        "zoom", f"{before} USD per seat per month", f"{after} USD per seat per month", **values
    )
    return dataclasses.replace(made, night=UNTIL - timedelta(days=back))


def marked(code, mark, *, score=None):
    item = ToldItem(code=code, kind="price", product="zoom", title="Pro", week="2026-W47", score=score)
    return Marked(item=item, mark=mark, by="ana", at=datetime(2026, 11, 23, tzinfo=UTC))


def test_a_higher_threshold_drops_the_small_moves_and_says_what_readers_thought_of_them(facts):
    known = history(facts, [price(facts, 100, 120), price(facts, 120, 128, back=30, subject="Team")])
    (small, _) = told_by(known)
    trial = try_alerts(
        known,
        now=NOW,
        other=other_options(NOW, price_percent=10, wished_for=None, spikes=None),
        marked=[marked(small.code, Mark.NOISE)],
    )
    assert (len(trial.now), len(trial.other)) == (2, 1)
    assert [alert.title for alert in trial.dropped] == ["Zoom raises Team by 6.7 %."]
    assert trial.added == ()
    assert (trial.count(trial.dropped, Mark.NOISE), trial.count(trial.dropped, Mark.USEFUL)) == (1, 0)


def test_a_lower_threshold_adds_and_none_tells_nothing(facts):
    known = history(facts, [price(facts, 100, 102)])
    lower = other_options(NOW, price_percent=1, wished_for=None, spikes=None)
    trial = try_alerts(known, now=NOW, other=lower, marked=())
    assert (trial.now, len(trial.added)) == ((), 1)
    off = other_options(NOW, price_percent=0, wished_for=0, spikes=False)
    assert (off.price_percent, off.wished_for, off.spikes) == (None, None, False)
    assert told_by(known, off) == ()


def asked(facts, number, *, day):
    review = facts.review("zoom", date=day, author_key=f"a{number}")
    seen = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return dataclasses.replace(review, first_seen=seen), facts.intent(review, "SSO", words="We need SSO.")


def test_wishes_are_those_that_were_known_on_the_night_itself(facts):
    claim = facts.claim("zoom", "SSO", ClaimStatus.OFFERED, quote="SSO")
    shipped = dataclasses.replace(
        facts.change("zoom", None, "offered", kind=ChangeKind.FEATURE, mode=ChangeMode.ADDED, subject="SSO"),
        night=UNTIL - timedelta(days=10),
        evidence_after=claim.evidence,
    )

    def told(*days):
        pairs = [asked(facts, number, day=UNTIL - timedelta(days=back)) for number, back in enumerate(days)]
        reviews, intents = zip(*pairs, strict=True)
        known = history(facts, [shipped], claims=[claim], reviews=reviews, intents=intents)
        return [one.kind for one in told_by(known)]

    assert told(12, 13, 14) == [AlertKind.SHIPPED]
    assert told(12, 13, 5) == []
    assert told(12, 13, 400) == []


def test_a_least_score_says_how_many_changes_stay_and_what_becomes_of_those_that_were_marked(facts):
    changes = [price(facts, 100, 120, score=score) for score in (90.0, 60.0, 30.0, 10.0)]
    ours = dataclasses.replace(changes[0], product="ours")
    gone = dataclasses.replace(changes[0], mode=ChangeMode.UNSTABLE)
    marks = [
        marked("a", Mark.USEFUL, score=90.0), marked("b", Mark.USEFUL, score=30.0), marked("c", Mark.NOISE, score=10.0),
        marked("d", Mark.NOISE, score=60.0), marked("e", Mark.NOISE),
    ]  # fmt: skip
    trial = try_score(history(facts, [*changes, ours, gone]), 50, marked=marks)
    assert (trial.told, trial.kept, trial.weeks) == (4, 2, 10)
    assert (trial.useful, trial.noise) == ((1, 2), (1, 2))


def test_marks_of_a_spike_count_though_its_weeks_have_slid_on_since(facts):
    movement = Movement(
        shape=Shape.SPIKE, measure=Measure.PROBLEMS, product="zoom", feature="SSO", since=UNTIL - timedelta(days=6), until=UNTIL,
        days=7, before=2.0, after=11.0, low=0.0, high=6.0, n_before=26, n=11, bins=14, p_value=0.001, evidence=(),
    )  # fmt: skip
    known = history(facts, [], movements=[movement])
    (spike,) = told_by(known)
    item = ToldItem(code="0123456789", kind="spike alert", product="zoom", title=spike.title, week="2026-W46")
    then = Marked(item=item, mark=Mark.USEFUL, by="", at=datetime(2026, 11, 16, tzinfo=UTC))
    off = other_options(NOW, price_percent=None, wished_for=None, spikes=False)
    trial = try_alerts(known, now=NOW, other=off, marked=[then])
    assert (trial.dropped, trial.count(trial.dropped, Mark.USEFUL)) == ((spike,), 1)
