"""The cheapest plan that covers the must-haves, on a market of our own making."""

from decimal import Decimal

import pytest

from rivalscope.analysis.value import feature_weights, plan_values
from rivalscope.domain.finding import FeatureScore
from rivalscope.domain.limit import LimitFact
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Billed, ClaimStatus, PriceKind

S = ClaimStatus


class Shop:
    """Collects plans with their prices and features."""

    def __init__(self, facts):
        self.facts = facts
        self.prices, self.claims, self.limits = [], [], []

    def plan(self, product, name, amount, *, has=(), lacks=(), **given):
        """Add a plan; no amount means contact sales."""
        plain = {"currency": None, "period": None, "billed": None, "unit": None}
        if amount is None:
            given = {"kind": PriceKind.CONTACT, **plain}
        elif amount == "0":
            given = {"kind": PriceKind.FREE, **plain}
        self.prices.append(self.facts.price(product, name, amount, **given))
        for status, features in ((S.OFFERED, has), (S.ABSENT, lacks)):
            for feature in features:
                self.claim(product, feature, status, plan=name)

    def claim(self, product, feature, status=S.OFFERED, **given):
        self.claims.append(self.facts.claim(product, feature, status, **given))

    def most(self, product, plan, seats):
        self.limits.append(
            LimitFact(
                product=product, source="s", plan=plan, name="Seats", value=str(seats), unit=None, evidence=1
            )
        )

    def values(self, *must_have, sizes=(5, 25, 100), weights=None):
        return plan_values(
            self.prices, self.limits, self.claims, sizes=sizes, must_have=must_have, weights=weights or {},
            as_of=self.facts.as_of,
        )  # fmt: skip

    def offer(self, product, *must_have, size=5, currency="USD", billed=Billed.ANNUALLY):
        (found,) = [
            one
            for one in self.values(*must_have).offers
            if (one.product, one.seats, one.currency, one.billed) == (product, size, currency, billed)
        ]
        return found


@pytest.fixture
def shop(facts):
    return Shop(facts)


def test_the_cheapest_plan_that_has_all_of_it_is_taken(shop):
    shop.plan("zoom", "Free", "0", has=["Chat"], lacks=["SSO"])
    shop.plan("zoom", "Business", "20", has=["Chat", "SSO"])
    shop.plan("zoom", "Pro", "10", has=["Chat", "SSO"])
    assert (shop.offer("zoom", "Chat").cheapest.plan, shop.offer("zoom", "Chat").cheapest.total) == (
        "Free",
        0,
    )
    best = shop.offer("zoom", "Chat", "SSO").cheapest
    assert (best.plan, best.total) == ("Pro", Decimal("50.00"))
    assert len(best.evidence) == 3


def test_a_plan_too_small_for_the_team_is_not_taken(shop):
    shop.plan("zoom", "Pro", "10", has=["SSO"])
    shop.plan("zoom", "Business", "20", has=["SSO"])
    shop.most("zoom", "Pro", 9)
    assert [shop.offer("zoom", "SSO", size=size).cheapest.plan for size in (5, 25)] == ["Pro", "Business"]


def test_silence_on_a_must_have_is_told_apart_from_having_it(shop):
    shop.plan("zoom", "Pro", "10")
    shop.plan("zoom", "Business", "20", has=["SSO"])
    found = shop.offer("zoom", "SSO")
    assert (found.cheapest.plan, found.cheapest.unstated) == ("Business", ())
    assert (found.perhaps.plan, found.perhaps.unstated) == ("Pro", ("SSO",))


def test_what_is_open_and_dearer_is_no_news(shop):
    shop.plan("zoom", "Pro", "10", has=["SSO"])
    shop.plan("zoom", "Business", "20")
    assert shop.offer("zoom", "SSO").perhaps is None


def test_a_yes_for_the_product_does_not_say_in_which_plan_it_is_unless_there_is_one(shop):
    shop.plan("zoom", "Pro", "10")
    shop.claim("zoom", "SSO")
    assert shop.offer("zoom", "SSO").cheapest.plan == "Pro"
    shop.plan("zoom", "Business", "20")
    found = shop.offer("zoom", "SSO")
    assert (found.cheapest, found.perhaps.plan) == (None, "Pro")


