"""The identity of reviews: which of them are one, and when there are unusually many."""

import logging
from collections.abc import Iterable, Mapping
from time import perf_counter

from rivalscope.analysis.bursts import find_bursts
from rivalscope.analysis.likeness import METHOD, Index, compare
from storage import likeness, reads
from storage.bursts import store_bursts
from storage.engine import Engine

logger = logging.getLogger(__name__)

BATCH = 5_000
"""Reviews compared in one go: 60 MB, and the most that is compared again after a crash."""


def find_copies(engine: Engine) -> int:
    """Compare every review that was not, each with the others of its product; returns how many are copies."""
    likeness.forget_other_methods(engine, method=METHOD)
    return sum(_of_product(engine, product) for product in likeness.uncompared_products(engine))


def _of_product(engine: Engine, product: int) -> int:
    began = perf_counter()
    index = Index.of(likeness.marks(engine, product=product))
    compared = copies = last = 0

    def texts(ids: Iterable[int]) -> Mapping[int, str]:
        return likeness.texts(engine, ids)

    while batch := likeness.uncompared(engine, product=product, after=last, limit=BATCH):
        found = compare(batch, index, texts)
        copies += likeness.store_marks(engine, found, product=product, method=METHOD)
        compared, last = compared + len(batch), batch[-1].id
    # A plain night has nothing to tell.
    level = logging.INFO if copies or compared >= BATCH else logging.DEBUG
    logger.log(level, "%d reviews compared, %d copies, %.1f s", compared, copies, perf_counter() - began)
    return copies


def tell_apart(engine: Engine) -> int:
    """Find copies and bursts among the reviews that are stored; returns how many new copies were found."""
    copies = find_copies(engine)
    store_bursts(engine, find_bursts(reads.review_volumes(engine)))
    return copies
