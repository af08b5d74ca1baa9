"""The gap analysis: the feature matrix joined with what reviewers say, ours against every rival's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rivalscope.analysis.contrast import Contrast, lead, parity, quality, white_space
from rivalscope.analysis.opportunity import importance
from rivalscope.analysis.parity import matrix
from rivalscope.analysis.sentiment import Opinion, feature_scores, in_window, opinions, reviewer_keys
from rivalscope.domain.fact import ClaimFact, IntentFact, Mention, ReviewFact
from rivalscope.domain.finding import Analysis, FeatureCell, Gap
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.settings import AnalysisOptions


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
) -> Analysis:
    """Return matrix, scores and gaps as of an instant; exactly one of the products is ours.

    Reviews older than the options' window, undated ones first seen before it, and reviews not yet read do not count.
    """
    known = {product.slug for product in products}
    counted = [
        review
        for review in in_window(reviews, as_of=as_of, days=options.window_days)
        if review.product in known
    ]
    found = opinions(mentions, counted, intents)
    cells = matrix(products, claims, as_of=as_of)
    reviewers = len(set(reviewer_keys(counted).values()))
    gaps = _gaps(products, cells, found, reviewers=reviewers, minimum_n=options.minimum_n)
    return Analysis(
        as_of=as_of,
        cells=cells,
        scores=feature_scores(found, minimum_n=options.minimum_n),
        gaps=tuple(sorted(gaps, key=_order)),
        taxonomy=taxonomy,
        model=model,
    )


def _gaps(
    products: Sequence[Product],
    cells: Sequence[FeatureCell],
    found: Mapping[tuple[str, str], Opinion],
    *,
    reviewers: int,
    minimum_n: int,
) -> Iterator[Gap]:
    by_feature: defaultdict[str, dict[str, FeatureCell]] = defaultdict(dict)
    for cell in cells:
        by_feature[cell.feature][cell.product] = cell
    spoken: defaultdict[str, dict[str, Opinion]] = defaultdict(dict)
    for (product, feature), opinion in found.items():
        spoken[feature][product] = opinion
    scale = importance(
        {feature: sum(len(o.voices) for o in own.values()) for feature, own in spoken.items()},
        reviewers=max(reviewers, 1),
    )
    for feature in sorted({*by_feature, *spoken}):
        contrast = Contrast(
            feature=feature,
            products=products,
            cells=by_feature.get(feature, {}),
            opinions=spoken.get(feature, {}),
            scale=scale,
            minimum_n=minimum_n,
        )
        # The first rule that holds names the gap: a feature is one row, not four.
        for rule in (parity, white_space, quality, lead):
            gap = rule(contrast)
            if gap is not None:
                yield gap
                break


def _order(gap: Gap) -> tuple[bool, float, bool, int, int, str]:
    """Ranked gaps by opportunity; thin ones after them, those that our own page admits and most rivals have first."""
    if not gap.thin:
        return False, -gap.opportunity, False, 0, -gap.n, gap.feature
    return True, 0.0, gap.ours is ClaimStatus.UNKNOWN, -len(gap.rivals), -gap.n, gap.feature
