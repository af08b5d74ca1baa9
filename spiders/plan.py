"""The plan as a file, and the summary as words: how they pass between the two processes of a crawl."""

import pickle
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import CrawlPlan, CrawlSummary
from rivalscope.errors import CrawlError
from spiders import pickles


def write_plan(plan: CrawlPlan, path: Path) -> None:
    """Write a plan; it may hold a database password, so the folder must be private."""
    path.write_bytes(pickles.dumps(plan))


def read_plan(path: Path) -> CrawlPlan:
    """Read a plan; CrawlError when the file is not one."""
    try:
        plan = pickles.loads(path.read_bytes())
    except OSError as error:
        raise CrawlError(f"the plan {path} cannot be read: {error.strerror}") from error
    except (pickle.UnpicklingError, *pickles.FAULTS) as error:
        raise CrawlError(f"{path} is not a plan: {error}") from error
    if not isinstance(plan, CrawlPlan):
        raise CrawlError(f"{path} is not a plan: it holds something else")
    return plan


def summary_fields(summary: CrawlSummary) -> dict[str, Any]:
    """Return a summary as values that JSON can hold."""
    return {**asdict(summary), "night": summary.night.isoformat()}


def read_summary(fields: Mapping[str, Any]) -> CrawlSummary:
    """Return the summary that such values mean."""
    verdicts = tuple((Verdict(name), count) for name, count in fields["verdicts"])
    return CrawlSummary(
        **{**fields, "night": date.fromisoformat(fields["night"]), "verdicts": verdicts},
    )
