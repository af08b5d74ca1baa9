"""What reviewers feel about features: one voice per reviewer and feature, shrunken shares with intervals."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rivalscope.analysis.opportunity import Posterior
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact
from rivalscope.domain.finding import FeatureScore
from rivalscope.domain.reading import IntentLabel, Polarity

READ = frozenset({"en", None})
"""Languages that are read; None is that of texts too short to tell."""

_EVIDENCE = 20

_SIGNS = {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1}
"""Polar opinions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What reviewers of one product say of one feature, one voice each."""

    product: str
    feature: str
    positive: int
    negative: int
    neutral: int
    """Reviewers who only mention it, or whose praise and blame of it balance."""
    askers: int
    """Distinct reviewers who ask for it."""
    voices: frozenset[str]
    """Keys of all these reviewers."""
    reviewers: int
    """Reviewers of the product in the window, whatever they speak of."""
    parts: Mapping[tuple[str, str], tuple[int, int]]
    """(platform, model) → positive and negative of n that were written there and read by it."""
    evidence: tuple[int, ...]
    """Evidence ids of mentions: polar ones first, then the surest."""
    asking: tuple[int, ...]
    """Evidence ids of the requests."""

    @property
    def n(self) -> int:
        """Reviewers with a polar opinion."""
        return self.positive + self.negative

    def by_model(self, platforms: Collection[str] | None = None) -> dict[str, tuple[int, int]]:
        """Return model → positive and negative, on some platforms or on all."""
        found: dict[str, tuple[int, int]] = {}
        for (place, model), (good, bad) in self.parts.items():
            if platforms is None or place in platforms:
                known = found.get(model, (0, 0))
                found[model] = known[0] + good, known[1] + bad
        return found

    def by_platform(self) -> dict[str, int]:
        """Return platform → reviewers with a polar opinion there."""
        found: dict[str, int] = {}
        for (place, _), (good, bad) in self.parts.items():
            found[place] = found.get(place, 0) + good + bad
        return found


def in_window(reviews: Iterable[ReviewFact], *, as_of: datetime, days: int) -> list[ReviewFact]:
    """Return the annotated reviews dated within `days` before `as_of`; one without a date counts from first seen.

    Those in a language that is not read are left out: silence about a feature there would not be silence.
    """
    until = as_of.date()
    since = until - timedelta(days=days)
    return [r for r in reviews if r.polarity is not None and r.language in READ and since < dated(r) <= until]


def dated(review: ReviewFact) -> date:
    """Return the day a review speaks for: its own date, else the day it was first seen."""
    return review.date or review.first_seen.date()


def where(review: ReviewFact) -> str:
    """Return the platform of a review; where it is unknown, reviews of one kind of source count as one platform."""
    return review.platform or review.source.rpartition("/")[2].rstrip("-0123456789")


def reviewer_keys(reviews: Iterable[ReviewFact]) -> dict[int, str]:
    """Return review id → key of its reviewer within the product; a review without an author is a voice of its own."""
    return {r.id: f"{r.product}/{r.author_key or f'review {r.id}'}" for r in reviews}


def opinions(
    mentions: Iterable[Mention], reviews: Sequence[ReviewFact], intents: Iterable[IntentFact]
) -> dict[tuple[str, str], Opinion]:
    """Return (product, feature) → opinion over the given reviews; mentions and intents of others are left out."""
    keys = reviewer_keys(reviews)
    reviewers = _reviewers(reviews, keys)
    spoken = _by_voice(mentions, keys)
    asked = _by_asker(intents, keys)
    leanings = {cell: _leanings(voices) for cell, voices in spoken.items()}
    tallies = {cell: _tally(own.values()) for cell, own in leanings.items()}
    written = {review.id: (where(review), review.model or "") for review in reviews}
    found: dict[tuple[str, str], Opinion] = {}
    for cell in sorted({*spoken, *asked}):
        positive, negative, neutral = tallies.get(cell, (0, 0, 0))
        askers = asked.get(cell, {})
        found[cell] = Opinion(
            product=cell[0],
            feature=cell[1],
            positive=positive,
            negative=negative,
            neutral=neutral,
            askers=len(askers),
            voices=frozenset(spoken.get(cell, {})) | frozenset(askers),
            reviewers=reviewers[cell[0]],
            parts=_parts(spoken.get(cell, {}), leanings.get(cell, {}), written),
            evidence=_clearest(spoken.get(cell, {})),
            asking=tuple(askers.values()),
        )
    return found


def feature_scores(
    found: Mapping[tuple[str, str], Opinion],
    *,
    minimum_n: int,
    corrected: Mapping[tuple[str, str], Posterior],
    uncorrected: Mapping[tuple[str, str], float],
) -> tuple[FeatureScore, ...]:
    """Return each opinion as a score with its 95 % interval, ordered by product and feature.

    Of cells with a polar opinion, `corrected` holds the posteriors of true shares, `uncorrected` the means of those of
    shares as they were read.
    """
    return tuple(
        _score(found[cell], corrected.get(cell), uncorrected.get(cell), minimum_n=minimum_n)
        for cell in sorted(found)
    )


def _score(opinion: Opinion, true: Posterior | None, read: float | None, *, minimum_n: int) -> FeatureScore:
    return FeatureScore(
        product=opinion.product,
        feature=opinion.feature,
        n=opinion.n,
        neutral=opinion.neutral,
        positive_share=opinion.positive / opinion.n if opinion.n else None,
        score=true.mean if true else None,
        low=true.low if true else None,
        high=true.high if true else None,
        importance=len(opinion.voices) / opinion.reviewers,
        requests=opinion.askers,
        ranked=opinion.n >= minimum_n,
        evidence=(opinion.evidence or opinion.asking)[:_EVIDENCE],
        uncorrected=read,
    )


def _reviewers(reviews: Iterable[ReviewFact], keys: Mapping[int, str]) -> dict[str, int]:
    voices: defaultdict[str, set[str]] = defaultdict(set)
    for review in reviews:
        voices[review.product].add(keys[review.id])
    return {product: len(found) for product, found in voices.items()}


def _by_voice(
    mentions: Iterable[Mention], keys: Mapping[int, str]
) -> dict[tuple[str, str], dict[str, list[Mention]]]:
    found: defaultdict[tuple[str, str], dict[str, list[Mention]]] = defaultdict(dict)
    for mention in mentions:
        if mention.feature is not None and mention.review in keys:
            cell = found[mention.product, mention.feature]
            cell.setdefault(keys[mention.review], []).append(mention)
    return found


def _by_asker(
    intents: Iterable[IntentFact], keys: Mapping[int, str]
) -> dict[tuple[str, str], dict[str, int]]:
    found: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    surest = sorted(intents, key=lambda intent: -intent.confidence)
    for intent in surest:
        if intent.label is IntentLabel.REQUEST and intent.feature is not None and intent.review in keys:
            found[intent.product, intent.feature].setdefault(keys[intent.review], intent.evidence)
    return found


def _leanings(voices: Mapping[str, Sequence[Mention]]) -> dict[str, int]:
    """Return each reviewer's praise less blame: the majority of the polar mentions decides."""
    return {voice: _leaning(mentions) for voice, mentions in voices.items()}


