"""Layouts: known facts rendered in many makes of pricing page, and how much of them the reader gets right."""

import importlib.util
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Claim, ClaimStatus, Page, PriceKind, Qualifier
from rivalscope.evaluation.market import gridded, stacked
from rivalscope.evaluation.market.facts import FACTS, MADE, SEATS, Cell, Offering, PlanFact, read_offerings
from rivalscope.evaluation.market.markup import RATES, Said, annual
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import share
from spiders.pages.reader import read_page

LAYOUTS: Mapping[str, Callable[[Offering], Said]] = {
    "accordion": stacked.accordion,
    "toggle": stacked.toggle,
    "panels": stacked.panels,
    "utility": gridded.utility,
    "aria": gridded.aria,
    "split": gridded.split,
    "currencies": gridded.currencies,
    "columns": gridded.columns,
}
"""Our own layouts by name."""
REPLAYED = ("cards", "table", "jsonld")
"""Layouts of the replayed market, which lies beside the data folder."""
MOST_WRONG = 40
"""Cases that are told in words."""

Way = tuple[str, Decimal | None, str | None, str | None, str | None, str | None]
"""A way to pay: kind, amount, currency, period, unit, billed."""

_STATUSES = {
    "coming soon": ClaimStatus.PLANNED, "included": ClaimStatus.OFFERED, "none": ClaimStatus.ABSENT,
    "add-on": ClaimStatus.ADD_ON, "beta": ClaimStatus.BETA, "true": ClaimStatus.OFFERED, "false": ClaimStatus.ABSENT,
}  # fmt: skip


def wanted(plan: PlanFact, offering: Offering, said: Said) -> set[Way]:
    """Return the ways to pay that a made page states for a plan."""
    if plan.price is None:
        return {(PriceKind.CONTACT.value, None, None, None, None, None)}
    if not plan.price:
        return {(PriceKind.FREE.value, Decimal(0), None, None, None, None)}
    unit = "flat" if not plan.unit else "seat" if plan.unit in SEATS else plan.unit
    monthly = plan.period == "month"
    both = said.annual and monthly
    ways = []
    for code in said.currencies or (offering.currency,):
        amount = (plan.price * RATES[code]).quantize(Decimal("0.01")) if said.currencies else plan.price
        billed = said.billed if monthly else None
        ways.append((PriceKind.PRICED.value, amount, code, plan.period, unit, "monthly" if both else billed))
    if both:
        ways.append((PriceKind.PRICED.value, annual(plan), offering.currency, "month", unit, "annually"))
    return set(ways)


def told(page: Page, name: str, *, billed: bool) -> set[Way]:
    """Return the ways to pay that were read for a plan; how they are charged only where the page says it."""
    found: set[Way] = set()
    for plan in page.plans:
        for price in plan.prices if plan.name == name else ():
            if price.qualifier is Qualifier.WAS:
                continue
            if price.kind is PriceKind.PRICED:
                period = price.period.value if price.period else None
                # A price per year is charged by the year, whether a page says so in its other tab or not.
                cycle = price.billed.value if price.billed and billed and period != "year" else None
                found.add((price.kind.value, price.amount, price.currency, period, price.unit, cycle))
            else:
                amount = Decimal(0) if price.kind is PriceKind.FREE else None
                found.add((price.kind.value, amount, None, None, None, None))
    return found


def means(claim: Claim | None, cell: Cell, *, blank: bool) -> bool:
    """Tell whether a claim says what a cell says; an empty cell is unknown, or not read at all."""
    if cell is None or (blank and cell is False):
        return claim is None or claim.status is ClaimStatus.UNKNOWN
    if claim is None:
        return False
    if isinstance(cell, bool):
        return claim.status is (ClaimStatus.OFFERED if cell else ClaimStatus.ABSENT)
    return claim.value == cell or claim.status is _STATUSES.get(cell.lower())


