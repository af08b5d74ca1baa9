"""Chances that an analysis publishes, held against what is true: skill beside the base rate, and reliability."""

from collections import defaultdict
from collections.abc import Sequence

from rivalscope.analysis.gaps import TOP
from rivalscope.domain.finding import CALLING, Analysis, FeatureScore
from rivalscope.evaluation.gap_market.judging import Tally
from rivalscope.evaluation.gap_market.truth import Truth

Chance = tuple[float, bool]
"""What was published, 0 to 1, and whether it is true."""

BINS = 10
"""Of chances, of equal width."""


def brier(pairs: Sequence[Chance]) -> float:
    """Return the mean squared distance of the chances from what is true, 0 the best (Brier, MWR 78 (1950) 1)."""
    return sum((chance - came) ** 2 for chance, came in pairs) / len(pairs)


def skill(pairs: Sequence[Chance]) -> float:
    """Return 1 − Brier score / Brier score of the base rate: 1 for certainty that is right, 0 for the base rate itself.

    Murphy, Journal of Applied Meteorology 12 (1973) 595. Returns 0 where all cases are alike.
    """
    rate = sum(came for _, came in pairs) / len(pairs)
    return 1 - brier(pairs) / (rate * (1 - rate)) if 0 < rate < 1 else 0.0


def reliability(pairs: Sequence[Chance]) -> list[tuple[int, float, float]]:
    """Return n, mean chance and share that is true of each tenth of the chances that holds any, from the lowest."""
    bins: defaultdict[int, list[Chance]] = defaultdict(list)
    for chance, came in pairs:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, came))
    return [
        (len(own), sum(chance for chance, _ in own) / len(own), sum(came for _, came in own) / len(own))
        for _, own in sorted(bins.items())
    ]


def calibration(pairs: Sequence[Chance]) -> float:
    """Return 1 less the mean distance of chances from shares over the tenths, by their n (Naeini et al., AAAI 2015)."""
    return 1 - sum(n * abs(chance - share) for n, chance, share in reliability(pairs)) / len(pairs)


def judge_chances(truth: Truth, analysis: Analysis, tally: Tally) -> None:
    """Collect every chance of an analysis with what is true of it; where two are equally liked, nothing is."""
    _better(truth, analysis, tally)
    _places(truth, analysis, tally)
    _first(truth, analysis, tally)


def _served(truth: Truth) -> dict[tuple[str, str], float]:
    return {
        (product.slug, feature): float(truth.served[place, number])
        for place, product in enumerate(truth.products)
        for number, feature in enumerate(truth.features)
    }


def _better(truth: Truth, analysis: Analysis, tally: Tally) -> None:
    served, us = _served(truth), truth.products[0].slug
    for score in analysis.scores:
        theirs, mine = served[score.product, score.feature], served[us, score.feature]
        if score.product != us and score.better is not None and theirs != mine:
            tally.chances["they are better"].append((score.better, theirs > mine))


def _places(truth: Truth, analysis: Analysis, tally: Tally) -> None:
    served = _served(truth)
    placed: defaultdict[str, list[FeatureScore]] = defaultdict(list)
    for score in analysis.scores:
        if score.place is not None:
            placed[score.feature].append(score)
    for feature, found in placed.items():
        liked = [
            served[one.product, feature] for one in sorted(found, key=lambda score: score.place or len(found))
        ]
        if len(set(liked)) < len(liked):
            continue
        for one in found:
            best = served[one.product, feature] == max(liked)
            tally.chances["the best liked"].append((one.best or 0.0, best))
        tally.chances["the whole order"].append((found[0].order or 0.0, liked == sorted(liked, reverse=True)))


def _first(truth: Truth, analysis: Analysis, tally: Tally) -> None:
    """Collect the chances of gaps; where no more than the first ones take part, all are among them without a doubt."""
    numbers = {feature: number for number, feature in enumerate(truth.features)}
    opportunity = truth.opportunity
    taking = [gap for gap in analysis.gaps if gap.kind in CALLING and not gap.thin]
    order = sorted(taking, key=lambda gap: -float(opportunity[numbers[gap.feature]]))
    for place, gap in enumerate(order):
        if gap.first is None or gap.top is None or len(order) <= TOP:
            continue
        tally.chances["the first gap"].append((gap.first, place == 0))
        tally.chances["among the first five"].append((gap.top, place < TOP))
