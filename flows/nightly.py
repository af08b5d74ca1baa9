"""The nightly flow: collect, read, analyse, report, let go; a task body is one call of a stage.

Import flows.settings first and call its `prepare`: Prefect reads the environment when it is imported.
"""

import logging
import time
from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.deployments import run_deployment
from prefect.runtime import flow_run, task_run

from flows import analysis, stages
from flows.alerts import deliver_alerts, ping_switch, raise_new
from flows.artifacts import show_night
from flows.clock import instant_of, night_of
from flows.opened import leased, open_market
from flows.outbox import deliver_waiting
from flows.outcome import Collected, NightOutcome
from flows.telling import tell_night
from rivalscope.domain.delivery import Delivery
from rivalscope.domain.reading import Annotated
from rivalscope.errors import RivalscopeError

logger = logging.getLogger(__name__)

AGAIN = (60, 300)
"""Seconds to wait before what a live night could not collect is tried again."""


class SourcesFailedError(RivalscopeError):
    """Raised by the task `collect` so that Prefect runs it again: the sources that failed are fetched once more."""


@task(cache_policy=NO_CACHE, persist_result=False, retries=len(AGAIN), retry_delay_seconds=list(AGAIN))
def collect(market_path: Path, night: date, clock: datetime | None) -> Collected:
    """Collect every source; what may pass is tried again after a while on a live night, before it is told."""
    with open_market(market_path) as opened:
        collected = stages.crawl(opened, night=night, clock=clock)
    tries = task_run.run_count
    if clock is None and collected.passing and tries <= len(AGAIN):
        told = "; ".join(f"{one.source}: {one.words}" for one in collected.passing)
        logger.warning("%s; tried again in %d s", told, AGAIN[tries - 1])
        raise SourcesFailedError(told)
    return collected


@task(cache_policy=NO_CACHE, persist_result=False, retries=1, retry_delay_seconds=30)
def annotate(market_path: Path) -> Annotated:
    """Read what is new."""
    with open_market(market_path) as opened:
        return stages.annotate(opened)


@task(cache_policy=NO_CACHE, persist_result=False, retries=1, retry_delay_seconds=30)
def analyse(market_path: Path, as_of: datetime) -> int:
    """Compute the gap analysis; returns the number of gaps."""
    with open_market(market_path) as opened:
        return len(analysis.analyse(opened, as_of=as_of).gaps)


@task(cache_policy=NO_CACHE, persist_result=False, retries=1, retry_delay_seconds=30)
def report(market_path: Path, as_of: datetime) -> tuple[Path, ...]:
    """Write the report; returns its files."""
    with open_market(market_path) as opened:
        return tuple(analysis.report(opened, as_of=as_of))


@task(cache_policy=NO_CACHE, persist_result=False, retries=1, retry_delay_seconds=30)
def let_go(market_path: Path, as_of: datetime) -> int:
    """Let go what retention no longer keeps."""
    with open_market(market_path) as opened:
        return stages.let_go(opened, as_of=as_of)


@task(cache_policy=NO_CACHE, persist_result=False, retries=1, retry_delay_seconds=30)
def extract(market_path: Path) -> int:
    """Bring the extract of a store in PostgreSQL up to date; returns its rows."""
    with open_market(market_path) as opened:
        return stages.refresh_extract(opened)


@task(cache_policy=NO_CACHE, persist_result=False, retries=1, retry_delay_seconds=30)
def alert(market_path: Path, as_of: datetime) -> tuple[int, tuple[tuple[str, int, str], ...]]:
    """Raise alerts and tell them; returns how many, and what became of them in each channel."""
    now = datetime.now(UTC)
    with open_market(market_path) as opened:
        return raise_new(opened, as_of=as_of, at=now), deliver_alerts(opened, now=now)


@task(cache_policy=NO_CACHE, persist_result=False)
def deliver_mail(market_path: Path) -> tuple[tuple[Delivery, ...], str]:
    """Try the mails that wait in the outbox; returns what became of them, and why none could be tried."""
    with open_market(market_path) as opened:
        return deliver_waiting(opened, now=datetime.now(UTC))


def _name() -> str:
    """Name the run by its night."""
    return f"night of {flow_run.parameters.get('night') or scheduled_night()}"


def scheduled_night() -> date:
    """Return the night of a scheduled run: the UTC date of its scheduled instant, however late it starts."""
    planned: datetime | None = flow_run.scheduled_start_time
    return night_of(planned, now=datetime.now(UTC))


@flow(name="nightly", flow_run_name=_name, persist_result=False, validate_parameters=False)
def nightly(market_path: Path, night: date | None = None, helpers: int = 0) -> NightOutcome:
    """Run a whole night: `night` replays one, else it is the scheduled one in real time.

    As many `helpers` are started by the deployment `work/work`, on whatever machines its work pool has.
    """
    market_path, began = Path(market_path), time.monotonic()
    replayed = date.fromisoformat(str(night)) if night else None
    clock = instant_of(replayed) if replayed else None
    with open_market(market_path) as opened, leased(opened, by="nightly") as run:
        for _ in range(helpers):
            run_deployment("work/work", timeout=0, as_subflow=False)
        collected = collect(market_path, replayed or scheduled_night(), clock)
        read = annotate(market_path)
        as_of = clock or datetime.now(UTC)
        gaps = analyse(market_path, as_of)
        files = report(market_path, as_of)
        gone = let_go(market_path, as_of)
        extract(market_path)
    raised, told = alert(market_path, as_of)
    mail, problem = deliver_mail(market_path)
    with open_market(market_path) as opened:
        missed = ping_switch(opened, clock=clock)
        outcome = NightOutcome(collected=collected, annotated=read, gaps=gaps, report=files, let_go=gone, mail=mail,
                               mail_problem=problem, raised=raised, told=told, ping_problem=missed)  # fmt: skip
        tell_night(opened, outcome, run=run, seconds=time.monotonic() - began)
    show_night(outcome)
    for one in collected.failing:
        get_run_logger().warning("%s: no facts tonight: %s", one.source, one.words)
    return outcome
