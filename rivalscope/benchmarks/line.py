"""A line of a benchmark: who did what, and what it took."""

from dataclasses import dataclass
from typing import Any

from rivalscope.benchmarks.measure import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: who did what, and what it took."""

    what: str
    who: str
    pages: int
    cost: Cost
    """Of the whole program, its start included."""
    steady: float | None = None
    """Pages a second between the first request and the last, as the site counted; None when not measured."""
    unchanged: int = 0
    """Pages that were answered 304."""

    @property
    def rate(self) -> float:
        """Pages a second, the program's start included."""
        return self.pages / self.cost.wall

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of processor time a page."""
        return 1000 * self.cost.cpu / self.pages

    def data(self) -> dict[str, Any]:
        """Return the line as JSON values."""
        return {
            "what": self.what,
            "who": self.who,
            "pages": self.pages,
            "unchanged": self.unchanged,
            "wall_seconds": round(self.cost.wall, 3),
            "cpu_seconds": round(self.cost.cpu, 3),
            "pages_per_second": round(self.rate, 1),
            "steady_pages_per_second": None if self.steady is None else round(self.steady, 1),
            "cpu_ms_per_page": round(self.cpu_ms, 3),
        }
