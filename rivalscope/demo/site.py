"""A site of the fictional market: what one product publishes at one moment, before any HTML."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Layout(StrEnum):
    """How a product lays out its pricing page."""

    CARDS = "cards"
    """Cards and a comparison table below them."""
    TABLE = "table"
    """One comparison table with the prices in its header."""
    JSONLD = "jsonld"
    """Cards, and the same offers as schema.org JSON-LD."""
    TOGGLE = "toggle"
    """Cards with a monthly and an annual price, one of them hidden."""


Cell = bool | str | None
"""What a comparison table says of one plan: included, not included, a quantity or word, or nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan as its vendor offers it."""

    name: str
    monthly: Decimal | None
    """Per agent and month when paid monthly; 0 for a free plan; None for "contact sales"."""
    annual: Decimal | None = None
    """Per agent and month when paid for a year; None when there is no such offer."""
    blurb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A feature as its vendor names and sells it."""

    name: str
    """As the page calls it."""
    text: str
    """One sentence for the features page."""
    cells: tuple[Cell, ...]
    """One for each plan, in the order of the plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An entry of the changelog."""

    date: date
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All that one product publishes at one moment."""

    slug: str
    name: str
    layout: Layout
    currency: str
    """ISO 4217 code."""
    headline: str
    description: str
    plans: tuple[Plan, ...]
    rows: tuple[Row, ...]
    releases: tuple[Release, ...] = ()
    """Newest first."""
