"""Figures of a night in the text format of Prometheus, for the textfile collector of its node exporter.

The format: https://prometheus.io/docs/instrumenting/exposition_formats/ (version 0.0.4).
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_READABLE = 0o644
"""Rights of the file: whoever collects it is another user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NightFigures:
    """What a night came to, in numbers."""

    market: str
    """Name of the market: two on one machine are told apart by it."""
    nights: int
    """Nights in the store."""
    ended: float
    """When the night came to its end: seconds since 1970."""
    seconds: float
    """How long it took."""
    complete: bool
    """Whether every source gave facts, and as many pages as usual."""
    sources: Mapping[str, int] = field(default_factory=dict)
    """Sources by how they came out: a verdict, `not-due` or `never-fetched`."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """Pages by how they came out: `ok`, `not-due`, `failed` or `left`."""
    changes: Mapping[str, int] = field(default_factory=dict)
    """Changes of the night by kind."""
    mails: Mapping[str, int] = field(default_factory=dict)
    """Mails of the outbox by state."""
    requests: int = 0
    transferred: int = 0
    """Bytes of answers."""
    reviews: int = 0
    """Reviews that were read."""
    gaps: int = 0


def exposition(figures: NightFigures) -> str:
    """Return the figures as the text that a collector reads."""
    return "".join(_lines(figures))


def write_figures(path: Path, figures: NightFigures) -> None:
    """Write the figures at once: a collector sees the former file or this one, never a part. Raises OSError."""
    # The collector takes files that end in .prom alone, so that it never reads the one being written.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(exposition(figures))
        Path(name).chmod(_READABLE)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _lines(figures: NightFigures) -> Iterator[str]:
    market = figures.market
    for name, words, value in (
        ("nights", "Nights in the store.", figures.nights),
        ("last_success_timestamp_seconds", "When a night last came to its end.", figures.ended),
        ("night_duration_seconds", "How long the night took.", figures.seconds),
        ("night_complete", "Whether every source gave facts that night.", int(figures.complete)),
        ("night_requests", "HTTP requests of the night, robots.txt included.", figures.requests),
        ("night_received_bytes", "Bytes of answers.", figures.transferred),
        ("night_reviews_read", "Reviews that were read.", figures.reviews),
        ("gaps", "Gaps of the newest analysis.", figures.gaps),
    ):
        yield from _gauge(name, words, market=market, label="", values={"": value})
    for name, words, label, counts in (
        ("sources", "Sources of the night by how they came out.", "state", figures.sources),
        ("pages", "Pages of the night by how they came out.", "state", figures.pages),
        ("changes", "Changes of the night by kind.", "kind", figures.changes),
        ("mails", "Mails of the outbox by state.", "state", figures.mails),
    ):
        yield from _gauge(name, words, market=market, label=label, values=counts)


def _gauge(name: str, words: str, *, market: str, label: str, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP rivalscope_{name} {words}\n# TYPE rivalscope_{name} gauge\n"
    for key, value in values.items():
        further = f',{label}="{_escaped(key)}"' if label else ""
        yield f'rivalscope_{name}{{market="{_escaped(market)}"{further}}} {value}\n'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
