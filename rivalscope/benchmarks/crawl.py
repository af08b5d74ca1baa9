"""The suite `crawl`: our spider against a bare Scrapy spider, and a night of unchanged pages against webchanges."""

import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rivalscope.benchmarks.line import Line
from rivalscope.benchmarks.measure import Cost, cost_of, run
from rivalscope.benchmarks.site import HOSTS, urls
from rivalscope.domain.crawl import CrawlOptions, CrawlPlan
from rivalscope.domain.market import Product, Source, SourceKind, Taxonomy
from rivalscope.errors import RivalscopeError
from spiders.crawl import run_crawl
from storage.market import sync_market
from storage.migrate import ready

NIGHT = date(2026, 11, 2)
CONTACT = "https://example.com/contact"
INSTALL = "webchanges is not installed, so the re-check has no peer: `uv sync --group bench` installs it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The benchmark's site while it runs."""

    pages: int
    port: int

    @property
    def urls(self) -> list[str]:
        """All its pages."""
        return urls(self.pages, HOSTS, self.port)

    def measured(self, what: str, who: str, cost: Cost) -> Line:
        """Return a line with what the site itself counted."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/measure", timeout=30) as answer:
            counted = json.load(answer)
        if counted["pages"] != self.pages:
            raise RivalscopeError(f"{who} asked for {counted['pages']} of {self.pages} pages: no comparison")
        steady = counted["pages"] / counted["seconds"] if counted["seconds"] else None
        return Line(
            what=what, who=who, pages=self.pages, cost=cost, steady=steady, unchanged=counted["unchanged"]
        )


@contextmanager
def serving(pages: int) -> Iterator[Site]:
    """Run the site in a process of its own."""
    command = [sys.executable, "-m", "rivalscope.benchmarks.site", str(pages), str(HOSTS)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        said = child.stdout.readline() if child.stdout else ""
        if not said.strip().isdigit():
            raise RivalscopeError(
                "the benchmark's site did not start: it needs the addresses 127.0.0.1 to .16"
            )
        yield Site(pages=pages, port=int(said))
    finally:
        child.communicate()


def measure(folder: Path, *, cold: int, again: int) -> Iterator[Line]:
    """Yield the lines of the suite; `cold` and `again` are how many pages are fetched anew and asked for again."""
    with serving(cold) as site:
        yield _bare(site, folder)
        for what, extract in (("cold, verdict only", False), ("cold, pages read", True)):
            ours = Ours(folder / what.replace(", ", "-").replace(" ", "-"), site, extract=extract)
            yield site.measured(what, "rivalscope", cost_of(ours.crawl))
    with serving(again) as site:
        ours = Ours(folder / "again", site, extract=False)
        yield site.measured("cold, to be asked again", "rivalscope", cost_of(ours.crawl))
        ours = ours.next_night()
        yield site.measured("again, unchanged", "rivalscope", cost_of(ours.crawl))
        if program := webchanges():
            peer = Webchanges(folder / "webchanges", site, program)
            yield site.measured("cold, to be asked again", "webchanges", cost_of(peer.check))
            yield site.measured("again, unchanged", "webchanges", cost_of(peer.check))


def webchanges() -> str | None:
    """Return the path of webchanges; None when it is not installed."""
    beside = Path(sys.executable).with_name("webchanges")
    return str(beside) if beside.exists() else shutil.which("webchanges")


def _bare(site: Site, folder: Path) -> Line:
    listing = folder / "urls.txt"
    listing.write_text("\n".join(site.urls), encoding="utf-8")
    command = [sys.executable, "-m", "spiders.bare", str(listing), str(HOSTS)]
    return site.measured("cold", "bare Scrapy", cost_of(lambda: run(command)))


class Ours:
    """Our crawl of the site: a market of its pages with a store of its own."""

    def __init__(self, folder: Path, site: Site, *, extract: bool, night: date = NIGHT) -> None:
        folder.mkdir(exist_ok=True)
        self._folder, self._site, self._extract, self._night = folder, site, extract, night
        database = f"sqlite:///{folder / 'rivalscope.db'}"
        sources = tuple(
            Source(key=f"made/docs-{number}", product="made", kind=SourceKind.DOCS, url=url)
            for number, url in enumerate(site.urls, start=1)
        )
        product = Product(slug="made", name="Made", sources=sources)
        engine = ready(database)
        sync_market(engine, [product], Taxonomy())
        engine.dispose()
        self._plan = CrawlPlan(
            night=night,
            clock=datetime(night.year, night.month, night.day, 2, tzinfo=UTC),
            contact=CONTACT,
            products=(product,),
            sources=sources,
            discover=False,
            options=CrawlOptions(
                delay=0, latency_factor=0, requests_per_host=10**6, allow_private=True, extract=extract
            ),
            archive=folder / "archive",
            database_url=database,
        )

    def crawl(self) -> None:
        """Run the night's crawl to its end."""
        run_crawl(self._plan)

    def next_night(self) -> "Ours":
        """Return the same market a night later."""
        tomorrow = self._night + timedelta(days=1)
        return Ours(self._folder, self._site, extract=self._extract, night=tomorrow)


class Webchanges:
    """webchanges with one job a page, no filter and no report."""

    def __init__(self, folder: Path, site: Site, program: str) -> None:
        folder.mkdir(exist_ok=True)
        jobs = "\n---\n".join(f"name: p{number}\nurl: {url}" for number, url in enumerate(site.urls))
        (folder / "jobs.yaml").write_text(jobs + "\n", encoding="utf-8")
        (folder / "config.yaml").write_text(
            "display: {new: false, error: true, unchanged: false}\nreport: {stdout: {enabled: false}}\n",
            encoding="utf-8",
        )
        self._command = [program]
        for option, name in (("jobs", "jobs.yaml"), ("config", "config.yaml"), ("database", "snapshots.db")):
            self._command += [f"--{option}", str(folder / name)]
        self._command += ["--max-workers", str(HOSTS)]
        self._environment = {"HOME": str(folder)}

    def check(self) -> None:
        """Ask for every page once."""
        run(self._command, environment=self._environment)
