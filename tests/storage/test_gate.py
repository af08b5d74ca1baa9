"""The load gate: prices that jump and pages that are thinly filled in are held back; what is plausible passes."""

from datetime import date
from decimal import Decimal

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.hold import HoldState
from rivalscope.domain.page import Page, Period, PriceKind
from storage import reads
from storage.engine import writing
from storage.gate import thin
from storage.holds import reject
from storage.quarantine import examine


class Gate:
    """A source whose pages are examined and, where they may pass, stored night after night."""

    def __init__(self, nights, made):
        self.nights, self.made, self.engine = nights, made, nights.engine

    def show(self, night, *plans, reviews=()):
        page = Page(
            url=self.nights.url,
            kind=self.nights.kind,
            verdict=Verdict.OK,
            plans=plans,
            reviews=tuple(reviews),
            extractor="pages/5",
        )
        capture = Capture(
            source=self.nights.source,
            url=self.nights.url,
            night=self.made.night_of(night),
            seen_at=self.made.instant_of(night),
            verdict=Verdict.OK,
            snapshot=f"{night:064x}",
        )
        with writing(self.engine) as connection:
            reason = examine(connection, capture=capture, page=page, sound=True)
        verdict = Verdict.PARTIAL if reason else Verdict.OK
        self.nights.store(night, verdict, None if reason else page, snapshot=capture.snapshot)
        return reason

    def amounts(self):
        return [str(one.amount) for one in reads.prices(self.engine)]


@pytest.fixture
def gate(pricing, made):
    return Gate(pricing, made)


@pytest.fixture
def listing(reviewing, made):
    return Gate(reviewing, made)


def pro(made, amount, **more):
    return made.plan("Pro", made.price(amount, **more))


@pytest.mark.parametrize(
    ("after", "is_held"),
    [("1900", True), ("95", True), ("3.8", True), ("94", False), ("4", False), ("0.19", True)],
)
def test_a_price_that_jumps_is_held_back(gate, made, after, is_held):
    gate.show(0, pro(made, "19"))
    reason = gate.show(1, pro(made, after))
    assert bool(reason) is is_held
    assert gate.amounts() == (["19"] if is_held else [after])


def test_a_jump_names_the_plan_and_both_amounts(gate, made):
    gate.show(0, pro(made, "1299"))
    assert gate.show(1, pro(made, "1.299")) == (
        "price jump?: Pro from 1299 to 1.299 USD; night 1 of 3 with this shape"
    )
    (one,) = reads.holds(gate.engine)
    assert (one.cause, one.lost, one.state) == ("price jump", 0, HoldState.HELD)


def test_other_terms_are_not_compared(gate, made):
    gate.show(0, pro(made, "19"))
    assert gate.show(1, pro(made, "190", period=Period.YEAR)) == ""
    assert gate.show(2, pro(made, "9000", period=Period.YEAR, unit="flat")) == ""


def test_tiers_of_a_plan_are_not_compared(gate, made):
    tiers = made.plan("Pro", made.price("19"), made.price("190"))
    gate.show(0, tiers)
    assert gate.show(1, pro(made, "1900")) == ""


def test_a_jump_that_says_the_same_on_three_nights_is_taken_that_night(gate, made):
    gate.show(0, pro(made, "19"))
    assert [bool(gate.show(night, pro(made, "190"))) for night in (1, 2, 3)] == [True, True, False]
    assert gate.amounts() == ["190"]
    (change,) = reads.changes(gate.engine, since=date(2026, 1, 1), until=date(2026, 2, 1))
    assert (change.before[:2], change.after[:3], change.night) == ("19", "190", made.night_of(3))
    assert reads.holds(gate.engine) == []


def test_a_jump_that_says_something_else_each_night_is_not(gate, made):
    gate.show(0, pro(made, "19"))
    assert all(gate.show(night, pro(made, str(190 * night))) for night in range(1, 6))
    assert gate.amounts() == ["19"]


def test_a_jump_that_a_person_rejected_is_never_taken(gate, made):
    gate.show(0, pro(made, "19"))
    gate.show(1, pro(made, "1900"))
    (one,) = reads.holds(gate.engine)
    reject(gate.engine, one.id, by="Kim", at=made.instant_of(1))
    assert all("rejected by Kim" in gate.show(night, pro(made, "1900")) for night in range(2, 6))
    assert gate.show(6, pro(made, "21")) == ""


