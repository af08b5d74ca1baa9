import dataclasses
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from rivalscope.analysis.alerts import alerts, untold
from rivalscope.analysis.movement import Movement, Shape
from rivalscope.analysis.series import Measure
from rivalscope.domain.alert import AlertKind, AlertOptions
from rivalscope.domain.fact import Change, ChangeKind, ChangeMode, ClaimFact
from rivalscope.domain.page import ClaimStatus

NIGHT = date(2026, 11, 22)
THEN = datetime(2026, 11, 22, 2, tzinfo=UTC)
NAMES = {"ours": "Northwind", "zoom": "Zoom"}


def change(number, **values):
    given = {
        "product": "zoom",
        "source": "zoom/pricing",
        "kind": ChangeKind.PRICE,
        "mode": ChangeMode.CHANGED,
        "subject": "Pro",
        "before": "15.99 USD per seat per month",
        "after": "13.33 USD per seat per month",
        "night": NIGHT,
        "evidence_after": number,
    }
    return Change(id=number, **{**given, **values})


def claim(evidence, **values):
    given = {"plan": "Pro", "feature": "SSO", "name": "SSO", "status": ClaimStatus.OFFERED}
    return ClaimFact(
        id=evidence,
        product="zoom",
        source="zoom/pricing",
        value=None,
        first_seen=THEN,
        last_seen=THEN,
        ended=None,
        learnt_at=THEN,
        evidence=evidence,
        **{**given, **values},
    )


def shipped(number, **values):
    return change(number, kind=ChangeKind.FEATURE, subject="Pro: SSO", before=None, after="offered", **values)


def movement(**values):
    given = {"shape": Shape.SPIKE, "measure": Measure.PROBLEMS, "product": "ours", "feature": "SSO"}
    return Movement(
        since=date(2026, 11, 16),
        until=NIGHT,
        days=7,
        before=2.0,
        after=11.0,
        low=0.0,
        high=6.0,
        n_before=26,
        n=11,
        bins=14,
        p_value=0.001,
        evidence=tuple(range(40, 60)),
        **{**given, **values},
    )


def raised(changes=(), *, claims=(), wishes=None, movements=(), options=None):
    return alerts(
        changes,
        claims=claims,
        wishes=wishes or {},
        movements=movements,
        names=NAMES,
        ours="ours",
        options=options or AlertOptions(),
    )


def test_a_price_that_moves_far_enough_is_told_with_both_sides():
    (alert,) = raised([change(1)])
    assert alert.title == "Zoom lowers Pro by 16.6 %."
    assert alert.detail == "15.99 USD per seat per month → 13.33 USD per seat per month"
    assert alert.evidence == (1,)


def test_a_smaller_move_or_another_unit_or_our_own_price_is_not_told():
    assert raised([change(1, after="15.49 USD per seat per month")]) == []
    assert raised([change(1, after="13.33 USD per seat per year")]) == []
    assert raised([change(1, product="ours")]) == []
    assert raised([change(1)], options=AlertOptions(price_percent=None)) == []
    assert (
        len(raised([change(1, after="15.49 USD per seat per month")], options=AlertOptions(price_percent=3)))
        == 1
    )


def test_a_value_that_comes_and_goes_is_never_told():
    assert raised([change(1, mode=ChangeMode.UNSTABLE)]) == []


def test_a_wish_that_a_rival_fulfils_is_told_once_however_many_plans_have_it():
    (alert,) = raised(
        [shipped(1, mode=ChangeMode.ADDED), shipped(2, mode=ChangeMode.ADDED)],
        claims=[claim(1), claim(2, plan="Business")],
        wishes={"SSO": 7},
    )
    assert alert.kind is AlertKind.SHIPPED
    assert alert.title == "Zoom now offers SSO, which 7 reviewers have asked for."


def test_what_nobody_asked_for_or_a_rival_only_plans_or_had_before_is_not_told():
    added = {"mode": ChangeMode.ADDED}
    assert raised([shipped(1, **added)], claims=[claim(1)], wishes={"SSO": 2}) == []
    assert (
        raised([shipped(1, **added)], claims=[claim(1, status=ClaimStatus.PLANNED)], wishes={"SSO": 9}) == []
    )
    had = change(1, kind=ChangeKind.FEATURE, before="limited", after="offered")
    assert raised([had], claims=[claim(1)], wishes={"SSO": 9}) == []


def test_a_spike_of_problems_is_told_and_one_of_mere_talk_or_of_a_crowd_is_not():
    (alert,) = raised(movements=[movement()])
    assert alert.title == "Unusually many reviewers of Northwind report problems with SSO."
    assert alert.detail.startswith("11 in the week to 2026-11-22; 2.0 before, at most 6 foretold")
    assert len(alert.evidence) == 5
    (rare,) = raised(movements=[replace(movement(), p_value=0.0002)])
    assert rare.detail.endswith("(chance below 0.001)")
    quiet = [movement(measure=Measure.MENTIONS), movement(crowd=True), movement(shape=Shape.TREND)]
    assert raised(movements=quiet) == []
    assert raised(movements=[movement()], options=AlertOptions(spikes=False)) == []


def test_the_same_thing_has_the_same_key_on_the_next_night_and_another_move_has_another():
    first, again = raised([change(1)])[0], raised([change(9)])[0]
    assert first.key == again.key
    assert raised([change(1, night=date(2026, 11, 29))])[0].key != first.key


def test_ways_to_pay_for_one_plan_that_move_together_are_one_alert():
    yearly = change(2, before="150 USD per seat per year", after="120 USD per seat per year")
    (alert,) = raised([change(1), yearly])
    assert alert.title == "Zoom lowers Pro by 20.0 %."
    assert alert.detail.count("→") == 2


def test_a_spike_whose_weeks_slide_on_is_told_once_in_four_weeks():
    first = raised(movements=[movement()])
    later = [
        raised(movements=[dataclasses.replace(movement(), since=movement().since + timedelta(days=n), until=NIGHT + timedelta(days=n))])
        for n in (1, 27, 28)
    ]  # fmt: skip
    assert [untold(found, first) for found in later] == [[], [], later[2]]
    assert untold(raised(movements=[movement(feature="Chat")]), first) != []


def test_a_price_that_moves_again_is_told_again():
    moved = raised([change(1)])
    assert moved
    assert untold(moved, moved) == moved
