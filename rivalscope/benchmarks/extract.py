"""What it costs to read all that a page says, against trafilatura alone on the same pages in the same run."""

import gzip
import importlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from spiders.pages.reader import read_page

PAGES = "web/wcxb_dev/dev/html"
INSTALL = "trafilatura is not installed, and so not measured: uv sync --group bench"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCost:
    """CPU seconds that one page took."""

    name: str
    ours: float
    peer: float


def trafilatura() -> Callable[..., Any] | None:
    """Return trafilatura's extract; None when it is not installed."""
    try:
        return importlib.import_module("trafilatura").extract  # type: ignore[no-any-return]
    except ModuleNotFoundError:
        return None


def measure(data: Path, *, extract: Callable[..., Any], every: int = 1) -> Iterator[PageCost]:
    """Read each page of WCXB's development set, or one in some, by both; its kind is told from content.

    Each goes first on every second page, so that neither finds the other's caches warm more often.
    """
    for place, file in enumerate(sorted((data / PAGES).glob("*.html.gz"))[::every]):
        body = gzip.decompress(file.read_bytes())
        ways = {
            "ours": lambda body=body: read_page(body, url="https://page.example/pricing"),
            "peer": lambda body=body: extract(body),
        }
        order = list(ways) if place % 2 else list(reversed(ways))
        spent = {who: _cpu(ways[who]) for who in order}
        yield PageCost(name=file.name.removesuffix(".html.gz"), ours=spent["ours"], peer=spent["peer"])


def ratio(costs: list[PageCost]) -> float:
    """Return the median over pages of our CPU time over the peer's."""
    return median(cost.ours / cost.peer for cost in costs)


def summary(costs: list[PageCost]) -> dict[str, float]:
    """Return medians in milliseconds of CPU a page, the median ratio, and the slowest page of ours."""
    return {
        "pages": len(costs),
        "rivalscope_cpu_ms": round(1000 * median(cost.ours for cost in costs), 2),
        "trafilatura_cpu_ms": round(1000 * median(cost.peer for cost in costs), 2),
        "ratio": round(ratio(costs), 3),
        "slowest_cpu_ms": round(1000 * max(cost.ours for cost in costs), 1),
    }


def _cpu(work: Callable[[], Any]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
