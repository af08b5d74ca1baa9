"""A site of our own on loopback, and crawls of it: every page here is made up."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from rivalscope.domain.crawl import CrawlOptions, CrawlPlan
from rivalscope.domain.market import Product, Source, SourceKind, Taxonomy

PARAGRAPH = (
    "<p>"
    + "Made for these tests: a paragraph of plain words, so that the page has something to say. " * 8
    + "</p>"
)


def html(title, body="", head=""):
    """A whole page of our own making."""
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f"{PARAGRAPH}{body}</body></html>"
    )


def review_page(reviews, following=None):
    """A page of schema.org reviews, with a link to the next one."""
    document = {
        "@context": "https://schema.org",
        "@type": "SoftwareApplication",
        "name": "Acme",
        "review": [
            {"@type": "Review", "@id": f"#{key}", "author": "Ann Other", "datePublished": "2026-10-01",
             "reviewBody": text, "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5}}
            for key, text in reviews
        ],
    }  # fmt: skip
    head = f"<script type='application/ld+json'>{json.dumps(document)}</script>"
    if following:
        head += f"<link rel=next href='{following}'>"
    return html("Reviews of Acme", "".join(f"<article><p>{text}</p></article>" for _, text in reviews), head)


@dataclass
class Hit:
    """One request that a site received."""

    path: str
    headers: dict
    at: float
    status: int = 0


@dataclass
class Site:
    """A server with a page for each path: text, or a function of the request that returns status, headers and body."""

    routes: dict = field(default_factory=dict)
    hits: list = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.server.server_port}{path}"

    def paths(self):
        return [hit.path for hit in self.hits]

    def pages(self):
        return [hit.path for hit in self.hits if hit.path not in ("/robots.txt", "/sitemap.xml")]


def _handler(site):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args):
            pass

        def do_GET(self):
            hit = Hit(self.path, dict(self.headers), time.monotonic())
            site.hits.append(hit)
            answer = site.routes.get(self.path, site.routes.get(self.path.partition("?")[0]))
            if answer is None:
                answer = (404, {}, html("Not found"))
            elif isinstance(answer, str | bytes):
                answer = (200, {}, answer)
            elif callable(answer):
                answer = answer(self, hit)
            if answer is None:  # the function has dealt with the connection
                return
            status, headers, body = answer
            hit.status = status
            raw = body if isinstance(body, bytes) else body.encode()
            self.send_response(status)
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(raw)), **headers}
            for name, value in headers.items():
                self.send_header(name, value)
            try:
                self.end_headers()
                self.wfile.write(raw)
            except ConnectionError:  # the client was killed, or had waited long enough
                self.close_connection = True

        def do_POST(self):
            self.posted = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

    return Handler


@pytest.fixture(scope="module")
def open_site():
    """Open servers on loopback, each with its own host and port; all are closed after the module."""
    sites = []

    def open_one(routes=None, *, address="127.0.0.1"):
        site = Site(dict(routes or {}))
        site.server = ThreadingHTTPServer((address, 0), _handler(site))
        site.server.daemon_threads = True
        threading.Thread(target=site.server.serve_forever, args=(0.05,), daemon=True).start()
        sites.append(site)
        return site

    yield open_one
    for site in sites:
        site.server.shutdown()
        site.server.server_close()


def source(product, kind, url, **more):
    return Source(key=f"{product}/{kind}", product=product, kind=SourceKind(kind), url=url, **more)


@dataclass
class Market:
    """A store and archive of our own, and the crawls that fill it."""

    folder: object
    products: tuple
    options: CrawlOptions
    lines: list = field(default_factory=list)

    @property
    def url(self):
        return f"sqlite:///{self.folder / 'market.db'}"

    def plan(self, night=date(2026, 11, 2), *, discover=False):
        from storage.market import sources, sync_market
        from storage.migrate import ready

        engine = ready(self.url)
        sync_market(engine, self.products, Taxonomy())
        known = tuple(sources(engine))
        engine.dispose()
        return CrawlPlan(
            night=night,
            clock=datetime(night.year, night.month, night.day, 2, tzinfo=UTC),
            contact="https://example.com/contact",
            products=self.products,
            sources=known,
            discover=discover,
            options=self.options,
            archive=self.folder / "archive",
            database_url=self.url,
        )

    def crawl(self, night=date(2026, 11, 2), *, discover=False):
        from spiders.crawl import run_crawl

        self.lines.clear()
        return run_crawl(self.plan(night, discover=discover), progress=self.lines.append)

    def rows(self, query):
        with sqlite3.connect(self.folder / "market.db") as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query)]

    def captures(self):
        """Captures by URL, those of the newest night last."""
        return {
            row["url"]: row
            for row in self.rows(
                "SELECT location.url, source.key AS source, capture.* FROM capture"
                " JOIN location ON location.id = location_id JOIN source ON source.id = location.source_id"
                " ORDER BY night"
            )
        }


@pytest.fixture(scope="module")
def open_market(tmp_path_factory, migrated_sqlite):
    """Make a market of given products with a store of its own; loopback may be fetched unless it says otherwise."""

    def open_one(products, **options):
        folder = tmp_path_factory.mktemp("market")
        shutil.copy(migrated_sqlite, folder / "market.db")
        chosen = {
            "delay": 0.0,
            "latency_factor": 0.0,
            "timeout": 5.0,
            "allow_private": True,
            "probe": False,
            **options,
        }
        return Market(folder, tuple(products), CrawlOptions(**chosen))

    return open_one


def product(slug, *sources, site=None):
    return Product(slug=slug, name=slug.title(), site=site, sources=tuple(sources))


@pytest.fixture(scope="session")
def made():
    """Makers of pages, sources and products."""
    return SimpleNamespace(html=html, review_page=review_page, source=source, product=product)


STAGE = Path(__file__).parent / "made" / "stage.py"


@pytest.fixture(scope="session")
def stage_crawl():
    """Crawl a market in a process on which addresses in 127.0.1.0/24 count as public (made/stage.py).

    Returns the captures, and a line for each connection that was begun, each listener, and the most memory held.
    """

    def crawl(market, *, night=date(2026, 11, 2), discover=False):
        from spiders.plan import write_plan

        plan, log = market.folder / "plan.json", market.folder / "stage.log"
        write_plan(market.plan(night, discover=discover), plan)
        done = subprocess.run(
            [sys.executable, "-P", str(STAGE), str(plan), str(log)],
            capture_output=True,
            text=True,
            timeout=280,
            env={**os.environ, "PYTHONPATH": str(STAGE.parents[3])},
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return market.captures(), log.read_text().splitlines()

    return crawl
