"""Answers of services in their real shapes, all of them made up, and what reads them."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from spiders.pages.passages import Selections
from spiders.services import reader_of

SEEN = datetime(2026, 11, 2, 2, tzinfo=UTC)


def _body(document):
    return document if isinstance(document, bytes) else json.dumps(document).encode()


def _read(name, document, url="https://made.example/list", **options):
    return reader_of(name)(_body(document), url=url, options=options, seen_at=SEEN)


def _quotes(page):
    return [item.passage for item in (*page.reviews, *page.releases, *page.roles)]


def _evident(page, document):
    """Whether every item's words stand in the answer where its passage says."""
    selections = Selections(_body(document))
    return all(selections.confirm(passage) for passage in _quotes(page))


@pytest.fixture(scope="session")
def service():
    """Read an answer of a service, and look for its items' words in it again."""
    return SimpleNamespace(read=_read, evident=_evident, seen=SEEN)
