"""The schedule: both flows at their cron lines, in the market's time zone.

Import flows.settings first and call its `prepare`, as for flows.nightly; a server must be running.
"""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

from prefect import Flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.server.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType

from flows.nightly import nightly
from flows.weekly import weekly
from rivalscope.domain.settings import Market
from rivalscope.errors import ConfigError


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
    nights = [run.astimezone(UTC).date() for run in next_runs(cron, timezone, after=after, count=366)]
    return sorted({night for night in nights if nights.count(night) > 1})


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


def serve_flows(market: Market) -> None:
    """Run both flows at their times until SIGTERM or Ctrl-C."""
    serve(*deployments(market), print_starting_message=False)
