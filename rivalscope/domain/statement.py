"""What pages say of a product as a whole, over the time they said so."""

from dataclasses import dataclass
from datetime import datetime

from rivalscope.domain.page import StatementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFact:
    """What a product's page says of it besides plans and features, over the time it said so."""

    product: str
    source: str
    kind: StatementKind
    subject: str
    """Who or what is named."""
    value: str | None
    """What is said of it; None where naming it says all."""
    first_seen: datetime
    last_seen: datetime
    ended: datetime | None
    evidence: int
