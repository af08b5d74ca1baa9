"""The plan as a file: how a crawl's plan and summary pass between the two processes."""

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rivalscope.domain.crawl import CrawlPlan, CrawlSummary
from rivalscope.errors import CrawlError

_PLAN = TypeAdapter(CrawlPlan)
_SUMMARY = TypeAdapter(CrawlSummary)


def write_plan(plan: CrawlPlan, path: Path) -> None:
    """Write a plan as JSON; it may hold a database password, so the folder must be private."""
    path.write_bytes(_PLAN.dump_json(plan))


def read_plan(path: Path) -> CrawlPlan:
    """Read a plan; CrawlError when the file is not one."""
    try:
        return _PLAN.validate_json(path.read_bytes())
    except OSError as error:
        raise CrawlError(f"the plan {path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise CrawlError(
            f"{path} is not a plan: {error.error_count()} fields are wrong or missing"
        ) from error


def summary_fields(summary: CrawlSummary) -> Any:
    """Return a summary as values that JSON can hold."""
    return _SUMMARY.dump_python(summary, mode="json")


def read_summary(fields: Any) -> CrawlSummary:
    """Return the summary that such values mean."""
    return _SUMMARY.validate_python(fields)
