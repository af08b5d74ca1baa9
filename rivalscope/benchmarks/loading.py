"""How fast reviews and their readings are stored, against the drivers alone writing the very same rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from rivalscope.benchmarks.filling import MODEL
from rivalscope.benchmarks.made_market import LAST, MadeMarket
from rivalscope.benchmarks.made_reviews import reading_of, taxonomy
from rivalscope.domain.page import Review
from storage import bare
from storage.engine import Engine
from storage.market import sync_market
from storage.reviews import AT_ONCE, import_reviews, store_readings, unread

PEERS = {"sqlite": "sqlite3 executemany", "postgresql": "psycopg COPY"}
MOST = 200_000
"""Mentions to compare loads with: more change the ratio little."""
SPANS = ("evidence_passage", "mention", "intent", "comparison")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One kind of rows, written by ours and by the driver alone."""

    what: str
    peer: str
    rows: int
    ours: float
    """Seconds."""
    alone: float
    """Seconds of the driver alone, in as many transactions as ours."""

    @property
    def ratio(self) -> float:
        """Rows a second of ours for one of the driver's."""
        return self.alone / self.ours

    def data(self) -> dict[str, Any]:
        """Return the line as JSON values."""
        return {
            "what": self.what,
            "peer": self.peer,
            "rows": self.rows,
            "rows_per_second": round(self.rows / self.ours),
            "peer_rows_per_second": round(self.rows / self.alone),
            "ratio": round(self.ratio, 3),
        }


def measure(engine: Engine, *, mentions: int) -> Iterator[Loaded]:
    """Yield the lines for reviews and for readings, written to an empty store that is empty again afterwards."""
    market = MadeMarket(mentions=mentions)
    sync_market(engine, market.products, taxonomy())
    ours_reviews = _import(engine, market)
    published = [bare.take(engine, name) for name in ("evidence_passage", "review")]
    ours_readings, read = _read(engine, after={"evidence_passage": published[0].rows[-1][0]})
    parents = [bare.take(engine, name) for name in ("product", "source", "location", "feature")]
    bare.empty(engine)
    bare.write(engine, [parents])
    files = bare.packages(published, "location_id")
    for what, loads, ours in (("reviews", files, ours_reviews), ("readings", read, ours_readings)):
        count = sum(len(one.rows) for rows in loads for one in rows)
        alone = bare.write(engine, loads)
        yield Loaded(what=what, peer=PEERS[engine.dialect.name], rows=count, ours=ours, alone=alone)
    bare.empty(engine)


def _import(engine: Engine, market: MadeMarket) -> float:
    """Import the reviews of each product as a file and return the seconds that storing took."""
    written: dict[str, list[Review]] = {product.slug: [] for product in market.products}
    for night in market.nights():
        for fetched in night:
            written[fetched.product] += fetched.page.reviews if fetched.page is not None else ()
    seconds = 0.0
    for product, reviews in written.items():
        began = perf_counter()
        import_reviews(
            engine,
            product=product,
            file_name=f"{product}.csv",
            snapshot="0" * 64,
            night=LAST,
            seen_at=datetime.now(UTC),
            reviews=reviews,
        )
        seconds += perf_counter() - began
    return seconds


def _read(engine: Engine, *, after: Mapping[str, int]) -> tuple[float, list[list[bare.Taken]]]:
    """Store the readings of all reviews; return the seconds that took and the rows of each transaction.

    Counts by week grow from one to the next and stand with the last.
    """
    version = taxonomy().version
    waiting = unread(engine, model=MODEL, taxonomy=version, limit=10**7)
    last, seconds, packages = dict.fromkeys(SPANS, 0) | dict(after), 0.0, []
    for begin in range(0, len(waiting), AT_ONCE):
        readings = [(one.id, reading_of(one.text, one.product)) for one in waiting[begin : begin + AT_ONCE]]
        began = perf_counter()
        store_readings(engine, readings, model=MODEL, taxonomy=version)
        seconds += perf_counter() - began
        packages.append([bare.take(engine, name, after=last[name]) for name in SPANS])
        last |= {one.table: one.rows[-1][0] for one in packages[-1] if one.rows}
    packages[-1].append(bare.take(engine, "opinion_week"))
    return seconds, packages
