"""Reviews that were not read yet, read in batches and written back; what is known by its words is not read again."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nlp.read import MODEL_VERSION
from nlp.workers import PORTION, Start, Take
from rivalscope.domain.reading import Annotated, Reading
from storage import known, reviews
from storage.engine import Connection, Engine
from storage.reviews import StoredReview

logger = logging.getLogger(__name__)

BATCH = 2 * PORTION
"""Reviews that are read together: an interrupted run loses at most the readings of two batches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which of the unread reviews are read."""

    after: int = 0
    """Number of a review: those up to it are passed over."""
    upto: int | None = None
    """Number of the last one; None for no last one."""
    fence: Callable[[Connection], None] | None = None
    """Begins each transaction and raises when another process has taken over."""


ALL = Part()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Reviews, the texts of theirs that are being read, and how to get at what those say."""

    reviews: list[StoredReview]
    texts: list[str]
    take: Take


class _Annotation:
    """Reviews of one store, read with one model and taxonomy."""

    def __init__(self, engine: Engine, start: Start, *, model: str, taxonomy: str, part: Part) -> None:
        self._engine = engine
        self._part = part
        self._start = start
        self._model = model
        self._taxonomy = taxonomy

    def batches(self, size: int) -> Iterator[_Batch]:
        """Hand in each batch while the one before is still being read."""
        before: frozenset[str] = frozenset()
        last = self._part.after
        while unread := reviews.unread(
            self._engine,
            model=self._model,
            taxonomy=self._taxonomy,
            limit=size,
            after=last,
            upto=self._part.upto,
        ):
            last = unread[-1].id
            different = dict.fromkeys(review.text for review in unread)
            told = known.known_texts(self._engine, different, model=self._model, taxonomy=self._taxonomy)
            read = [text for text in different if text not in told and text not in before]
            yield _Batch(reviews=unread, texts=read, take=self._start(read))
            before = frozenset(read)

    def finish(self, batch: _Batch) -> int:
        """Write what a batch says; returns the number of reviews."""
        readings: dict[str, Reading] = dict(zip(batch.texts, batch.take(), strict=True))
        rest = {review.text for review in batch.reviews} - readings.keys()
        readings |= known.known_readings(self._engine, rest, model=self._model, taxonomy=self._taxonomy)
        # A review whose twin was let go in between is left for the next run.
        pairs = [(one.id, readings[one.text]) for one in batch.reviews if one.text in readings]
        reviews.store_readings(
            self._engine, pairs, model=self._model, taxonomy=self._taxonomy, fence=self._part.fence
        )
        return len(pairs)


def annotate(
    engine: Engine,
    start: Start,
    *,
    taxonomy_version: str,
    model: str = MODEL_VERSION,
    batch: int = BATCH,
    part: Part = ALL,
    progress: Callable[[int], None] | None = None,
) -> Annotated:
    """Read every review that this model and taxonomy have not read; returns how many, and how many texts that took.

    `start` reads texts (nlp.workers: in this process or in several). `model` names the pipeline's tier and weights
    (nlp.build.model_version): readings are stored under it. The same words are read once, in whatever reviews and
    runs they come. `part` limits it to some of the reviews. `progress` is told the number of reviews done so far, after each batch.
    """
    annotation = _Annotation(engine, start, model=model, taxonomy=taxonomy_version, part=part)
    done = texts = 0
    ahead = annotation.batches(batch)
    waiting = next(ahead, None)
    while waiting is not None:
        following = next(ahead, None)
        done += annotation.finish(waiting)
        texts += len(waiting.texts)
        logger.debug("read %d reviews", done)
        if progress is not None:
            progress(done)
        waiting = following
    return Annotated(reviews=done, texts=texts)
