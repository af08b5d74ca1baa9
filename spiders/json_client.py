"""The JSON client: httpx with the manners of the rest of the crawl."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

import httpx

from rivalscope.domain.capture import Verdict
from rivalscope.services.service import Request
from spiders.items import Answer
from spiders.logs import keep_addresses_out
from spiders.night import Night
from spiders.pinned import PinnedClient, next_hop
from spiders.refusal import Refusal
from spiders.settings import RETRY_HTTP_CODES
from spiders.tokens import Secret


class JsonClient:
    """Asks interfaces: robots.txt, turns, addresses, time and size are heeded on every hop.

    `check` raises Refusal for a URL that is no address to ask, or that robots.txt does not allow.
    """

    def __init__(self, night: Night, *, check: Callable[[str], Awaitable[None]]) -> None:
        keep_addresses_out()
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

    async def ask(
        self, request: Request, *, headers: Mapping[str, str], secret: Secret | None = None
    ) -> Answer:
        """Return the answer to a request, redirects followed; Refusal when there is none to be had.

        `secret` is sent to its own origin alone: a redirect elsewhere goes without it, and one that is not a 307 or
        308 without the request's body. No address that is returned or told of has it.
        """
        asked, sent = [request.url], request
        plain = {"Accept": "application/json", **dict(request.headers), **headers}
        while True:
            await self._check(sent.url)
            if secret is not None and secret.fits(sent.url):
                signed = replace(sent, url=secret.signed(sent.url))
                answer = await self._patiently(signed, {**plain, **secret.headers})
                answer = replace(answer, url=sent.url, headers=_unsigned(answer.headers, secret))
            else:
                answer = await self._patiently(sent, plain)
            following = next_hop(answer, asked)
            if following is None:
                return answer
            asked.append(following)
            keeps = answer.status in (307, 308)
            sent = replace(sent, url=following) if keeps else Request(url=following)

    async def _patiently(self, request: Request, headers: Mapping[str, str]) -> Answer:
        """Ask once more after a broken connection or a server error, as the other spiders do."""
        try:
            answer = await self._once(request, headers)
        except Refusal as refusal:
            broke = refusal.verdict is Verdict.ERROR and isinstance(refusal.__cause__, httpx.TransportError)
            if not broke or isinstance(refusal.__cause__, httpx.TimeoutException):
                raise
            return await self._once(request, headers)
        return await self._once(request, headers) if answer.status in RETRY_HTTP_CODES else answer

    async def _once(self, request: Request, headers: Mapping[str, str]) -> Answer:
        """Ask one server once, in its turn."""
        night = self._night
        async with night.hosts.turn(request.url) as turn:
            night.tally.requests += 1
            answer, turn.size = await self._client.ask(request, headers=headers)
            turn.status, turn.retry_after = answer.status, answer.headers.get("retry-after")
            night.tally.bytes += turn.size
        return answer


def _unsigned(headers: Mapping[str, str], secret: Secret) -> dict[str, str]:
    """Return headers of which none repeats a token of the query: a redirect to an address with it goes without."""
    location = headers.get("location")
    return dict(headers) if location is None else {**headers, "location": secret.unsigned(location)}
