"""The prices of a real market, served in three layouts, read to the last one."""

import importlib.util
import os
from decimal import Decimal

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import PriceKind
from spiders.pages.reader import read_page

pytestmark = pytest.mark.shared

SEATS = {"user", "host", "member", "person", "editor"}
LONG = os.environ.get("RIVALSCOPE_EXHAUSTIVE") == "1"
"""Whether every year of every product is read; by default every third."""


@pytest.fixture(scope="module")
def replay(shared):
    spec = importlib.util.spec_from_file_location("replay", shared / "market" / "replay.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def facts(replay, shared):
    return replay.load_facts(shared / "data" / "facts" / "saas_pricing", None)


@pytest.fixture(scope="module")
def market(replay, facts, shared):
    return replay.Market(facts, replay.load_reviews(shared / "data" / "reviews"), 2025, "cards")


@pytest.fixture(scope="module", params=["cards", "table", "jsonld"])
def priced(request, replay, facts):
    """The prices of products as each year had them, in one layout: what is told, what was read, and its market."""
    every = [(product, year, told) for product, years in facts.items() for year, told in years.items()]
    read = []
    for product, year, told in every[:: 1 if LONG else 3]:
        market = replay.Market(facts, {}, year, request.param)
        page = read_page(market.pricing(product).encode(), url=f"http://market.example/{product}/pricing")
        read.append((told, page, market))
    return read


def squeezed(text):
    return " ".join(text.split())


def expected(plan, currency):
    """What the facts say of a plan's price; terms of a free plan are not on every page."""
    price, unit = plan.get("price"), plan.get("unit") or "user/month"
    if not isinstance(price, int | float):
        return PriceKind.CONTACT
    if not price:
        return (PriceKind.FREE, Decimal(0), currency)
    thing, _, period = unit.rpartition("/")
    return (
        PriceKind.PRICED,
        Decimal(str(price)),
        currency,
        period,
        "flat" if not thing else "seat" if thing in SEATS else thing,
    )


def found(plan):
    """What was read of a plan's price, in the same form; None when not exactly one price was."""
    if len(plan.prices) != 1:
        return None
    price = plan.prices[0]
    if price.kind is PriceKind.CONTACT:
        return price.kind
    short = (price.kind, price.amount, price.currency)
    return short if price.kind is PriceKind.FREE else (*short, price.period, price.unit)


def test_every_plan_has_its_price_and_no_other_plan_is_read(replay, priced):
    wanted = right = extra = 0
    for told, page, _ in priced:
        plans = {plan.name: plan for plan in page.plans}
        names = {squeezed(replay.plan_name(key)): plan for key, plan in (told.get("plans") or {}).items()}
        wanted += len(names)
        extra += len(plans.keys() - names.keys())
        right += sum(
            name in plans and found(plans[name]) == expected(plan, told.get("currency") or "USD")
            for name, plan in names.items()
        )
    assert (right, wanted, extra) == ((507, 507, 0) if LONG else (168, 168, 0))


def test_every_cell_of_the_comparisons_is_read(replay, priced):
    wanted = right = 0
    for told, page, market in priced:
        plans = {plan.name: {claim.name: claim for claim in plan.features} for plan in page.plans}
        for key, plan in (told.get("plans") or {}).items():
            values = market.features_of(told, plan)
            for feature, spec in (told.get("features") or {}).items():
                claim = plans[squeezed(replay.plan_name(key))].get(squeezed(replay.label(feature, spec)))
                wanted += 1
                right += claim is not None and means(claim, values.get(feature))
    assert wanted == (25_048 if LONG else 8_554)
    assert right >= 0.999 * wanted


def means(claim, value):
    """Whether a claim says what the facts say; words such as "Coming soon" or "None" are statuses, not values."""
    if value is True:
        return claim.status == "offered"
    if value in (False, None):
        return claim.status == "absent"
    words = squeezed(str(value))
    statuses = {
        "coming soon": "planned",
        "included": "offered",
        "none": "absent",
        "": "unknown",
        "add-on": "add-on",
        "beta": "beta",
    }
    return claim.value == words or claim.status == statuses.get(words.lower())


@pytest.mark.parametrize("mode", ["403", "429", "captcha", "login", "consent", "empty", "soft404"])
def test_every_wall_of_the_market_has_its_verdict(replay, mode):
    status, body = replay.WALLS[mode]
    verdicts = {"403": "blocked", "429": "blocked", "captcha": "blocked", "soft404": "soft-404"}
    for kind in (SourceKind.PRICING, SourceKind.FEATURES, SourceKind.REVIEWS):
        page = read_page(body.encode(), url="http://market.example/zoom/pricing", kind=kind, status=status)
        assert page.verdict == verdicts.get(mode, mode)


def test_pages_cut_to_a_third_are_truncated_and_whole_ones_are_ok(facts, market):
    for product in facts:
        for make, kind in (
            (market.pricing, SourceKind.PRICING),
            (market.features, SourceKind.FEATURES),
            (market.changelog, SourceKind.CHANGELOG),
        ):
            body = make(product)
            assert read_page(body.encode(), url="http://market.example/", kind=kind).verdict == "ok"
            assert (
                read_page(body[: len(body) // 3].encode(), url="http://market.example/", kind=kind).verdict
                == "truncated"
            )


def test_reviews_are_read_whole_in_order_with_the_next_page(market):
    for product in ("zoom", "webex"):
        rows = [row for row in market.reviews[product] if not row["date"] or row["date"] <= "2025-12-31"]
        rows = sorted(rows, key=lambda row: row["date"], reverse=True)[:20]
        # Two people who write the same on the same day with the same stars cannot be told apart.
        told = list(dict.fromkeys((row["date"], row["score"], "5", squeezed(row["text"])) for row in rows))
        body = market.review_page(product, 1)
        page = read_page(body.encode(), url=f"http://market.example/reviews/{product}")
        assert page.next_page == f"http://market.example/reviews/{product}?page=2"
        assert [
            (str(review.date), str(review.rating), str(review.best), review.text) for review in page.reviews
        ] == told
        assert read_page(body[: len(body) // 3].encode(), url="http://market.example/").verdict == "truncated"


def test_every_listed_feature_and_release_is_read(replay, facts, market):
    for product, years in facts.items():
        told = market.at(product)
        page = read_page(market.features(product).encode(), url=f"http://market.example/{product}/features")
        explained = {
            squeezed(replay.label(key, spec)).casefold()
            for key, spec in told["features"].items()
            if len((spec.get("description") or "").split()) >= 3
        }
        assert len(explained - {claim.name.casefold() for claim in page.features}) <= 0.02 * len(explained), (
            product
        )
        log = read_page(market.changelog(product).encode(), url=f"http://market.example/{product}/changelog")
        changes = [(day, [squeezed(line) for line in lines]) for day, lines in market.changes(product)]
        assert [(str(release.date), len(release.items)) for release in log.releases] == [
            (day, len(dict.fromkeys(lines))) for day, lines in changes
        ]
        feed = read_page(
            market.atom(product, "http://market.example").encode(), url="http://market.example/changelog.xml"
        )
        assert [str(release.date) for release in feed.releases] == [day for day, _ in changes]
        assert years