def test_a_no_for_the_product_holds_for_all_its_plans(shop):
    shop.plan("zoom", "Pro", "10", has=["Chat"])
    shop.plan("zoom", "Business", "20", has=["Chat"])
    shop.claim("zoom", "SSO", S.ABSENT)
    found = shop.offer("zoom", "Chat", "SSO")
    assert (found.cheapest, found.perhaps, found.denied) == (None, None, ("SSO",))


@pytest.mark.parametrize("status", [S.ADD_ON, S.PLANNED, S.WITHDRAWN])
def test_what_costs_more_or_is_not_there_is_not_covered(shop, status):
    shop.plan("zoom", "Pro", "10")
    shop.claim("zoom", "SSO", status, plan="Pro")
    found = shop.offer("zoom", "SSO")
    assert (found.cheapest, found.perhaps) == (None, None)


def test_pages_that_contradict_each_other_on_a_plan_leave_it_open(shop):
    shop.plan("zoom", "Pro", "10", has=["SSO"])
    shop.claim("zoom", "SSO", S.ABSENT, plan="Pro", source="zoom/docs", kind=SourceKind.DOCS)
    assert shop.offer("zoom", "SSO").perhaps.unstated == ("SSO",)


def test_a_plan_without_a_public_price_is_named_and_never_the_cheapest(shop):
    shop.plan("zoom", "Pro", "10", lacks=["SSO"])
    shop.plan("zoom", "Enterprise", None, has=["SSO"])
    found = shop.offer("zoom", "SSO")
    assert (found.cheapest, found.contact) == (None, ("Enterprise",))


def test_no_currency_and_no_billing_is_compared_with_another(shop):
    shop.plan("zoom", "Pro", "10", has=["SSO"])
    shop.plan("webex", "Pro", "1", has=["SSO"], currency="EUR")
    shop.plan("webex", "Free", "0", has=["SSO"])
    shop.plan("pumble", "Pro", "2", has=["SSO"], billed=Billed.MONTHLY)
    assert set(shop.values().groups) == {
        ("USD", Billed.ANNUALLY),
        ("EUR", Billed.ANNUALLY),
        ("USD", Billed.MONTHLY),
    }
    assert shop.offer("webex", "SSO").cheapest is None
    assert shop.offer("pumble", "SSO").cheapest is None
    assert shop.offer("webex", "SSO", currency="EUR").cheapest.plan == "Free"


def test_a_plan_counts_what_it_has_what_not_and_what_is_not_stated(shop):
    shop.plan("zoom", "Pro", "10", has=["Chat", "SSO"], lacks=["Polls"])
    shop.claim("webex", "Whiteboard")
    (plan,) = shop.values(weights={"Chat": 6, "Polls": 2, "Whiteboard": 2}).plans
    assert (plan.included, plan.refused, plan.unstated, plan.covered) == (2, 1, 1, 0.6)
    (plan,) = shop.values().plans
    assert plan.covered is None


def test_weights_are_those_of_people_before_those_of_reviewers():
    def score(product, feature, importance):
        return FeatureScore(
            product=product, feature=feature, n=9, neutral=0, positive_share=0.5, score=0.5, low=0.2, high=0.8,
            importance=importance, requests=0, ranked=True,
        )  # fmt: skip

    scores = [score("zoom", "Chat", 0.4), score("webex", "Chat", 0.2), score("zoom", "SSO", 0.3)]
    assert feature_weights(scores, {}) == pytest.approx({"Chat": 10, "SSO": 5})
    assert feature_weights(scores, {"SSO": 9, "Polls": 1}) == pytest.approx(
        {"Chat": 10, "SSO": 9, "Polls": 1}
    )
    assert feature_weights([], {}) == {}


def test_the_order_of_facts_does_not_matter(shop):
    for name, amount in (("Pro", "10"), ("Team", "10"), ("Business", "20")):
        shop.plan("zoom", name, amount, has=["SSO"])
    first = shop.offer("zoom", "SSO")
    shop.prices.reverse()
    shop.claims.reverse()
    assert shop.offer("zoom", "SSO") == first
