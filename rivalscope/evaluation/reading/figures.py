"""Figures: shares with numerator and denominator, and the means over classes that are made of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rivalscope.evaluation.suite import Report
from rivalscope.evaluation.tally import share

Part = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured, by name."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    """Numerator and denominator. F1 is twice the hits over all that is labelled and all that is found."""
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Means (macro F1) of the parts that are named."""

    def measures(self) -> dict[str, float]:
        """Return every share, 0 to 1, each mean before the first share that it is made of."""
        found: dict[str, float] = {}
        waiting = dict(self.means)
        for name, part in self.parts.items():
            for mean in [mean for mean, of in waiting.items() if name in of]:
                of = waiting.pop(mean)
                found[mean] = round(sum(share(*self.parts[one]) for one in of) / len(of), 4)
            found[name] = share(*part)
        return found


def joined(figures: Iterable[tuple[str, Figures]]) -> Figures:
    """Return figures of several readers or sets as one, each name after the prefix of its own and a full stop."""
    parts: dict[str, Part] = {}
    means: dict[str, tuple[str, ...]] = {}
    for prefix, one in figures:
        parts |= {f"{prefix}.{name}": part for name, part in one.parts.items()}
        means |= {
            f"{prefix}.{name}": tuple(f"{prefix}.{of}" for of in names) for name, names in one.means.items()
        }
    return Figures(parts=parts, means=means)


def merged(*figures: Figures) -> Figures:
    """Return figures of one reader on one set as one."""
    return Figures(
        parts={name: part for one in figures for name, part in one.parts.items()},
        means={name: of for one in figures for name, of in one.means.items()},
    )


def report(n: int, figures: Figures, *, notes: Sequence[str] = ()) -> Report:
    """Return the figures as a suite reports them; `n` counts cases."""
    return Report(n=n, measures=figures.measures(), parts=dict(figures.parts), notes=tuple(notes))


def f1(hits: int, labelled: int, found: int) -> Part:
    """Return F1 as numerator and denominator."""
    return 2 * hits, labelled + found


def class_parts(prefix: str, pairs: Sequence[tuple[str, str]]) -> Figures:
    """Return accuracy, F1 of each class that is true somewhere, and their mean, of pairs of truth and judgement."""
    names = sorted({truth for truth, _ in pairs})
    parts = {f"{prefix}": (sum(a == b for a, b in pairs), len(pairs))} | {
        f"{prefix}, {name} F1": f1(
            sum(a == b == name for a, b in pairs),
            sum(a == name for a, _ in pairs),
            sum(b == name for _, b in pairs),
        )
        for name in names
    }
    return Figures(
        parts=parts, means={f"{prefix}, macro F1": tuple(f"{prefix}, {name} F1" for name in names)}
    )


def label_parts(prefix: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Figures:
    """Return F1 of each label of which a case may bear several, and their mean, of pairs of truth and judgement."""
    names = sorted({name for truth, _ in pairs for name in truth})
    parts = {
        f"{prefix}, {name} F1": f1(
            sum(name in a and name in b for a, b in pairs),
            sum(name in a for a, _ in pairs),
            sum(name in b for _, b in pairs),
        )
        for name in names
    }
    return Figures(parts=parts, means={f"{prefix}, macro F1": tuple(parts)})
