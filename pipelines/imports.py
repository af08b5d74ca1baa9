"""Imports: a file of reviews into archive and store, as crawled reviews get there: nameless, masked, with evidence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipelines.authors import Authors, open_authors
from pipelines.normalise import nameless
from rivalscope.domain.page import Review
from rivalscope.domain.settings import Market
from rivalscope.errors import UsageError
from spiders.files import ReviewFile, read_reviews
from spiders.kept_lines import kept_lines
from spiders.own_export import OwnExport, products_of
from storage.archive import Archive
from storage.engine import Engine
from storage.holdings import newest
from storage.reviews import import_reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import."""

    snapshot: str
    """SHA-256 of what the archive keeps of the file."""
    new: int
    """Reviews that were not known before."""
    known: int
    """Reviews that were."""


def read_file(
    market: Market, path: Path, *, product: str, mapping: Mapping[str, str], sheet: str | None = None
) -> ReviewFile:
    """Read a file of reviews of one product; UsageError when the market has no such product."""
    _refuse_unknown(market, product, told=f"--product {product}")
    return read_reviews(path, mapping=mapping, sheet=sheet)


def import_file(
    engine: Engine, market: Market, file: ReviewFile, *, name: str, product: str, seen_at: datetime
) -> Imported:
    """Store the reviews of a file of some name; a file that was imported before brings nothing new.

    `seen_at` is aware UTC. What is kept of the file goes to the archive first, so that its evidence can be verified:
    the reviews, nameless and masked, and no other column (`spiders.kept_lines`).
    """
    authors = open_authors(market.archive)
    body, reviews = kept_lines([nameless(review, authors) for review in file.reviews])
    snapshot = Archive(market.archive).put(body, base=newest(engine, f"file:{name}"))
    result = import_reviews(
        engine,
        product=product,
        file_name=name,
        snapshot=snapshot,
        night=seen_at.date(),
        seen_at=seen_at,
        reviews=reviews,
    )
    return Imported(snapshot=snapshot, new=result.new, known=result.known)


def import_own(
    engine: Engine, market: Market, file: OwnExport, *, product: str | None, seen_at: datetime
) -> Imported:
    """Store the reviews of an export of ours, of all its products or one, each under the source that it names.

    Keyed hashes of authors stay as they are. What was imported before, from a file of whatever format, brings nothing
    new. Raises UsageError when the market lacks a product.
    """
    for slug in products_of(file.sources) if product is None else (product,):
        _refuse_unknown(
            market, slug, told=f"the export speaks of {slug}" if product is None else f"--product {slug}"
        )
    authors = open_authors(market.archive)
    snapshot = Archive(market.archive).put(file.body)
    new = known = 0
    for group in file.sources:
        if product in (None, group.product):
            result = import_reviews(
                engine,
                product=group.product,
                file_name=group.source,
                snapshot=snapshot,
                night=seen_at.date(),
                seen_at=seen_at,
                reviews=[_keyed(review, authors) for review in group.reviews],
            )
            new, known = new + result.new, known + result.known
    return Imported(snapshot=snapshot, new=new, known=known)


def _keyed(review: Review, authors: Authors) -> Review:
    """Return a review whose author is a keyed hash, whatever somebody wrote into that column."""
    if review.author is None or re.fullmatch(r"[0-9a-f]{32}", review.author):
        return review
    return replace(review, author=authors.hash(review.author))


def _refuse_unknown(market: Market, product: str, *, told: str) -> None:
    slugs = [known.slug for known in market.products]
    if product not in slugs:
        raise UsageError(f"{told}: {market.path} has no such product; it has {', '.join(slugs)}")
