"""The demo: the real job on the fictional market, night after night, told as it goes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from flows import server as prefect_server
from flows import settings, stages
from flows.clock import instant_of
from flows.digest import run_week
from flows.opened import open_market
from flows.outcome import NightOutcome, WeekOutcome
from rivalscope.demo.folder import prepare, write_files
from rivalscope.demo.market import Calendar, Night
from rivalscope.demo.products import PRODUCTS
from rivalscope.demo.server import MarketServer, serving
from rivalscope.domain.week import week_of

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOutcome:
    """Where the demo left what it made."""

    market: Path
    report: Path
    digest: Path
    database: Path
    nights: int
    seconds: float


def run(
    folder: Path, *, calendar: Calendar, port: int = 0, prefect: bool = True, tell: Tell = print
) -> DemoOutcome:
    """Run every night of the calendar into a folder; `tell` is called with a line for each.

    The last night and the weekly digest run as the Prefect flows, or as plain stages when `prefect` is off. Raises
    UsageError when the folder holds what is not a demo's, LeaseError when another run holds the store.
    """
    began = time.monotonic()
    prepare(folder)
    nights = calendar.nights()
    with serving(calendar, port=port) as server:
        market = write_files(folder, PRODUCTS, base=server.base, until=calendar.until)

        def play(night: Night, how: Callable[[Path, date], NightOutcome]) -> NightOutcome:
            _set(server, night)
            started = time.monotonic()
            outcome = how(market, night.date)
            tell(line(night, outcome, count=len(nights), seconds=time.monotonic() - started))
            return outcome

        for night in nights[:-1]:
            play(night, partial(_night, reporting=False))
        with _prefect(market) if prefect else nullcontext():
            last = play(nights[-1], _flow_night if prefect else _night)
            digest = (_flow_week if prefect else _week)(market, week_of(calendar.until))
    return DemoOutcome(
        market=market,
        report=last.report[0],
        digest=digest.file,
        database=market.with_name("rivalscope.db"),
        nights=len(nights),
        seconds=time.monotonic() - began,
    )


def _set(server: MarketServer, night: Night) -> None:
    server.night = night.date
    server.failing = {failure.product: failure.mode for failure in night.failures}


def _night(market: Path, night: date, *, reporting: bool = True) -> NightOutcome:
    with open_market(market) as opened:
        return stages.run_night(opened, night=night, clock=instant_of(night), reporting=reporting)


def _week(market: Path, week: str) -> WeekOutcome:
    with open_market(market) as opened:
        return run_week(opened, week=week, now=datetime.now(UTC))


@contextmanager
def _prefect(market: Path) -> Iterator[None]:
    settings.prepare(market)
    with prefect_server.running(services=False):
        yield


def _flow_night(market: Path, night: date) -> NightOutcome:
    # Prefect reads its settings when it is imported, and takes seconds to be.
    from flows.nightly import nightly  # noqa: PLC0415

    outcome: NightOutcome = nightly(market, night)
    return outcome


def _flow_week(market: Path, week: str) -> WeekOutcome:
    from flows.weekly import weekly  # noqa: PLC0415  as above

    outcome: WeekOutcome = weekly(market, week)
    return outcome


def line(night: Night, outcome: NightOutcome, *, count: int, seconds: float) -> str:
    """Return a night as one line: what came in, how long it took, and what happened in the market."""
    crawl = outcome.collected.crawl
    numbers = (crawl.captures if crawl else 0, outcome.read, crawl.changes if crawl else 0)
    came = "{:3} captures {:4} reviews {:2} changes".format(*numbers)
    told = [event.told for event in night.events] + [failure.told for failure in night.failures]
    if not outcome.complete:
        told.append(f"{len(outcome.collected.failing)} sources gave no facts")
    return (
        f"night {night.number:2}/{count}  {night.date}  {came}  {seconds:4.1f} s  {'; '.join(told)}".rstrip()
    )
