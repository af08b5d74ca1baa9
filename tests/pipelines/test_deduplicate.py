from decimal import Decimal

from pipelines.deduplicate import DeduplicatePipeline
from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Claim, ClaimStatus, Plan, Price, PriceKind


def _claim(made, name, status=ClaimStatus.OFFERED):
    return Claim(name=name, status=status, passage=made.passage(name))


def _keys(item):
    return [review.key for review in item.page.reviews]


def test_a_review_that_stands_twice_on_a_page_is_kept_once(made):
    item = made.fetched(reviews=(made.review(key="1"), made.review(key="2"), made.review(key="1")))
    kept = DeduplicatePipeline().process_item(item)
    assert _keys(kept) == ["1", "2"]
    assert kept.capture.items == 2


def test_a_review_that_slips_to_the_next_page_is_kept_on_the_first(made):
    pipeline = DeduplicatePipeline()
    first = pipeline.process_item(made.fetched(reviews=(made.review(key="1"), made.review(key="2"))))
    second = pipeline.process_item(
        made.fetched(url="https://example.com/?page=2", reviews=(made.review(key="2"), made.review(key="3")))
    )
    assert (_keys(first), _keys(second)) == (["1", "2"], ["3"])


def test_equal_keys_of_two_sources_are_two_reviews(made):
    pipeline = DeduplicatePipeline()
    items = [
        made.fetched(kind=kind, reviews=(made.review(key="1"),))
        for kind in (SourceKind.REVIEWS, SourceKind.JSON)
    ]
    assert [_keys(pipeline.process_item(item)) for item in items] == [["1"], ["1"]]


def test_a_price_that_an_extra_states_twice_is_kept_once(made):
    price = Price(
        raw="$5", kind=PriceKind.PRICED, amount=Decimal(5), currency="USD", passage=made.passage("$5")
    )
    sold = Plan(name="Fax", prices=(price, price))
    kept = DeduplicatePipeline().process_item(made.fetched(plans=(Plan(name="Pro"),), extras=(sold,)))
    assert [len(extra.prices) for extra in kept.page.extras] == [1]


def test_a_claim_in_two_spellings_is_one_and_in_two_states_is_two(made):
    claims = (
        _claim(made, "Breakout rooms"),
        _claim(made, "breakout-room"),
        _claim(made, "Breakout rooms", ClaimStatus.ABSENT),
    )
    kept = DeduplicatePipeline().process_item(
        made.fetched(features=claims, plans=(Plan(name="Pro", features=claims),))
    )
    assert kept.page.features == kept.page.plans[0].features == (claims[0], claims[2])


def test_two_ways_to_pay_are_two_prices_and_one_said_twice_is_one(made):
    monthly, annual, again = (
        Price(
            raw=raw, kind=PriceKind.PRICED, amount=Decimal(amount), currency="USD", passage=made.passage(raw)
        )
        for raw, amount in (("$5", 5), ("$4", 4), ("5 dollars", 5))
    )
    kept = DeduplicatePipeline().process_item(
        made.fetched(plans=(Plan(name="Pro", prices=(monthly, annual, again)),))
    )
    assert kept.page.plans[0].prices == (monthly, annual)


def test_a_page_that_is_not_ok_does_not_hide_the_reviews_of_one_that_is(made):
    pipeline = DeduplicatePipeline()
    pipeline.process_item(
        made.fetched(
            verdict=Verdict.PARTIAL, url="https://example.com/?page=9", reviews=(made.review(key="1"),)
        )
    )
    assert _keys(pipeline.process_item(made.fetched(reviews=(made.review(key="1"),)))) == ["1"]
