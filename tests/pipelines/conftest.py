"""Items of our own making, as spiders yield them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import Page, Passage, Review
from spiders.items import Fetched

URL = "https://example.com/pricing"
SEEN = datetime(2026, 11, 2, 2, tzinfo=UTC)


def passage(quote, selector="html > body > p"):
    return Passage(selector=selector, start=0, end=len(quote), quote=quote)


def review(text="Calls drop.", key="1", **more):
    return Review(text=text, key=key, passage=passage(text), **more)


def fetched(*, url=URL, verdict=Verdict.OK, expect=None, most=None, kind=SourceKind.PRICING, **page):
    source = Source(key=f"acme/{kind}", product="acme", kind=kind, url=URL, expect=expect, most=most)
    read = Page(url=url, kind=kind, verdict=verdict, **page)
    capture = Capture(
        source=source.key, url=url, night=date(2026, 11, 2), seen_at=SEEN, verdict=verdict, items=read.items
    )
    return Fetched(capture=capture, source=source, page=read, body=b"<p>made</p>")


def bare(item):
    """The item of an answer without a page."""
    return replace(item, page=None, body=None, capture=replace(item.capture, verdict=Verdict.NOT_MODIFIED))


@pytest.fixture(scope="session")
def made():
    """Makers of passages, reviews and items."""
    return SimpleNamespace(passage=passage, review=review, fetched=fetched, bare=bare)
