"""How we stand in what drives satisfaction: importance against performance, and our performance against rivals'."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from rivalscope.analysis.driver import Action, Driver, Quadrant, Versus
from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.kano import KanoClass
from rivalscope.analysis.opportunity import Estimate, seeded
from rivalscope.analysis.weights import TOP
from rivalscope.domain.finding import FeatureScore, Standing

_Z = 3.919927969080108  # width of a 95 % interval in standard deviations
_LEAST = 4  # features below which a mean divides nothing
_DRAWS = 2000
_ORDER = (Quadrant.LOW_PRIORITY, Quadrant.OVERKILL, Quadrant.CONCENTRATE, Quadrant.KEEP_UP)
_BEHIND = {
    KanoClass.BASIC: Action.FIX,
    KanoClass.PERFORMANCE: Action.CATCH_UP,
    KanoClass.EXCITEMENT: Action.DIFFERENTIATE,
    KanoClass.INDIFFERENT: Action.LET_BE,
    KanoClass.UNCLASSIFIED: Action.BEHIND,
}
_AHEAD = {
    KanoClass.BASIC: Action.DEFEND,
    KanoClass.PERFORMANCE: Action.KEEP_LEAD,
    KanoClass.EXCITEMENT: Action.SHOW,
    KanoClass.INDIFFERENT: Action.LET_BE,
    KanoClass.UNCLASSIFIED: Action.AHEAD,
}


def placed(
    drivers: Sequence[Driver], importance: Mapping[str, Floats], scores: Iterable[FeatureScore], *, ours: str
) -> list[Driver]:
    """Return drivers with our performance, quadrant and place against rivals, where scores suffice for them.

    Who is better is what the scores say of it (`FeatureScore.standing`), on the platforms that both have. `importance` holds resampled importances by feature, those of one resample at one index.
    """
    judged: defaultdict[str, dict[str, FeatureScore]] = defaultdict(dict)
    for score in scores:
        if score.ranked and score.score is not None:
            judged[score.feature][score.product] = score
    found = [_against(driver, judged[driver.feature], ours=ours) for driver in drivers]
    return _quadrants(found, importance, {one.feature: judged[one.feature].get(ours) for one in found})


def performances(score: FeatureScore, *, size: int) -> Floats:
    """Return draws of a positive share from the beta distribution with the score's mean and 95 % interval's width."""
    mean = float(np.clip(score.score or 0.0, 0.001, 0.999))
    spread = max(((score.high or 0.0) - (score.low or 0.0)) / _Z, 1e-4)
    weight = max(mean * (1 - mean) / spread**2 - 1, 1.0)
    rng = seeded(f"performance of {score.product} in {score.feature}")
    return rng.beta(mean * weight, (1 - mean) * weight, size=size)


def _against(driver: Driver, judged: Mapping[str, FeatureScore], *, ours: str) -> Driver:
    mine = judged.get(ours)
    if mine is None:
        return driver
    rivals = sorted(
        (score for slug, score in judged.items() if slug != ours and score.better is not None),
        key=lambda score: (-(score.score or 0.0), score.product),
    )
    return dataclasses.replace(
        driver,
        ours_n=mine.n,
        performance=_performance(mine),
        versus=tuple(_versus(mine, theirs, driver.kano.kano) for theirs in rivals),
    )


def _performance(score: FeatureScore) -> Estimate:
    return Estimate(value=score.score or 0.0, low=score.low or 0.0, high=score.high or 0.0)


def _versus(mine: FeatureScore, theirs: FeatureScore, kano: KanoClass) -> Versus:
    drawn = performances(mine, size=_DRAWS) - performances(theirs, size=_DRAWS)
    value = (mine.score or 0.0) - (theirs.score or 0.0)
    low, high = (float(end) for end in np.quantile(drawn, [0.025, 0.975]))
    return Versus(
        rival=theirs.product,
        ours_n=mine.n,
        theirs_n=theirs.n,
        difference=Estimate(value=value, low=min(low, value), high=max(high, value)),
        ahead=1 - (theirs.better if theirs.better is not None else 0.5),
        action=_action(theirs.standing, kano),
    )


def _action(standing: Standing | None, kano: KanoClass) -> Action:
    if standing is Standing.BETTER:
        return _BEHIND[kano]
    if standing is Standing.WORSE:
        return _AHEAD[kano]
    return Action.LEVEL if standing is Standing.LEVEL else Action.OPEN


def _quadrants(
    drivers: Sequence[Driver], importance: Mapping[str, Floats], ours: Mapping[str, FeatureScore | None]
) -> list[Driver]:
    """Set quadrants at the means of both axes, which every resample draws anew."""
    sharing = [
        one
        for one in drivers
        if ours[one.feature] is not None and one.scale is not None and one.feature in importance
    ]
    if len(sharing) < _LEAST:
        return list(drivers)
    across = np.array([importance[one.feature] for one in sharing]).T
    scales = TOP * (across.argsort(axis=1).argsort(axis=1) + 0.5) / len(sharing)
    found = np.array([one.scale for one in sharing], dtype=np.float64)
    for column, one in enumerate(sharing):
        if one.weight is not None:
            scales[:, column] = one.weight
    values = np.array([one.performance.value for one in sharing if one.performance], dtype=np.float64)
    held = [score for one in sharing if (score := ours[one.feature]) is not None]
    drawn = np.array([performances(score, size=len(scales)) for score in held]).T
    own = 2 * (found > found.mean()) + (values > values.mean())
    drawn_own = 2 * (scales > scales.mean(axis=1, keepdims=True)) + (
        drawn > drawn.mean(axis=1, keepdims=True)
    )
    chances = (drawn_own == own).mean(axis=0)
    places = {one.feature: (_ORDER[int(own[i])], float(chances[i])) for i, one in enumerate(sharing)}
    return [
        dataclasses.replace(one, quadrant=places[one.feature][0], quadrant_chance=places[one.feature][1])
        if one.feature in places
        else one
        for one in drivers
    ]
