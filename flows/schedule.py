"""The schedule: both flows at their cron lines, in the market's time zone.

Import flows.settings first and call its `prepare`, as for flows.nightly; a server must be running.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from prefect import Flow
from prefect.deployments import arun_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.server.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType

from flows.nightly import nightly
from flows.weekly import weekly
from rivalscope.domain.settings import Market
from rivalscope.errors import ConfigError

logger = logging.getLogger(__name__)


def next_runs(cron: str, timezone: str, *, after: datetime, count: int = 1) -> list[datetime]:
    """Return the next instants of a cron line in a time zone, as Prefect's scheduler computes them.

    Raises ConfigError when the line is no cron line.
    """
    try:
        schedule = CronSchedule(cron=cron, timezone=timezone)
    except ValueError as error:
        raise ConfigError(
            f"[schedule]: {cron!r} is not a cron line: {error}; mend it in market.toml"
        ) from error
    return list(asyncio.run(schedule.get_dates(n=count, start=after)))


def shared_nights(cron: str, timezone: str, *, after: datetime) -> list[date]:
    """Return the nights of the coming year for which a nightly cron line runs twice.

    A night is the UTC date of its instant; where clocks change near midnight UTC, two local nights can share one,
    and the second finds everything done.
    """
    runs = next_runs(cron, timezone, after=after, count=366)
    if runs[-1] - runs[0] < timedelta(days=360):
        return []  # more than once a day is meant to share nights
    nights = [run.astimezone(UTC).date() for run in runs]
    return sorted({night for night in nights if nights.count(night) > 1})


def missed(cron: str, timezone: str, *, nights: Collection[date], now: datetime) -> datetime | None:
    """Return the newest instant of a nightly line before now whose night never ran; None when it did.

    A market that has no night yet has missed none, and of several missed nights only the newest can still be run: what
    sites showed on the others is gone.
    """
    past = [run for run in next_runs(cron, timezone, after=now - timedelta(days=8), count=9) if run <= now]
    if not nights or not past or past[-1].astimezone(UTC).date() in nights:
        return None
    return past[-1] if past[-1].astimezone(UTC).date() > max(nights) else None


def deployments(market: Market) -> list[RunnerDeployment]:
    """Return both flows with their schedules, loaded by module path."""
    path = str(market.path)
    plans: list[tuple[Flow[Any, Any], str, dict[str, Any]]] = [
        (nightly, market.schedule.nightly, {"market_path": path}),
        (weekly, market.schedule.weekly, {"market_path": path, "send": bool(market.digest.recipients)}),
    ]
    return [
        RunnerDeployment.from_flow(
            flow,
            name=market.name,
            schedules=[Cron(cron, timezone=market.timezone)],
            parameters=parameters,
            # By file, Prefect would put flows/ itself first on the path.
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for flow, cron, parameters in plans
    ]


class _Runner(Runner):
    """A runner that SIGTERM stops as Ctrl-C does; Prefect's own handler forgets to await its stop."""

    serving: asyncio.Task[Any] | None = None

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002  the base class's signature
        """Stop serving: deployments are paused, and what runs is ended."""
        if self.serving is not None:
            self.serving.get_loop().call_soon_threadsafe(self.serving.cancel)


def serve_flows(market: Market, *, late: datetime | None = None) -> None:
    """Run both flows at their times until SIGTERM or Ctrl-C; the night of the instant `late` at once."""
    try:
        asyncio.run(_serve(deployments(market), late=late))
    except (KeyboardInterrupt, asyncio.CancelledError):
        logger.info("told to stop")


async def _serve(plans: Sequence[RunnerDeployment], *, late: datetime | None) -> None:
    runner = _Runner(name="rivalscope", pause_on_shutdown=True)
    runner.serving = asyncio.current_task()
    for plan in plans:
        await runner.aadd_deployment(plan)
    if late is not None:
        name = f"{nightly.name}/{plans[0].name}"
        key = f"{name} {late.isoformat()}"  # started twice, it is caught up once
        await arun_deployment(name, scheduled_time=late, timeout=0, as_subflow=False, idempotency_key=key)
    await runner.start()
