"""Reads: what the store knows, as domain objects; analysis and reports look nowhere else."""

from storage.engine import Engine
from storage.feedback import marks
from storage.ledger import host_nights, last_night
from storage.reads.collected import content_types, coverage, evidence, night_pages, nights, noise, versions
from storage.reads.facts import changes, claims, limits, prices, releases, statements
from storage.reads.holds import decided_holds, hold, holds
from storage.reads.phrases import matched_phrases, mention_places, waiting_phrases
from storage.reads.reviews import (
    comparisons,
    intents,
    mentions,
    review_facts,
    review_languages,
    review_volumes,
    unmatched,
)

__all__ = [
    "Engine",
    "changes",
    "claims",
    "comparisons",
    "content_types",
    "coverage",
    "decided_holds",
    "evidence",
    "hold",
    "holds",
    "host_nights",
    "intents",
    "last_night",
    "limits",
    "marks",
    "matched_phrases",
    "mention_places",
    "mentions",
    "night_pages",
    "nights",
    "noise",
    "prices",
    "releases",
    "review_facts",
    "review_languages",
    "review_volumes",
    "statements",
    "unmatched",
    "versions",
    "waiting_phrases",
]
