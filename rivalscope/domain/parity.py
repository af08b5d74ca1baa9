"""The one rule by which what several pages and plans say of a feature becomes one status of the product."""

from collections.abc import Iterable

from rivalscope.domain.page import ClaimStatus

ORDER = (
    ClaimStatus.OFFERED,
    ClaimStatus.LIMITED,
    ClaimStatus.BETA,
    ClaimStatus.ADD_ON,
    ClaimStatus.PLANNED,
    ClaimStatus.ABSENT,
    ClaimStatus.WITHDRAWN,
    ClaimStatus.UNKNOWN,
)
"""From the most a product gives to the least that is known of it."""


def merge(statuses: Iterable[ClaimStatus]) -> ClaimStatus:
    """Return the status of a product for a feature from those of its pages and plans; unknown when there is none.

    The first in `ORDER` that any of them states holds: a feature of one plan is offered, and it is absent only when
    no page says anything better.
    """
    return min(statuses, key=ORDER.index, default=ClaimStatus.UNKNOWN)
