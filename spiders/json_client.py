"""The JSON client: httpx with the manners of the rest of the crawl."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from types import TracebackType
from typing import Self
from zlib import error as ZlibError  # noqa: N812

import httpx
from scrapy.utils.gz import gunzip

from rivalscope.domain.capture import Verdict
from spiders.addresses import address_objection, url_objection
from spiders.items import Answer
from spiders.night import Night, user_agent
from spiders.refusal import Refusal, explain
from spiders.settings import RETRY_HTTP_CODES

MOST_REDIRECTS = 5


class JsonClient:
    """Asks for JSON documents: robots.txt, turns, addresses, time and size are heeded on every hop.

    `check` raises Refusal for a URL that robots.txt does not allow.
    """

    def __init__(self, night: Night, *, check: Callable[[str], Awaitable[None]]) -> None:
        self._night = night
        self._check = check
        self._client = httpx.AsyncClient(
            transport=PinnedTransport(allow_private=night.plan.options.allow_private),
            # Only gzip is asked for: it can be unpacked with a limit.
            headers={
                "User-Agent": user_agent(night.plan.contact),
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
            },
            timeout=night.plan.options.timeout,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def get(self, url: str, *, headers: Mapping[str, str]) -> Answer:
        """Return the answer to a request, redirects followed; Refusal when there is none to be had."""
        asked = [url]
        while True:
            objection = url_objection(asked[-1])
            if objection:
                raise Refusal(Verdict.REFUSED_ADDRESS, objection)
            await self._check(asked[-1])
            answer = await self._patiently(asked[-1], headers)
            following = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or following is None:
                return answer
            asked.append(str(httpx.URL(asked[-1]).join(following)))
            if len(asked) > MOST_REDIRECTS + 1 or asked[-1] in asked[:-1]:
                raise Refusal(Verdict.REDIRECT_LOOP, f"the redirects go on beyond {asked[-1]}")

    async def _patiently(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Ask once more after a broken connection or a server error, as the other spiders do."""
        try:
            answer = await self._once(url, headers)
        except Refusal as refusal:
            broke = isinstance(refusal.__cause__, httpx.TransportError)
            if not broke or isinstance(refusal.__cause__, httpx.TimeoutException):
                raise
            return await self._once(url, headers)
        return await self._once(url, headers) if answer.status in RETRY_HTTP_CODES else answer

    async def _once(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Ask one server once, in its turn."""
        night = self._night
        async with night.hosts.turn(url):
            started = monotonic()
            night.tally.requests += 1
            try:
                async with asyncio.timeout(night.plan.options.timeout):
                    answer = await self._download(url, headers, started)
            except (httpx.HTTPError, TimeoutError, OSError, ValueError) as error:
                raise explain(error) from error
            night.tally.bytes += len(answer.body)
        night.hosts.heed(url, answer.status, answer.headers.get("retry-after"))
        return answer

    async def _download(self, url: str, headers: Mapping[str, str], started: float) -> Answer:
        limit = self._night.plan.options.max_bytes
        body = bytearray()
        async with self._client.stream("GET", url, headers=dict(headers)) as response:
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > limit:
                    raise Refusal(Verdict.TOO_LARGE, "the answer is larger than the limit")
        named = {name.lower(): value for name, value in response.headers.items()}
        encoding = named.pop("content-encoding", "")
        if encoding:
            named.pop("content-length", None)  # it counts the bytes before they were unpacked
        return Answer(
            url=url,
            status=response.status_code,
            headers=named,
            body=_unpacked(bytes(body), encoding, limit=limit),
            elapsed_ms=round((monotonic() - started) * 1000),
        )


class PinnedTransport(httpx.AsyncBaseTransport):
    """Resolves a host once, judges every address, and connects to the one judged."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to a judged address; the certificate is still checked against the host's name."""
        host = request.url.host
        loop = asyncio.get_running_loop()
        answers = await loop.getaddrinfo(host, request.url.port, type=socket.SOCK_STREAM)
        addresses = [str(answer[4][0]) for answer in answers]
        if not self._allow_private:
            for objection in filter(None, map(address_objection, addresses)):
                raise Refusal(Verdict.REFUSED_ADDRESS, objection)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=addresses[0]),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def _unpacked(body: bytes, encoding: str, *, limit: int) -> bytes:
    """Return a body with its content encoding undone; Refusal when that fails or grows beyond the limit."""
    if encoding.strip().lower() in ("", "identity") or not body:
        return body
    if encoding.strip().lower() not in ("gzip", "x-gzip"):
        raise Refusal(Verdict.ERROR, f"the answer came in an encoding that was not asked for: {encoding}")
    try:
        return gunzip(body, max_size=limit)
    except (OSError, EOFError, ZlibError) as error:
        raise Refusal(Verdict.TRUNCATED, "the compressed answer is broken") from error
    except ValueError as error:
        raise Refusal(Verdict.TOO_LARGE, "the answer is larger than the limit once decompressed") from error
