"""A market with its store, opened for a run, and the lease by which runs take turns."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rivalscope.config import find_market, load_market
from rivalscope.domain.settings import Market
from rivalscope.log import about
from storage.engine import Engine
from storage.lease import hold
from storage.migrate import ready

NIGHT = "night"
"""Lease of a run that collects or reads."""

DIGEST = "digest"
"""Lease of a run that sends mail."""

ALERTS = "alerts"
"""Lease of a run that tells alerts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMarket:
    """A market file with its store."""

    market: Market
    engine: Engine

    @property
    def report_folder(self) -> Path:
        """Where reports lie unless told otherwise."""
        return self.market.path.parent / "report"

    @property
    def digest_folder(self) -> Path:
        """Where digests lie unless told otherwise."""
        return self.market.path.parent / "digests"


@contextmanager
def open_market(path: Path | None) -> Iterator[OpenMarket]:
    """Open the market at `path` (None: the one found from here) and its store, which is set up when it is empty.

    Raises ConfigError for the file, SchemaError and StoreError for the store.
    """
    market = load_market(find_market(path))
    engine = ready(market.database_url)
    try:
        yield OpenMarket(market=market, engine=engine)
    finally:
        engine.dispose()


@contextmanager
def leased(opened: OpenMarket, *, by: str, name: str = NIGHT) -> Iterator[str]:
    """Hold a lease of the store and give the run its id, which log lines carry: the lease and its token in the store.

    `by` is the command, for whoever comes second. Raises LeaseError when another run holds it.
    """
    with hold(opened.engine, name, holder=f"rivalscope {by}") as lease:
        run = f"{name}-{lease.token}"
        with about(run=run):
            yield run
