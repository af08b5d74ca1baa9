"""The folder of a demo: its market file and taxonomy, and the mark by which a demo is known."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from rivalscope.demo.products import OURS
from rivalscope.demo.site import Site
from rivalscope.errors import UsageError

MARK = "# Written by `rivalscope demo` for the twelve weeks to "
"""How the market file of a demo begins; a folder without it is somebody's own."""

_PORT = re.compile(r"http://127\.0\.0\.1:(\d+)/")

_MADE = (
    "market.toml",
    "taxonomy.yml",
    "rivalscope.db",
    "rivalscope.db-wal",
    "rivalscope.db-shm",
    ".rivalscope-key",
)
_MADE_FOLDERS = ("archive", "report", "digests", ".prefect")


def prepare(folder: Path) -> None:
    """Make an empty folder for a demo, clearing a former one.

    UsageError when the folder holds anything and is not a demo, or is not a folder.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is not a folder; give the demo a folder of its own")
    if folder.is_dir() and any(folder.iterdir()):
        market = folder / "market.toml"
        if not (market.is_file() and market.read_text(encoding="utf-8", errors="replace").startswith(MARK)):
            raise UsageError(
                f"{folder}: holds files that are not a demo's; give an empty folder: rivalscope demo DIR"
            )
        _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)


def _clear(folder: Path) -> None:
    """Remove what a former demo made, and nothing else."""
    for name in _MADE:
        (folder / name).unlink(missing_ok=True)
    for name in _MADE_FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)


def written_for(folder: Path) -> tuple[date, int]:
    """Return the last night of the demo in a folder, and the port that it was served on.

    UsageError when there is no demo in it.
    """
    try:
        first, *rest = (folder / "market.toml").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        first, rest = "", []
    port = next((match[1] for text in rest if (match := _PORT.search(text))), None)
    if not first.startswith(MARK) or port is None:
        raise UsageError(f"{folder}: holds no demo; make one first: rivalscope demo {folder}")
    return date.fromisoformat(first.removeprefix(MARK)[:10]), int(port)


def write_files(folder: Path, products: Sequence[Site], *, base: str, until: date) -> Path:
    """Write taxonomy.yml and market.toml for products served at a root URL; return the market file."""
    taxonomy = (files("rivalscope.demo") / "taxonomy.yml").read_text(encoding="utf-8")
    (folder / "taxonomy.yml").write_text(taxonomy, encoding="utf-8")
    path = folder / "market.toml"
    path.write_text(market_text(products, base=base, until=until), encoding="utf-8")
    return path


def market_text(products: Sequence[Site], *, base: str, until: date) -> str:
    """Return the market file of the demo."""
    head = f"""{MARK}{until}: a fictional market, served from this machine.
# It is there while the demo runs; `rivalscope demo --serve` shows it again, as it stood on the last night.

[market]
name = "Help desks (fictional)"
timezone = "Europe/Berlin"
contact = "demo@example.org"
taxonomy = "taxonomy.yml"
"""
    tail = """
[crawl]
delay = 0                        # the demo's server is ours; a real site gets a second
latency_factor = 0               # and a rest after each answer
allow_private = true             # as above: it is on loopback

[digest]
recipients = ["product@example.org"]
sender = "rivalscope@example.org"

[roadmap]
person_weeks = 16
users = 40000
goals = { retention = 3, growth = 2 }

[roadmap.items."reporting"]
effort = [3, 6]
goals = { retention = 1, growth = 0.2 }

[roadmap.items."time tracking"]
effort = [4, 8]
goals = { growth = 1 }

[roadmap.items."mobile app"]
effort = [6, 16]
goals = { retention = 0.8 }

[roadmap.items."voice calls"]
effort = [10, 20]
feasible = false
note = "It takes a telephone licence in each country."
"""
    return head + "".join(_product_text(site, base=base) for site in products) + tail


def _product_text(site: Site, *, base: str) -> str:
    ours = "ours = true\n" if site.slug == OURS else ""
    # The pricing page, the feed and the review site are given by hand, the other pages left to discovery.
    return f"""
[[products]]
name = "{site.name}"
slug = "{site.slug}"
{ours}site = "{base}/{site.slug}/"

[[products.sources]]
kind = "pricing"
url = "{base}/{site.slug}/pricing"
expect = 2

[[products.sources]]
kind = "feed"
url = "{base}/{site.slug}/changelog.xml"

[[products.sources]]
kind = "reviews"
url = "{base}/reviews/{site.slug}"
expect = 1
"""
