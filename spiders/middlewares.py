"""Middlewares: what every request must pass before it is sent, and how its redirects are followed."""

import asyncio
from collections.abc import Mapping
from typing import ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response

from rivalscope.domain.capture import Verdict
from spiders.fetching import ask
from spiders.hosts import authority
from spiders.night import night_of
from spiders.refusal import Refusal
from spiders.robots import COPY_LIFE, Robots, parse_robots, read_robots
from spiders.unpacking import ENCODINGS
from spiders.urls import url_objection

_NO_ANSWER = (Verdict.ERROR, Verdict.TRUNCATED, Verdict.TOO_LARGE)
LONGEST_HEAD = 16_384
"""Bytes at the beginning of a page in which a refresh is looked for: Scrapy looks at the first 4,096 characters."""
_REDIRECTS = (301, 302, 303, 307, 308)


class AddressMiddleware:
    """Refuses URLs that no crawl should ask for, whoever named them; what they resolve to the resolver judges."""

    def process_request(self, request: Request) -> None:
        """Raise Refusal for a URL with another scheme, a user name or characters that parsers disagree on."""
        objection = url_objection(request.url)
        if objection:
            raise Refusal(Verdict.REFUSED_ADDRESS, objection)


class HeadMiddleware:
    """Says who we are and what we understand, and for how long we wait, unless the request says so itself.

    Scrapy has a middleware for each of these, and writes every name and value anew for every page.
    """

    def __init__(self, headers: Mapping[str, str], *, timeout: float) -> None:
        said = Headers(headers)
        self._head = {name: said.getlist(name) for name in said}
        self._timeout = timeout

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware from Scrapy's settings."""
        settings = crawler.settings
        ours = {"User-Agent": settings["USER_AGENT"], "Accept-Encoding": ", ".join(ENCODINGS)}
        headers = {**settings.getdict("DEFAULT_REQUEST_HEADERS"), **ours}
        return cls(headers, timeout=settings.getfloat("DOWNLOAD_TIMEOUT"))

    def process_request(self, request: Request) -> None:
        """Complete the head of a request."""
        for name, values in self._head.items():  # the names are in the form that Scrapy gives them
            dict.setdefault(request.headers, name, values[:])
        request.meta.setdefault("download_timeout", self._timeout)


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
            await self._obey(request.url)

    async def check(self, url: str) -> None:
        """Raise Refusal when a URL is no address to ask, or its rules do not allow it or could not be had."""
        objection = url_objection(url)
        if objection:
            raise Refusal(Verdict.REFUSED_ADDRESS, objection)
        await self._obey(url)

    async def _obey(self, url: str) -> None:
        robots = await self.rules(url)
        if robots.allows(url):
            return
        night_of(self._crawler).ledger.add(authority(url), refusals=1)
        if robots.unreachable:
            raise Refusal(Verdict.ROBOTS_UNREACHABLE, robots.unreachable)
        raise Refusal(Verdict.DISALLOWED, f"robots.txt of {urlsplit(url).netloc} disallows this page")

    async def rules(self, url: str) -> Robots:
        """Return the rules of a URL's authority, asking for them when nobody has yet tonight."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        night = night_of(self._crawler)
        if root not in night.robots:
            night.robots[root] = asyncio.ensure_future(self._ask(root))
        asked = night.robots[root]
        robots = asked.result() if asked.done() else await asyncio.shield(asked)
        if robots.delay:
            night.hosts.slow(url, robots.delay)
        return robots

    async def _ask(self, root: str) -> Robots:
        """Return the rules of an authority: as they are, else as they last were, else that they are unreachable."""
        night = night_of(self._crawler)
        robots = await self._answer(root)
        if robots.unreachable:
            text = night.frontier.robots_copy(root, since=night.now() - COPY_LIFE)
            robots = robots if text is None else parse_robots(text, copied=True)
        elif robots.rules is not None:
            night.frontier.keep_robots(root, robots.text, at=night.now())
        night.ledger.add(authority(root), robots=robots.word)
        return robots

    async def _answer(self, root: str) -> Robots:
        """Return what robots.txt says now; Refusal when its host may not be asked at all, or not trusted."""
        try:
            response = await ask(self._crawler, f"{root}/robots.txt", robots=True)
        except Refusal as refusal:
            if refusal.verdict is Verdict.REDIRECT_LOOP:
                return Robots()  # RFC 9309 section 2.3.1.2: after more than five redirects there are no rules
            if refusal.verdict not in _NO_ANSWER:
                raise
            return Robots(unreachable=f"robots.txt could not be had: {refusal.reason}")
        return read_robots(response.status, response.body)


class _Following:
    """Scrapy's following of redirects, with verdicts for those that lead nowhere."""

    kind: ClassVar[type[RedirectMiddleware] | type[MetaRefreshMiddleware]]

    def __init__(self, crawler: Crawler) -> None:
        # Not through its from_crawler, which looks for the middleware that adds a Referer, and warns as there is none.
        self._scrapys = self.kind(crawler.settings)
        self._scrapys.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Follow a redirect; Refusal when it goes on for too long, comes back or leads to no address."""
        try:
            following = self._scrapys.process_response(request, response)
        except IgnoreRequest as error:
            reason = f"more than {self._scrapys.max_redirect_times} redirects"
            raise Refusal(Verdict.REDIRECT_LOOP, reason) from error
        except ValueError as error:
            reason = "the redirect leads to something that is no address"
            raise Refusal(Verdict.REFUSED_ADDRESS, reason) from error
        if isinstance(following, Request) and following.url in following.meta.get("redirect_urls", ()):
            raise Refusal(Verdict.REDIRECT_LOOP, f"the redirects lead back to {following.url}")
        return following


class PoliteRedirectMiddleware(_Following):
    """Follows the redirects of servers; one to another scheme than http and https is refused."""

    kind = RedirectMiddleware

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Follow a redirect; Refusal when it leads nowhere or to what is not fetched."""
        following = super().process_response(request, response)
        location = response.headers.get("Location")
        if following is response and response.status in _REDIRECTS and location:
            reason = "only http and https are fetched, and the redirect leads to something else"
            raise Refusal(Verdict.REFUSED_ADDRESS, reason)
        return following


class PoliteMetaRefreshMiddleware(_Following):
    """Follows the immediate refreshes of pages; a robots.txt is no page."""

    kind = MetaRefreshMiddleware

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Follow a refresh; Refusal when it leads nowhere."""
        if request.meta.get("robots") or not _may_refresh(response.body):
            return response
        return super().process_response(request, response)


def _may_refresh(body: bytes) -> bool:
    """Tell whether a page may hold a refresh: only then is it decoded here. One with null bytes may be in any encoding."""
    beginning = body[:LONGEST_HEAD]
    return b"refresh" in beginning.lower() or b"\0" in beginning
