"""Fetching: the download handler that waits for a host's turn, and requests made outside a spider's callbacks."""

import zlib
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
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
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import ConnectError, ConnectionClosed

from rivalscope.domain.capture import Verdict
from spiders.night import night_of
from spiders.refusal import Refusal, Stopped, explain

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


class PoliteDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler behind the turns of the hosts, so that no request of any kind can pass them by."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # Twisted would silently ask again, without waiting for a turn, when a kept connection breaks.
        self._pool.retryAutomatically = False

    async def download_request(self, request: Request) -> Response:
        """Send one request when its host's turn has come, and count it."""
        night = night_of(self.crawler)
        async with night.hosts.turn(request.url):
            started = monotonic()
            night.tally.requests += 1
            try:
                response = await super().download_request(request)
            except CannotResolveHostError as error:
                refusal = _refused_address(request)
                if refusal is not None:
                    raise refusal from error
                raise
            request.meta["encoded"] = b"Content-Encoding" in response.headers
            request.meta["elapsed_ms"] = round((monotonic() - started) * 1000)
            night.tally.bytes += len(response.body)
        retry_after = response.headers.get("Retry-After")
        night.hosts.heed(request.url, response.status, retry_after.decode("latin-1") if retry_after else None)
        return response


def _refused_address(request: Request) -> Refusal | None:
    """Return the refusal when a name had no addresses because the resolver would not give them."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier would install the wrong one

    resolver: Any = reactor.nameResolver
    host = urlparse_cached(request).hostname or ""
    objection = getattr(resolver, "refused", {}).get(host)
    return Refusal(Verdict.REFUSED_ADDRESS, objection) if objection else None


async def ask(crawler: Crawler, url: str, **meta: Any) -> Response:
    """Ask for a URL that is no page, such as robots.txt or a sitemap; Refusal when no answer comes."""
    request = Request(url, callback=NO_CALLBACK, dont_filter=True, priority=1000, meta=meta)
    try:
        return await crawler.engine.download_async(request)
    except Stopped:
        raise
    except DOWNLOAD_ERRORS as error:
        raise explain(error) from error
