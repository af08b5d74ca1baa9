"""Reviews that were not read yet, read in batches and written back."""

import logging
from collections.abc import Callable

from spacy.language import Language

from nlp.read import MODEL_VERSION, read_texts
from storage import reviews
from storage.engine import Engine

logger = logging.getLogger(__name__)

BATCH = 256
"""Reviews in one transaction: an interrupted run loses at most this many readings."""


def annotate(
    engine: Engine,
    nlp: Language,
    *,
    taxonomy_version: str,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Read every review that this model and taxonomy have not read; returns how many.

    `progress` is told the number of reviews done so far, after each batch.
    """
    done = 0
    while unread := reviews.unread(engine, model=MODEL_VERSION, taxonomy=taxonomy_version, limit=BATCH):
        readings = read_texts(nlp, (review.text for review in unread))
        pairs = [(review.id, reading) for review, reading in zip(unread, readings, strict=True)]
        reviews.store_readings(engine, pairs, model=MODEL_VERSION, taxonomy=taxonomy_version)
        done += len(pairs)
        logger.debug("read %d reviews", done)
        if progress is not None:
            progress(done)
    return done
