"""Extras over the nights: kept like plans with their prices, told apart from them, on both engines."""

from datetime import date

import pytest
from alembic import command
from sqlalchemy import text

from rivalscope.domain.page import ClaimStatus
from storage import reads
from storage.engine import reading
from storage.fields import is_extra, standing_fields
from storage.migrate import configuration


def told(engine):
    found = reads.changes(engine, since=date(2026, 1, 1), until=date(2026, 12, 31))
    return [(c.kind.value, c.mode.value, c.subject, c.extra, c.before, c.after) for c in found]


def standing(engine, **asked):
    return [(fact.plan, str(fact.amount)) for fact in reads.prices(engine, **asked)]


@pytest.fixture
def pro(made):
    return made.plan("Pro", made.price("15"))


@pytest.fixture
def number(made):
    """Makes the extra `Phone number` at a price."""
    return lambda amount="4": made.plan("Phone number", made.price(amount, unit="number"))


def test_an_extra_that_comes_and_its_price_are_one_change_of_packaging(pricing, made, pro, number):
    pricing.show(0, pro)
    pricing.show(1, pro, extras=[number()])
    assert told(pricing.engine) == [
        ("packaging", "added", "Phone number (extra)", True, None, "4 USD per number per month")
    ]
    assert standing(pricing.engine) == [("Pro", "15")]
    assert standing(pricing.engine, extras=True) == [("Phone number", "4")]


def test_an_extra_whose_price_rises_is_a_change_of_price_that_names_it_as_an_extra(pricing, pro, number):
    pricing.show(0, pro, extras=[number("4")])
    pricing.show(1, pro, extras=[number("5")])
    assert told(pricing.engine) == [
        (
            "price", "changed", "Phone number (extra)", True, "4 USD per number per month",
            "5 USD per number per month",
        )
    ]  # fmt: skip
    with reading(pricing.engine) as connection:
        rows = connection.execute(
            text("SELECT plan, amount_text, ended IS NULL FROM extra_prices ORDER BY id")
        )
        assert [tuple(row) for row in rows] == [("Phone number", "4", False), ("Phone number", "5", True)]
        assert connection.execute(text("SELECT plan FROM price_history")).scalars().all() == ["Pro"]
        assert connection.execute(text("SELECT extra FROM changes")).scalars().all() == [1]


def test_an_extra_that_is_away_for_one_night_is_no_change(pricing, pro, number):
    for night, extras in enumerate([[number()], [], [number()], [number()]]):
        pricing.show(night, pro, extras=extras)
    assert told(pricing.engine) == []
    assert standing(pricing.engine, extras=True) == [("Phone number", "4")]


def test_an_extra_that_is_away_for_two_nights_ended_on_the_first(pricing, made, pro, number):
    for night, extras in enumerate([[number()], [], []]):
        pricing.show(night, pro, extras=extras)
    assert told(pricing.engine) == [
        ("packaging", "removed", "Phone number (extra)", True, "4 USD per number per month", None)
    ]
    (gone,) = reads.prices(pricing.engine, history=True, extras=True)
    assert (gone.last_seen, gone.ended) == (made.instant_of(0), made.instant_of(1))


def test_a_price_of_an_extra_that_comes_back_soon_is_unstable(pricing, pro, number):
    for night, amount in enumerate(["4", "5", "4"]):
        pricing.show(night, pro, extras=[number(amount)])
    assert [fact.unstable for fact in reads.prices(pricing.engine, history=True, extras=True)] == [
        False, False, True,
    ]  # fmt: skip
    assert [(kind, mode) for kind, mode, *_ in told(pricing.engine)] == [("price", "unstable")]


def test_a_plan_and_an_extra_of_one_name_are_two(pricing, made):
    def shown(plan, extra):
        return [made.plan("Support", made.price(plan))], [made.plan("Support", made.price(extra))]

    for night, (plans, extras) in enumerate([shown("9", "2"), shown("9", "3"), shown("10", "3")]):
        pricing.show(night, *plans, extras=extras)
    assert [(row[2], row[-2], row[-1]) for row in told(pricing.engine)] == [
        ("Support (extra)", "2 USD per seat per month", "3 USD per seat per month"),
        ("Support", "9 USD per seat per month", "10 USD per seat per month"),
    ]
    for night in (3, 4):
        pricing.show(night, made.plan("Support", made.price("10")))
    assert told(pricing.engine)[-1][1:4] == ("removed", "Support (extra)", True)
    assert standing(pricing.engine) == [("Support", "10")]
    assert standing(pricing.engine, extras=True) == []


