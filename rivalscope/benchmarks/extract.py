"""What it costs to read all that a page says, against trafilatura alone on the same pages in the same run.

Each page is read as a pricing page, which is what is promised to cost at most twice as much, and beside that as one
whose address tells nothing, so that its kind is told from content, and as an article of a blog.
"""

import gzip
import importlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rivalscope.domain.lines import forget
from spiders.pages.reader import read_page

PAGES = "web/wcxb_dev/dev/html"
INSTALL = "trafilatura is not installed, and so not measured: uv sync --group bench"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCost:
    """CPU seconds that one page took."""

    name: str
    ours: float
    """As a pricing page."""
    peer: float
    untold: float | None = None
    """With its kind told from content."""
    article: float | None = None
    """As an article of a blog."""


def trafilatura() -> Callable[..., Any] | None:
    """Return trafilatura's extract; None when it is not installed."""
    try:
        return importlib.import_module("trafilatura").extract  # type: ignore[no-any-return]
    except ModuleNotFoundError:
        return None


def measure(data: Path, *, extract: Callable[..., Any], every: int = 1) -> Iterator[PageCost]:
    """Read each page of WCXB's development set, or one in some, by the peer and in three ways by ours.

    Each way goes first on every fourth page, so that none finds the others' caches warm more often. What ours keeps of
    lines from page to page is emptied before each reading: no way is spared what another has done.
    """
    for place, file in enumerate(sorted((data / PAGES).glob("*.html.gz"))[::every]):
        body = gzip.decompress(file.read_bytes())
        ways = {
            "ours": lambda body=body: read_page(body, url="https://page.example/pricing"),
            "peer": lambda body=body: extract(body),
            "untold": lambda body=body: read_page(body, url="https://page.example/x"),
            "article": lambda body=body: read_page(body, url="https://page.example/blog/x"),
        }
        order = [*ways][place % len(ways) :] + [*ways][: place % len(ways)]
        spent = {who: _cpu(ways[who]) for who in order}
        yield PageCost(name=file.name.removesuffix(".html.gz"), **spent)


def ratio(costs: list[PageCost]) -> float:
    """Return the median over pages of our CPU time over the peer's."""
    return median(cost.ours / cost.peer for cost in costs)


def _ratio_of(costs: list[PageCost], way: str) -> float | None:
    """Return the median ratio of another way of reading; None where it was not measured."""
    told = [spent / cost.peer for cost in costs if (spent := getattr(cost, way)) is not None]
    return round(median(told), 3) if told else None


def summary(costs: list[PageCost]) -> dict[str, float]:
    """Return medians in milliseconds of CPU a page, the median ratio of each way, and the slowest page of ours."""
    return {
        "pages": len(costs),
        "rivalscope_cpu_ms": round(1000 * median(cost.ours for cost in costs), 2),
        "trafilatura_cpu_ms": round(1000 * median(cost.peer for cost in costs), 2),
        "ratio": round(ratio(costs), 3),
        **{
            f"ratio_{way}": told
            for way in ("untold", "article")
            if (told := _ratio_of(costs, way)) is not None
        },
        "slowest_cpu_ms": round(1000 * max(cost.ours for cost in costs), 1),
    }


def _cpu(work: Callable[[], Any]) -> float:
    forget()
    started = time.process_time()
    work()
    return time.process_time() - started
