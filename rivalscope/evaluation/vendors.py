"""Vendors: what our reader finds on made pricing pages that were written without looking at it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Claim, ClaimStatus, Limit, Page, Plan, Price, PriceKind
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of
from rivalscope.evaluation.vendor_gold import (
    HELD_OUT,
    PARTS,
    GoldCell,
    GoldOffer,
    GoldPage,
    GoldPrice,
    Sum,
    gold_pages,
)
from spiders.pages.names import name_key
from spiders.pages.reader import read_page

MEASURES = (
    "plans found", "true plans", "free and contact", "prices found", "prices given to their plan", "prices exact",
    "extras found", "true prices", "true prices at their plan", "other money left alone", "cells", "list points",
    "ticks and crosses not turned round",
)  # fmt: skip
_PREFIXES = {"first": "", "second": "second.", "third": "third.", "fourth": "fourth.", HELD_OUT: "held out."}
"""How the measures of each part are called."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was asked and what was right, by measure, with the wrong ones in words."""

    page: str
    part: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, measure: str, right: bool, wrong: str = "") -> None:  # noqa: FBT001 - it is what is counted
        """Count one case; a wrong one is told where it has words."""
        self.whole[measure] += 1
        self.part[measure] += right
        if wrong and not right:
            self.wrong.append(f"{self.page}: {wrong}")


def count_page(gold: GoldPage) -> Tally:
    """Read a made page as a pricing page and hold what was found against its gold."""
    read = read_page(gold.body, url="https://vendor.example/pricing", kind=SourceKind.PRICING)
    tally = Tally(page=gold.name)
    plans = {id(offer): _same(offer, read) for offer in gold.offers}
    _count_names(tally, gold, read)
    for offer in gold.offers:
        _count_offer(tally, offer, plans[id(offer)], read)
    _count_read(tally, gold, read)
    columns = {name: plans[id(offer)] for offer in gold.offers for name in offer.names}
    columns[""] = [Plan(name="", features=read.features)]
    for cell in gold.cells:
        found = _told(cell.feature, columns[cell.plan])
        right = _means(cell, found)
        place = f"{cell.plan}/{cell.feature}"
        tally.count("cells", right, f"{place}: {_said(cell)!r} read as {_shown(found)}")
        statuses = {said.status for said in found if isinstance(said, Claim)}
        _count_turned(tally, cell.status, statuses)
    return tally


def _count_turned(tally: Tally, wanted: ClaimStatus | None, read: set[ClaimStatus]) -> None:
    """Count a tick or a cross that was read as one of the two: to take one for the other is worse than to miss it."""
    sides = {ClaimStatus.OFFERED, ClaimStatus.ABSENT}
    if wanted in sides and read & sides:
        tally.count("ticks and crosses not turned round", wanted in read)


def _sold(read: Page) -> tuple[Plan, ...]:
    """Return the plans of a page and what it sells beside them."""
    return (*read.plans, *read.extras)


def _same(offer: GoldOffer, read: Page) -> list[Plan]:
    wanted = {name_key(name) for name in offer.names}
    return [plan for plan in _sold(read) if name_key(plan.name) in wanted]


def _count_names(tally: Tally, gold: GoldPage, read: Page) -> None:
    known = {name_key(name) for offer in gold.offers for name in offer.names}
    for plan in _sold(read):
        tally.count("true plans", name_key(plan.name) in known, f"nothing is called {plan.name!r}")


def _count_offer(tally: Tally, offer: GoldOffer, plans: Sequence[Plan], read: Page) -> None:
    """Count the name of an offer, its kind, its prices and the points of its list."""
    name = offer.names[0]
    own = [price for plan in plans for price in plan.prices]
    if not offer.extra:
        tally.count("plans found", bool(plans), f"{name}: no plan of this name is read")
        if offer.kind is not PriceKind.PRICED:
            kinds = {PriceKind.FREE if price.amount == 0 else price.kind for price in own}
            tally.count("free and contact", offer.kind in kinds, f"{name}: not read as {offer.kind.value}")
    everything = [price for plan in _sold(read) for price in plan.prices]
    for price in offer.prices:
        if not price.optional:
            _count_price(tally, offer, price, (own, everything))
    for status, words in offer.points:
        told = set().union(*_points(words, plans))
        shown = " or ".join(sorted(told)) or "nothing"
        tally.count("list points", status in told, f"{name}: {status.value} {words!r} read as {shown}")
        _count_turned(tally, status, told)


def _count_price(
    tally: Tally, offer: GoldOffer, price: GoldPrice, read: tuple[Sequence[Price], Sequence[Price]]
) -> None:
    own, everything = ([said for said in some if _sum(said) == price.sum] for some in read)
    place = f"{offer.names[0]}: {price.sum[0]} {price.sum[1]}"
    if offer.extra:
        tally.count("extras found", bool(everything), f"{place} (beside the plans) not found")
        return
    exact = any(price.fits(_terms(said)) for said in own)
    tally.count("prices found", bool(everything), f"{place} not found")
    tally.count("prices given to their plan", bool(own), f"{place} found elsewhere" if everything else "")
    wanted = "/".join("|".join(sorted(term)) for term in price.terms)
    shown = " or ".join("/".join(_terms(said)) for said in own)
    tally.count("prices exact", exact, f"{place} {wanted} read as {shown}" if own else "")


