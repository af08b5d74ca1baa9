"""Pages of our own making, by name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from spiders.pages.reader import read_page

MADE = Path(__file__).resolve().parents[2] / "pages" / "made"


@pytest.fixture
def made() -> Callable[[str], bytes]:
    """The bytes of a page of our own making."""
    return lambda name: (MADE / name).read_bytes()


@pytest.fixture
def read(made) -> Callable[..., Page]:
    """A page of our own making, read as one of a kind."""

    def _read(name: str, kind: str | None = "pricing") -> Page:
        return read_page(
            made(name), url="https://made.example/pricing", kind=SourceKind(kind) if kind else None
        )

    return _read


@pytest.fixture
def read_html() -> Callable[..., Page]:
    """What a page with this body says."""

    def _read(html: str, kind: str = "pricing") -> Page:
        body = f"<!doctype html><html lang=en><body><main>{html}</main></body></html>"
        return read_page(body.encode(), url="https://made.example/pricing", kind=SourceKind(kind))

    return _read
