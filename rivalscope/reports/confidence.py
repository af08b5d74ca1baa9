"""How sure an item of a digest is, in one word and why: high, fair or low. The steps are conventions of ours."""

from collections.abc import Mapping

from rivalscope.analysis.trends import Shift
from rivalscope.domain.finding import Gap
from rivalscope.reports.words import count, percent

HIGH, FAIR, LOW = "high", "fair", "low"

MANY = 20
"""Reviewers from which what they say is sure."""


def of_change(parts: Mapping[str, float]) -> str:
    """Return how sure a change is: by how long it has stood and by how binding its page is (`analysis.changes`)."""
    if not parts:
        return ""
    stood, page = parts.get("persistence", 0.0), parts.get("page", 0.0)
    if stood < 0.85:
        return f"{LOW}: undone since"
    if stood < 0.9:
        return f"{LOW if page < 0.8 else FAIR}: seen on one night"
    nights = "seen on two nights" if stood < 1 else "seen on three nights or more"
    return f"{FAIR if stood < 1 or page < 0.8 else HIGH}: {nights}"


def of_shift(shift: Shift) -> str:
    """Return how sure a rise or fall is: by the chance that both shares are one."""
    word = HIGH if shift.p_value < 0.01 else FAIR if shift.p_value < 0.05 else LOW
    chance = "less than 0.001" if shift.p_value < 0.001 else f"{shift.p_value:.3f}"
    return f"{word}: p {'' if shift.p_value < 0.001 else '= '}{chance}"


def of_voices(voices: int, *, minimum_n: int) -> str:
    """Return how sure it is that customers say so: by how many of them do."""
    word = HIGH if voices >= MANY else FAIR if voices >= minimum_n else LOW
    return f"{word}: {count(voices, 'reviewer')}"


def of_gap(gap: Gap, *, minimum_n: int) -> str:
    """Return how sure a gap is: by the chance that its comparison is right, else by its reviewers."""
    if gap.chance is None:
        return of_voices(gap.n, minimum_n=minimum_n)
    word = HIGH if gap.chance >= 0.95 else FAIR if gap.chance >= 0.8 else LOW
    chance = "more than 99 %" if gap.chance > 0.99 else percent(gap.chance)
    return f"{word}: its comparison is right with a chance of {chance}"
