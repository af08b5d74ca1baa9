"""Rendering: a page as it stands once its scripts have run, every request of which is asked for by the crawl itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from rivalscope.domain.capture import Verdict
from spiders.browser import Browser
from spiders.items import Answer
from spiders.refusal import Refusal, Stopped

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Route, WebSocketRoute

SECONDS = 120.0
"""Time that one page may take; most of it is the waits that its host is owed between two requests."""
QUIET = 1.5
"""Seconds without a request after which a page has come to rest."""
CONTENT_SECONDS = 5.0
"""Time in which a page at rest must hand over its content: one whose script never ends does not."""
MOST_REQUESTS = 40
"""Requests that one page may make besides its own."""
MOST_MOVES = 2
"""Times that its script may send the page to another address."""

ASKED = frozenset({"script", "xhr", "fetch"})
"""What a page may ask for: facts need no images, fonts or media, and style sheets are answered as empty."""
_OURS = frozenset({"set-cookie", "content-encoding", "content-length", "transfer-encoding", "connection"})
_EXPRESSION = """(() => {
  const kind = document.doctype ? "<!DOCTYPE html>" : "";
  const text = document.documentElement ? document.documentElement.outerHTML : "";
  return text.length > %d ? null : kind + text;
})()"""

Ask = Callable[[str], Awaitable[Answer]]
"""Asks for a URL as the crawl does: robots.txt, addresses, turns and limits; raises Refusal or Stopped."""


async def render(browser: Browser, answer: Answer, *, ask: Ask, user_agent: str, max_bytes: int) -> Answer:
    """Return an answer with the page as its scripts have made it, as UTF-8; its validators were of the bare page.

    The browser sends nothing: the page itself is the answer, and what it asks for comes through `ask`, from its own
    site only. Refusal (error, too-large) when the page does not come to rest or holds more than `max_bytes`; Stopped
    when the crawl is told to stop.
    """
    from playwright.async_api import Error  # noqa: PLC0415 - an optional extra, which the browser has looked for

    try:
        async with browser.places, asyncio.timeout(SECONDS):
            chromium = await browser.chromium()
            context = await chromium.new_context(
                accept_downloads=False, service_workers="block", user_agent=user_agent, permissions=[]
            )
            rendering = Rendering(answer, ask=ask, max_bytes=max_bytes, gone=Error)
            try:
                body = await rendering.run(context)
            finally:
                await _close(browser, context)
    except TimeoutError as error:
        raise Refusal(Verdict.ERROR, f"the page did not come to rest within {SECONDS:.0f} seconds") from error
    except Error as error:
        first = error.message.strip().splitlines()[0]
        raise Refusal(Verdict.ERROR, f"the page could not be rendered: {first}") from error
    headers = {name: value for name, value in answer.headers.items() if name not in _VALIDATORS}
    headers["content-type"] = "text/html; charset=utf-8"
    return replace(answer, url=rendering.url, headers=headers, body=body)


_VALIDATORS = frozenset({"etag", "last-modified", "content-length"})


class Rendering:
    """One page in a context of its own."""

    def __init__(self, answer: Answer, *, ask: Ask, max_bytes: int, gone: type[Exception]) -> None:
        self.url = answer.url
        """Where the page is: another address when its script has sent it there."""
        self._answer = answer
        self._ask = ask
        self._max_bytes = max_bytes
        self._requests = self._moves = self._bytes = self._open = 0
        self._moved = asyncio.Event()
        self._page: Page | None = None
        self._stopped: Stopped | None = None
        self._gone = gone
        """What the browser raises when a page, or one of its requests, is no more."""

    async def run(self, context: "BrowserContext") -> bytes:
        """Return the content of the page once it has come to rest."""
        await context.route("**/*", self._route)
        await context.route_web_socket(lambda _url: True, _refuse_socket)
        self._page = page = await context.new_page()
        context.on("page", lambda other: asyncio.ensure_future(other.close()))
        page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))
        page.on("download", lambda download: asyncio.ensure_future(download.cancel()))
        await page.goto(self._answer.url, wait_until="commit", timeout=SECONDS * 1000, referer="")
        await self._rest()
        if self._stopped is not None:
            raise self._stopped
        if page.url.startswith("chrome-error:"):
            raise Refusal(Verdict.ERROR, "the page's scripts put an error in its place")
        return await self._content(context, page)

    async def _rest(self) -> None:
        """Wait until the page has asked for nothing for a while."""
        while True:
            self._moved.clear()
            try:
                async with asyncio.timeout(QUIET):
                    await self._moved.wait()
            except TimeoutError:
                if not self._open:
                    return

    async def _content(self, context: "BrowserContext", page: "Page") -> bytes:
        """Return what the page holds, looked at from a world of our own that its scripts cannot reach."""
        try:
            async with asyncio.timeout(CONTENT_SECONDS):
                devtools = await context.new_cdp_session(page)
                tree = await devtools.send("Page.getFrameTree")
                world = await devtools.send(
                    "Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]}
                )
                found = await devtools.send(
                    "Runtime.evaluate",
                    {
                        "expression": _EXPRESSION % self._max_bytes,
                        "contextId": world["executionContextId"],
                        "returnByValue": True,
                    },
                )
        except TimeoutError as error:
            raise Refusal(Verdict.ERROR, "the page's scripts never come to rest") from error
        text = found["result"].get("value")
        if text is None:
            raise Refusal(Verdict.TOO_LARGE, "the page is larger than the limit once its scripts have run")
        body: bytes = str(text).encode("utf-8", errors="replace")
        return body

    async def _route(self, route: "Route") -> None:
        """Answer one request of the page."""
        with self._counted():
            try:
                answer = await self._answer_to(route)
            except Refusal:
                answer = None
            except Stopped as stopped:
                self._stopped = stopped
                answer = None
            with suppress(self._gone):
                if answer is None:
                    await route.abort("aborted")  # any other word would put an error page in the page's place
                else:
                    headers = {name: value for name, value in answer.headers.items() if name not in _OURS}
                    await route.fulfill(status=answer.status, headers=headers, body=answer.body)

    async def _answer_to(self, route: "Route") -> Answer | None:
        """Return what a request is answered with; None when it is not to be made."""
        request = route.request
        if request.method != "GET" or self._stopped is not None:
            return None
        if request.is_navigation_request():
            return await self._navigation(route)
        if request.resource_type == "stylesheet":
            return Answer(
                url=request.url, status=200, headers={"content-type": "text/css"}, body=b"", elapsed_ms=0
            )
        if request.resource_type not in ASKED or not same_site(self.url, request.url):
            return None
        return await self._asked(request.url)

    async def _navigation(self, route: "Route") -> Answer | None:
        """Return the page itself, or the one that its script sends it to; no other frame or window is filled."""
        request = route.request
        try:
            frame = request.frame
        except self._gone:
            return None  # of a window that is only being opened
        if self._page is None or frame != self._page.main_frame:
            return None
        if not self._moves:
            self._moves = 1
            return self._answer
        if self._moves > MOST_MOVES or not same_site(self.url, request.url):
            return None
        self._moves += 1
        answer = await self._asked(request.url)
        if answer is not None:
            self.url = answer.url
        return answer

    async def _asked(self, url: str) -> Answer | None:
        self._requests += 1
        if self._requests > MOST_REQUESTS or self._bytes > self._max_bytes:
            return None
        answer = await self._ask(url)
        self._bytes += len(answer.body)
        return answer if same_site(self.url, answer.url) else None  # its server sent us to another site

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._open += 1
        self._moved.set()
        try:
            yield
        finally:
            self._open -= 1
            self._moved.set()


def same_site(page: str, url: str) -> bool:
    """Tell whether a URL is of a page's own site: its host, `www.` left out, or one below it; and the same port.

    Among the usual ports http and https are one. An address is of no site but its own.
    """
    ours, theirs = urlsplit(page), urlsplit(url)
    if theirs.scheme not in ("http", "https") or not theirs.hostname or not ours.hostname:
        return False
    host = ours.hostname.removeprefix("www.")
    return _port(ours) == _port(theirs) and (
        theirs.hostname in (ours.hostname, host) or theirs.hostname.endswith(f".{host}")
    )


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:
        return -1
    return 443 if port is None or (parts.scheme, port) == ("http", 80) else port


def is_page(answer: Answer) -> bool:
    """Tell whether an answer is a page that scripts can run on."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return 200 <= answer.status < 300 and kind in ("text/html", "application/xhtml+xml")


async def _refuse_socket(socket: "WebSocketRoute") -> None:
    await socket.close()


async def _close(browser: Browser, context: "BrowserContext") -> None:
    """Close a context; a browser that cannot even do that is ended, and another one starts with the next page."""
    from playwright.async_api import Error  # noqa: PLC0415 - as above

    try:
        async with asyncio.timeout(CONTENT_SECONDS):
            await context.close()
    except (TimeoutError, Error):
        await browser.end()
