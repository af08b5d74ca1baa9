"""The browser: the system's Chromium, started when a page is to be rendered, that connects to nothing by itself."""

import asyncio
import logging
import os
import shutil
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rivalscope.domain.capture import Verdict
from spiders.refusal import Refusal

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium

logger = logging.getLogger(__name__)

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""Programs that will do, the first found on the path."""

MEMORY = 512
"""MiB of objects that the scripts of one page may hold."""

PAGES = 2
"""Pages that are rendered at a time: each takes a few hundred MiB."""

_STOP_SECONDS = 10
_ARGUMENTS = (
    # No name resolves and no address is connected to, so what slips past the route that answers every request (a
    # web socket, a look-up ahead of time, the browser's own errands) leads nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--dns-prefetch-disable",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    "--no-pings",
    f"--js-flags=--max-old-space-size={MEMORY}",
    "--blink-settings=imagesEnabled=false",
    "--disable-gpu",
)


class Browser:
    """One browser for a whole crawl: it starts with the first page that needs it and ends with the crawl."""

    def __init__(self) -> None:
        self.places = asyncio.Semaphore(PAGES)
        """To be held while a page is rendered."""
        self._lock = asyncio.Lock()
        self._provider: Any = None
        self._chromium: Chromium | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.end()

    async def chromium(self) -> "Chromium":
        """Return the browser, started if it is not there; Refusal with the mend when it cannot be."""
        async with self._lock:
            if self._chromium is None or not self._chromium.is_connected():
                await self.end()
                self._chromium = await self._start()
            return self._chromium

    async def end(self) -> None:
        """End the browser and whatever it has started."""
        provider, self._provider, self._chromium = self._provider, None, None
        if provider is None:
            return
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await provider.playwright.stop()  # the driver takes the browser along
        except TimeoutError:
            logger.warning("the browser did not end within %d seconds", _STOP_SECONDS)

    async def _start(self) -> "Chromium":
        objection = browser_objection()
        if objection:
            raise Refusal(Verdict.ERROR, objection)
        from playwright.async_api import Error  # noqa: PLC0415 - an optional extra
        from scrapy.settings import Settings  # noqa: PLC0415 - goes with the next
        from scrapy_playwright.handler import Config  # type: ignore[import-untyped]  # noqa: PLC0415 - an optional extra
        from scrapy_playwright.provider import (  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
            PlaywrightBrowserProvider,
        )

        settings = Settings({"PLAYWRIGHT_LAUNCH_OPTIONS": launch_options()})
        provider = PlaywrightBrowserProvider(Config.from_settings(settings))
        try:
            await provider.start()
            self._provider = provider
            chromium: Chromium = await provider.launch_browser()
        except Error as error:
            await self.end()
            first = error.message.strip().splitlines()[0]
            raise Refusal(Verdict.ERROR, f"the browser could not be started: {first}") from error
        return chromium


def browser_path() -> str | None:
    """Return the path of the system's Chromium; None when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def browser_objection() -> str:
    """Say why no page can be rendered here, with the mend; empty when one can."""
    try:
        import scrapy_playwright  # type: ignore[import-untyped]  # noqa: F401, PLC0415 - an optional extra
    except ImportError:
        return "rendering needs the extra: pip install 'rivalscope[browser]'"
    if browser_path() is None:
        return "rendering needs Chromium: apt install chromium"
    return ""


def launch_options() -> dict[str, Any]:
    """Return how the browser is started: without a network, without our environment, in its sandbox.

    Chromium refuses to start its sandbox for root; there it runs without.
    """
    passed = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR")
    return {
        "executable_path": browser_path(),
        "headless": True,
        "chromium_sandbox": os.geteuid() != 0,
        "args": list(_ARGUMENTS),
        "env": {name: os.environ[name] for name in passed if name in os.environ},
        # Ctrl-C and the end of a crawl are for the process that started it.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }
