from datetime import timedelta
from decimal import Decimal

import pytest

from rivalscope.analysis.prices import change_percent, comparable, current, lines, monthly
from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"amount": Decimal(120), "period": Period.YEAR}, Decimal(10)),
        ({"amount": Decimal("13.33")}, Decimal("13.33")),
        ({"amount": Decimal(0), "kind": PriceKind.FREE, "period": None}, Decimal(0)),
        ({"amount": None, "kind": PriceKind.CONTACT, "period": None}, None),
        ({"amount": Decimal(5), "period": Period.USE}, None),
        ({"amount": Decimal(5), "period": Period.ONCE}, None),
        ({"amount": Decimal(5), "period": None}, None),
        ({"amount": None, "kind": PriceKind.UNKNOWN}, None),
    ],
)
def test_a_months_money_is_known_only_where_the_page_says_enough(facts, given, expected):
    amount = given.pop("amount")
    price = facts.price("zoom", "Pro", str(amount) if amount is not None else None, **given)
    assert monthly(price) == expected


@pytest.mark.parametrize(
    "given",
    [
        {"currency": "EUR"},
        {"period": Period.YEAR},
        {"billed": Billed.MONTHLY},
        {"unit": "flat"},
        {"qualifier": Qualifier.FROM},
    ],
)
def test_prices_that_differ_in_more_than_the_amount_do_not_compare(facts, given):
    before, after = facts.price("zoom", "Pro", "10"), facts.price("zoom", "Pro", "12", **given)
    assert not comparable(before, after)
    assert change_percent(before, after) is None


def test_a_change_is_given_in_percent(facts):
    assert change_percent(facts.price("zoom", "Pro", "16"), facts.price("zoom", "Pro", "12")) == Decimal(-25)
    assert change_percent(facts.price("zoom", "Pro", "0"), facts.price("zoom", "Pro", "12")) is None


def test_only_prices_that_stand_are_current(facts):
    day = timedelta(days=1)
    gone = facts.price("zoom", "Pro", "16", ended=facts.as_of - day)
    here = facts.price("zoom", "Pro", "12")
    later = facts.price("zoom", "Pro", "11", first_seen=facts.as_of + day)
    assert current([gone, here, later], as_of=facts.as_of) == [here]
    assert current([gone, here, later], as_of=facts.as_of - 2 * day) == [gone, here]


def test_a_line_is_one_way_to_pay_over_time(facts):
    moved = facts.as_of - timedelta(days=20)
    old = facts.price("zoom", "Pro", "16", ended=moved)
    new = facts.price("zoom", "Pro", "12", first_seen=moved)
    monthly_way = facts.price("zoom", "Pro", "18", billed=Billed.MONTHLY)
    ignored = [
        facts.price("zoom", "Pro", "9", unstable=True),
        facts.price("zoom", "Pro", "20", qualifier=Qualifier.WAS),
        facts.price("zoom", "Free", "0", kind=PriceKind.FREE),
        facts.price("zoom", "Big", None, kind=PriceKind.CONTACT),
    ]
    drawn = lines([old, new, monthly_way, *ignored], as_of=facts.as_of)
    assert [(line.billed, [float(value) for _, _, value in line.steps]) for line in drawn] == [
        (Billed.ANNUALLY, [16.0, 12.0]),
        (Billed.MONTHLY, [18.0]),
    ]
    assert drawn[0].steps == ((facts.first, moved, Decimal(16)), (moved, facts.as_of, Decimal(12)))


def test_steps_of_a_line_never_overlap(facts):
    late = facts.first + timedelta(days=10)
    drawn = lines(
        [facts.price("zoom", "Pro", "16"), facts.price("zoom", "Pro", "12", first_seen=late)],
        as_of=facts.as_of,
    )
    ((first, second),) = [line.steps for line in drawn]
    assert first[1] == second[0] == late
