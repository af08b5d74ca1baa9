"""Gaps: the gap analysis on made markets whose truth is known, with and without errors of reading and leaning sites."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rivalscope.analysis.gaps import analyse
from rivalscope.domain.settings import AnalysisOptions
from rivalscope.evaluation.gap_market.chances import calibration, judge_chances, reliability, skill
from rivalscope.evaluation.gap_market.driving import judge_drivers
from rivalscope.evaluation.gap_market.judging import Tally, judge
from rivalscope.evaluation.gap_market.launches import judge_launches
from rivalscope.evaluation.gap_market.truth import Floats, Size, Truth, draw_truth
from rivalscope.evaluation.gap_market.voices import AS_OF, ERRS, MODEL, RIGHT, Facts, count_errors, write
from rivalscope.evaluation.suite import Report, Suite

MARKETS = 60
"""Markets of each condition: some 6,700 scores, half of them with intervals of each level."""
LAUNCHES = 100
"""Launches with an effect and as many without, of three measures each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What stands between the truth and the facts."""

    name: str
    confusion: Floats
    corrected: bool = True
    """Whether the analysis knows how the classifier errs, from a labelled sample."""
    leaning: bool
    """Whether platforms lean and products are reviewed on them in different mixes."""


CONDITIONS = (
    Condition(name="plain", confusion=RIGHT, leaning=False, corrected=False),
    Condition(name="errors", confusion=ERRS, leaning=False),
    Condition(name="uncorrected", confusion=ERRS, leaning=False, corrected=False),
    Condition(name="leaning", confusion=RIGHT, leaning=True, corrected=False),
    Condition(name="both", confusion=ERRS, leaning=True),
)
LEVELS = {", 95 % intervals": 0.95, ", 90 % intervals": 0.9}
"""Measures that should be a given share and no larger one, by the end of their names; markets take turns with them."""


def measure_gaps(_data: Path | None = None) -> Report:
    """Analyse made markets under every condition and tell how the answers stand to the truth."""
    tallies = {one.name: tally(one, markets=MARKETS, size=Size()) for one in CONDITIONS}
    for name, confusion in (("plain", RIGHT), ("errors", ERRS)):
        tallies[name].add(judge_launches(launches=LAUNCHES, confusion=confusion, seed=5))
    return told(tallies, markets=MARKETS)


def tally(condition: Condition, *, markets: int, size: Size) -> Tally:
    """Judge so many markets under a condition; each condition meets the same products, features and reviewers."""
    whole = Tally()
    for seed, (truth, facts) in enumerate(made(condition, markets=markets, size=size)):
        level = tuple(LEVELS.values())[seed % 2]
        known = (
            [count_errors(np.random.default_rng([seed, 3]), condition.confusion)]
            if condition.corrected
            else []
        )
        analysis = analyse(
            products=truth.products,
            claims=facts.claims,
            mentions=facts.mentions,
            reviews=facts.reviews,
            intents=facts.intents,
            options=AnalysisOptions(),
            as_of=AS_OF,
            taxonomy="made",
            model=MODEL,
            errors=known,
            level=level,
        )
        whole.add(judge(truth, facts, analysis, level=level))
        judge_chances(truth, analysis, whole)
        judge_drivers(truth, facts, whole)
    return whole


def made(condition: Condition, *, markets: int, size: Size) -> Iterator[tuple[Truth, Facts]]:
    """Yield markets with their facts."""
    for seed in range(markets):
        truth = draw_truth(np.random.default_rng([seed, 1]), size, leaning=condition.leaning)
        yield truth, write(truth, np.random.default_rng([seed, 2]), confusion=condition.confusion)


def told(tallies: Mapping[str, Tally], *, markets: int) -> Report:
    """Return the measures of all conditions; of intervals also how near to their level they come, which has a floor."""
    measures: dict[str, float] = {}
    notes: list[str] = list(NOTES)
    parts: dict[str, tuple[int, int]] = {}
    for condition, one in tallies.items():
        for name, found in one.ranks.items():
            measures[f"{condition}.{name}"] = sum(found) / len(found)
        for name, cases in one.of.items():
            share = one.right[name] / cases
            parts[f"{condition}.{name}"] = one.right[name], cases
            measures[f"{condition}.{name}"] = share
            for ending, level in LEVELS.items():
                if name.endswith(ending):
                    measures[f"{condition}.{name}, nearness"] = 1 - abs(share - level)
        for name, pairs in one.chances.items():
            measures[f"{condition}.chance: {name}, skill"] = skill(pairs)
            measures[f"{condition}.chance: {name}, calibration"] = calibration(pairs)
            notes.append(_table(f"{condition}.{name}", pairs))
    return Report(n=markets * len(tallies), measures=measures, parts=parts, notes=tuple(notes))


def _table(name: str, pairs: Sequence[tuple[float, bool]]) -> str:
    """Return the reliability of a chance in a line."""
    rows = "; ".join(
        f"{chance:.0%} said, {share:.0%} true (n = {n})" for n, chance, share in reliability(pairs)
    )
    return f"{name}: {rows.replace('%', ' %')}"


NOTES = (
    "rank: Spearman's correlation with the truth, the mean over markets; nearness: 1 less the distance from the level",
    "plain: read without error, no platform leans; errors: polarity is misread, corrected by a labelled sample;",
    "skill: 1 less the Brier score over that of the base rate;",
    "calibration: 1 less the mean distance of what is said from what is true, over tenths",
    "uncorrected: the same without the sample; leaning: platforms lean; both: errors and leaning",
)

GAPS = Suite(
    name="gaps",
    about="the gap analysis on made markets whose truth is known",
    run=measure_gaps,
)
