"""Confusion: precision and recall of each label, from pairs of truth and judgement."""

from collections import Counter
from collections.abc import Sequence

from rivalscope.evaluation.tally import share


def shares(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return accuracy, and precision and recall of every label that is true somewhere, 0 to 1.

    The precision of a label that was never given is 1: it was never wrong.
    """
    truths = Counter(truth for truth, _ in pairs)
    given = Counter(judged for _, judged in pairs)
    right = Counter(truth for truth, judged in pairs if truth == judged)
    measures = {"accuracy": share(right.total(), len(pairs))}
    for label in sorted(truths):
        measures[f"precision.{label}"] = share(right[label], given[label])
        measures[f"recall.{label}"] = share(right[label], truths[label])
    return measures