def _count_read(tally: Tally, gold: GoldPage, read: Page) -> None:
    """Count whether what was read as a price is one, and whether other money was left alone."""
    stated = {price.sum for offer in gold.offers for price in offer.prices}
    seen: set[Sum] = set()
    for plan in _sold(read):
        own = {
            price.sum
            for offer in gold.offers
            if any(name_key(name) == name_key(plan.name) for name in offer.names)
            for price in offer.prices
        }
        for price in plan.prices:
            if price.kind is PriceKind.PRICED and price.amount:
                seen.add(_sum(price))
                tally.count("true prices", _sum(price) in stated, f"{plan.name}: {price.raw!r} is no price")
                tally.count("true prices at their plan", _sum(price) in own)
    for amount, why in gold.not_prices:
        if amount not in stated:
            tally.count("other money left alone", amount not in seen, f"{amount[0]} {amount[1]}: {why}")


def _sum(price: Price) -> Sum:
    return price.amount, price.currency or ""


def _terms(price: Price) -> tuple[str, ...]:
    said = (
        "" if part is None else str(part)
        for part in (price.period, price.billed, price.unit, price.qualifier)
    )
    return tuple(part.lower().replace(",", "") for part in said)


def _told(feature: str, plans: Sequence[Plan]) -> list[Claim | Limit]:
    """Return what is said of a feature in the plans of one name."""
    said: list[Claim | Limit] = [claim for plan in plans for claim in plan.features]
    said += [limit for plan in plans for limit in plan.limits]
    key = _squeezed(feature)
    return [part for part in said if _squeezed(part.name) == key]


def _means(cell: GoldCell, found: Sequence[Claim | Limit]) -> bool:
    """Tell whether what was read says what a cell says; an empty cell is unknown, or not read at all."""
    claims = [said for said in found if isinstance(said, Claim)]
    if cell.status is ClaimStatus.UNKNOWN:
        return not found or any(said.status is ClaimStatus.UNKNOWN for said in claims)
    if cell.status is not None:
        return any(said.status is cell.status for said in claims)
    wanted = _squeezed(cell.value)
    kept = (ClaimStatus.OFFERED, ClaimStatus.LIMITED)
    return any(
        wanted == _squeezed(value)
        for said in found
        for value in _values(said)
        if isinstance(said, Limit) or said.status in kept
    )


def _values(said: Claim | Limit) -> Iterator[str]:
    yield said.value or ""
    if isinstance(said, Limit) and said.unit:
        yield f"{said.value} {said.unit}"


def _points(words: str, plans: Sequence[Plan]) -> Iterator[set[ClaimStatus]]:
    """Yield for each statement that has a point's words which statuses it stands for."""
    wanted = _squeezed(words)
    for plan in plans:
        for claim in plan.features:
            value = claim.value or ""
            names = (claim.name, f"{value} {claim.name}", f"{claim.name} {value}", claim.passage.quote)
            if wanted in map(_squeezed, names):
                limited = claim.status is ClaimStatus.LIMITED
                yield {claim.status, ClaimStatus.OFFERED} if limited else {claim.status}
        for limit in plan.limits:
            stated = [f"{value} {limit.name}" for value in _values(limit)]
            if wanted in map(_squeezed, (*stated, limit.passage.quote)):
                yield {ClaimStatus.OFFERED, ClaimStatus.LIMITED}


def _squeezed(text: str) -> str:
    return re.sub(r"[\s:✓✔✗✘×]+", "", text).casefold()


def _said(cell: GoldCell) -> str:
    return cell.value or (cell.status.value if cell.status else "")


def _shown(found: Sequence[Claim | Limit]) -> str:
    shown = (
        f"{said.status.value if isinstance(said, Claim) else 'limit'} {said.value or ''}" for said in found
    )
    return " or ".join(part.strip() for part in shown) or "nothing"


def measure(_data: Path | None) -> Report:
    """Read every made page; what is held out is measured apart, and its wrong ones are not named, so that none is mended."""
    pages = [page for part in PARTS for page in gold_pages(part)]
    with ProcessPoolExecutor() as pool:
        tallies = list(pool.map(count_page, pages, chunksize=6))
    parts: dict[str, tuple[int, int]] = {}
    for part, prefix in _PREFIXES.items():
        chosen = [tally for tally in tallies if tally.page.startswith(f"{part}/")]
        for measure in MEASURES if chosen else ():
            parts[prefix + measure] = (
                sum(tally.part[measure] for tally in chosen),
                sum(tally.whole[measure] for tally in chosen),
            )
    return Report(
        n=len(pages),
        measures=measures_of(parts),
        parts=parts,
        wrong=tuple(
            line for tally in tallies if not tally.page.startswith(f"{HELD_OUT}/") for line in tally.wrong
        ),
    )


VENDORS_MADE = Suite(
    name="vendors",
    about="plans, prices and cells on made vendors' pages, each built in its own way, by writers who had not seen the reader",
    run=measure,
)
