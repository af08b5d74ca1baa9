"""What reviewers feel about features: one voice per reviewer and feature, shrunken shares with intervals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from rivalscope.analysis.intervals import beta_quantile
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact
from rivalscope.domain.finding import FeatureScore
from rivalscope.domain.reading import IntentLabel, Polarity

FIT_FROM = 5
"""Opinions from which a feature takes part in fitting the prior, and features from which a product has its own."""

READ = frozenset({"en", None})
"""Languages that are read; None is that of texts too short to tell."""

_EVIDENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """The beta prior of positive shares: how features of a product usually fare."""

    mean: float
    """0 to 1."""
    strength: float
    """Opinions that the prior counts for, 1 to 200."""


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
    prior: Prior
    evidence: tuple[int, ...]
    """Evidence ids of mentions: polar ones first, then the surest."""
    asking: tuple[int, ...]
    """Evidence ids of the requests."""

    @property
    def n(self) -> int:
        """Reviewers with a polar opinion."""
        return self.positive + self.negative

    @property
    def posterior(self) -> tuple[float, float]:
        """Parameters of the beta posterior of the positive share: (k + m·s, n − k + (1 − m)·s)."""
        weight = self.prior.mean * self.prior.strength
        return self.positive + weight, self.negative + self.prior.strength - weight

    @property
    def share(self) -> float:
        """Posterior mean (k + m·s) / (n + s) of the positive share."""
        a, b = self.posterior
        return a / (a + b)


def net_sentiment(positive: int, negative: int) -> float | None:
    """Return (P − N) / (P + N), −1 to 1, over polar opinions alone; None when there is none."""
    n = positive + negative
    return (positive - negative) / n if n else None


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


def reviewer_keys(reviews: Iterable[ReviewFact]) -> dict[int, str]:
    """Return review id → key of its reviewer within the product; a review without an author is a voice of its own."""
    return {r.id: f"{r.product}/{r.author_key or f'review {r.id}'}" for r in reviews}


def fit_prior(counts: Sequence[tuple[int, int]]) -> Prior:
    """Fit the prior to (positive, n) of features by moments: mean m, variance v, strength clip(m(1 − m)/v − 1, 1, 200).

    v is the variance of the shares less their mean sampling variance, as for the empirical-Bayes beta-binomial model
    (Casella, American Statistician 39 (1985) 83; Robinson, Introduction to Empirical Bayes, chapter 3). Features with
    fewer than `FIT_FROM` opinions are left out; without two of the others the prior is Jeffreys', Beta(½, ½).
    """
    usable = [(k / n, n) for k, n in counts if n >= FIT_FROM]
    if len(usable) < 2:
        return Prior(mean=0.5, strength=1.0)
    shares = np.array([share for share, _ in usable])
    n = np.array([size for _, size in usable])
    mean = float(np.clip(shares.mean(), 0.01, 0.99))
    variance = float(shares.var(ddof=1) - (shares * (1 - shares) / n).mean())
    strength = 200.0 if variance <= 0 else float(np.clip(mean * (1 - mean) / variance - 1, 1, 200))
    return Prior(mean=mean, strength=strength)


def opinions(
    mentions: Iterable[Mention], reviews: Sequence[ReviewFact], intents: Iterable[IntentFact]
) -> dict[tuple[str, str], Opinion]:
    """Return (product, feature) → opinion over the given reviews; mentions and intents of others are left out."""
    keys = reviewer_keys(reviews)
    reviewers = _reviewers(reviews, keys)
    spoken = _by_voice(mentions, keys)
    asked = _by_asker(intents, keys)
    tallies = {cell: _tally(voices) for cell, voices in spoken.items()}
    priors = _priors({cell: (tally[0], tally[0] + tally[1]) for cell, tally in tallies.items()})
    pooled = priors[None]
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
            prior=priors.get(cell[0], pooled),
            evidence=_clearest(spoken.get(cell, {})),
            asking=tuple(askers.values()),
        )
    return found


def feature_scores(found: Mapping[tuple[str, str], Opinion], *, minimum_n: int) -> tuple[FeatureScore, ...]:
    """Return each opinion as a score with its 95 % interval from the beta posterior, ordered by product and feature."""
    ordered = [found[cell] for cell in sorted(found)]
    if not ordered:
        return ()
    a, b = (np.array(values) for values in zip(*(opinion.posterior for opinion in ordered), strict=True))
    low, high = beta_quantile(0.025, a, b), beta_quantile(0.975, a, b)
    return tuple(
        FeatureScore(
            product=opinion.product,
            feature=opinion.feature,
            n=opinion.n,
            neutral=opinion.neutral,
            positive_share=opinion.positive / opinion.n if opinion.n else None,
            score=opinion.share if opinion.n else None,
            low=float(low[i]) if opinion.n else None,
            high=float(high[i]) if opinion.n else None,
            importance=len(opinion.voices) / opinion.reviewers,
            requests=opinion.askers,
            ranked=opinion.n >= minimum_n,
            evidence=(opinion.evidence or opinion.asking)[:_EVIDENCE],
        )
        for i, opinion in enumerate(ordered)
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


def _tally(voices: Mapping[str, Sequence[Mention]]) -> tuple[int, int, int]:
    """Count reviewers for, against and neither: the majority of a reviewer's polar mentions decides."""
    leanings = [_leaning(mentions) for mentions in voices.values()]
    positive = sum(leaning > 0 for leaning in leanings)
    negative = sum(leaning < 0 for leaning in leanings)
    return positive, negative, len(leanings) - positive - negative


def _leaning(mentions: Iterable[Mention]) -> int:
    """Return praise less blame; a mixed mention is one of each."""
    return sum(
        (mention.polarity is Polarity.POSITIVE) - (mention.polarity is Polarity.NEGATIVE)
        for mention in mentions
    )


def _priors(counts: Mapping[tuple[str, str], tuple[int, int]]) -> dict[str | None, Prior]:
    """Fit a prior for each product with enough features, and under None one for the whole market."""
    by_product: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for (product, _), count in counts.items():
        by_product[product].append(count)
    fitted: dict[str | None, Prior] = {None: fit_prior(list(counts.values()))}
    for product, own in by_product.items():
        if sum(n >= FIT_FROM for _, n in own) >= FIT_FROM:
            fitted[product] = fit_prior(own)
    return fitted


def _clearest(voices: Mapping[str, Sequence[Mention]]) -> tuple[int, ...]:
    """Return one evidence id a voice, polar and sure ones first."""
    best = [min(mentions, key=_clarity) for mentions in voices.values()]
    return tuple(dict.fromkeys(mention.evidence for mention in sorted(best, key=_clarity)))[:_EVIDENCE]


def _clarity(mention: Mention) -> tuple[bool, float, int]:
    polar = mention.polarity in (Polarity.POSITIVE, Polarity.NEGATIVE)
    return not polar, -mention.confidence, mention.id