def test_a_plan_that_goes_is_not_an_extra_under_another_name(pricing, made, pro):
    pricing.show(0, pro, made.plan("Starter", made.price("4")))
    for night in (1, 2):
        pricing.show(night, pro, extras=[made.plan("Phone number", made.price("4"))])
    assert [row[1:4] for row in told(pricing.engine)] == [
        ("added", "Phone number (extra)", True), ("removed", "Starter", False),
    ]  # fmt: skip


def test_extras_of_one_price_are_the_same_under_another_name_only_at_the_same_place(pricing, made, pro):
    def rates(*names):
        return [made.plan(name, made.price("4")) for name in names]

    pricing.show(0, pro, extras=rates("Norway", "Chile"))
    pricing.show(1, pro, extras=rates("Norway", "Peru"))
    assert [row[1:3] for row in told(pricing.engine)] == [("changed", "Peru (extra)")]
    for night in (2, 3):
        pricing.show(night, pro, extras=rates("Peru", "Iceland"))
    assert [row[1:3] for row in told(pricing.engine)][1:] == [
        ("added", "Iceland (extra)"), ("removed", "Norway (extra)"),
    ]  # fmt: skip


def test_an_add_on_that_is_claimed_and_sold_is_one_change_each_time(pricing, made, number):
    def show(night, amount):
        sold = amount is not None
        claims = [made.claim("Phone number", ClaimStatus.ADD_ON, f"{amount} dollars")] if sold else []
        pro = made.plan("Pro", made.price("15"), features=claims)
        pricing.show(night, pro, extras=[number(amount)] if sold else [])

    for night, amount in enumerate([None, "4", "5", None, None]):
        show(night, amount)
    assert [row[:4] for row in told(pricing.engine)] == [
        ("packaging", "added", "Phone number (extra)", True),
        ("price", "changed", "Phone number (extra)", True),
        ("packaging", "removed", "Phone number (extra)", True),
    ]
    assert reads.claims(pricing.engine, as_of=made.instant_of(2))[0].status is ClaimStatus.ADD_ON


def test_an_add_on_that_a_plan_comes_to_include_is_told_beside_its_extra(pricing, made, number):
    for night, (status, amount) in enumerate([(ClaimStatus.ADD_ON, "4"), (ClaimStatus.OFFERED, "5")]):
        pro = made.plan("Pro", made.price("15"), features=[made.claim("Phone number", status)])
        pricing.show(night, pro, extras=[number(amount)])
    assert sorted(row[:3] for row in told(pricing.engine)) == [
        ("feature", "changed", "Pro: Phone number"), ("price", "changed", "Phone number (extra)"),
    ]  # fmt: skip


def test_the_first_extras_of_a_page_that_was_read_for_plans_alone_are_no_news(pricing, made, pro, number):
    pricing.show(0, pro, reader="pages/3")
    assert pricing.show(1, pro, extras=[number()]).changes == 0
    assert standing(pricing.engine, extras=True) == [("Phone number", "4")]
    pricing.show(2, pro, extras=[number(), made.plan("Fax", made.price("2"))])
    assert [row[2] for row in told(pricing.engine)] == ["Fax (extra)"]


def test_a_page_as_it_was_shows_its_extras_again(pricing, made, pro, number):
    pricing.show(0, pro, extras=[number()])
    pricing.same(1)
    (fact,) = reads.prices(pricing.engine, extras=True)
    assert fact.last_seen == made.instant_of(1)


def test_extras_count_among_what_stands_of_a_page(pricing, pro, number):
    pricing.show(0, pro, extras=[number()])
    with reading(pricing.engine) as connection:
        (location,) = connection.execute(text("SELECT id FROM location")).scalars()
        fields = standing_fields(connection, location)
    assert sorted(fields.values()) == [
        "Phone number (extra)", "plan Pro", "price of Phone number (extra)", "price of Pro",
    ]  # fmt: skip
    assert sorted(name for field, name in fields.items() if is_extra(field)) == [
        "Phone number (extra)", "price of Phone number (extra)",
    ]  # fmt: skip


def test_the_step_back_and_forth_keeps_plans_and_lets_extras_go(pricing, pro, number):
    pricing.show(0, pro, extras=[number("4")])
    pricing.show(1, pro, extras=[number("5")])
    plans = reads.prices(pricing.engine)
    command.downgrade(configuration(pricing.engine), "20261126b")
    command.upgrade(configuration(pricing.engine), "head")
    assert reads.prices(pricing.engine) == plans
    assert reads.prices(pricing.engine, history=True, extras=True) == []
    assert told(pricing.engine) == []
