"""Enquiries outside a crawl: what a host's robots.txt says now, asked with the same care as in one."""

import asyncio

from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import CrawlOptions
from rivalscope.services.service import Request
from spiders.pinned import PinnedClient, next_hop
from spiders.refusal import Refusal
from spiders.robots import MOST_BYTES, Robots, read_robots


def robots_now(root: str, *, contact: str, options: CrawlOptions) -> Robots:
    """Return the rules of an authority (scheme, host and port), redirects followed, every address judged.

    Raises Refusal when nobody answers, or nobody who may be asked and can be trusted.
    """
    return asyncio.run(_ask(root, contact, options))


async def _ask(root: str, contact: str, options: CrawlOptions) -> Robots:
    client = PinnedClient(
        contact=contact,
        timeout=options.timeout,
        max_bytes=options.max_bytes,
        allow_private=options.allow_private,
    )
    asked = [f"{root}/robots.txt"]
    async with client:
        while True:
            answer, _ = await client.ask(Request(url=asked[-1]), headers={}, most=MOST_BYTES)
            try:
                following = next_hop(answer, asked)
            except Refusal as refusal:
                if refusal.verdict is Verdict.REDIRECT_LOOP:
                    return Robots()  # as in a crawl: RFC 9309 section 2.3.1.2
                raise
            if following is None:
                return read_robots(answer.status, answer.body)
            asked.append(following)
