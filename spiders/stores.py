"""Stores: what spiders need of frontier and archive, which they are given by name and never import."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date, datetime
from typing import Protocol

from rivalscope.domain.crawl import Claim, FrontierEntry
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.page import Review
from rivalscope.domain.recheck import Bounds
from spiders.ledger import LedgerStore


class Frontier(LedgerStore, Protocol):
    """What a night is to fetch. What writes answers with a future, so that nobody waits for the database."""

    @property
    def beat(self) -> float:
        """Seconds after which claims are to be renewed."""

    def seed(
        self, entries: Iterable[FrontierEntry], *, bounds: Mapping[str, Bounds], at: datetime
    ) -> "Future[None]":
        """Note the URLs that a night begins with, those that are not due as such; without bounds a source is due."""

    def add(self, entries: Iterable[FrontierEntry]) -> "Future[list[Claim]]":
        """Note URLs that were found; return those that are new tonight, claimed by this process."""

    def waiting(self) -> "Future[list[FrontierEntry]]":
        """Return one URL of each source that has any to claim."""

    def claim(self, sources: Collection[str], *, limit: int) -> "Future[list[Claim]]":
        """Claim undone URLs of these sources for this process."""

    def renew(self) -> "Future[int]":
        """Hold what this process has claimed for another while."""

    def walked_on(self, source: str) -> date | None:
        """Return the night on which a source's list was last followed to its end."""

    def all_known(self, source: str, reviews: Sequence[Review]) -> bool:
        """Tell whether a source has given every one of these reviews before, unchanged."""

    def close(self) -> None:
        """Release the database."""

    def source_for(self, product: str, kind: SourceKind, url: str) -> Source:
        """Return the source of a discovered page, made when it is new."""


class Archive(Protocol):
    """What spiders need of the archive."""

    def has(self, digest: str) -> bool:
        """Tell whether a snapshot is there."""

    def get(self, digest: str) -> bytes:
        """Return the bytes of a snapshot."""
