"""A service: a site or interface that publishes what others say of products, and the terms on which it may be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

from rivalscope.domain.market import SourceKind

BASE = "base"
"""Option of every service: another scheme and host to ask, for a stand-in on a private network."""

TOKEN_PREFIX = "RIVALSCOPE_TOKEN_"  # noqa: S105  the name of a variable, not a secret


class Basis(StrEnum):
    """What a service's terms say of programs that collect."""

    API = "api"
    """A documented interface or feed made for programs."""
    OPEN = "open"
    """Nothing in the terms that forbids it; robots.txt decides."""
    ASK = "ask"
    """Allowed on conditions, which a user must have met."""
    FORBIDDEN = "forbidden"
    """Forbidden, or not known to be allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a service and the decision that follows from them."""

    basis: Basis
    url: str
    """Where they stand."""
    read: date | None
    """Day on which their text was read; None when it was not."""
    note: str
    """What they come to, in one or two sentences."""

    @property
    def needs_licence(self) -> bool:
        """Whether a source of the service is off until market.toml states a licence."""
        return self.basis in (Basis.ASK, Basis.FORBIDDEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that market.toml states of a source of a service."""

    name: str
    note: str
    example: str
    pattern: str = r"[A-Za-z0-9._-]{1,200}"
    """Regular expression that the whole value matches."""
    default: str | None = None
    """Value when none is stated; None when one must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """How a service is told who asks; the secret itself is in the environment alone."""

    required: bool
    header: str = "Authorization"
    form: str = "Bearer {}"
    """Value of the header, `{}` standing for the token."""
    parameter: str = ""
    """Parameter of the query that carries it in the place of a header; empty where a header does."""
    name: str = ""
    """Its name in the environment where several services share it, e.g. `GITHUB`; empty for the service's own."""
    note: str = ""
    """Where a user gets one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent for one page of a service."""

    url: str
    """Without a fragment."""
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service: how its lists are addressed, how politely and how far they are read, and on what terms."""

    name: str
    """As market.toml writes it, e.g. `app-store`; its page function is `spiders.services.app_store.read`."""
    title: str
    kind: SourceKind
    """What its sources are: reviews, or feed for releases."""
    options: tuple[Option, ...]
    address: Callable[[Mapping[str, str]], str]
    """From the options, all filled in, to the absolute URL of a list's first page.

    What a page needs beyond its address (the body of a POST, a position) may stand in the fragment, which is never
    sent: `request` makes of it what is.
    """
    terms: Terms
    pace: float
    """Least seconds between two requests to its host."""
    most_pages: int
    """Pages of one list that the service gives, or that are asked for in a night."""
    note: str
    """What is read and what is not, for docs/sources.md."""
    cap: str = ""
    """In words, what it gives at most, e.g. `500 reviews a country`; empty when it gives all."""
    newest_first: bool = True
    """Whether new items come first, so that a walk may end where all is known."""
    hosts: tuple[str, ...] = ()
    """Hosts whose every URL is under these terms, with their subdomains, whatever kind of source asks for it."""
    request: Callable[[str, Mapping[str, str]], Request] | None = None
    """From a page's URL and the options to what is sent; None for a plain GET."""
    token: Token | None = None
    accept: str = "application/json"
    """Media types asked for."""

    @property
    def variable(self) -> str:
        """Name of the environment variable that holds its token, e.g. `RIVALSCOPE_TOKEN_PRODUCT_HUNT`."""
        shared = self.token.name if self.token is not None else ""
        return TOKEN_PREFIX + (shared or self.name.upper().replace("-", "_"))


def filled(service: Service, stated: Mapping[str, str]) -> dict[str, str]:
    """Return options with the defaults of those not stated; ValueError names one that is wrong or missing."""
    known = {option.name: option for option in service.options}
    names = ", ".join(known) or "none"
    for name in stated:
        if name not in known and name != BASE:
            raise ValueError(f"service {service.name!r} has no option {name!r}; its options are {names}")
    values: dict[str, str] = {}
    for option in service.options:
        value = stated.get(option.name, option.default)
        if value is None:
            raise ValueError(
                f"service {service.name!r} needs the option {option.name!r}: {option.note}, e.g. {option.example!r}"
            )
        if not re.fullmatch(option.pattern, value):
            raise ValueError(
                f"option {option.name!r}: {value!r} is no {option.note}, e.g. {option.example!r}"
            )
        values[option.name] = value
    if BASE in stated:
        parts = urlsplit(stated[BASE])
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"option 'base': {stated[BASE]!r} is no address such as http://127.0.0.1:8000")
        values[BASE] = stated[BASE]
    return values


def first_page(service: Service, options: Mapping[str, str]) -> str:
    """Return the absolute URL of a list's first page; `options` are filled in."""
    url = service.address(options)
    base = options.get(BASE)
    return url if base is None else urlunsplit((*urlsplit(base)[:2], *urlsplit(url)[2:]))


def request_of(service: Service | None, url: str, options: Mapping[str, str]) -> Request:
    """Return what is sent for a page; the fragment never is."""
    if service is not None and service.request is not None:
        return service.request(url, options)
    return Request(url=urlunsplit((*urlsplit(url)[:4], "")))
