"""The shapes in which a site fails for a night: what it answers in the place of its pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

_PAGE = '<!doctype html><html lang="en"><head><title>{0}</title></head><body><main><h1>{0}</h1><p>{1}</p></main></body></html>'


class Shape(StrEnum):
    """One way to fail."""

    DOWN = "no answer"
    ERROR_500 = "error 500"
    ERROR_502 = "error 502"
    LATER_503 = "come back later (503)"
    LATER_429 = "too many requests (429)"
    FORBIDDEN = "forbidden (403)"
    NOT_FOUND = "not found (404)"
    GONE = "gone (410)"
    UNAUTHORISED = "log in first (401)"
    LEGAL = "not in your country (451)"
    LOGIN = "a form to log in"
    CONSENT = "a question about cookies"
    CHALLENGE = "a challenge for browsers"
    CAPTCHA = "a captcha"
    SOFT_404 = "a page that says it is not there"
    FRONT_PAGE = "sent to the front page"
    LOOP = "sent in a circle"
    EMPTY = "nothing at all"
    SHELL = "a shell that needs scripts"
    TRUNCATED = "fewer bytes than promised"
    CUT = "a page that stops in its midst"
    MAINTENANCE = "being maintained (200)"
    MAINTENANCE_503 = "being maintained (503)"
    PARKED = "a domain for sale"
    HALF = "half of the page"
    NO_PRICES = "prices that did not load"
    JUMP = "prices a hundred times as high"
    BINARY = "bytes that are no page"
    TOO_LARGE = "a page without end"
    BROKEN_GZIP = "packing that cannot be undone"
    EDITION = "another country's edition"
    ROBOTS_500 = "robots.txt with an error"
    ROBOTS_BAR = "robots.txt that bars all"
    ERROR_TEXT = "an error in a good answer"
    REDESIGN = "a design that cannot be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sends."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    """Content-Length where it is not the length of the body."""


_STATUSES = {
    Shape.ERROR_500: (500, "Internal Server Error", "Something broke on our side."),
    Shape.ERROR_502: (502, "Bad Gateway", "The server behind this one did not answer."),
    Shape.LATER_503: (503, "Service Unavailable", "Come back later."),
    Shape.LATER_429: (429, "Too Many Requests", "Slow down."),
    Shape.FORBIDDEN: (403, "Forbidden", "You may not see this."),
    Shape.NOT_FOUND: (404, "Not Found", "There is no such page."),
    Shape.GONE: (410, "Gone", "This page was taken down."),
    Shape.UNAUTHORISED: (401, "Unauthorized", "Log in first."),
    Shape.LEGAL: (451, "Unavailable For Legal Reasons", "Not available in your country."),
    Shape.MAINTENANCE_503: (503, "Down for maintenance", "We are upgrading and will be back within the hour."),
    Shape.CHALLENGE: (403, "Just a moment...", "Checking your browser before you enter. Enable JavaScript and cookies to continue."),
    Shape.MAINTENANCE: (200, "We'll be back soon", "The site is down for scheduled maintenance. We will be back within the hour."),
    Shape.SOFT_404: (200, "Page not found", "Sorry, the page you are looking for does not exist or has been moved."),
    Shape.PARKED: (200, "This domain is for sale", "Buy this domain. Inquire about the price with the broker today."),
    Shape.CAPTCHA: (200, "Are you a human?", "Please complete the CAPTCHA below to prove that you are not a robot."),
    Shape.REDESIGN: (200, "One plan for everybody", "Talk to us about what your team needs, and we will find what fits. All that a help desk does comes with it, from the first ticket to the last report."),
    Shape.ERROR_TEXT: (200, "Application error", "Fatal error: uncaught exception in /srv/app/render.php on line 88."),
}  # fmt: skip

_CONSENT = (
    '<!doctype html><html lang="en"><head><title>Before you continue</title></head><body><main><h1>Before you '
    'continue</h1><p>We use cookies and data. Choose "Accept all" to go on to the site.</p><form action="/consent" '
    'method="post"><button>Reject all</button><button>Accept all</button></form></main></body></html>'
)
_SHELL = '<!doctype html><html><head><title>App</title><script src="/app.js"></script></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>'
_ROW = re.compile(r"<tr\b.*?</tr>|<li\b.*?</li>", re.DOTALL)
_OFFERED = re.compile(r'"price": "[^"]*"')
_MONEY = re.compile(r"([$€£])\s?(\d+)(?:\.\d+)?")


def spoiled(shape: Shape, page: str, *, login: str, front: str, too_large: int) -> Answer | None:
    """Return what is sent in the place of a page; None for no answer at all.

    `login` is the site's own form to log in, `front` the address of its front page, `too_large` the bytes that a
    crawler does not take.
    """
    if shape is Shape.DOWN:
        return None
    if shape in _STATUSES:
        status, title, words = _STATUSES[shape]
        wait = {"Retry-After": "3600"} if status in (429, 503) else {}
        return Answer(status=status, body=_PAGE.format(title, words).encode(), headers=wait)
    if shape in (Shape.FRONT_PAGE, Shape.LOOP):
        return Answer(status=302, headers={"Location": front})
    return _body(shape, page, login=login, too_large=too_large)


def _body(shape: Shape, page: str, *, login: str, too_large: int) -> Answer:
    whole = page.encode()
    half = whole[: len(whole) // 2]
    made: dict[Shape, Callable[[], Answer]] = {
        Shape.LOGIN: lambda: Answer(body=login.encode()),
        Shape.CONSENT: lambda: Answer(body=_CONSENT.encode()),
        Shape.SHELL: lambda: Answer(body=_SHELL.encode()),
        Shape.TRUNCATED: lambda: Answer(body=half, promised=len(whole)),
        Shape.CUT: lambda: Answer(body=half),
        Shape.HALF: lambda: Answer(body=_halved(page).encode()),
        Shape.NO_PRICES: lambda: Answer(body=_OFFERED.sub('"price": ""', _MONEY.sub(r"\1--", page)).encode()),
        Shape.JUMP: lambda: Answer(body=_MONEY.sub(lambda m: f"{m[1]}{int(m[2]) * 100}", page).encode()),
        Shape.BINARY: lambda: Answer(body=bytes(range(256)) * 40, kind="application/octet-stream"),
        Shape.TOO_LARGE: lambda: Answer(body=whole + b"<!-- -->" * (too_large // 8 + 1)),
        Shape.BROKEN_GZIP: lambda: Answer(
            body=b"\x1f\x8b" + whole[:400], headers={"Content-Encoding": "gzip"}
        ),
        Shape.EDITION: lambda: Answer(body=_other_edition(page).encode()),
        Shape.EMPTY: Answer,
    }
    return made[shape]()


def _halved(page: str) -> str:
    """Return a page that lost every row and item but the first few, as when a part of it did not load."""
    seen = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match[0] if seen <= 4 else ""

    return _ROW.sub(keep, page)


def _other_edition(page: str) -> str:
    """Return a page as visitors from another country see it: its language and currency are others."""
    foreign = page.replace('lang="en"', 'lang="de"')
    return _MONEY.sub(lambda m: f"£{int(m[2]) + 3}", foreign)
