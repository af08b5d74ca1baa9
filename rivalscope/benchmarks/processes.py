"""Reading with one process and with two, from store to store: how much faster two are, and how long a million reviews take."""

import os
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from nlp.annotate import annotate
from nlp.corpus.reading import read_corpus
from nlp.workers import PORTION, Start, workers
from rivalscope.config import starter_taxonomy
from rivalscope.domain.market import Product
from rivalscope.domain.page import Passage, Review
from rivalscope.domain.settings import Tier
from storage.engine import Engine, open_engine
from storage.market import sync_market
from storage.migrate import upgrade
from storage.reviews import import_reviews

MADE = Product(slug="made", name="Made", ours=True)
MILLION = 1_000_000
HOUR = 3600
WARM = 64
"""Texts that each process reads first, so that loading is not measured."""
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Reviews of one sentence each, read and stored by so many processes."""

    tier: Tier
    processes: int
    reviews: int
    words: int
    wall: float
    """Seconds from the first unread review to the last stored reading; loading left out."""
    cpu: float
    """Seconds of processor time of all processes, loading left out: what two need more than one is the price of being two."""
    parent: float
    """Of these, seconds of the process that hands out reviews and stores what they say: it is one however many read."""
    memory: float
    """Most MiB that any one of the processes held."""
    load: float
    """Processes that wanted the processors in the minute before, the machine's other work: over none, wall time says little."""

    @property
    def rate(self) -> float:
        """Words a second of wall time."""
        return self.words / self.wall

    @property
    def cpu_rate(self) -> float:
        """Words a second of processor time, storing and all."""
        return self.words / self.cpu

    @property
    def cores(self) -> float:
        """Processors that were at work, in the mean: on a busy machine fewer than there are."""
        return self.cpu / self.wall

    @property
    def hours(self) -> float:
        """Hours for a million such reviews, none equal to another, by this rate."""
        return MILLION / self.reviews * self.wall / HOUR

    def data(self) -> dict[str, Any]:
        """Return the run as JSON values."""
        return {
            **asdict(self),
            "words_per_second": round(self.rate),
            "words_per_cpu_second": round(self.cpu_rate),
            "cores": round(self.cores, 2),
            "hours_for_a_million": round(self.hours, 2),
        }


def short_texts(count: int | None = None) -> list[str]:
    """Return each different sentence of our corpus as a review of its own.

    Of more reviews than there are sentences, those of each further round end in its number, so that none equals another.
    """
    found = list(dict.fromkeys(sentence.text for review in read_corpus() for sentence in review.sentences))
    if count is None:
        return found
    rounds = ("" if number < len(found) else f" ({number // len(found)})" for number in range(count))
    return [f"{text}{ending}" for text, ending in zip(cycle(found), rounds, strict=False)]


def measure(tier: Tier, texts: Sequence[str], *, processes: int) -> Run:
    """Read reviews from a new SQLite store and write what they say; the processes are loaded before."""
    taxonomy = starter_taxonomy()
    load = os.getloadavg()[0]
    idle = _loading(tier, texts, processes=processes)
    before = _children()
    with tempfile.TemporaryDirectory(prefix="rivalscope-bench-") as folder:
        engine = _filled(f"sqlite:///{Path(folder) / 'store.db'}", texts)
        with workers(taxonomy, (MADE,), tier=tier, processes=processes) as start:
            _warm(start, texts, processes=processes)
            began, parent = time.perf_counter(), time.process_time()
            annotate(engine, start, taxonomy_version=taxonomy.version, batch=processes * PORTION)
            wall, parent = time.perf_counter() - began, time.process_time() - parent
        engine.dispose()
    return Run(
        tier=tier,
        processes=processes,
        reviews=len(texts),
        words=sum(len(text.split()) for text in texts),
        wall=wall,
        cpu=parent + _children() - before - idle,
        parent=parent,
        memory=max(resource.getrusage(who).ru_maxrss for who in WHO) / 1024,
        load=load,
    )


def _filled(url: str, texts: Sequence[str]) -> Engine:
    """Return a new store with the texts as reviews that nobody has read."""
    upgrade(url)
    engine = open_engine(url)
    sync_market(engine, [MADE], starter_taxonomy())
    now = datetime.now(UTC)
    reviews = [
        Review(
            text=text,
            key=str(number),
            passage=Passage(selector=f"row:{number}/text", start=0, end=len(text), quote=text),
        )
        for number, text in enumerate(texts)
    ]
    import_reviews(
        engine,
        product=MADE.slug,
        file_name="made.csv",
        snapshot="0" * 64,
        night=now.date(),
        seen_at=now,
        reviews=reviews,
    )
    return engine


def _loading(tier: Tier, texts: Sequence[str], *, processes: int) -> float:
    """Return the processor seconds that readers take to be loaded and warmed."""
    before = _children()
    with workers(starter_taxonomy(), (MADE,), tier=tier, processes=processes) as start:
        _warm(start, texts, processes=processes)
    return _children() - before


def _warm(start: Start, texts: Sequence[str], *, processes: int) -> None:
    for take in [start(list(texts[:WARM])) for _ in range(processes)]:
        take()


def _children() -> float:
    """Return processor seconds of the processes that this one saw end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def render(runs: Sequence[Run]) -> str:
    """Return the runs as text, each with its speed as a multiple of the first one's."""
    lines = [
        f"{run.tier}, {run.processes} process{'es' if run.processes > 1 else ''}, from store to store: "
        f"{run.rate:.0f} words/s of wall time ({run.rate / runs[0].rate:.2f} times the first), "
        f"{run.cpu_rate:.0f} words/CPU s ({run.cpu_rate / runs[0].cpu_rate:.2f} times); {run.cores:.2f} cores at work, {run.parent / run.cpu:.0%} of it "
        f"in the one that stores; {run.memory:.0f} MiB at most a process; load before {run.load:.1f}; a million reviews of "
        f"{run.words / run.reviews:.0f} words would take {run.hours:.2f} h"
        for run in runs
    ]
    return "\n".join(lines)
