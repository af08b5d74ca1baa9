from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.validate import ValidatePipeline
from rivalscope.domain.page import Claim, ClaimStatus, Limit, Plan, Price, PriceKind, Release


class Stats(dict):
    def inc_value(self, key, count=1):
        self[key] = self.get(key, 0) + count


def _validate(item):
    stats = Stats()
    return ValidatePipeline(stats).process_item(item), stats


def _price(made, **more):
    fields = {
        "raw": "$5",
        "kind": PriceKind.PRICED,
        "amount": Decimal(5),
        "currency": "USD",
        "passage": made.passage("$5"),
    }
    return Price(**fields | more)


def test_whole_facts_pass_as_they_are(made):
    plan = Plan(
        name="Pro",
        prices=(
            _price(made),
            _price(made, raw="Free", kind=PriceKind.FREE, amount=Decimal(0), currency=None),
            _price(made, raw="Contact us", kind=PriceKind.CONTACT, amount=None, currency=None),
        ),
        features=(Claim(name="SSO", status=ClaimStatus.OFFERED, passage=made.passage("SSO")),),
        limits=(Limit(name="Seats", value="5", passage=made.passage("5")),),
    )
    item = made.fetched(plans=(plan,), reviews=(made.review(),))
    validated, stats = _validate(item)
    assert validated == item
    assert stats == {}


@pytest.mark.parametrize("lack", [{"currency": None}, {"amount": None}, {"amount": Decimal(-5)}])
def test_a_price_that_lacks_amount_or_currency_is_unknown_with_its_words(made, lack):
    validated, stats = _validate(made.fetched(plans=(Plan(name="Pro", prices=(_price(made, **lack),)),)))
    price = validated.page.plans[0].prices[0]
    assert (price.kind, price.amount, price.currency, price.raw) == (PriceKind.UNKNOWN, None, None, "$5")
    assert stats == {"validate/dropped/amount": 1}


def test_extras_pass_when_they_have_a_name_and_a_price(made):
    extras = tuple(
        Plan(name=name, prices=prices)
        for name, prices in [
            ("Fax", (_price(made),)),
            (" ", (_price(made),)),
            ("Import", (_price(made, raw=" "),)),
        ]
    )
    plan = Plan(name="Pro", prices=(_price(made),))
    validated, stats = _validate(made.fetched(plans=(plan,), extras=extras))
    assert [extra.name for extra in validated.page.extras] == ["Fax"]
    assert stats == {"validate/dropped/extra": 1, "validate/dropped/price": 1}


def test_facts_without_words_are_dropped_and_counted(made):
    empty = made.passage("")
    item = made.fetched(
        plans=(
            Plan(name=" "),
            Plan(
                name="Pro",
                prices=(_price(made, raw=" "),),
                limits=(Limit(name="", value="5", passage=made.passage("5")),),
            ),
        ),
        features=(Claim(name="SSO", status=ClaimStatus.OFFERED, passage=empty),),
        releases=(Release(date=None, title="", passage=made.passage("x")),),
        reviews=(made.review(text=" "), made.review(text="Good.", key="2")),
    )
    validated, stats = _validate(item)
    assert [plan.name for plan in validated.page.plans] == ["Pro"]
    assert validated.page.plans[0].prices == validated.page.plans[0].limits == ()
    assert validated.page.features == validated.page.releases == ()
    assert [review.text for review in validated.page.reviews] == ["Good."]
    assert validated.capture.items == 2
    assert stats == {
        f"validate/dropped/{name}": 1 for name in ("plan", "price", "limit", "claim", "release", "review")
    }


def test_a_quote_that_does_not_fit_its_offsets_is_dropped(made):
    review = made.review()
    broken = replace(review, passage=replace(review.passage, end=review.passage.end + 1))
    assert _validate(made.fetched(reviews=(broken,)))[0].page.reviews == ()


def test_an_answer_without_a_page_passes(made):
    item = made.bare(made.fetched())
    assert _validate(item)[0] == item
