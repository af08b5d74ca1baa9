"""Suites of aspects and polarity on the sets of others."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.aspect_sets import (
    ACOS,
    AWARE,
    LAPTOPS,
    MAMS,
    RESTAURANTS,
    acos_cases,
    aware_cases,
    xml_cases,
)
from rivalscope.evaluation.reading.cases import Case, Pair, draw
from rivalscope.evaluation.reading.figures import Figures, joined, merged, report
from rivalscope.evaluation.reading.readers import readers
from rivalscope.evaluation.reading.spans import MIXED, polarity_figures, span_figures
from rivalscope.evaluation.suite import Report, Suite

DRAWN = 200
"""Sentences of each set that are read unless all are wanted."""
RECORDED = Path(__file__).with_name("recorded.json")
"""Figures that were measured when encoders were trained, which no suite can measure again: list of what and figures."""
TIERS = (Tier.QUALITY, Tier.FAST, Tier.LITE)

Load = Callable[[Path], list[Case]]
Judge = Callable[[Sequence[Pair]], Figures]


def aspects_and_polarity(pairs: Sequence[Pair]) -> Figures:
    """Return the figures of sets that label every aspect; what they call mixed or `conflict` has no part in polarity."""
    return merged(span_figures(pairs), polarity_figures(pairs, ignored=frozenset({MIXED})))


def polarity_alone(pairs: Sequence[Pair]) -> Figures:
    """Return the figures of sets whose borders were found by a program: accuracy and F1 on given spans.

    `polar` is the share of right ones among those that we call positive or negative.
    """
    all_of_them = polarity_figures(pairs)
    given = {name: part for name, part in all_of_them.parts.items() if name.startswith("polarity, given")}
    judged = [
        (span.polarity, said)
        for case, answer in pairs
        for span, said in zip(case.spans or (), answer.on_gold, strict=True)
        if said in {"positive", "negative"}
    ]
    polar = (sum(truth == said for truth, said in judged), len(judged))
    return Figures(parts={**given, "polarity, given, polar": polar})


def measure(sets: Mapping[str, Sequence[Case]], judge: Judge, *, tiers: Sequence[Tier] = TIERS) -> Figures:
    """Return the figures of each tier and the baseline on each set; a set without a name gives them no prefix."""
    found: list[tuple[str, Figures]] = []
    for reader_name, reader in readers(tiers).items():
        for name, cases in sets.items():
            pairs = list(zip(cases, reader.answers(cases), strict=True))
            found.append((f"{name}.{reader_name}" if name else reader_name, judge(pairs)))
    return joined(found)


def recorded(what: str, path: Path = RECORDED) -> list[str]:
    """Return, a line each, the figures on a set that were recorded at a training."""
    return [
        f"recorded: {entry['what']}: "
        + ", ".join(f"{name} {value:.4f}" for name, value in entry["figures"].items())
        for entry in json.loads(path.read_text(encoding="utf-8"))
        if entry["set"] == what
    ]


def _suite(
    name: str, about: str, files: Mapping[str, tuple[str, Load]], *, judge: Judge = aspects_and_polarity
) -> Suite:
    def run(data: Path | None) -> Report:
        sets = {key: draw(load((data or Path()) / file), DRAWN) for key, (file, load) in files.items()}
        n = sum(len(cases) for cases in sets.values())
        return report(n, measure(sets, judge), notes=recorded(name))

    return Suite(name=name, about=about, run=run, needs=tuple(file for file, _ in files.values()))


SEMEVAL = _suite(
    "semeval",
    "aspects and polarity, SemEval-2014 task 4 (its training parts), on which nothing was trained",
    {"laptops": (LAPTOPS, xml_cases), "restaurants": (RESTAURANTS, xml_cases)},
)
MAMS_SUITE = _suite(
    "mams", "aspects and polarity, MAMS validation part (restaurants)", {"": (MAMS, xml_cases)}
)
ACOS_SUITE = _suite("acos", "aspects and polarity, ACOS laptops, test part", {"": (ACOS, acos_cases)})
AWARE_SUITE = _suite(
    "aware",
    "polarity of given terms of app reviews, AWARE (social networking)",
    {"": (AWARE, aware_cases)},
    judge=polarity_alone,
)
ASPECT_SUITES = (SEMEVAL, MAMS_SUITE, ACOS_SUITE, AWARE_SUITE)
