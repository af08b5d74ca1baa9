"""What customers ask for and complain of, counted by distinct reviewers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rivalscope.domain.fact import IntentFact
from rivalscope.domain.reading import IntentLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One feature that reviewers of a product ask for, or have trouble with."""

    product: str
    feature: str | None
    """None for sentences that name no feature of the taxonomy."""
    label: IntentLabel
    voices: int
    """Distinct reviewers."""
    evidence: tuple[int, ...]
    """Evidence ids, surest first, one a reviewer."""


def demands(
    intents: Iterable[IntentFact], *, label: IntentLabel, reviewers: Mapping[int, str]
) -> list[Demand]:
    """Return what reviewers ask for or complain of, most voices first.

    `reviewers` gives review id → key of its reviewer (`sentiment.reviewer_keys`); reviews outside it do not count.
    """
    voices: defaultdict[tuple[str, str | None], dict[str, int]] = defaultdict(dict)
    for intent in sorted(intents, key=lambda intent: (-intent.confidence, intent.evidence)):
        if intent.label is label and intent.review in reviewers:
            voices[intent.product, intent.feature].setdefault(reviewers[intent.review], intent.evidence)
    found = [
        Demand(
            product=product,
            feature=feature,
            label=label,
            voices=len(asked),
            evidence=tuple(dict.fromkeys(asked.values())),
        )
        for (product, feature), asked in voices.items()
    ]
    return sorted(found, key=lambda one: (one.feature is None, -one.voices, one.product, one.feature or ""))
