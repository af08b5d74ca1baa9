"""Normalisation: personal data is taken out of reviews before anything is stored."""

import hashlib
from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from pipelines.authors import Authors, open_authors
from rivalscope.domain.page import Review
from spiders.items import Fetched
from spiders.night import night_of
from spiders.pages.privacy import mask


class NormalisePipeline:
    """Masks addresses and numbers in reviews, and puts a keyed hash in the place of the author's name."""

    def __init__(self, authors: Authors) -> None:
        self._authors = authors

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline with the key of the night's archive."""
        return cls(open_authors(night_of(crawler).plan.archive))

    def process_item(self, item: Fetched) -> Fetched:
        """Return the item with nameless reviews."""
        if item.page is None or not item.page.reviews:
            return item
        reviews = tuple(nameless(review, self._authors) for review in item.page.reviews)
        return replace(item, page=replace(item.page, reviews=reviews))


def nameless(review: Review, authors: Authors) -> Review:
    """Return a review without personal data; masking keeps every character's place."""
    return replace(
        review,
        text=mask(review.text),
        title=mask(review.title) if review.title is not None else None,
        version=mask(review.version) if review.version is not None else None,
        key=_key(review.key),
        author=authors.hash(review.author) if review.author else None,
        passage=replace(review.passage, quote=mask(review.passage.quote)),
    )


def _key(key: str) -> str:
    """Return a review's identity; its hash where a site or file identifies it by a person's address or number."""
    return key if mask(key) == key else hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
