"""The gap analysis: the feature matrix joined with what reviewers say, ours against every rival's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import numpy as np

from rivalscope.analysis.common_mix import Cell, Duel, duels, stratify
from rivalscope.analysis.contrast import Contrast, Found
from rivalscope.analysis.correction import Correction
from rivalscope.analysis.gap_kinds import lead, parity, quality, white_space
from rivalscope.analysis.lean import Leaning, find_leans
from rivalscope.analysis.opportunity import LEVEL, Posterior, importance
from rivalscope.analysis.order import Place, orders
from rivalscope.analysis.parity import matrix
from rivalscope.analysis.sentiment import Opinion, feature_scores, in_window, opinions, reviewer_keys, where
from rivalscope.analysis.surplus import over_served, table_stakes
from rivalscope.analysis.true_shares import means, posteriors
from rivalscope.analysis.weights import weighted
from rivalscope.domain.fact import ClaimFact, IntentFact, Mention, ReviewFact
from rivalscope.domain.finding import CALLING, Analysis, FeatureCell, FeatureScore, Gap, ReaderErrors
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.settings import AnalysisOptions

RULES = (parity, white_space, quality, lead, table_stakes, over_served)
"""The first rule that holds names the gap: a feature is one row, not six."""

T = TypeVar("T")

TOP = 5
"""Places that count as the first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that reviews say, worked out."""

    opinions: Mapping[Cell, Opinion]
    posteriors: Mapping[Cell, Posterior]
    duels: Mapping[Cell, Duel]
    places: Mapping[Cell, Place]
    reviewers: int


def analyse(
    *,
    products: Sequence[Product],
    claims: Iterable[ClaimFact],
    mentions: Iterable[Mention],
    reviews: Iterable[ReviewFact],
    intents: Iterable[IntentFact],
    options: AnalysisOptions,
    as_of: datetime,
    taxonomy: str,
    model: str,
    errors: Iterable[ReaderErrors] = (),
    level: float = LEVEL,
) -> Analysis:
    """Return matrix, scores and gaps as of an instant; exactly one of the products is ours.

    Reviews older than the options' window, undated ones first seen before it, and reviews not yet read do not count.
    `errors` are the measured errors of models: shares are corrected by those of the models that read the reviews.
    `level` is that of the intervals of scores, 0 to 1; all others are of 95 %.
    """
    slugs = {product.slug for product in products}
    counted = [
        review
        for review in in_window(reviews, as_of=as_of, days=options.window_days)
        if review.product in slugs
    ]
    correction = Correction(errors, models={review.model for review in counted if review.model})
    known = _known(products, counted, mentions, intents, correction, minimum_n=options.minimum_n, level=level)
    cells = matrix(products, claims, as_of=as_of)
    gaps = ranked(list(_gaps(products, cells, known, options)))
    read = _as_read(known.opinions)
    scores = feature_scores(
        known.opinions, minimum_n=options.minimum_n, corrected=known.posteriors, uncorrected=read
    )
    return Analysis(
        as_of=as_of,
        cells=cells,
        scores=tuple(_placed(score, known) for score in scores),
        gaps=tuple(sorted(gaps, key=_order)),
        taxonomy=taxonomy,
        model=model,
        errors=tuple(correction.used),
        uncounted=tuple(correction.uncounted),
    )


def ranked(found: Sequence[Found]) -> list[Gap]:
    """Return the gaps with their chances to be the first and among the first five of those that call for work.

    Each draw of importance and satisfaction puts them in an order; thin gaps and other kinds take no part.
    """
    taking = [one for one in found if one.gap.kind in CALLING and not one.gap.thin]
    chances: dict[int, tuple[float, float]] = {}
    if taking:
        places = (-np.stack([one.draws for one in taking])).argsort(axis=0, kind="stable").argsort(axis=0)
        for one, own in zip(taking, places, strict=True):
            chances[id(one)] = float((own == 0).mean()), float((own < TOP).mean())
    return [
        replace(one.gap, first=chances[id(one)][0], top=chances[id(one)][1])
        if id(one) in chances
        else one.gap
        for one in found
    ]


def _known(
    products: Sequence[Product],
    reviews: Sequence[ReviewFact],
    mentions: Iterable[Mention],
    intents: Iterable[IntentFact],
    correction: Correction,
    *,
    minimum_n: int,
    level: float,
) -> _Known:
    found = opinions(mentions, reviews, intents)
    ours = next(product.slug for product in products if product.ours)
    rivals = [product.slug for product in products if not product.ours]
    strata = stratify(found, correction, minimum_n=minimum_n)
    platforms = Counter(where(review) for review in reviews)
    shares = {platform: n / len(reviews) for platform, n in platforms.items()}
    leaning = Leaning(correction, find_leans(found.values(), correction), shares)
    return _Known(
        opinions=found,
        posteriors=_posteriors(found, leaning, level=level),
        duels=duels(strata, ours=ours, rivals=rivals),
        places=orders(strata, leaning, ours=ours),
        reviewers=len(set(reviewer_keys(reviews).values())),
    )


def _posteriors(found: Mapping[Cell, Opinion], leaning: Leaning, *, level: float) -> dict[Cell, Posterior]:
    """Return what is known of the share of each cell with a polar opinion, in the market's mix of platforms."""
    return {
        (product, feature): posterior
        for product, tallies in _tallies(found).items()
        for feature, posterior in posteriors(tallies, leaning, purpose=product, level=level).items()
    }