def count(offering: Offering, said: Said, name: str) -> tuple[Counter[str], list[str]]:
    """Read one made page; return what was wanted, right and false, and what went wrong in words."""
    page = read_page(
        said.body.encode(), url=f"https://made.example/{offering.product}/pricing", kind=SourceKind.PRICING
    )
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    place = f"{name} {offering.product} {offering.year}"
    strangers = [plan for plan in page.plans if plan.name not in {fact.name for fact in offering.plans}]
    tally["false"] += sum(len(plan.prices) for plan in strangers)
    wrong += [f"{place}: no plan is called {plan.name!r}" for plan in strangers]
    for fact in offering.plans:
        ways = wanted(fact, offering, said)
        read = told(page, fact.name, billed=said.annual or said.billed is not None)
        tally["prices"] += len(ways)
        tally["right"] += len(ways & read)
        tally["false"] += len(read - ways)
        if ways != read:
            wrong.append(f"{place} {fact.name}: {_shown(ways - read)} wanted, {_shown(read - ways)} read")
    for good, cell in _cells(page, offering, blank=said.blank):
        tally["cells"] += 1
        tally["cells right"] += good
        if not good:
            wrong.append(f"{place}: cell {cell}")
    return tally, wrong


def _cells(page: Page, offering: Offering, *, blank: bool) -> Iterator[tuple[bool, str]]:
    """Yield for each cell of the facts whether it was read rightly, and what it is."""
    claims = {
        plan.name: {" ".join(claim.name.split()).casefold(): claim for claim in plan.features}
        for plan in page.plans
    }
    for place, plan in enumerate(offering.plans):
        for row in offering.rows:
            claim = claims.get(plan.name, {}).get(row.name.casefold())
            read = "nothing" if claim is None else f"{claim.status.value} {claim.value}"
            yield (
                means(claim, row.cells[place], blank=blank),
                f"{plan.name}/{row.name}: {row.cells[place]!r}, read as {read}",
            )


def _shown(ways: set[Way]) -> str:
    return (
        "; ".join(sorted(" ".join(str(part) for part in way if part is not None) for way in ways))
        or "nothing"
    )


def measure_made(_data: Path | None) -> Report:
    """Measure our own market in our own layouts."""
    return _report([(name, offering, make(offering)) for name, make in LAYOUTS.items() for offering in MADE])


def measure_market(data: Path | None) -> Report:
    """Measure the facts of real products in our own layouts and in those of the replayed market."""
    folder = data or Path()
    offerings = read_offerings(folder)
    pages = [(name, offering, make(offering)) for name, make in LAYOUTS.items() for offering in offerings]
    script = folder.parent / "market" / "replay.py"
    return _report([*pages, *(_replayed(script, folder, offerings) if script.is_file() else [])])


def _replayed(script: Path, data: Path, offerings: list[Offering]) -> list[tuple[str, Offering, Said]]:
    """Return the pages that the replayed market serves."""
    spec = importlib.util.spec_from_file_location("replay", script)
    if spec is None or spec.loader is None:
        return []
    replay: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(replay)
    facts = replay.load_facts(data / FACTS, None)
    return [
        (name, offering, Said(body=replay.Market(facts, {}, offering.year, name).pricing(offering.product)))
        for name in REPLAYED
        for offering in offerings
    ]


def _report(pages: list[tuple[str, Offering, Said]]) -> Report:
    totals: dict[str, Counter[str]] = {"all": Counter()}
    wrong: list[str] = []
    if len(pages) > 200:
        with ProcessPoolExecutor() as pool:
            counted = list(pool.map(_count, pages, chunksize=16))
    else:
        counted = [_count(page) for page in pages]
    for (name, _, _), (tally, lines) in zip(pages, counted, strict=True):
        totals.setdefault(name, Counter()).update(tally)
        totals["all"].update(tally)
        wrong += lines
    measures: dict[str, float] = {}
    for name, tally in totals.items():
        measures[f"{name}.prices"] = share(tally["right"], tally["prices"])
        measures[f"{name}.true prices"] = share(tally["right"], tally["right"] + tally["false"])
        measures[f"{name}.cells"] = share(tally["cells right"], tally["cells"])
    every = totals["all"]
    sums = (f"{every['right']:,} of {every['prices']:,} prices, {every['false']:,} false, "
            f"{every['cells right']:,} of {every['cells']:,} cells")  # fmt: skip
    return Report(n=len(pages), measures=measures, wrong=(sums, *wrong[:MOST_WRONG]) if wrong else ())


def _count(page: tuple[str, Offering, Said]) -> tuple[Counter[str], list[str]]:
    name, offering, said = page
    return count(offering, said, name)


LAYOUTS_MADE = Suite(
    name="layouts",
    about="prices and plan × feature cells of a made market in eight layouts",
    run=measure_made,
)
LAYOUTS_MARKET = Suite(
    name="market-layouts",
    about="the same of 22 real products, 2019-2025, in eight layouts and the replayed market's three",
    run=measure_market,
    needs=(FACTS,),
)