def four(made, priced):
    """Four plans with three features each, some of them with a price."""
    names = ("One", "Two", "Three", "Four")
    features = [made.claim(name) for name in ("Chat", "Polls", "Recording")]
    return [
        made.plan(name, *([made.price("9")] if place < priced else []), features=features)
        for place, name in enumerate(names)
    ]


@pytest.mark.parametrize(("left", "is_held"), [(3, False), (2, False), (1, True), (0, True)])
def test_plans_that_lose_their_prices_alone_are_held_back(gate, made, left, is_held):
    assert gate.show(0, *four(made, 4)) == ""
    reason = gate.show(1, *four(made, left))
    assert bool(reason) is is_held
    if is_held:
        assert reason == (
            f"fill rate?: {left} of 4 plans have a price, and 100% had one before; night 1 of 3 with this shape"
        )


def test_prices_that_are_told_by_sales_are_prices(gate, made):
    gate.show(0, *four(made, 4))
    ask = [made.price(None, kind=PriceKind.CONTACT, raw="Contact us", currency=None, period=None, unit=None)]
    names = ("One", "Two", "Three", "Four")
    features = [made.claim(name) for name in ("Chat", "Polls", "Recording")]
    assert gate.show(1, *[made.plan(name, *ask, features=features) for name in names]) == ""


def written(made, count, *, rated, dated):
    return [
        made.review(
            f"r{number}",
            f"Review number {number} of a made page.",
            rating=Decimal(4) if number < rated else None,
            best=Decimal(5) if number < rated else None,
            date=made.night_of(0) if number < dated else None,
        )
        for number in range(count)
    ]


def test_reviews_that_lose_their_ratings_or_dates_are_held_back(listing, made):
    assert listing.show(0, reviews=written(made, 10, rated=10, dated=9)) == ""
    reason = listing.show(1, reviews=written(made, 10, rated=1, dated=9))
    assert "1 of 10 reviews have a rating, and 100% had one before" in reason
    assert "0 of 10 reviews have a date, and 90% had one before" in listing.show(
        2, reviews=written(made, 10, rated=10, dated=0)
    )


def test_reviews_that_never_had_ratings_pass(listing, made):
    listing.show(0, reviews=written(made, 10, rated=0, dated=10))
    assert listing.show(1, reviews=written(made, 12, rated=0, dated=12)) == ""


def test_few_reviews_say_nothing_about_their_share(listing, made):
    listing.show(0, reviews=written(made, 4, rated=4, dated=4))
    assert listing.show(1, reviews=written(made, 4, rated=0, dated=0)) == ""


def test_a_thin_page_that_is_full_again_no_longer_waits(listing, made):
    listing.show(0, reviews=written(made, 10, rated=10, dated=10))
    listing.show(1, reviews=written(made, 10, rated=0, dated=10))
    assert [one.cause for one in reads.holds(listing.engine)] == ["fill rate"]
    full = written(made, 10, rated=10, dated=10)
    assert thin(Page(url="u", kind=listing.nights.kind, verdict=Verdict.OK, reviews=tuple(full))) == ()
    listing.nights.show(2, reviews=full)
    assert reads.holds(listing.engine) == []


def test_the_third_night_of_a_thin_page_is_taken(listing, made):
    listing.show(0, reviews=written(made, 10, rated=10, dated=10))
    thinly = written(made, 10, rated=0, dated=10)
    assert [bool(listing.show(night, reviews=thinly)) for night in (1, 2, 3)] == [True, True, False]


def test_coverage_says_what_the_gate_did(gate, made):
    from storage.query import run_query

    gate.show(0, pro(made, "19"))
    gate.show(1, pro(made, "1900"))
    gate.nights.fail(2, Verdict.LOGIN)
    url = gate.engine.url.render_as_string(hide_password=False)
    found = run_query(url, "SELECT outcome, reason FROM coverage ORDER BY night").rows
    assert [outcome for outcome, _ in found] == ["published", "quarantined", "kept"]
