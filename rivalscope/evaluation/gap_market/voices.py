"""Reviewers of a made market: what they write, how many times, and what a classifier that errs makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from rivalscope.domain.fact import ClaimFact, IntentFact, Mention, ReviewFact
from rivalscope.domain.finding import ReaderErrors
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel, Polarity
from rivalscope.evaluation.gap_market.truth import Floats, Truth, host, sigmoid, source_key

Numbers = NDArray[np.int64]

AS_OF = datetime(2026, 6, 30, 12, tzinfo=UTC)
SPAN = 360
"""Days over which reviews are dated."""
POLARITIES = (Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL)
RIGHT = np.eye(3)
"""A classifier that never errs: row, what was written; column, what is read; in the order of POLARITIES."""
MODEL = "made/1"
"""Version of what read the reviews."""
LABELLED = (500, 300)
"""Mentions of a labelled sample that are praise and blame: on these the classifier's errors are counted."""
ERRS = np.array([[0.84, 0.06, 0.10], [0.13, 0.76, 0.11], [0.19, 0.11, 0.70]])
"""One that errs as ours does on its corpus: about three mentions in four are read right, blame less often than praise."""

POLAR = 0.85
"""Share of those who speak of a feature who hold an opinion of it; also of mentions of theirs that show it."""
AGAIN = 0.35
"""Further mentions of the feature by the same reviewer, in the mean."""
BLAMING = 0.5
"""Share of those who ask for a feature who also blame its absence."""
TWICE = 0.08
"""Reviewers who write a second review."""
NAMELESS = 0.2
"""Reviewers whom the site does not name."""
CUTS = (-1.18, -0.95, -0.67, -0.13)
"""Where stars go up, in standard deviations of content: 12, 5, 8, 20 and 55 of a hundred reviews, a J
(Hu, Pavlou & Zhang, Communications of the ACM 52 (2009) 144)."""

STATED = 0.85
"""Features that a product has and its pages state."""
DENIED = 0.35
"""Features that it lacks and its pages deny."""


@dataclass(slots=True, kw_only=True)
class Facts:
    """What the store would hold of a made market."""

    claims: list[ClaimFact] = field(default_factory=list)
    reviews: list[ReviewFact] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    intents: list[IntentFact] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """Each reviewer and feature of a product that is spoken of: three arrays side by side, and what is thought."""

    who: Numbers
    feature: Numbers
    lean: Numbers
    """Place in POLARITIES."""
    asks: NDArray[np.bool_]


def write(truth: Truth, rng: np.random.Generator, *, confusion: Floats) -> Facts:
    """Return what all reviewers write as read by a classifier with that confusion, and what pages state."""
    facts = Facts()
    _state(truth, rng, facts)
    for place in range(len(truth.products)):
        _review(truth, place, rng, confusion, facts)
    return facts


def count_errors(rng: np.random.Generator, confusion: Floats) -> ReaderErrors:
    """Return the classifier's errors as they are known: counted on a labelled sample, and so not quite what they are."""
    seen = [rng.multinomial(n, confusion[row]) for row, n in enumerate(LABELLED)]
    return ReaderErrors(
        model=MODEL,
        good=int(seen[0][:2].sum()),
        good_right=int(seen[0][0]),
        bad=int(seen[1][:2].sum()),
        bad_right=int(seen[1][1]),
        origin="a made sample",
    )


def _state(truth: Truth, rng: np.random.Generator, facts: Facts) -> None:
    """Write what the products' pages state: never what is wrong, and not all that is right."""
    chance = rng.random(truth.has.shape)
    for place, product in enumerate(truth.products):
        for number, feature in enumerate(truth.features):
            has = bool(truth.has[place, number])
            if chance[place, number] < (STATED if has else DENIED):
                facts.claims.append(_claim(product.slug, feature, has=has, number=len(facts.claims) + 1))


def _claim(product: str, feature: str, *, has: bool, number: int) -> ClaimFact:
    seen = AS_OF - timedelta(days=2)
    return ClaimFact(
        id=number,
        product=product,
        source=f"{product}/features",
        plan=None,
        feature=feature,
        name=feature,
        status=ClaimStatus.OFFERED if has else ClaimStatus.ABSENT,
        value=None,
        first_seen=seen - timedelta(days=300),
        last_seen=seen,
        ended=None,
        learnt_at=seen,
        evidence=number,
    )


