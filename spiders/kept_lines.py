"""Kept lines: what is kept of a file of reviews that was imported: a nameless, masked review a line, and nothing else."""

import html
import json
from collections.abc import Sequence
from dataclasses import replace

from rivalscope.domain.page import Review
from spiders.pages.passages import value_passage
from spiders.pages.text import plain_text


def kept_lines(reviews: Sequence[Review]) -> tuple[bytes, list[Review]]:
    """Return reviews as JSON Lines, and the same reviews with their passages in these lines.

    The reviews are nameless and masked already; of the file they came from no other column is kept.
    """
    lines = [json.dumps(_record(review), ensure_ascii=False) for review in reviews]
    moved = [
        replace(review, passage=value_passage(f"line:{place}/text", kept_text(review.text)))
        for place, review in enumerate(reviews)
    ]
    return "\n".join(lines).encode(), moved


def kept_text(text: str) -> str:
    """Return a text so that what reads it as text that may hold markup gives it back."""
    return text if plain_text(text) == text else html.escape(text, quote=False)


def _record(review: Review) -> dict[str, str | None]:
    return {
        "text": kept_text(review.text),
        "title": review.title,
        "date": review.date.isoformat() if review.date else None,
        "rating": str(review.rating) if review.rating is not None else None,
        "best": str(review.best) if review.best is not None else None,
        "version": review.version,
        "author": review.author,
    }
