"""The sites of a simulated year, each on a loopback address of its own, as true or as spoiled as the night has them."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from rivalscope.demo.pages import feed, login_wall, review_page, site_list, site_page
from rivalscope.demo.site import Site
from rivalscope.simulation.reviews import SITE, ReviewSite
from rivalscope.simulation.shapes import Answer, Shape, spoiled
from rivalscope.simulation.year import YearNight

TOO_LARGE = 400_000
"""Bytes of a page that the simulated market file lets be taken at most."""

_ROBOTS = "User-agent: *\nDisallow: /login\n"


@dataclass
class Stage:
    """What all sites show: set `night` to move on."""

    night: YearNight
    reviews: ReviewSite
    bases: dict[str, str] = field(default_factory=dict)
    """Slug → root URL of the site."""
    served: int = 0


class _SiteHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: Nagle's algorithm would hold the second back for 40 ms.
    wbufsize = -1
    server: "_SiteServer"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the page of the night, or with what the site shows in its place."""
        stage, slug = self.server.stage, self.server.slug
        shape = stage.night.faults.get(slug)
        path, _, query = self.path.partition("?")
        answer: Answer | None
        if path == "/robots.txt":
            answer = _robots(shape)
        else:
            stage.served += 1
            page = (
                _reviews(path.strip("/"), query, stage=stage)
                if slug == SITE
                else _page(stage.night.sites[slug], path.strip("/"), stage=stage)
            )
            answer = (
                Answer(status=404, body=b"<h1>There is no such page</h1>")
                if page is None
                else _as(page, None if shape is Shape.FRONT_PAGE and path == "/" else shape, stage, slug)
            )
        if answer is None:
            self.close_connection = True
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(answer.promised or len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)
        self.close_connection = answer.promised is not None


class _SiteServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, stage: Stage, slug: str, *, address: str) -> None:
        super().__init__((address, 0), _SiteHandler)
        self.stage, self.slug = stage, slug

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a crawler that hangs up, as on a page that is too large; tell of all else."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _robots(shape: Shape | None) -> Answer | None:
    if shape is Shape.DOWN:
        return None
    if shape is Shape.ROBOTS_500:
        return Answer(status=500, body=b"error", kind="text/plain")
    barred = "User-agent: *\nDisallow: /\n"
    return Answer(body=(barred if shape is Shape.ROBOTS_BAR else _ROBOTS).encode(), kind="text/plain")


def _page(site: Site, path: str, *, stage: Stage) -> str | None:
    if path == "changelog.xml":
        return feed(site, base=stage.bases[site.slug])
    trial = stage.night.trials.get(site.slug)
    if trial is not None:
        site = trial.site(site, night=stage.night.date, visitor=stage.served)
    return site_page(site, path, day=stage.night.date, visitors=stage.served % 9 + 2)


def _reviews(path: str, query: str, *, stage: Stage) -> str | None:
    if not path:
        return site_list(list(stage.night.sites))
    slug = path.removeprefix("reviews/")
    if slug not in stage.night.sites:
        return None
    asked = parse_qs(query).get("page", [""])[0]
    shown = stage.reviews.listed(slug, stage.night.date)
    number = int(asked) if asked.isdecimal() else None
    return review_page(stage.night.sites[slug], shown, number, visitors=stage.served % 9 + 2)


def _as(page: str, shape: Shape | None, stage: Stage, slug: str) -> Answer | None:
    if shape is None or shape in (Shape.ROBOTS_500, Shape.ROBOTS_BAR):
        return Answer(body=page.encode())
    front = f"{stage.bases[slug]}/"
    site = stage.night.sites.get(slug) or next(iter(stage.night.sites.values()))
    return spoiled(shape, page, login=login_wall(site), front=front, too_large=TOO_LARGE)


@contextmanager
def serving(first: YearNight, reviews: ReviewSite) -> Iterator[Stage]:
    """Serve each site on an address of its own, so that one that asks for patience does not slow the others."""
    stage = Stage(night=first, reviews=reviews)
    names = [*first.sites, SITE]
    servers = [_SiteServer(stage, name, address=f"127.0.0.{place}") for place, name in enumerate(names, 2)]
    threads = [threading.Thread(target=server.serve_forever, daemon=True) for server in servers]
    for server in servers:
        host, port = server.server_address[:2]
        stage.bases[server.slug] = f"http://{host!s}:{port}"
    for thread in threads:
        thread.start()
    try:
        yield stage
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