def _review(truth: Truth, place: int, rng: np.random.Generator, confusion: Floats, facts: Facts) -> None:
    """Write the reviews of one product with all that they mention."""
    slug, count = truth.products[place].slug, int(truth.reviewers[place])
    platform = rng.choice(len(truth.lift), size=count, p=truth.mix[place])
    spoken = _speak(truth, place, platform, rng)
    stars = _stars(truth, spoken, platform, rng)
    second = rng.random(count) < TWICE
    named = second | (rng.random(count) > NAMELESS)
    days = rng.integers(0, SPAN, size=(count, 2))
    ids = np.zeros((count, 2), dtype=np.int64)
    for who in range(count):
        for copy in range(1 + int(second[who])):
            ids[who, copy] = len(facts.reviews) + 1
            facts.reviews.append(
                ReviewFact(
                    id=len(facts.reviews) + 1,
                    product=slug,
                    source=source_key(slug, int(platform[who])),
                    date=AS_OF.date() - timedelta(days=int(days[who, copy])),
                    first_seen=AS_OF - timedelta(days=1),
                    rating=Decimal(int(stars[who])),
                    polarity=POLARITIES[0] if stars[who] > 3 else POLARITIES[1],
                    author_key=f"author {who}" if named[who] else None,
                    words=40,
                    evidence=_EVIDENCE + len(facts.reviews),
                    language="en",
                    platform=host(int(platform[who])),
                    model=MODEL,
                )
            )
    _mention(truth, place, spoken, ids, rng, confusion, facts)


_EVIDENCE = 1_000_000
"""Numbers of evidence from here on are those of reviews; of mentions from ten times as many on."""


def _speak(truth: Truth, place: int, platform: Numbers, rng: np.random.Generator) -> _Spoken:
    """Draw who speaks of what and what they think of it; of what is missing nobody thinks well."""
    who, feature = np.nonzero(rng.random((len(platform), len(truth.features))) < truth.spoken[place])
    chance = sigmoid(truth.odds[place, feature] + truth.lift[platform[who]])
    lean = np.where(rng.random(len(who)) < chance, 0, 1)
    lean = np.where(rng.random(len(who)) < POLAR, lean, 2)
    asks = ~truth.has[place, feature]
    lean = np.where(asks, 1, lean)
    return _Spoken(who=who, feature=feature, lean=lean, asks=asks)


def _stars(truth: Truth, spoken: _Spoken, platform: Numbers, rng: np.random.Generator) -> Numbers:
    """Draw each reviewer's stars: what they think of the features by its weight, the platform's lean, and chance."""
    felt = truth.impact[spoken.feature] * np.array([1.0, -1.0, 0.0])[spoken.lean]
    content = np.bincount(spoken.who, weights=felt, minlength=len(platform)) + truth.lift[platform]
    content = content + rng.normal(0, 1, size=len(platform))
    standard = (content - content.mean()) / max(float(content.std()), 1e-9)
    return np.asarray(1 + np.searchsorted(CUTS, standard), dtype=np.int64)


def _mention(
    truth: Truth,
    place: int,
    spoken: _Spoken,
    ids: Numbers,
    rng: np.random.Generator,
    confusion: Floats,
    facts: Facts,
) -> None:
    slug = truth.products[place].slug
    review = _reviews_of(spoken, ids, rng)
    written = np.where(
        spoken.asks & (rng.random(len(spoken.who)) > BLAMING), 0, 1 + rng.poisson(AGAIN, len(spoken.who))
    )
    row = np.repeat(np.arange(len(spoken.who)), written)
    shown = np.where(spoken.asks[row] | (rng.random(len(row)) < POLAR), spoken.lean[row], 2)
    read = (rng.random(len(row))[:, None] > confusion.cumsum(axis=1)[shown]).sum(axis=1).clip(0, 2)
    dates = {one.id: one.date for one in facts.reviews[-int((ids > 0).sum()) :]}
    for at, polarity in zip(row.tolist(), read.tolist(), strict=True):
        facts.mentions.append(
            Mention(
                id=len(facts.mentions) + 1,
                review=review[at],
                product=slug,
                feature=truth.features[spoken.feature[at]],
                phrase="it",
                polarity=POLARITIES[polarity],
                confidence=0.9,
                date=dates[review[at]],
                rating=None,
                evidence=10 * _EVIDENCE + len(facts.mentions),
            )
        )
    facts.intents += _requests(truth, slug, spoken, review, dates, len(facts.intents))


def _reviews_of(spoken: _Spoken, ids: Numbers, rng: np.random.Generator) -> list[int]:
    """Return the review of its writer in which each thing that is spoken of stands."""
    later = (ids[spoken.who, 1] > 0) & (rng.random(len(spoken.who)) < 0.5)
    return [int(one) for one in ids[spoken.who, later.astype(np.int64)]]


def _requests(
    truth: Truth,
    slug: str,
    spoken: _Spoken,
    review: list[int],
    dates: dict[int, date | None],
    before: int,
) -> Iterator[IntentFact]:
    for place, at in enumerate(np.flatnonzero(spoken.asks).tolist()):
        yield IntentFact(
            review=review[at],
            product=slug,
            label=IntentLabel.REQUEST,
            confidence=0.8,
            feature=truth.features[spoken.feature[at]],
            date=dates[review[at]],
            author_key=None,
            quote="please add it",
            evidence=100 * _EVIDENCE + before + place,
        )
