"""Deduplication: what a page or a list says twice is stored once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from rivalscope.domain.naming import key
from rivalscope.domain.page import Claim, Limit, Plan, Price, Release
from spiders.items import Fetched

Fact = TypeVar("Fact")


class DeduplicatePipeline:
    """Keeps the first of equal facts of a page, and of equal reviews of a source's list in one night."""

    def __init__(self) -> None:
        self._shown: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def process_item(self, item: Fetched) -> Fetched:
        """Return the item with each fact once."""
        page = item.page
        if page is None or not page.items or not item.capture.verdict.factual:
            return item
        shown = self._shown[item.source.key]
        reviews = [
            review
            for review in page.reviews
            if shown.setdefault(review.key, item.capture.url) == item.capture.url
        ]
        page = replace(
            page,
            plans=tuple(_plan(plan) for plan in page.plans),
            extras=tuple(_plan(extra) for extra in page.extras),
            features=_once(page.features, _claim),
            releases=_once(page.releases, _release),
            reviews=_once(reviews, lambda review: review.key),
        )
        return replace(item, page=page, capture=replace(item.capture, items=page.items))


def _plan(plan: Plan) -> Plan:
    return replace(
        plan,
        prices=_once(plan.prices, _price),
        features=_once(plan.features, _claim),
        limits=_once(plan.limits, _limit),
    )


def _once(facts: Iterable[Fact], identity: Callable[[Fact], Hashable]) -> tuple[Fact, ...]:
    """Return facts in their order, the first of each identity."""
    first: dict[Hashable, Fact] = {}
    for fact in facts:
        first.setdefault(identity(fact), fact)
    return tuple(first.values())


def _claim(claim: Claim) -> Hashable:
    return key(claim.name), claim.status, claim.value


def _limit(limit: Limit) -> Hashable:
    return key(limit.name), limit.value, limit.unit


def _release(release: Release) -> Hashable:
    return release.date, release.title, release.items


def _price(price: Price) -> Hashable:
    return price.kind, price.amount, price.currency, price.period, price.billed, price.unit, price.qualifier
