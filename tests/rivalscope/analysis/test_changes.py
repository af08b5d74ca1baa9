from datetime import date
from decimal import Decimal
from math import prod

import pytest

from rivalscope.analysis.changes import by_weight, price_move, score
from rivalscope.domain.fact import ChangeKind, ChangeMode


def scored(*changes):
    return {number: (told.points, told.reason) for number, told in score(changes).items()}


def test_a_price_that_falls_by_a_sixth_scores_most_of_the_scale_and_says_why(facts):
    change = facts.change("zoom", "USD 15.99 per seat, month", "USD 13.33 per seat, month")
    points, reason = scored(change)[change.id]
    assert points == pytest.approx(100 * (0.8 + 0.2 * 0.1663 / 0.2), abs=0.1)
    assert reason == "price 1.00 × moved −16.6 % 0.97 × on a pricing page 1.00 × stands 1.00 × new 1.00"


def test_prices_of_other_periods_or_currencies_have_no_percentage(facts):
    yearly = facts.change("zoom", "USD 15.99 per month", "USD 159.90 per year")
    euros = facts.change("zoom", "USD 15.99 per month", "EUR 15.99 per month")
    assert price_move(yearly) is None
    assert price_move(euros) is None
    assert "changed in kind" in scored(yearly)[yearly.id][1]


def test_thousands_are_read_as_thousands(facts):
    assert price_move(facts.change("zoom", "USD 1,200 per month", "USD 1,500 per month")) == Decimal("0.25")


def test_a_free_price_does_not_divide_by_nothing(facts):
    assert price_move(facts.change("zoom", "USD 0 per month", "USD 5 per month")) is None


def test_a_small_move_of_a_price_outweighs_a_feature(facts):
    price = facts.change("zoom", "USD 100 per month", "USD 101 per month")
    feature = facts.change("zoom", "offered", None, kind=ChangeKind.FEATURE, mode=ChangeMode.REMOVED)
    points = scored(price, feature)
    assert points[price.id][0] == 81.0
    assert points[feature.id][0] == 70.0


@pytest.mark.parametrize("kind", [ChangeKind.PRICE, ChangeKind.PACKAGING])
def test_an_extra_weighs_less_than_a_plan_and_says_so(facts, kind):
    plan = facts.change("zoom", "USD 10 per month", "USD 12 per month", kind=kind)
    extra = facts.change(
        "zoom", "USD 10 per month", "USD 12 per month", kind=kind, subject="Fax (extra)", extra=True
    )
    points = scored(plan, extra)
    assert points[extra.id][0] == pytest.approx(0.75 * points[plan.id][0], abs=0.1)
    assert points[extra.id][1].startswith(f"{kind.value} of an extra 0.")


def test_what_is_about_money_outweighs_what_is_about_words(facts):
    removed = facts.change("zoom", "SSO", None, kind=ChangeKind.FEATURE, mode=ChangeMode.REMOVED)
    slogan = facts.change(
        "zoom", "One platform", "The one platform for teams", kind=ChangeKind.MESSAGING, source="zoom/home"
    )
    price = facts.change("zoom", "USD 10 per month", "USD 15 per month")
    points = scored(removed, slogan, price)
    assert points[price.id][0] > points[removed.id][0] > points[slogan.id][0]
    assert "% rewritten" in points[slogan.id][1]


def test_a_change_that_was_undone_or_comes_and_goes_counts_little(facts):
    first = facts.change("zoom", "USD 10 per month", "USD 15 per month", night=date(2026, 11, 16))
    back = facts.change("zoom", "USD 15 per month", "USD 10 per month", night=date(2026, 11, 19))
    flapping = facts.change(
        "zoom", "USD 10 per month", "USD 15 per month", subject="Team", mode=ChangeMode.UNSTABLE
    )
    points = scored(first, back, flapping)
    assert points[first.id] == (
        40.0,
        "price 1.00 × moved +50.0 % 1.00 × on a pricing page 1.00 × undone since 0.40 × new 1.00",
    )
    assert points[back.id][0] == 90.0
    assert points[flapping.id][0] == 10.0


def test_a_numbered_source_keeps_its_kind_and_a_strange_one_says_so(facts):
    second = facts.change("zoom", "USD 10", "USD 15", source="zoom/pricing-2")
    strange = facts.change("zoom", "USD 10", "USD 15", source="zoom/=cmd")
    points = scored(second, strange)
    assert "on a pricing page 1.00" in points[second.id][1]
    assert "on a page of unknown kind 0.50" in points[strange.id][1]


def test_every_kind_and_mode_scores_within_the_scale(facts):
    changes = [
        facts.change("zoom", "a b", "a c", kind=kind, mode=mode) for kind in ChangeKind for mode in ChangeMode
    ]
    assert all(0 < points <= 100 and reason for points, reason in scored(*changes).values())


def test_the_weightiest_come_first_and_the_unscored_last(facts):
    unscored = facts.change("zoom", "a", "b")
    low, high = facts.change("zoom", "a", "b", score=3.0), facts.change("zoom", "a", "b", score=80.0)
    assert by_weight([unscored, low, high]) == [high, low, unscored]


def test_a_change_that_stands_rises_night_by_night(facts):
    change = facts.change("zoom", "USD 10 per month", "USD 15 per month", night=date(2026, 11, 16))
    told = [score([change], as_of=date(2026, 11, day))[change.id] for day in (16, 17, 18, 30)]
    assert [one.points for one in told] == [85.0, 95.0, 100.0, 100.0]
    assert "its first night 0.85" in told[0].reason
    assert "stood 3 nights 1.00" in told[2].reason


def test_the_parts_of_a_score_multiply_to_its_points(facts):
    first = facts.change("zoom", "USD 10 per month", "USD 11 per month", night=date(2026, 11, 16))
    again = facts.change("zoom", "USD 11 per month", "USD 12 per month", night=date(2026, 11, 20))
    told = score([first, again], as_of=date(2026, 11, 20))[again.id]
    assert list(told.parts) == ["type", "size", "page", "persistence", "novelty"]
    assert told.points == pytest.approx(100 * prod(told.parts.values()), abs=0.1)
    assert told.parts["novelty"] == 0.9
