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
    model: str = MODEL_VERSION,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Read every review that this model and taxonomy have not read; returns how many.

    `model` names the pipeline's tier and weights (nlp.build.model_version): readings are stored under it. Reviews
    of the same words in a batch are read once. `progress` is told the number of reviews done so far, after each batch.
    """
    done = 0
    while unread := reviews.unread(engine, model=model, taxonomy=taxonomy_version, limit=BATCH):
        different = list(dict.fromkeys(review.text for review in unread))
        readings = dict(zip(different, read_texts(nlp, different), strict=True))
        pairs = [(review.id, readings[review.text]) for review in unread]
        reviews.store_readings(engine, pairs, model=model, taxonomy=taxonomy_version)
        done += len(pairs)
        logger.debug("read %d reviews", done)
        if progress is not None:
            progress(done)
    return done
