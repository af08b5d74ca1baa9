"""The weekly flow: the digest of the week that is over, written and sent.

Import flows.settings first and call its `prepare`: Prefect reads the environment when it is imported.
"""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.artifacts import show_week
from flows.clock import last_week
from flows.digest import run_week
from flows.opened import open_market
from flows.outcome import WeekOutcome


@task(cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=[60, 600])
def digest(market_path: Path, week: str, send: bool) -> WeekOutcome:  # noqa: FBT001  Prefect passes it by name
    """Write the digest and send it; a recipient who has it is left out when a retry comes back to the others."""
    with open_market(market_path) as opened:
        return run_week(opened, week=week, now=datetime.now(UTC), sending=send)


def _name() -> str:
    """Name the run by its week."""
    return f"week {flow_run.parameters.get('week') or scheduled_week()}"


def scheduled_week() -> str:
    """Return the week of a scheduled run: the newest that was over at its scheduled instant."""
    planned: datetime | None = flow_run.scheduled_start_time
    return last_week((planned or datetime.now(UTC)).astimezone(UTC).date())


@flow(name="weekly", flow_run_name=_name, persist_result=False, validate_parameters=False)
def weekly(market_path: Path, week: str | None = None, send: bool = False) -> WeekOutcome:  # noqa: FBT001, FBT002
    """Write the digest of a week, by default the last one that is over, and send it when asked."""
    outcome: WeekOutcome = digest(Path(market_path), week or scheduled_week(), send=send)
    show_week(outcome)
    return outcome
