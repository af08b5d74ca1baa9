"""Limits: quantities that plans allow, as facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFact:
    """A quantity that a plan allows or asks for, as its page states it."""

    product: str
    source: str
    plan: str
    """Name of the plan as written."""
    name: str
    """As the page calls it, e.g. `Max users`, `minimum seats`."""
    value: str
    """As written, e.g. `40`, `Unlimited`."""
    unit: str | None
    evidence: int
