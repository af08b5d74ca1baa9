"""A suite: labelled data, what is measured on it, and how the figures stand against their floors."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
"""Least values that measures may have, by suite and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one suite measured."""

    n: int
    """Labelled cases."""
    measures: Mapping[str, float]
    """By name, 0 to 1; more is better."""
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Numerator and denominator of the measures that are shares, by name."""
    wrong: tuple[str, ...] = ()
    """Cases that were judged wrongly, in words."""
    notes: tuple[str, ...] = ()
    """What belongs beside the measures and was not measured now: figures recorded elsewhere, readers left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One set of labelled data with the function that measures on it."""

    name: str
    about: str
    """What is measured on what, in a line."""
    run: Callable[[Path | None], Report]
    """Takes the data folder; None when the suite needs none."""
    needs: tuple[str, ...] = ()
    """Files or folders below the data folder that it cannot do without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one suite."""

    suite: str
    about: str
    skipped: str = ""
    """Why it was not run; empty when it was."""
    report: Report | None = None
    floors: Mapping[str, float] = field(default_factory=dict)

    @property
    def fallen(self) -> tuple[str, ...]:
        """Measures below their floor, or with a floor and not measured."""
        if self.report is None:
            return ()
        measures = self.report.measures
        return tuple(name for name, floor in self.floors.items() if measures.get(name, -1.0) < floor)


def read_floors(path: Path = FLOORS) -> dict[str, dict[str, float]]:
    """Read the floors: a table a suite, a number a measure."""
    return {
        suite: {name: float(floor) for name, floor in table.items()}
        for suite, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def evaluate(
    suites: Sequence[Suite], *, data: Path | None, floors: Mapping[str, Mapping[str, float]]
) -> list[Result]:
    """Run the suites in order; one whose data is not there is skipped with the reason."""
    return [_result(suite, data, floors.get(suite.name, {})) for suite in suites]


def _result(suite: Suite, data: Path | None, floors: Mapping[str, float]) -> Result:
    skipped = _missing(suite, data)
    report = None if skipped else suite.run(data if suite.needs else None)
    return Result(suite=suite.name, about=suite.about, skipped=skipped, report=report, floors=floors)


def _missing(suite: Suite, data: Path | None) -> str:
    """Say what of a suite's data is not there; empty when all is."""
    if not suite.needs:
        return ""
    if data is None:
        return f"its data is not in the package: name a folder that holds {suite.needs[0]} with --data"
    gone = [need for need in suite.needs if not (data / need).exists()]
    return f"{data / gone[0]} is not there" if gone else ""