def _as_read(found: Mapping[Cell, Opinion]) -> dict[Cell, float]:
    """Return the score of each cell with a polar opinion as it was read, neither errors nor leanings corrected."""
    reader = Leaning(Correction(), (), {})
    return {
        (product, feature): mean
        for product, tallies in _tallies(found).items()
        for feature, mean in means(tallies, reader).items()
    }


def _tallies(found: Mapping[Cell, Opinion]) -> dict[str, dict[str, Mapping[Cell, tuple[int, int]]]]:
    products: defaultdict[str, dict[str, Mapping[Cell, tuple[int, int]]]] = defaultdict(dict)
    for (product, feature), opinion in sorted(found.items()):
        products[product][feature] = opinion.parts
    return dict(products)


def _gaps(
    products: Sequence[Product], cells: Sequence[FeatureCell], known: _Known, options: AnalysisOptions
) -> Iterator[Found]:
    stated: defaultdict[str, dict[str, FeatureCell]] = defaultdict(dict)
    for cell in cells:
        stated[cell.feature][cell.product] = cell
    spoken, drawn, met = _by_feature(known.opinions), _by_feature(known.posteriors), _by_feature(known.duels)
    talk = {feature: sum(len(o.voices) for o in own.values()) for feature, own in spoken.items()}
    scale = weighted(importance(talk, reviewers=max(known.reviewers, 1)), options.weights)
    for feature in sorted({*stated, *spoken}):
        contrast = Contrast(
            feature=feature,
            products=products,
            cells=stated.get(feature, {}),
            opinions=spoken.get(feature, {}),
            posteriors=drawn.get(feature, {}),
            duels=met.get(feature, {}),
            scale=scale,
            minimum_n=options.minimum_n,
        )
        named = next((one for rule in RULES if (one := rule(contrast)) is not None), None)
        if named is not None:
            yield _weighed(named, options.weights.get(feature))


def _weighed(found: Found, weight: float | None) -> Found:
    """Say that people set the importance, where they did."""
    if weight is None:
        return found
    words = f"{found.gap.summary} Weighted by you: importance {weight:g} of 10."
    return replace(found, gap=replace(found.gap, summary=words))


def _by_feature(found: Mapping[Cell, T]) -> dict[str, dict[str, T]]:
    sorted_out: defaultdict[str, dict[str, T]] = defaultdict(dict)
    for (product, feature), one in found.items():
        sorted_out[feature][product] = one
    return dict(sorted_out)


def _placed(score: FeatureScore, known: _Known) -> FeatureScore:
    """Add to a score where it stands against ours and among all."""
    cell = score.product, score.feature
    duel, place = known.duels.get(cell), known.places.get(cell)
    if place is not None:
        score = replace(
            score,
            place=place.place,
            best=place.best,
            order=place.order,
            compared=place.compared,
            platforms=place.platforms,
        )
    if duel is None:
        return score
    return replace(
        score,
        standing=duel.standing,
        better=duel.better,
        compared=duel.n_theirs,
        platforms=duel.platforms,
        caveat=duel.caveat,
    )


def _order(gap: Gap) -> tuple[bool, float, bool, int, int, str]:
    """Ranked gaps by opportunity; thin ones after them, those that our own page admits and most rivals have first."""
    if not gap.thin:
        return False, -gap.opportunity, False, 0, -gap.n, gap.feature
    return True, 0.0, gap.ours is ClaimStatus.UNKNOWN, -len(gap.rivals), -gap.n, gap.feature
