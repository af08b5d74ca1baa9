"""Texts read by several processes at once, each with a pipeline of its own on one thread."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache, partial
from multiprocessing import get_context

from spacy.language import Language

from nlp.build import build
from nlp.read import read_texts
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.reading import Reading
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

PORTION = 512
"""Texts that a process is given at once: enough to sort their sentences by length."""
CHARACTERS = 500_000
"""Characters from which a portion is full, however few its texts."""
WORTH = 2_000
"""Texts from which more than one process is used: each takes some two seconds to load its pipeline."""

Take = Callable[[], list[Reading]]
"""Gives the readings of texts that were handed in, in their order; waits for them where that is needed."""
Start = Callable[[Sequence[str]], Take]
"""Hands texts in to be read."""


def available() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(
    taxonomy: Taxonomy,
    products: Sequence[Product],
    *,
    tier: Tier,
    processes: int,
    grammar: str | None = None,
) -> Iterator[Start]:
    """Start processes that read what is handed in; on leaving they end, and what none of them began is dropped.

    They are spawned, not forked: neither onnxruntime nor the tokenizer survives a fork. Taking raises ModelError when
    a process died.
    """
    pool = ProcessPoolExecutor(
        max_workers=processes,
        mp_context=get_context("spawn"),
        initializer=_ignore_interrupts,
    )
    try:
        yield partial(_start, pool, partial(_read, taxonomy, tuple(products), tier, grammar))
    finally:
        pool.shutdown(cancel_futures=True)


def _start(
    pool: ProcessPoolExecutor, read: Callable[[list[str]], list[Reading]], texts: Sequence[str]
) -> Take:
    return partial(_take, deque(pool.submit(read, portion) for portion in portions(texts)))


def _take(waiting: deque[Future[list[Reading]]]) -> list[Reading]:
    readings: list[Reading] = []
    try:
        while waiting:
            readings += waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ModelError(
            "a process that read texts died, perhaps for want of memory; write processes = 1 in [nlp] of market.toml"
        ) from error
    return readings


def portions(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts in their order, so many at once as one process is given."""
    portion: list[str] = []
    characters = 0
    for text in texts:
        portion.append(text)
        characters += len(text)
        if len(portion) >= PORTION or characters >= CHARACTERS:
            yield portion
            portion, characters = [], 0
    if portion:
        yield portion


def alone(nlp: Language) -> Start:
    """Read in this very process, when the readings are taken."""
    return lambda texts: lambda: list(read_texts(nlp, texts))


@lru_cache(maxsize=1)
def _pipeline(taxonomy: Taxonomy, products: tuple[Product, ...], tier: Tier, grammar: str | None) -> Language:
    """Load the pipeline, once a process."""
    return build(taxonomy=taxonomy, products=products, tier=tier, grammar=grammar)


def _ignore_interrupts() -> None:
    """Leave an interrupt to the process that started this one, which then ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(
    taxonomy: Taxonomy, products: tuple[Product, ...], tier: Tier, grammar: str | None, texts: list[str]
) -> list[Reading]:
    return list(read_texts(_pipeline(taxonomy, products, tier, grammar), texts))
