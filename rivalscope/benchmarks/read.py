"""Words a second of processor time, from text to reading: each tier, VADER, and spaCy with nothing of ours behind it."""

import importlib
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from typing import Any

from nlp.build import build, load_model
from nlp.corpus.reading import read_corpus
from nlp.read import read_texts
from nlp.tiers import find_objection
from rivalscope.config import starter_taxonomy
from rivalscope.domain.settings import Tier

VADER, SPACY = "VADER", "spaCy"
INSTALL = "VADER is not installed, and so not measured: uv sync --group bench"
WARM = 64
"""Texts that are read first, so that loading is not measured."""

Reader = Callable[[Sequence[str]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast one reader read."""

    who: str
    texts: int
    words: int
    cpu: float
    """Seconds of processor time, loading left out."""
    wall: float
    memory: float
    """Most MiB that the process held, loading and all."""

    @property
    def rate(self) -> float:
        """Words a second of processor time."""
        return self.words / self.cpu

    def data(self) -> dict[str, Any]:
        """Return the speed as JSON values."""
        return {**asdict(self), "words_per_cpu_second": round(self.rate)}


def corpus_texts() -> list[str]:
    """Return the reviews of our corpus, each as one text."""
    return [" ".join(sentence.text for sentence in review.sentences) for review in read_corpus()]


def readers() -> tuple[list[str], list[str]]:
    """Return what can be measured here, and why the rest cannot."""
    objections = {tier.value: find_objection(tier) for tier in Tier}
    objections[VADER] = INSTALL if _vader() is None else None
    objections[SPACY] = None
    usable = [who for who, objection in objections.items() if objection is None]
    return usable, [f"{who}: {objection}" for who, objection in objections.items() if objection is not None]


def measure(names: Sequence[str], texts: Sequence[str]) -> Iterator[Speed]:
    """Let each reader read the texts in a process of its own; their speeds come one after another."""
    for who in names:
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            yield pool.submit(measure_one, who, list(texts)).result()


def measure_one(who: str, texts: Sequence[str]) -> Speed:
    """Read the texts in this process, after some to warm up."""
    read = _reader(who)
    read(texts[:WARM])
    cpu, wall = time.process_time(), time.perf_counter()
    read(texts)
    return Speed(
        who=who,
        texts=len(texts),
        words=sum(len(text.split()) for text in texts),
        cpu=time.process_time() - cpu,
        wall=time.perf_counter() - wall,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _reader(who: str) -> Reader:
    if who == VADER:
        scores = _vader()().polarity_scores  # type: ignore[misc]
        return lambda texts: [scores(text) for text in texts]
    if who == SPACY:
        model = load_model()
        return lambda texts: sum(len(doc) for doc in model.pipe(texts))
    pipeline = build(taxonomy=starter_taxonomy(), tier=Tier(who))
    return lambda texts: sum(len(reading.aspects) for reading in read_texts(pipeline, texts))


def _vader() -> Callable[[], Any] | None:
    """Return VADER's analyser; None when it is not installed."""
    try:
        module = importlib.import_module("vaderSentiment.vaderSentiment")
    except ModuleNotFoundError:
        return None
    return module.SentimentIntensityAnalyzer  # type: ignore[no-any-return]


def render(speeds: Sequence[Speed]) -> str:
    """Return the speeds as text in columns."""
    head = f"{'who':<8}  {'words':>8}  {'CPU s':>7}  {'words/CPU s':>11}  {'MiB':>5}"
    rows = (
        f"{one.who:<8}  {one.words:>8}  {one.cpu:>7.2f}  {one.rate:>11.0f}  {one.memory:>5.0f}"
        for one in speeds
    )
    return "\n".join([head, *rows])
