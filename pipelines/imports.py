"""Imports: a file of reviews into archive and store, as crawled reviews get there: nameless, masked, with evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.authors import open_authors
from pipelines.normalise import nameless
from rivalscope.domain.settings import Market
from rivalscope.errors import UsageError
from spiders.files import ReviewFile, read_reviews
from storage.archive import Archive
from storage.engine import Engine
from storage.holdings import newest
from storage.reviews import import_reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import."""

    snapshot: str
    """SHA-256 of the file in the archive."""
    new: int
    """Reviews that were not known before."""
    known: int
    """Reviews that were."""


def read_file(
    market: Market, path: Path, *, product: str, mapping: Mapping[str, str], sheet: str | None = None
) -> ReviewFile:
    """Read a file of reviews of one product; UsageError when the market has no such product."""
    slugs = [known.slug for known in market.products]
    if product not in slugs:
        raise UsageError(f"--product {product}: {market.path} has no such product; it has {', '.join(slugs)}")
    return read_reviews(path, mapping=mapping, sheet=sheet)


def import_file(
    engine: Engine, market: Market, file: ReviewFile, *, name: str, product: str, seen_at: datetime
) -> Imported:
    """Store the reviews of a file of some name; a file that was imported before brings nothing new.

    `seen_at` is aware UTC. The file's bytes go to the archive first, so that its evidence can be verified.
    """
    authors = open_authors(market.archive)
    snapshot = Archive(market.archive).put(file.body, base=newest(engine, f"file:{name}"))
    result = import_reviews(
        engine,
        product=product,
        file_name=name,
        snapshot=snapshot,
        night=seen_at.date(),
        seen_at=seen_at,
        reviews=[nameless(review, authors) for review in file.reviews],
    )
    return Imported(snapshot=snapshot, new=result.new, known=result.known)
