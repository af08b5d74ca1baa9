"""What drives satisfaction: how much of the ratings each feature explains, and what praise and blame of it do."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from rivalscope.analysis.driver import Driver, Drivers
from rivalscope.analysis.effects import SIDE, Effects, effects, estimate
from rivalscope.analysis.kano import KanoClass, KanoVerdict, asymmetry, verdict
from rivalscope.analysis.moments import Ballots, ballots
from rivalscope.analysis.positions import placed
from rivalscope.analysis.weights import mid_rank_scale
from rivalscope.domain.fact import Mention, ReviewFact
from rivalscope.domain.finding import FeatureScore

METHOD = "drivers/1"

RATED = 200
"""Rated reviews below which nothing is derived: the fewest that were simulated."""

PER_COLUMN = 10
"""Rated reviews for each column of the regression; beyond that the features spoken of least go into the rest."""

SPOKEN = 30
"""Opinions in rated reviews below which a feature goes into the rest."""

LIKELY = 0.8
"""Chance from which a feature is said to weigh more than the mean."""


def drivers(
    mentions: Iterable[Mention],
    reviews: Sequence[ReviewFact],
    *,
    scores: Iterable[FeatureScore] = (),
    ours: str = "",
    weights: Mapping[str, float] | None = None,
) -> Drivers:
    """Return what drives the ratings of `reviews`; those without a rating and mentions of other reviews are left out.

    `scores` tell how well each product does, `ours` is the slug of our product, `weights` are the importances from 0
    to 10 that people set in the place of the derived ones. `effects.effects` states the method.
    """
    given = ballots(mentions, reviews)
    lacking = _lacking(given)
    chosen = [] if lacking else _chosen(given)
    lacking = lacking or ("" if chosen else f"no feature has {SPOKEN} opinions in rated reviews")
    counted = _counted(given, weights or {})
    fitted = effects(given, chosen) if chosen else None
    found = _derived(counted, given, chosen, fitted) if fitted else [_short(one, lacking) for one in counted]
    scaled = _scaled(found)
    judged = placed(scaled, _draws(given, chosen, fitted), scores, ours=ours)
    return Drivers(
        rated=len(given.rating),
        reviewers=int(given.reviewer.max(initial=-1)) + 1,
        sources=int(given.source.max(initial=-1)) + 1,
        drivers=tuple(sorted((_cited(one, given, ours=ours) for one in judged), key=_order)),
        lacking=lacking,
        explained=fitted.explained if fitted else None,
        rest=float(1 - fitted.importance[0].sum()) if fitted else None,
        blocks=fitted.blocks if fitted else 0,
        resamples=fitted.resamples if fitted else 0,
        method=METHOD,
    )


def _lacking(given: Ballots) -> str:
    if len(given.rating) < RATED:
        return f"needs {RATED} rated reviews, has {len(given.rating)}"
    return "all ratings are alike" if np.ptp(given.rating) == 0 else ""


def _chosen(given: Ballots) -> list[int]:
    """Return the features with columns of their own: as many as the reviews bear, those spoken of most."""
    praise, blame, _ = (counts[:-1] for counts in given.counts())
    polar = praise + blame
    most = len(given.rating) // (2 * PER_COLUMN)
    ranked = sorted(np.flatnonzero(polar >= SPOKEN).tolist(), key=lambda place: (-polar[place], place))
    return sorted(ranked[:most])


def _counted(given: Ballots, weights: Mapping[str, float]) -> list[Driver]:
    """Return every feature that rated reviews mention or that people weighed, with its counts alone."""
    praise, blame, mentions = given.counts()
    numbers = {feature: place for place, feature in enumerate(given.features)}
    unknown = KanoVerdict(kano=KanoClass.UNCLASSIFIED, chance=0.0, why="")
    made = []
    for feature in sorted({*numbers, *weights}):
        place = numbers.get(feature)
        made.append(
            Driver(
                feature=feature,
                praise=int(praise[place]) if place is not None else 0,
                blame=int(blame[place]) if place is not None else 0,
                mentions=int(mentions[place]) if place is not None else 0,
                mention_share=float(mentions[place] / len(given.rating)) if place is not None else 0.0,
                kano=unknown,
                weight=weights.get(feature),
            )
        )
    return made


def _derived(
    counted: Iterable[Driver], given: Ballots, chosen: Sequence[int], fitted: Effects
) -> list[Driver]:
    columns = {given.features[place]: column for column, place in enumerate(chosen)}
    drawn = fitted.importance[1:]
    leading = (drawn > drawn.mean(axis=1, keepdims=True)).mean(axis=0)
    _, _, mentions = given.counts()
    quiet = float(np.median(mentions[list(chosen)]))
    made = []
    for driver in counted:
        column = columns.get(driver.feature)
        if column is None:
            made.append(_short(driver, _too_few(driver)))
        else:
            chance = float(leading[column])
            hidden = driver.mentions < quiet and chance >= LIKELY
            one = dataclasses.replace(driver, leading=chance, hidden=hidden)
            made.append(_measured(one, fitted, column))
    return made


def _measured(driver: Driver, fitted: Effects, column: int) -> Driver:
    reward, penalty = fitted.reward[:, column], fitted.penalty[:, column]
    return dataclasses.replace(
        driver,
        importance=estimate(fitted.importance[:, column]),
        reward=estimate(reward) if driver.praise >= SIDE else None,
        penalty=estimate(penalty) if driver.blame >= SIDE else None,
        asymmetry=estimate(asymmetry(reward, penalty)),
        kano=verdict(praise=driver.praise, blame=driver.blame, reward=reward, penalty=penalty),
    )


def _short(driver: Driver, lacking: str) -> Driver:
    verdict = KanoVerdict(kano=KanoClass.UNCLASSIFIED, chance=0.0, why=lacking)
    return dataclasses.replace(driver, lacking=lacking, kano=verdict)


def _too_few(driver: Driver) -> str:
    if driver.polar < SPOKEN:
        return f"needs {SPOKEN} opinions in rated reviews, has {driver.polar}"
    return f"too few rated reviews for one more feature: each takes {2 * PER_COLUMN}"


def _scaled(found: Sequence[Driver]) -> list[Driver]:
    """Set scale and rank: what people weighed as they weighed it, the others by the mid-rank of their importance."""
    derived = {one.feature: one.importance.value for one in found if one.importance is not None}
    scale = mid_rank_scale(derived) | {one.feature: one.weight for one in found if one.weight is not None}
    order = sorted(scale, key=lambda feature: (-scale[feature], -derived.get(feature, 0.0), feature))
    rank = {feature: place for place, feature in enumerate(order, 1)}
    return [
        dataclasses.replace(one, scale=scale.get(one.feature), rank=rank.get(one.feature)) for one in found
    ]


def _draws(
    given: Ballots, chosen: Sequence[int], fitted: Effects | None
) -> "dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]":
    if fitted is None:
        return {}
    return {given.features[place]: fitted.importance[1:, column] for column, place in enumerate(chosen)}


def _cited(driver: Driver, given: Ballots, *, ours: str) -> Driver:
    """Add the words of reviewers: ours, and those of the best rival, of all others only where ours are silent."""
    products = [ours, *(one.rival for one in driver.versus), *given.products]
    praise, blame = (
        {slug: held for slug in products if (held := side.get((driver.feature, slug)))}
        for side in (given.praise, given.blame)
    )
    best = tuple(
        dataclasses.replace(
            one, evidence_praise=praise.get(one.rival, ()), evidence_blame=blame.get(one.rival, ())
        )
        for one in driver.versus[:1]
    )
    return dataclasses.replace(
        driver,
        versus=(*best, *driver.versus[1:]),
        evidence_praise=next(iter(praise.values()), ()),
        evidence_blame=next(iter(blame.values()), ()),
    )


def _order(driver: Driver) -> tuple[bool, int, int, str]:
    return driver.rank is None, driver.rank or 0, -driver.mentions, driver.feature
