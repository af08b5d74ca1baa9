"""A check of the doctor: one thing looked at, how it came out, and its mend."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a check came out."""

    PASS = "pass"  # noqa: S105  the word, not a secret
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at."""

    name: str
    state: State
    detail: str
    mend: str = ""
    """What to do about it; empty when nothing is wrong."""
