"""What plans cost teams: nothing is converted, guessed or taken for nothing."""

from decimal import Decimal

import pytest

from rivalscope.analysis.plan_costs import CostState, plan_costs
from rivalscope.analysis.seats import Seats
from rivalscope.domain.page import Billed, Period, PriceKind, Qualifier

SIZES = (5, 25, 100)
S = CostState


@pytest.fixture
def cost(facts):
    """The one way to pay that prices of a plan make, with its totals and states."""

    def made(*prices, **bounds):
        (found,) = plan_costs(prices, {("zoom", "pro"): Seats(**bounds)}, sizes=SIZES, as_of=facts.as_of)
        return found

    return made


@pytest.fixture
def price(facts):
    return lambda amount="10", **given: facts.price("zoom", "Pro", amount, **given)


def totals(found):
    return [None if one.total is None else str(one.total) for one in found.costs]


def states(found):
    return {one.state for one in found.costs}


def test_a_seat_is_paid_for_each_and_a_flat_price_once(cost, price):
    assert totals(cost(price("12.50"))) == ["62.50", "312.50", "1250.00"]
    assert totals(cost(price("99", unit="flat"))) == ["99.00", "99.00", "99.00"]


def test_a_years_price_is_divided_by_twelve_and_billed_annually(cost, price):
    found = cost(price("100", period=Period.YEAR, billed=None))
    assert (totals(found), found.billed) == (["41.67", "208.33", "833.33"], Billed.ANNUALLY)


def test_least_seats_are_paid_though_fewer_are_used(cost, price):
    found = cost(price(), least=10)
    assert totals(found) == ["100.00", "250.00", "1000.00"]
    assert found.note == "10 seats at least"


def test_a_plan_is_not_sold_to_more_than_it_takes(cost, price):
    found = cost(price("0", kind=PriceKind.FREE), most=10)
    assert totals(found) == ["0", None, None]
    assert [one.state for one in found.costs] == [S.STATED, S.TOO_SMALL, S.TOO_SMALL]


def test_contact_sales_is_no_price_and_never_nothing(cost, price):
    found = cost(price(None, kind=PriceKind.CONTACT, currency=None, period=None, billed=None, unit=None))
    assert (totals(found), states(found)) == ([None, None, None], {S.CONTACT})


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"qualifier": Qualifier.FROM}, "the page says “from”"),
        ({"unit": None}, "per what is not stated"),
    ],
)
def test_from_and_an_open_unit_are_lower_bounds(cost, price, given, note):
    found = cost(price(**given))
    assert (states(found), found.note) == ({S.AT_LEAST}, note)
    assert totals(found) == (["10.00"] * 3 if "unit" in given else ["50.00", "250.00", "1000.00"])


def test_several_prices_of_one_way_to_pay_are_a_lower_bound(cost, price):
    found = cost(price("12"), price("8"))
    assert (totals(found), states(found)) == (["40.00", "200.00", "800.00"], {S.AT_LEAST})
    assert len(found.evidence) == 2


def test_one_price_on_two_pages_is_one_price(cost, price):
    assert states(cost(price(), price(source="zoom/home"))) == {S.STATED}


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"unit": "contact"}, S.USE),
        ({"period": Period.USE}, S.USE),
        ({"period": Period.ONCE}, S.USE),
        ({"period": None}, S.OPEN),
        ({"currency": None}, S.OPEN),
        ({"qualifier": Qualifier.UP_TO}, S.OPEN),
        ({"kind": PriceKind.UNKNOWN}, S.OPEN),
    ],
)
def test_what_is_no_months_money_for_a_team_has_no_total(cost, price, given, state):
    found = cost(price(**given))
    assert (totals(found), states(found)) == ([None, None, None], {state})


def test_currencies_and_billings_stand_apart_and_former_prices_are_left_out(facts, price):
    prices = [
        price("10"), price("12", billed=Billed.MONTHLY), price("11", billed=None), price("9", currency="EUR"),
        price("20", qualifier=Qualifier.WAS), price("30", ended=facts.as_of),
    ]  # fmt: skip
    found = plan_costs(prices, {}, sizes=(1,), as_of=facts.as_of)
    assert [(one.currency, one.billed, one.at(1).total) for one in found] == [
        ("USD", Billed.ANNUALLY, Decimal("10.00")),
        ("USD", Billed.MONTHLY, Decimal("12.00")),
        ("USD", None, Decimal("11.00")),
        ("EUR", Billed.ANNUALLY, Decimal("9.00")),
    ]
