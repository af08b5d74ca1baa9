"""Batches: the answers of Google's pages to calls by name.

The answer is a list behind a guard, `)]}'`; the entry of a call is `["wrb.fr", NAME, TEXT, …]`, whose text is JSON
itself, or null when there is nothing (facundoolano/google-play-scraper lib/reviews.js).
"""

from typing import Any

from spiders.services.listing import at, load


def answer_of(body: bytes, name: str, *, content_type: str | None = None) -> tuple[str, Any]:
    """Return where the answer to a call stands, as a selector, and the answer; None when it is empty.

    ValueError when the body holds no answer to that call.
    """
    calls = load(body, content_type=content_type)
    for index, call in enumerate(calls if isinstance(calls, list) else []):
        if at(call, 0) == "wrb.fr" and at(call, 1) == name:
            text = at(call, 2)
            return f"json:/{index}/2/@json", load(text.encode()) if isinstance(text, str) else None
    message = f"no answer to the call {name}"
    raise ValueError(message)
