"""A small real market on loopback: two products of the demo, their pricing pages and the reviews of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from rivalscope.demo.market import Calendar
from rivalscope.demo.server import MarketServer, serving

CALENDAR = Calendar(until=date(2026, 11, 22))

MARKET = """\
[market]
name = "Two help desks"
timezone = "Europe/Berlin"
contact = "test@example.com"

[[products]]
name = "Quillemar"
slug = "quillemar"
ours = true

[[products.sources]]
kind = "pricing"
url = "{base}/quillemar/pricing"

[[products]]
name = "Obrixy"
slug = "obrixy"

[[products.sources]]
kind = "pricing"
url = "{base}/obrixy/pricing"

[[products.sources]]
kind = "reviews"
url = "{base}/reviews/obrixy"

[crawl]
allow_private = true
delay = 0
latency_factor = 0
timeout = 10
review_pages = 2
"""


@dataclass(frozen=True)
class Small:
    """A market folder, and the server that its sources are on."""

    folder: Path
    server: MarketServer

    @property
    def file(self) -> Path:
        return self.folder / "market.toml"

    def go(self, week: int, **failing: str) -> date:
        """Move the server to the Sunday of a week; returns its date."""
        self.server.night = CALENDAR.day(week, 6)
        self.server.failing = dict(failing)
        return self.server.night


@pytest.fixture
def small(tmp_path, monkeypatch) -> Iterator[Small]:
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    with serving(CALENDAR) as server:
        (tmp_path / "market.toml").write_text(MARKET.format(base=server.base))
        (tmp_path / "taxonomy.yml").write_text(
            "features:\n  - {name: mobile app, aliases: [app, Android app]}\n  - {name: time tracking}\n"
        )
        yield Small(folder=tmp_path, server=server)
