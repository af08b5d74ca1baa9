"""Page functions of services: each module reads what one service answers into a page; pure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

from rivalscope.domain.page import Page
from rivalscope.services import CATALOGUE


class ServiceReader(Protocol):
    """Reads one answer of a service; `options` are those of the source, all filled in."""

    def __call__(
        self,
        body: bytes,
        *,
        url: str,
        options: Mapping[str, str],
        seen_at: datetime,
        content_type: str | None = None,
    ) -> Page:
        """Return the reviews or releases of an answer, its next page, and how many there are."""


def reader_of(name: str) -> ServiceReader:
    """Return the page function of a service; LookupError when there is no such service."""
    return cast("ServiceReader", _module(name).read)


def linked(name: str, page: Page, headers: Mapping[str, str]) -> Page:
    """Return a page with what the answer's headers, by lower-case name, say of the next one.

    Most services say it in the body; the module of one that does not has a function `linked`.
    """
    link = cast("Callable[[Page, Mapping[str, str]], Page] | None", getattr(_module(name), "linked", None))
    return page if link is None else link(page, headers)


def extractor_of(name: str) -> str:
    """Return name and version of what reads a service, as its pages carry it; LookupError when there is none."""
    return cast("str", _module(name).EXTRACTOR)


def _module(name: str) -> ModuleType:
    if name not in CATALOGUE:
        message = f"no service is called {name!r}"
        raise LookupError(message)
    return import_module(f"spiders.services.{name.replace('-', '_')}")
