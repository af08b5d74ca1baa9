"""Pinned connections: httpx, resolving a host once, judging every address and connecting to one that was judged."""

import asyncio
import socket
from collections.abc import Mapping
from time import monotonic
from types import TracebackType
from typing import Self

import httpx

from rivalscope.domain.capture import Verdict
from rivalscope.services.service import Request
from spiders.addresses import address_objection
from spiders.items import Answer
from spiders.night import user_agent
from spiders.refusal import Refusal, explain
from spiders.unpacking import ENCODINGS, unpack
from spiders.urls import url_objection

MOST_REDIRECTS = 5
_NO_ADDRESS = "the redirect leads to something that is no address"
_REDIRECTS = (301, 302, 303, 307, 308)


class PinnedClient:
    """Asks a server once: no proxy, no cookie, no redirect, certificates checked, time and size limited."""

    def __init__(self, *, contact: str, timeout: float, max_bytes: int, allow_private: bool) -> None:
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._client = httpx.AsyncClient(
            transport=PinnedTransport(allow_private=allow_private),
            headers={"User-Agent": user_agent(contact), "Accept-Encoding": ", ".join(ENCODINGS)},
            timeout=timeout,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def ask(
        self, request: Request, *, headers: Mapping[str, str], most: int | None = None
    ) -> tuple[Answer, int]:
        """Return a server's answer and the bytes received; Refusal when there is none to be had.

        Of a body longer than `most` bytes only the beginning is received.
        """
        objection = url_objection(request.url)
        if objection:
            raise Refusal(Verdict.REFUSED_ADDRESS, objection)
        try:
            async with asyncio.timeout(self._timeout):
                return await self._download(request, headers, most)
        except httpx.InvalidURL as error:
            raise Refusal(Verdict.REFUSED_ADDRESS, "the address cannot be read") from error
        except httpx.RemoteProtocolError as error:
            if "location header" not in str(error):  # httpx reads it though it follows nothing
                raise explain(error) from error
            raise Refusal(Verdict.REFUSED_ADDRESS, _NO_ADDRESS) from error
        except (httpx.HTTPError, TimeoutError, OSError, ValueError) as error:
            raise explain(error) from error

    async def _download(
        self, request: Request, headers: Mapping[str, str], most: int | None
    ) -> tuple[Answer, int]:
        started = monotonic()
        body = bytearray()
        async with self._client.stream(
            request.method, request.url, headers=dict(headers), content=request.body or None
        ) as response:
            async for chunk in response.aiter_raw():
                body += chunk
                if most is not None and len(body) > most:
                    break
                if len(body) > self._max_bytes:
                    body.clear()
                    raise Refusal(Verdict.TOO_LARGE, "the answer is larger than the limit")
        named = {name.lower(): value for name, value in response.headers.items()}
        encoding = named.pop("content-encoding", "")
        if encoding:
            named.pop("content-length", None)  # it counts the bytes before they were unpacked
        answer = Answer(
            url=request.url,
            status=response.status_code,
            headers=named,
            body=unpack(bytes(body), encoding.split(","), limit=self._max_bytes, whole=most is None),
            elapsed_ms=round((monotonic() - started) * 1000),
        )
        return answer, len(body)


class PinnedTransport(httpx.AsyncBaseTransport):
    """Connects only to addresses of a host that were judged, all of them, in the one look-up that there is."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to a judged address; the certificate is still checked against the host's name."""
        host = request.url.host
        loop = asyncio.get_running_loop()
        answers = await loop.getaddrinfo(host, request.url.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        if not self._allow_private:
            for objection in filter(None, map(address_objection, addresses)):
                raise Refusal(Verdict.REFUSED_ADDRESS, objection)
        for address in addresses[:-1]:
            try:
                return await self._send(request, address, host)
            except httpx.ConnectError:  # one family may have no route; the next address was judged as well
                continue
        return await self._send(request, addresses[-1], host)

    async def _send(self, request: httpx.Request, address: str, host: str) -> httpx.Response:
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def next_hop(answer: Answer, asked: list[str]) -> str | None:
    """Return where an answer redirects to, `asked` being the URLs so far; None when it does not.

    Refusal when it leads nowhere: to something that is no address, back, or on for too long.
    """
    location = answer.headers.get("location")
    if answer.status not in _REDIRECTS or location is None:
        return None
    try:
        following = str(httpx.URL(asked[-1]).join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refusal(Verdict.REFUSED_ADDRESS, _NO_ADDRESS) from error
    if len(asked) > MOST_REDIRECTS or following in asked:
        raise Refusal(Verdict.REDIRECT_LOOP, f"the redirects go on beyond {following}")
    return following
