"""A passage as it stands in its stored page: the text before it, the words, and the text after; all of it plain text."""

from dataclasses import dataclass

from spiders.pages.passages import Selections, matches

NEAR = 6_000
"""Characters of the page shown before the passage, and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a stored page says at a selector, and around it."""

    before: str = ""
    """What a visitor reads before the element, one line a block; empty for a value in data."""
    head: str = ""
    """Text of the element up to the words."""
    words: str = ""
    tail: str = ""
    after: str = ""
    problem: str = ""
    """Why the words are not where they should be; empty when they are."""


def standing(
    body: bytes, *, selector: str, start: int, end: int, quote: str, content_type: str | None = None
) -> Standing:
    """Return how a quote stands in a stored page; what differs from it is told, never hidden."""
    selections = Selections(body, content_type=content_type)
    try:
        text = selections.select(selector)
        before, after = selections.around(selector)
    except LookupError as error:
        return Standing(problem=f"nothing stands at {selector} any more: {error}")
    words = text[start:end]
    problem = "" if matches(words, quote) else "other words stand there now"
    return Standing(
        before=_last(before),
        head=text[max(0, start - NEAR) : start],
        words=words,
        tail=text[end : end + NEAR],
        after=_first(after),
        problem=problem,
    )


def _last(text: str) -> str:
    return text if len(text) <= NEAR else "…" + text[-NEAR:]


def _first(text: str) -> str:
    return text if len(text) <= NEAR else text[:NEAR] + "…"
