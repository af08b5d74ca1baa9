"""What the comparison itself finds: a promise that is broken on purpose is told as broken."""

from dataclasses import replace
from datetime import date, timedelta

from rivalscope.demo.products import PRODUCTS
from rivalscope.demo.story import reprice
from rivalscope.domain.fact import Change, ChangeKind, ChangeMode
from rivalscope.simulation.shapes import Shape
from rivalscope.simulation.trials import Shown, Trial
from rivalscope.simulation.verdict import false_changes, missed, unnamed
from rivalscope.simulation.year import Kind, Trouble, TrueChange, YearNight

FIRST = date(2026, 1, 1)


def year(nights=6, **given):
    """Quiet nights; `given` maps `nN` to what is special about night N."""
    plain = YearNight(date=FIRST, sites={"zoom": None}, faults={}, changes=(), trouble=None)
    return [replace(plain, date=FIRST + timedelta(days=n), **given.get(f"n{n}", {})) for n in range(nights)]


def raised(number):
    true = TrueChange(night=FIRST + timedelta(days=number), product="zoom", kind=Kind.PRICE, subject="Pro")
    return {"changes": (true,)}


def told(number, **values):
    given = {
        "kind": ChangeKind.PRICE,
        "mode": ChangeMode.CHANGED,
        "subject": "Pro",
        "before": "1",
        "after": "2",
        "product": "zoom",
    }
    return Change(
        id=number,
        source="zoom/pricing",
        night=FIRST + timedelta(days=number),
        **{**given, **values},
    )


def test_a_true_change_that_is_told_in_time_is_neither_missed_nor_false():
    nights = year(n1=raised(1))
    assert missed(nights, [told(1)]) == []
    assert false_changes(nights, [told(1)]) == []


def test_one_that_is_told_too_late_or_of_another_plan_is_missed():
    nights = year(n1=raised(1))
    assert len(missed(nights, [told(3)])) == 1
    assert len(missed(nights, [told(1, subject="Team")])) == 1


def tried_and_raised(*, dearer):
    """A year in which the first site tries out a price on night 1, and on night 9 sells a plan for more."""
    site = PRODUCTS[0]
    plan = next(plan for plan in site.plans if plan.monthly)
    day = FIRST + timedelta(days=1)
    trial = Trial(product=site.slug, plan=plan.name, shown=Shown.NIGHTS, first=day, last=day)
    true = TrueChange(night=FIRST + timedelta(days=9), product=site.slug, kind=Kind.PRICE, subject=plan.name)
    sold = reprice(plan.name, str(plan.monthly + dearer))(site)
    nights = year(20, n1={"trials": {site.slug: trial}}, n9={"changes": (true,)})
    return true, [
        replace(night, sites={site.slug: site if night.date < true.night else sold}) for night in nights
    ]


def test_a_price_that_was_tried_out_before_is_due_on_the_sixth_night_and_another_on_the_second():
    true, nights = tried_and_raised(dearer=4)
    of_it = {"product": true.product, "subject": true.subject}
    assert missed(nights, [told(14, **of_it)]) == []
    assert missed(nights, [told(15, **of_it)]) == [true]
    _, others = tried_and_raised(dearer=5)
    assert missed(others, [told(10, **of_it)]) == []
    assert missed(others, [told(11, **of_it)]) == [true]


def test_a_true_change_that_is_only_said_to_come_and_go_is_missed():
    nights = year(n1=raised(1))
    assert len(missed(nights, [told(1, mode=ChangeMode.UNSTABLE)])) == 1


def test_nights_on_which_the_site_could_not_be_read_give_it_longer():
    nights = year(n1=raised(1), n2={"faults": {"zoom": Shape.DOWN}}, n3={"trouble": Trouble.MISSED})
    assert missed(nights, [told(4)]) == []


def test_what_nothing_true_explains_is_false_and_what_comes_and_goes_is_not_told():
    removal = told(2, mode=ChangeMode.REMOVED, after=None)
    assert false_changes(year(), [removal]) == [removal]
    assert false_changes(year(n3=raised(3)), [removal]) == [removal]
    assert false_changes(year(), [told(2, mode=ChangeMode.UNSTABLE)]) == []


def test_one_line_of_a_price_that_is_tried_out_is_true_and_each_further_one_is_false():
    trial = Trial(product="zoom", plan="Pro", shown=Shown.NIGHTS, first=FIRST, last=FIRST + timedelta(days=3))
    nights = year(n1={"trials": {"zoom": trial}})
    there, back = told(1), told(2)
    assert false_changes(nights, [there]) == []
    assert false_changes(nights, [there, back]) == [back]
    assert false_changes(nights, [told(1, subject="Team")]) != []


def test_a_failure_that_its_night_does_not_name_is_found():
    nights = year(n1={"faults": {"zoom": Shape.LOGIN}})
    assert unnamed(nights, {FIRST + timedelta(days=1): ["zoom/pricing"]}) == []
    assert unnamed(nights, {}) == [(FIRST + timedelta(days=1), "zoom", Shape.LOGIN)]
