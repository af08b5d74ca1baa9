"""Two products on one feature, compared on the platforms that both have: the chance, the test, what may be said."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rivalscope.analysis.correction import Correction, Tally, plain
from rivalscope.analysis.intervals import Floats, discoveries
from rivalscope.analysis.opportunity import Posterior
from rivalscope.analysis.sentiment import Opinion
from rivalscope.analysis.true_shares import posteriors
from rivalscope.domain.finding import Standing

SURE = 0.95
"""Probability from which one product's share may be called higher than another's."""

RATE = 0.1
"""False discovery rate of all claims of one direction in an analysis. On made markets (`rivalscope eval gaps`) 1 to 3 in
a hundred claims are wrong at it, since the test is corrected for continuity and a chance of `SURE` is asked for too."""

SHOWING = 50
"""Opinions a side from which it is said that no difference shows: 60 % from 80 % is then told apart in 6 of 10 cases."""

Cell = tuple[str, str]
"""Product and feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strata:
    """Opinions by platform, with the prior of each product there."""

    opinions: Mapping[Cell, Opinion]
    known: Mapping[tuple[str, str, str], Posterior]
    """Platform, product and feature → what is known of the true share there."""
    correction: Correction
    minimum_n: int

    def platforms(self, cell: Cell) -> frozenset[str]:
        """Return where enough reviewers hold an opinion."""
        opinion = self.opinions.get(cell)
        counts = opinion.by_platform() if opinion else {}
        return frozenset(place for place, n in counts.items() if n >= self.minimum_n)

    def counts(self, cell: Cell, platform: str) -> tuple[int, int]:
        """Return reviewers for and against, as read."""
        parts = self.opinions[cell].by_model({platform}).values()
        return sum(good for good, _ in parts), sum(bad for _, bad in parts)

    def models(self, cell: Cell, platforms: Iterable[str]) -> frozenset[str]:
        """Return what read the opinions on some platforms."""
        return frozenset(plain(model) for model in self.opinions[cell].by_model(set(platforms)))

    def draws(self, cell: Cell, platforms: Sequence[str], weights: Sequence[float]) -> tuple[float, Floats]:
        """Return mean and draws of the true share in a mix of platforms; the weights add up to 1."""
        parts = [self.known[(place, *cell)] for place in platforms]
        mean = sum(weight * part.mean for weight, part in zip(weights, parts, strict=True))
        return mean, np.asarray(np.array(weights) @ np.stack([part.draws for part in parts]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel:
    """A rival's feature against ours."""

    rival: str
    feature: str
    standing: Standing
    """Of the rival's."""
    better: float | None = None
    """Chance that theirs is the better liked; None when they are not compared."""
    ours: float | None = None
    """Our true share in the common mix, 0 to 1."""
    theirs: float | None = None
    n_ours: int = 0
    """Reviewers with a polar opinion on the common platforms."""
    n_theirs: int = 0
    platforms: tuple[str, ...] = ()
    caveat: str = ""
    p_values: tuple[float, float] = (1.0, 1.0)
    """One-sided: that theirs is no better, and that ours is not."""


def stratify(opinions: Mapping[Cell, Opinion], correction: Correction, *, minimum_n: int) -> Strata:
    """Work out true shares on each platform, from the opinions of one product there at a time."""
    groups: defaultdict[tuple[str, str], dict[str, Tally]] = defaultdict(dict)
    for (product, feature), opinion in sorted(opinions.items()):
        for place, n in opinion.by_platform().items():
            if n >= minimum_n:
                groups[place, product][feature] = opinion.by_model({place})
    known = {
        (place, product, feature): posterior
        for (place, product), tallies in groups.items()
        for feature, posterior in posteriors(tallies, correction, purpose=f"{product} on {place}").items()
    }
    return Strata(opinions=opinions, known=known, correction=correction, minimum_n=minimum_n)


def duels(strata: Strata, *, ours: str, rivals: Sequence[str]) -> dict[Cell, Duel]:
    """Return (rival, feature) → how theirs stands against ours, where reviewers of both judge it.

    A claim needs a chance of `SURE`, and to be a discovery at `RATE` among all claims of its direction.
    """
    features = sorted({feature for product, feature in strata.opinions if product == ours})
    met = [
        _meet(strata, ours=(ours, feature), theirs=(rival, feature))
        for feature in features
        for rival in rivals
        if (rival, feature) in strata.opinions
        and strata.opinions[rival, feature].n
        and strata.opinions[ours, feature].n
    ]
    tested = [duel for duel in met if duel.better is not None]
    theirs = discoveries([duel.p_values[0] for duel in tested], rate=RATE)
    mine = discoveries([duel.p_values[1] for duel in tested], rate=RATE)
    told = {(duel.rival, duel.feature): duel for duel in met}
    for duel, wins, loses in zip(tested, theirs, mine, strict=True):
        told[duel.rival, duel.feature] = _judged(duel, wins=wins, loses=loses, among=len(tested))
    return told


def excess(tables: Iterable[tuple[int, int, int, int]]) -> float:
    """Return the one-sided p value that the first of two groups has no greater share than the second, over strata.

    Each table is (good, bad) of the first and (good, bad) of the second. Cochran, Biometrics 10 (1954) 417; Mantel &
    Haenszel, JNCI 22 (1959) 719, with their correction of one half for continuity. 1 when no variance is left.
    """
    surplus = variance = 0.0
    for good_1, bad_1, good_2, bad_2 in tables:
        n_1, n_2, good = good_1 + bad_1, good_2 + bad_2, good_1 + good_2
        n = n_1 + n_2
        if n > 1:
            surplus += good_1 - n_1 * good / n
            variance += n_1 * n_2 * good * (n - good) / (n * n * (n - 1))
    if variance <= 0:
        return 1.0
    return _tail((surplus - 0.5) / math.sqrt(variance))


def _meet(strata: Strata, *, ours: Cell, theirs: Cell) -> Duel:
    """Compare two products on the platforms that both have in sufficient number."""
    rival, feature = theirs
    sizes = strata.opinions[ours].n, strata.opinions[theirs].n
    if min(sizes) < strata.minimum_n:
        few = f"{min(sizes)} of the {strata.minimum_n} opinions that a comparison needs"
        return Duel(rival=rival, feature=feature, standing=Standing.FEW, caveat=few)
    common = sorted(strata.platforms(ours) & strata.platforms(theirs))
    if not common:
        return Duel(
            rival=rival, feature=feature, standing=Standing.APART, caveat=_apart(strata, ours, theirs)
        )
    if _unlike(strata, ours, theirs, common):
        words = "read by different models whose errors are not measured"
        return Duel(rival=rival, feature=feature, standing=Standing.APART, caveat=words)
    tables = [(*strata.counts(theirs, place), *strata.counts(ours, place)) for place in common]
    weights = mix(tables)
    our_mean, our_draws = strata.draws(ours, common, weights)
    their_mean, their_draws = strata.draws(theirs, common, weights)
    ahead = their_draws - our_draws
    p_values = excess(tables), excess([(c, d, a, b) for a, b, c, d in tables])
    if strata.models(ours, common) != strata.models(theirs, common):
        # Raw counts of unlike readers differ by their errors alone: the corrected shares must differ as well.
        z = float(ahead.mean() / max(float(ahead.std()), 1e-12))
        p_values = max(p_values[0], _tail(z)), max(p_values[1], _tail(-z))
    return Duel(
        rival=rival,
        feature=feature,
        standing=Standing.FEW,
        better=float((ahead > 0).mean() + (ahead == 0).mean() / 2),
        ours=our_mean,
        theirs=their_mean,
        n_ours=sum(c + d for _, _, c, d in tables),
        n_theirs=sum(a + b for a, b, _, _ in tables),
        platforms=tuple(common),
        p_values=p_values,
    )


def mix(tables: Sequence[tuple[int, int, int, int]]) -> list[float]:
    """Return the weight of each stratum in the common mix, n₁n₂ / (n₁ + n₂) as Mantel and Haenszel weigh, adding up to 1."""
    raw = [(a + b) * (c + d) / (a + b + c + d) for a, b, c, d in tables]
    return [one / sum(raw) for one in raw]


def _judged(duel: Duel, *, wins: bool, loses: bool, among: int) -> Duel:
    """Say what may be said of a comparison once all are known."""
    better = duel.better if duel.better is not None else 0.5
    if wins and better >= SURE:
        return replace(duel, standing=Standing.BETTER)
    if loses and 1 - better >= SURE:
        return replace(duel, standing=Standing.WORSE)
    fewer = min(duel.n_ours, duel.n_theirs)
    standing = Standing.LEVEL if fewer >= SHOWING else Standing.FEW
    caveat = (
        ""
        if fewer >= SHOWING
        else f"{fewer} opinions on the smaller side: a difference is looked for from {SHOWING}"
    )
    if max(better, 1 - better) >= SURE:
        caveat = f"with {fewer} opinions on the smaller side, chance makes such a difference among {among} comparisons"
    return replace(duel, standing=standing, caveat=caveat)


def _unlike(strata: Strata, ours: Cell, theirs: Cell, common: Sequence[str]) -> bool:
    """Whether different models read the two and the errors of one of them are not known."""
    if strata.models(ours, common) == strata.models(theirs, common):
        return False
    return not all(strata.correction.knows(strata.models(one, common)) for one in (ours, theirs))


def _apart(strata: Strata, ours: Cell, theirs: Cell) -> str:
    own, other = (_places(strata.opinions[cell]) for cell in (ours, theirs))
    return (
        f"no platform has {strata.minimum_n} opinions of each: ours are from {own}, theirs from {other}, and reviewers "
        "differ from place to place"
    )


def _places(opinion: Opinion) -> str:
    counts = sorted(opinion.by_platform().items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{place} ({n})" for place, n in counts[:3])


def _tail(z: float) -> float:
    """Return the chance that a standard normal variable exceeds z."""
    return math.erfc(z / math.sqrt(2)) / 2
