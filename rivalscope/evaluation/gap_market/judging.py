"""An analysis of a made market held against its truth: counts of what is right, and rank correlations."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rivalscope.analysis.opportunity import LEVEL
from rivalscope.domain.finding import Analysis, FeatureScore, Gap, GapKind
from rivalscope.evaluation.gap_market.baselines import Count, count, rank_correlation
from rivalscope.evaluation.gap_market.truth import Truth
from rivalscope.evaluation.gap_market.voices import Facts

CLEAR = 0.15
"""Difference of two satisfied shares that an analysis should find."""
MANY = 100
"""Opinions on either side from which it should: with so many, the z test finds it in nine cases of ten at 60 % and 75 %."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of all markets so far."""

    right: Counter[str] = field(default_factory=Counter)
    """By measure, of how many cases it is right."""
    of: Counter[str] = field(default_factory=Counter)
    """By measure, how many cases there were."""
    ranks: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """By measure, the rank correlation of each market."""
    chances: defaultdict[str, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    """By measure, each chance that was published and whether it is true."""

    def see(self, measure: str, *, right: bool) -> None:
        """Count one case."""
        self.right[measure] += right
        self.of[measure] += 1

    def rank(self, measure: str, first: list[float], second: list[float]) -> None:
        """Add the rank correlation of one market, where it has one."""
        found = rank_correlation(first, second)
        if found is not None:
            self.ranks[measure].append(found)

    def add(self, other: "Tally") -> None:
        """Add all that another tally counted."""
        self.right += other.right
        self.of += other.of
        for measure, found in other.ranks.items():
            self.ranks[measure] += found
        for measure, pairs in other.chances.items():
            self.chances[measure] += pairs


def judge(truth: Truth, facts: Facts, analysis: Analysis, *, level: float = LEVEL) -> Tally:
    """Hold an analysis against the truth and the baselines; `level` is that of its scores' intervals."""
    tally = Tally()
    counts = count(facts.mentions)
    scores = {(one.product, one.feature): one for one in analysis.scores}
    _judge_scores(truth, scores, counts, tally, level=level)
    _judge_lag(truth, scores, counts, tally)
    _judge_better(truth, scores, analysis, tally)
    _judge_parity(truth, facts, analysis, tally)
    _judge_opportunity(truth, counts, analysis, tally)
    return tally


def _judge_scores(
    truth: Truth,
    scores: Mapping[tuple[str, str], FeatureScore],
    counts: Mapping[tuple[str, str], Count],
    tally: Tally,
    *,
    level: float,
) -> None:
    """Judge the scores of all that products have: order over the whole market, and intervals."""
    rows: list[tuple[float, float, float, float]] = []
    for place, product in enumerate(truth.products):
        for number, feature in enumerate(truth.features):
            score = scores.get((product.slug, feature))
            if not truth.has[place, number] or score is None or score.score is None:
                continue
            true = float(truth.satisfaction[place, number])
            if score.low is not None and score.high is not None:
                tally.see(
                    f"scores, {level:.0%} intervals".replace("%", " %"), right=score.low <= true <= score.high
                )
            counted = counts.get((product.slug, feature), Count())
            rows.append((true, score.score, counted.raw, counted.wilson))
    if not rows:
        return
    true_ones, *others = (list(column) for column in zip(*rows, strict=True))
    names = ("scores, rank", "scores, rank by raw share", "scores, rank by Wilson lower")
    for name, found in zip(names, others, strict=True):
        tally.rank(name, true_ones, found)


def _judge_lag(
    truth: Truth,
    scores: Mapping[tuple[str, str], FeatureScore],
    counts: Mapping[tuple[str, str], Count],
    tally: Tally,
) -> None:
    """Judge by how much the best rival is liked better: the order of features that we and a rival have."""
    rows: list[tuple[float, float, float, float]] = []
    us = truth.products[0].slug
    for number, feature in enumerate(truth.features):
        mine = scores.get((us, feature))
        rivals = [
            (place, score)
            for place, product in enumerate(truth.products)
            if place and truth.has[place, number]
            if (score := scores.get((product.slug, feature))) is not None and score.ranked
        ]
        if not truth.has[0, number] or mine is None or not mine.ranked or not rivals:
            continue
        own = counts[us, feature]
        theirs = [counts[truth.products[place].slug, feature] for place, _ in rivals]
        rows.append(
            (
                float(max(truth.satisfaction[place, number] for place, _ in rivals) - truth.satisfaction[0, number]),
                max(score.score or 0.0 for _, score in rivals) - (mine.score or 0.0),
                max(one.raw for one in theirs) - own.raw,
                max(one.wilson for one in theirs) - own.wilson,
            )
        )  # fmt: skip
    if len(rows) < 3:
        return
    true_ones, *others = (list(column) for column in zip(*rows, strict=True))
    names = ("lag, rank", "lag, rank by raw share", "lag, rank by Wilson lower")
    for name, found in zip(names, others, strict=True):
        tally.rank(name, true_ones, found)


def _judge_better(
    truth: Truth, scores: Mapping[tuple[str, str], FeatureScore], analysis: Analysis, tally: Tally
) -> None:
    """Judge each claim that a rival's customers like theirs better, and whether clear cases are found."""
    places = {product.slug: place for place, product in enumerate(truth.products)}
    numbers = {feature: number for number, feature in enumerate(truth.features)}
    said = {
        (rival, gap.feature) for gap in analysis.gaps if gap.kind is GapKind.QUALITY for rival in gap.rivals
    }
    for rival, feature in said:
        number = numbers[feature]
        right = truth.served[places[rival], number] > truth.served[0, number]
        tally.see("they are better, right", right=bool(right))
    us = truth.products[0].slug
    for (slug, feature), score in scores.items():
        place, number, mine = places[slug], numbers[feature], scores.get((us, feature))
        both = bool(truth.has[0, number] and truth.has[place, number])
        if not place or not both or mine is None or not (mine.ranked and score.ranked):
            continue
        ahead = float(truth.satisfaction[place, number] - truth.satisfaction[0, number])
        if ahead == 0:
            tally.see("no better, not called so", right=(slug, feature) not in said)
        elif ahead >= CLEAR and min(mine.n, score.n) >= MANY:
            tally.see("clearly better, found", right=(slug, feature) in said)


def _judge_parity(truth: Truth, facts: Facts, analysis: Analysis, tally: Tally) -> None:
    """Judge each claim that we lack what rivals have, and whether all that can be known of are found."""
    numbers = {feature: number for number, feature in enumerate(truth.features)}
    found = {gap.feature for gap in analysis.gaps if gap.kind is GapKind.PARITY}
    for feature in found:
        tally.see("parity gaps, right", right=not truth.has[0, numbers[feature]])
    stated = {
        one.feature for one in facts.claims if truth.has[_place(truth, one.product), numbers[one.feature]]
    }
    for feature, number in numbers.items():
        if not truth.has[0, number] and feature in stated:
            tally.see("parity gaps, found", right=feature in found)


def _place(truth: Truth, slug: str) -> int:
    return next(place for place, product in enumerate(truth.products) if product.slug == slug)


def _judge_opportunity(
    truth: Truth, counts: Mapping[tuple[str, str], Count], analysis: Analysis, tally: Tally
) -> None:
    """Judge the opportunity of the gaps that are ranked: their order, and intervals where kind and truth agree."""
    ranked = [gap for gap in analysis.gaps if not gap.thin]
    numbers = {feature: number for number, feature in enumerate(truth.features)}
    opportunity = truth.opportunity
    true_ones = [float(opportunity[numbers[gap.feature]]) for gap in ranked]
    own = [counts.get((truth.products[0].slug, gap.feature), Count()) for gap in ranked]
    talk: Counter[str] = Counter()
    for (_, feature), one in counts.items():
        talk[feature] += one.mentions
    tally.rank("opportunity, rank", true_ones, [gap.opportunity for gap in ranked])
    tally.rank("opportunity, rank by raw share", true_ones, [-one.raw for one in own])
    tally.rank("opportunity, rank by Wilson lower", true_ones, [-one.wilson for one in own])
    tally.rank("opportunity, rank by mentions", true_ones, [float(talk[gap.feature]) for gap in ranked])
    for gap, true in zip(ranked, true_ones, strict=True):
        if _of_our_service(gap, has=bool(truth.has[0, numbers[gap.feature]])):
            tally.see("opportunity, 95 % intervals", right=gap.low <= true <= gap.high)


def _of_our_service(gap: Gap, *, has: bool) -> bool:
    """Whether the gap's satisfaction is that of our customers, of which the truth is known."""
    return gap.kind in (GapKind.QUALITY, GapKind.LEAD) if has else gap.kind is GapKind.PARITY
