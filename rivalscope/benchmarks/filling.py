"""A store filled with a made market through the doors that real nights use, and what that took."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from rivalscope.benchmarks.made_market import Fetched, MadeMarket
from rivalscope.benchmarks.made_reviews import reading_of
from rivalscope.errors import UsageError
from storage.captures import Load
from storage.engine import Engine, writing
from storage.loads import store_loads
from storage.market import products, sync_market
from storage.reviews import store_readings, unread

MODEL = "made/1"
AT_ONCE = 2000
"""Reviews that are fetched to be read at once."""


@dataclass(slots=True, kw_only=True)
class Filled:
    """What filling a store came to."""

    captures: int = 0
    reviews: int = 0
    mentions: int = 0
    seconds: float = 0.0
    """In all, with making what is loaded."""
    storing: float = 0.0
    """Seconds within the store's own doors."""


def must_be_empty(engine: Engine) -> None:
    """Raise UsageError when a store holds a market: the benchmark empties what it has filled."""
    if products(engine):
        raise UsageError("the database holds a market already; name an empty one, which the benchmark fills")


def fill(engine: Engine, market: MadeMarket, *, tell: Callable[[Filled], Any] = lambda _: None) -> Filled:
    """Load every night of a made market into an empty store, then its readings.

    UsageError when the store holds a market already.
    """
    must_be_empty(engine)
    done, began = Filled(), perf_counter()
    sync_market(engine, market.products, market.taxonomy)
    for night in market.nights():
        loads = [_load(fetched) for fetched in night]
        started = perf_counter()
        with writing(engine) as connection:
            results = store_loads(connection, loads)
        done.storing += perf_counter() - started
        done.captures += len(results)
        done.reviews += sum(len(load.page.reviews) for load in loads if load.page is not None)
        tell(done)
    _read_all(engine, market.taxonomy.version, done, tell)
    done.seconds = perf_counter() - began
    return done


def _load(fetched: Fetched) -> Load:
    return Load(
        capture=fetched.capture, page=fetched.page, product=fetched.product, learnt_at=datetime.now(UTC)
    )


def _read_all(engine: Engine, version: str, done: Filled, tell: Callable[[Filled], Any]) -> None:
    after = 0
    while waiting := unread(engine, model=MODEL, taxonomy=version, limit=AT_ONCE, after=after):
        after = waiting[-1].id
        readings = [(one.id, reading_of(one.text, one.product)) for one in waiting]
        started = perf_counter()
        store_readings(engine, readings, model=MODEL, taxonomy=version)
        done.storing += perf_counter() - started
        done.mentions += sum(len(reading.aspects) for _, reading in readings)
        tell(done)
