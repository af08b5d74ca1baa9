"""Reading with one process and with two, from store to store: how much faster two are, and how long a million reviews take."""

import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nlp.annotate import annotate
from nlp.corpus.reading import read_corpus
from nlp.workers import PORTION, workers
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
    """Seconds of processor time of all processes, loading of the readers and all."""

    @property
    def rate(self) -> float:
        """Words a second of wall time."""
        return self.words / self.wall

    @property
    def hours(self) -> float:
        """Hours for a million such reviews, none equal to another, by this rate."""
        return MILLION / self.reviews * self.wall / HOUR

    def data(self) -> dict[str, Any]:
        """Return the run as JSON values."""
        return {
            **asdict(self),
            "words_per_second": round(self.rate),
            "hours_for_a_million": round(self.hours, 2),
        }


def short_texts() -> list[str]:
    """Return each different sentence of our corpus as a review of its own."""
    return list(dict.fromkeys(sentence.text for review in read_corpus() for sentence in review.sentences))


def measure(tier: Tier, texts: Sequence[str], *, processes: int) -> Run:
    """Read reviews from a new SQLite store and write what they say; the processes are loaded before."""
    taxonomy = starter_taxonomy()
    before = _cpu()
    with tempfile.TemporaryDirectory(prefix="rivalscope-bench-") as folder:
        engine = _filled(f"sqlite:///{Path(folder) / 'store.db'}", texts)
        with workers(taxonomy, (MADE,), tier=tier, processes=processes) as start:
            for take in [start(list(texts[:PORTION])) for _ in range(processes)]:
                take()
            began = time.perf_counter()
            annotate(engine, start, taxonomy_version=taxonomy.version, batch=processes * PORTION // 2)
            wall = time.perf_counter() - began
        engine.dispose()
    return Run(
        tier=tier,
        processes=processes,
        reviews=len(texts),
        words=sum(len(text.split()) for text in texts),
        wall=wall,
        cpu=_cpu() - before,
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


def _cpu() -> float:
    """Return processor seconds of this process and of those that it saw end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def render(runs: Sequence[Run]) -> str:
    """Return the runs as text, each with its speed as a multiple of the first one's."""
    lines = [
        f"{run.tier}, {run.processes} process{'es' if run.processes > 1 else ''}, from store to store: "
        f"{run.rate:.0f} words/s of wall time ({run.rate / runs[0].rate:.2f} times one process, {run.cpu:.0f} CPU s with loading); a million reviews of "
        f"{run.words / run.reviews:.0f} words would take {run.hours:.2f} h"
        for run in runs
    ]
    return "\n".join(lines)
