"""The fictional market on loopback: a web server that shows it as it stood on one night."""

import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from rivalscope.demo.market import Calendar, sites
from rivalscope.demo.pages import feed, login_wall, review_page, robots, site_list, site_page, sitemap
from rivalscope.demo.reviews import published
from rivalscope.demo.site import Site

_HTML = "text/html; charset=utf-8"
# Noise changes with every answer, and an ETag that changed with it would never match.
_LIVE = re.compile(rb'<p class="live">[^<]*</p>')
_WITHOUT_ETAG = "/dasperdesk/"
"""A site that gives no ETag: its pages come whole every night, noise and all."""


class MarketServer(ThreadingHTTPServer):
    """Serves a calendar's market; set `night` and `failing` to move it on."""

    daemon_threads = True

    def __init__(self, calendar: Calendar, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), MarketHandler)
        self.calendar = calendar
        self.night: date = calendar.start
        self.failing: dict[str, str] = {}
        """Mode (`down` or `login`) by slug of each site that cannot be read."""
        self.served = 0

    @property
    def base(self) -> str:
        """Root URL without a slash."""
        return f"http://127.0.0.1:{self.server_port}"


class MarketHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with the page of the night, or 304 when the asker has it."""

    protocol_version = "HTTP/1.1"
    # Head and body in one packet: Nagle's algorithm would hold the second back for 40 ms.
    wbufsize = -1
    server: MarketServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing: progress is told by the demo."""

    def do_HEAD(self) -> None:
        """Answer as GET does, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer with the page, 304, 404, a login wall, or nothing at all when the site is down."""
        parts = urlsplit(self.path)
        bits = [bit for bit in parts.path.split("/") if bit]
        mode = self.server.failing.get(bits[0]) if bits else None
        if mode == "down":
            self.close_connection = True
            return
        asked = parse_qs(parts.query).get("page", [""])[0]
        if mode == "login":
            found: tuple[str, str] | None = (login_wall(self._sites[bits[0]]), _HTML)
        else:
            found = self._find(bits, int(asked) if asked.isdecimal() else None)
        if found is None:
            self._reply(404, "<!doctype html><title>Not found</title><h1>There is no such page</h1>", _HTML)
        else:
            self._reply(200, *found)

    @property
    def _sites(self) -> dict[str, Site]:
        return sites(self.server.calendar, self.server.night)

    def _find(self, bits: list[str], number: int | None) -> tuple[str, str] | None:
        """Return the body and content type of a page; None when there is none."""
        slugs, base = list(self._sites), self.server.base
        match bits:
            case []:
                return site_list(slugs), _HTML
            case ["robots.txt"]:
                return robots(base=base), "text/plain"
            case ["sitemap.xml"]:
                return sitemap(slugs, base=base), "application/xml"
            case [slug, "changelog.xml"] if slug in slugs:
                return feed(self._sites[slug], base=base), "application/atom+xml"
        text = self._page(bits, number)
        return None if text is None else (text, _HTML)

    def _page(self, bits: list[str], number: int | None) -> str | None:
        server, found = self.server, self._sites
        server.served += 1
        visitors = server.served % 9 + 2
        if bits[0] in found and len(bits) <= 2:
            return site_page(found[bits[0]], "".join(bits[1:]), day=server.night, visitors=visitors)
        if bits[0] == "reviews" and len(bits) == 2 and bits[1] in found:
            reviews = published(server.calendar, bits[1], server.night)
            return review_page(found[bits[1]], reviews, number, visitors=visitors)
        return None

    def _reply(self, status: int, text: str, content_type: str) -> None:
        body = text.encode()
        tag = f'"{hashlib.sha256(_LIVE.sub(b"", body)).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if status != 404 and not self.path.startswith(_WITHOUT_ETAG):
            self.send_header("ETag", tag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def serving(calendar: Calendar, *, port: int = 0) -> Iterator[MarketServer]:
    """Serve the market from a thread for the time of the block; port 0 takes a free one."""
    server = MarketServer(calendar, port=port)
    thread = threading.Thread(target=server.serve_forever, name="demo market", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
