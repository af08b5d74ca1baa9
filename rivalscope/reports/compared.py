"""Comparisons as they are counted everywhere: read from the store, and made sound."""

from datetime import datetime

from rivalscope.analysis.requests import known_terms
from rivalscope.analysis.switching import sound
from rivalscope.analysis.wishes import Terms
from rivalscope.domain.fact import ComparisonFact
from rivalscope.domain.settings import Market
from storage import reads
from storage.reads import Engine


def compared(engine: Engine, market: Market, *, as_of: datetime) -> list[ComparisonFact]:
    """Return products set against each other as of an instant, switches with both sides and a reason where they say so."""
    return sound(reads.comparisons(engine, as_of=as_of), products=market.products, terms=market_terms(market))


def market_terms(market: Market) -> Terms:
    """Return the names and aliases of the features of a market."""
    return known_terms(market.taxonomy, market.products, ())
