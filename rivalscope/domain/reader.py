"""Readers of the digest: what each wants to be told, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rivalscope.domain.fact import ChangeKind


class Topic(StrEnum):
    """What a digest tells of."""

    PRICES = "prices"
    PLANS = "plans"
    FEATURES = "features"
    LIMITS = "limits"
    RELEASES = "releases"
    POSITIONING = "positioning"
    HIRING = "hiring"
    DOCS = "docs"
    LEGAL = "legal"
    OPINIONS = "opinions"
    """Rises and falls."""
    REQUESTS = "requests"
    PROBLEMS = "problems"
    SWITCHES = "switches"
    LAUNCHES = "launches"
    GAPS = "gaps"


TOPICS: Mapping[ChangeKind, Topic] = {
    ChangeKind.PRICE: Topic.PRICES,
    ChangeKind.PACKAGING: Topic.PLANS,
    ChangeKind.FEATURE: Topic.FEATURES,
    ChangeKind.LIMIT: Topic.LIMITS,
    ChangeKind.RELEASE: Topic.RELEASES,
    ChangeKind.MESSAGING: Topic.POSITIONING,
    ChangeKind.HIRING: Topic.HIRING,
    ChangeKind.DOCS: Topic.DOCS,
    ChangeKind.LEGAL: Topic.LEGAL,
}
"""Topic of each kind of change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One recipient; without settings of their own they are told everything."""

    address: str
    topics: tuple[Topic, ...] = ()
    """None named: all of them."""
    products: tuple[str, ...] = ()
    """Slugs; none named: all of them."""
    minimum_score: float = 0.0
    """Changes that score less are counted, not told."""
    minimum_reviewers: int = 1
    """Requests, problems and switches of fewer reviewers are counted, not told."""
    language: str = "en"
    """Of dates: a key of `rivalscope.domain.dates.LANGUAGES`."""
    timezone: str | None = None
    """IANA name; None for the market's."""

    def wants(self, topic: Topic) -> bool:
        """Whether a topic is told."""
        return not self.topics or topic in self.topics

    def follows(self, product: str | None) -> bool:
        """Whether a product is told of; what is about no one product always is."""
        return not self.products or product is None or product in self.products
