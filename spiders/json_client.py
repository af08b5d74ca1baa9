"""The JSON client: httpx with the manners of the rest of the crawl."""

from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self

import httpx

from spiders.items import Answer
from spiders.night import Night
from spiders.pinned import PinnedClient, next_hop
from spiders.refusal import Refusal
from spiders.settings import RETRY_HTTP_CODES


class JsonClient:
    """Asks for JSON documents: robots.txt, turns, addresses, time and size are heeded on every hop.

    `check` raises Refusal for a URL that is no address to ask, or that robots.txt does not allow.
    """

    def __init__(self, night: Night, *, check: Callable[[str], Awaitable[None]]) -> None:
        self._night = night
        self._check = check
        options = night.plan.options
        self._client = PinnedClient(
            contact=night.plan.contact,
            timeout=options.timeout,
            max_bytes=options.max_bytes,
            allow_private=options.allow_private,
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def get(self, url: str, *, headers: Mapping[str, str]) -> Answer:
        """Return the answer to a request, redirects followed; Refusal when there is none to be had."""
        asked = [url]
        while True:
            await self._check(asked[-1])
            answer = await self._patiently(asked[-1], {"Accept": "application/json", **headers})
            following = next_hop(answer, asked)
            if following is None:
                return answer
            asked.append(following)

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
        async with night.hosts.turn(url) as turn:
            night.tally.requests += 1
            answer, turn.size = await self._client.get(url, headers=headers)
            turn.status, turn.retry_after = answer.status, answer.headers.get("retry-after")
            night.tally.bytes += turn.size
        return answer
