"""The terms gate: a source whose terms forbid collecting is not fetched until a licence is stated."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from rivalscope.domain.market import Source
from rivalscope.services import CATALOGUE
from rivalscope.services.service import BASE, Service


def service_of(source: Source) -> Service | None:
    """Return the service whose terms bind a source: the one it names, else the one that its host belongs to."""
    if source.service is not None and BASE not in dict(source.options):
        return CATALOGUE.get(source.service)
    return _service_at((urlsplit(source.url).hostname or "").lower())


@lru_cache(maxsize=1024)  # a crawl asks for every page
def _service_at(host: str) -> Service | None:
    for service in CATALOGUE.values():
        if any(host == known or host.endswith(f".{known}") for known in service.hosts):
            return service
    return None


def objection(source: Source) -> str:
    """Return why a source must not be fetched, and the way out; empty when it may."""
    if source.service is not None and source.service not in CATALOGUE:
        return f"no service is called {source.service!r}: `rivalscope sources` lists them"
    service = service_of(source)
    if service is None or not service.terms.needs_licence or source.licence:
        return ""
    terms = service.terms
    when = f"read {terms.read.isoformat()}" if terms.read else "not read, hence taken as forbidding"
    return (
        f"the terms of {service.title} ({terms.url}, {when}) do not let programs collect: {terms.note} "
        'State licence = "…" at the source if you have leave, or `rivalscope import` its export.'
    )
