"""Middlewares: what every request must pass before it is sent, and how its redirects are followed."""

import asyncio
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from rivalscope.domain.capture import Verdict
from spiders.addresses import url_objection
from spiders.fetching import ask
from spiders.night import night_of
from spiders.refusal import Refusal
from spiders.robots import Robots, read_robots


class AddressMiddleware:
    """Refuses URLs that no crawl should ask for, whoever named them; what they resolve to the resolver judges."""

    def process_request(self, request: Request) -> None:
        """Raise Refusal for a URL with another scheme, a user name or characters that parsers disagree on."""
        objection = url_objection(request.url)
        if objection:
            raise Refusal(Verdict.REFUSED_ADDRESS, objection)


class RobotsMiddleware:
    """Asks each authority once a night for its rules and refuses what they disallow.

    Scrapy's own middleware is not used: it lets every page through when robots.txt is answered 5xx or 429,
    or not at all.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refusal for a request that robots.txt does not allow."""
        if not request.meta.get("robots"):
            await self.check(request.url)

    async def check(self, url: str) -> None:
        """Raise Refusal when a URL's rules do not allow it or could not be had."""
        robots = await self.rules(url)
        if robots.unreachable:
            raise Refusal(Verdict.ROBOTS_UNREACHABLE, robots.unreachable)
        if not robots.allows(url):
            raise Refusal(Verdict.DISALLOWED, f"robots.txt of {urlsplit(url).netloc} disallows this page")

    async def rules(self, url: str) -> Robots:
        """Return the rules of a URL's authority, asking for them when nobody has yet tonight."""
        parts = urlsplit(url)
        authority = f"{parts.scheme}://{parts.netloc}"
        night = night_of(self._crawler)
        if authority not in night.robots:
            night.robots[authority] = asyncio.ensure_future(self._ask(authority))
        robots = await asyncio.shield(night.robots[authority])
        night.hosts.slow(url, robots.delay)
        return robots

    async def _ask(self, authority: str) -> Robots:
        try:
            response = await ask(self._crawler, f"{authority}/robots.txt", robots=True)
        except Refusal as refusal:
            if refusal.verdict is Verdict.REFUSED_ADDRESS:
                raise
            if refusal.verdict is Verdict.REDIRECT_LOOP:
                return Robots()  # RFC 9309 section 2.3.1.2: after more than five redirects there are no rules
            return Robots(unreachable=f"robots.txt could not be had: {refusal.reason}")
        return read_robots(response.status, response.body)


class PoliteRedirectMiddleware(RedirectMiddleware):
    """Scrapy's redirects, with a verdict of their own when they lead nowhere."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature, in which it is going away
    ) -> Request | Response:
        """Follow a redirect; Refusal when it returns to where it came from or goes on for too long."""
        try:
            following = super().process_response(request, response)
        except IgnoreRequest as error:
            raise Refusal(Verdict.REDIRECT_LOOP, f"more than {self.max_redirect_times} redirects") from error
        if isinstance(following, Request) and following.url in following.meta.get("redirect_urls", ()):
            raise Refusal(Verdict.REDIRECT_LOOP, f"the redirects lead back to {following.url}")
        return following
