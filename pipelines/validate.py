"""Validation: facts that are not whole are taken out and counted, never mended by guessing."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol, Self, TypeVar

from scrapy.crawler import Crawler

from rivalscope.domain.page import Claim, Limit, Page, Passage, Plan, Price, PriceKind, Release, Review, Role
from spiders.items import Fetched

Fact = TypeVar("Fact", Claim, Limit, Release, Review, Role)

logger = logging.getLogger(__name__)


class Stats(Protocol):
    """Counts by name: Scrapy's stats, or a replay's."""

    def inc_value(self, key: str, count: int) -> Any:
        """Add to the count of a name."""


class ValidatePipeline:
    """Drops malformed facts of a page and counts them in Scrapy's stats under `validate/dropped`."""

    def __init__(self, stats: Stats) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline with a crawler's stats."""
        return cls(crawler.stats)

    def process_item(self, item: Fetched) -> Fetched:
        """Return the item with a page of whole facts only."""
        if item.page is None or not item.page.items:
            return item
        dropped: Counter[str] = Counter()
        page = replace(
            item.page,
            plans=tuple(_plan(plan, dropped) for plan in _named(item.page.plans, dropped)),
            extras=tuple(
                extra
                for named in _named(item.page.extras, dropped, what="extra")
                if (extra := _plan(named, dropped)).prices
            ),
            features=_kept(item.page.features, dropped),
            releases=_kept(item.page.releases, dropped),
            reviews=_kept(item.page.reviews, dropped),
            roles=_kept(item.page.roles, dropped),
        )
        for name, count in (+dropped).items():
            self._stats.inc_value(f"validate/dropped/{name}", count)
            logger.warning("%s: %d malformed %s on %s", item.source.key, count, name, item.capture.url)
        return replace(item, page=page, capture=replace(item.capture, items=_items(item, page)))


def _items(item: Fetched, page: Page) -> int:
    return page.items if item.capture.verdict.factual else item.capture.items


def _plan(plan: Plan, dropped: Counter[str]) -> Plan:
    prices = tuple(_price(price, dropped) for price in plan.prices if _stands(price, dropped))
    return replace(
        plan, prices=prices, features=_kept(plan.features, dropped), limits=_kept(plan.limits, dropped)
    )


def _named(plans: Iterable[Plan], dropped: Counter[str], *, what: str = "plan") -> list[Plan]:
    named = list(plans)
    kept = [plan for plan in named if plan.name.strip()]
    dropped[what] += len(named) - len(kept)
    return kept


def _kept(facts: Iterable[Fact], dropped: Counter[str]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if _stands(fact, dropped))


def _stands(fact: Claim | Limit | Price | Release | Review | Role, dropped: Counter[str]) -> bool:
    """Tell whether a fact says something and has its words; count it when not."""
    match fact:
        case Claim() | Limit():
            said = fact.name.strip()
        case Price():
            said = fact.raw.strip()
        case Release():
            said = fact.title.strip() or "".join(fact.items).strip()
        case Review():
            said = fact.text.strip()
        case Role():
            said = fact.title.strip()
    if said and _is_whole(fact.passage):
        return True
    dropped[type(fact).__name__.lower()] += 1
    return False


def _price(price: Price, dropped: Counter[str]) -> Price:
    """Return a price that claims an amount but lacks it, or its currency, as what it is: unknown, with its words."""
    whole = price.amount is not None and price.amount >= 0 and price.currency
    if price.kind is not PriceKind.PRICED or whole:
        return price
    dropped["amount"] += 1
    return replace(price, kind=PriceKind.UNKNOWN, amount=None, currency=None)


def _is_whole(passage: Passage) -> bool:
    return 0 <= passage.start < passage.end and passage.end - passage.start == len(passage.quote)
