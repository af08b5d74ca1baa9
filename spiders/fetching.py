"""Fetching: the download handler that waits for a host's turn, and requests made outside a spider's callbacks."""

import asyncio
import secrets
import zlib
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web._newclient import HEADER, STATUS

from rivalscope.domain.capture import Verdict
from spiders.night import night_of
from spiders.refusal import Refusal, Stopped, explain
from spiders.robots import MOST_BYTES

MOST_HEAD = 512 * 1024
"""Bytes received before the head of an answer must have ended; browsers take 256 KiB, and data may follow at once."""

DOWNLOAD_ERRORS = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    EOFError,
    IgnoreRequest,
    NotSupported,
    OSError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    ValueError,
    zlib.error,
)
"""Everything that a download may fail with: Scrapy's errors have no ancestor of their own."""


class _SparingProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's protocol with a limit on the head of an answer: Twisted would keep every header in memory."""

    _head = 0

    def request(self, request: Any) -> Any:
        """Send a request; the head of its answer begins at naught."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take data; a connection on which the head of an answer does not end is broken off."""
        if getattr(self._parser, "state", None) in (STATUS, HEADER):
            self._head += len(data)
            if self._head > MOST_HEAD and self.transport is not None:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _SparingFactory(_LenientHTTP11ClientFactory):
    """Builds such protocols."""

    def buildProtocol(self, addr: Any) -> _SparingProtocol:  # noqa: ARG002, N802 - Twisted's signature
        """Return the protocol of one connection."""
        return _SparingProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class PoliteDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the turns of the hosts, so that no request of any kind can pass them by."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Twisted would silently ask again, without waiting for a turn, when a kept connection breaks.
        self._pool.retryAutomatically = False
        self._pool._factory = _SparingFactory  # noqa: SLF001 - where Scrapy sets its own
        self._rules = 0
        """Requests for a robots.txt that are under way: a receiver of that signal costs every page its time."""

    async def download_request(self, request: Request) -> Response:
        """Send one request when its host's turn has come, and note what it cost."""
        night = night_of(self.crawler)
        await night.readers.room(request.url)
        async with night.hosts.turn(request.url) as turn:
            started = monotonic()
            night.tally.requests += 1
            response = await self._download(request)
            request.meta["encoded"] = b"Content-Encoding" in response.headers
            request.meta["elapsed_ms"] = round((monotonic() - started) * 1000)
            retry_after = response.headers.get("Retry-After")
            turn.retry_after = retry_after.decode("latin-1") if retry_after else None
            turn.status, turn.size = response.status, len(response.body)
            night.tally.bytes += turn.size
        return response

    async def _download(self, request: Request) -> Response:
        """Send a request; of a robots.txt only the beginning is received, however long it is."""
        rules = bool(request.meta.get("robots"))
        if rules:
            request.meta["download_maxsize"] = 0
            request.meta["received"] = 0
            self._rules += 1
            self.crawler.signals.connect(self._enough, signals.bytes_received)
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            refusal = _refused_address(request)
            if refusal is not None:
                raise refusal from error
            raise
        finally:
            if rules:  # what is unpacked has its limit all the same
                request.meta["download_maxsize"] = self._default_maxsize
                self._rules -= 1
                if not self._rules:
                    self.crawler.signals.disconnect(self._enough, signals.bytes_received)

    def _enough(self, data: bytes, request: Request) -> None:
        """Stop receiving a robots.txt when all that is read of one is there."""
        if request.meta.get("robots"):
            request.meta["received"] += len(data)
            if request.meta["received"] > MOST_BYTES:
                raise StopDownload(fail=False)


def _refused_address(request: Request) -> Refusal | None:
    """Return the refusal when a name had no addresses because the resolver would not give them."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install the wrong one

    resolver: Any = reactor.nameResolver
    host = urlparse_cached(request).hostname or ""
    objection = getattr(resolver, "refused", {}).get(host)
    return Refusal(Verdict.REFUSED_ADDRESS, objection) if objection else None


async def ask(crawler: Crawler, url: str, **meta: Any) -> Response:
    """Ask for a URL that is no page, such as robots.txt or a sitemap; Refusal when no answer comes."""
    try:
        request = Request(url, callback=NO_CALLBACK, dont_filter=True, priority=1000, meta=meta)
        return await crawler.engine.download_async(request)
    except Stopped:
        raise
    except DOWNLOAD_ERRORS as error:
        raise explain(error) from error


def probe(crawler: Crawler, url: str) -> asyncio.Task[Response | None]:
    """Return the asking, once a night, for a page of a URL's authority that cannot be there; None when none comes.

    It is asked for in its turn, and only where robots.txt allows; Stopped when the crawl is told to stop.
    """
    probes = night_of(crawler).probes
    root = "/".join(url.split("/", 3)[:3])
    if root not in probes:
        probes[root] = asyncio.ensure_future(_probe(crawler, f"{root}/{secrets.token_hex(12)}"))
    return probes[root]


async def _probe(crawler: Crawler, url: str) -> Response | None:
    try:
        return await ask(crawler, url)
    except Refusal:
        return None