def _tally(leanings: Collection[int]) -> tuple[int, int, int]:
    """Count reviewers for, against and neither."""
    positive = sum(leaning > 0 for leaning in leanings)
    negative = sum(leaning < 0 for leaning in leanings)
    return positive, negative, len(leanings) - positive - negative


def _parts(
    voices: Mapping[str, Sequence[Mention]],
    leanings: Mapping[str, int],
    written: Mapping[int, tuple[str, str]],
) -> dict[tuple[str, str], tuple[int, int]]:
    """Count polar reviewers by platform and model; one who wrote on several counts where the first mention stands."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for voice, mentions in voices.items():
        if leanings[voice]:
            found[written[mentions[0].review]][leanings[voice] < 0] += 1
    return {part: (good, bad) for part, (good, bad) in found.items()}


def _leaning(mentions: Iterable[Mention]) -> int:
    """Return praise less blame; a mixed mention is one of each."""
    net = 0
    for mention in mentions:
        net += _SIGNS.get(mention.polarity, 0)
    return net


def _clearest(voices: Mapping[str, Sequence[Mention]]) -> tuple[int, ...]:
    """Return one evidence id a voice, polar and sure ones first."""
    best = [
        mentions[0] if len(mentions) == 1 else min(mentions, key=_clarity) for mentions in voices.values()
    ]
    return tuple(dict.fromkeys(mention.evidence for mention in sorted(best, key=_clarity)))[:_EVIDENCE]


def _clarity(mention: Mention) -> tuple[bool, float, int]:
    return mention.polarity not in _SIGNS, -mention.confidence, mention.id
