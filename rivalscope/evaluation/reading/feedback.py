"""What app reviews are for, on the sets of others: bug reports, feature requests, and everything else."""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rivalscope.domain.reading import IntentLabel
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.cases import Answer, Case, draw
from rivalscope.evaluation.reading.figures import Figures, class_parts, joined, label_parts, merged, report
from rivalscope.evaluation.reading.readers import readers
from rivalscope.evaluation.suite import Report, Suite

MAALEJ = "nlp/maalej_app_feedback"
SCALABRINO = "nlp/scalabrino_rq1/rq1-raw-data.csv"
DRAWN = 400
OTHER = "other"
MAALEJ_FILES = {"Bug": IntentLabel.PROBLEM.value, "Feature": IntentLabel.REQUEST.value, "Rating": OTHER}
"""Classes that we have a name for; user experience, which praises and blames alike, is left out."""
SCALABRINO_CLASSES = {"BUG": IntentLabel.PROBLEM.value, "FEATURE": IntentLabel.REQUEST.value, "OTHER": OTHER}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackCase(Case):
    """A review with its one class: problem, request or other."""

    label: str


def read_maalej(folder: Path) -> list[FeedbackCase]:
    """Return the reviews of Maalej and others, title and comment, each text once."""
    cases: dict[str, FeedbackCase] = {}
    for name, label in MAALEJ_FILES.items():
        document = (folder / f"{name}.json").read_text(encoding="utf-8")
        for entry in json.loads(re.sub(r",\s*\]", "]", document)):
            text = "\n".join(
                part.strip() for part in (entry["title"], entry["comment"]) if part and part.strip()
            )
            if text:
                cases.setdefault(text, FeedbackCase(text=text, label=label))
    return list(cases.values())


def read_scalabrino(path: Path) -> list[FeedbackCase]:
    """Return the reviews of Scalabrino and others in the classes that we have a name for."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            FeedbackCase(text=row["review"], label=SCALABRINO_CLASSES[row["category"]])
            for row in csv.DictReader(lines)
            if row["category"] in SCALABRINO_CLASSES
        ]


def judged(answer: Answer) -> str:
    """Return the one class of a reading: the surer of request and problem, other where it is sure of neither."""
    named = [
        label for label in (IntentLabel.REQUEST.value, IntentLabel.PROBLEM.value) if label in answer.intents
    ]
    return max(named, key=lambda label: answer.sureness[label], default=OTHER)


def feedback_figures(pairs: Sequence[tuple[FeedbackCase, Answer]]) -> Figures:
    """Return accuracy and F1 of the three classes, and F1 of problem and request where a reading may name both."""
    classes = class_parts("class", [(case.label, judged(answer)) for case, answer in pairs])
    labels = [
        (frozenset({case.label}) - {OTHER}, answer.intents & frozenset(MAALEJ_FILES.values()))
        for case, answer in pairs
    ]
    return merged(classes, label_parts("named", labels))


def measure(
    sets: Mapping[str, Sequence[FeedbackCase]],
    *,
    tiers: Sequence[Tier] = (Tier.QUALITY, Tier.FAST, Tier.LITE),
) -> Figures:
    """Return each tier's figures on each set."""
    found: list[tuple[str, Figures]] = []
    for reader_name, reader in readers(tiers, baseline=False).items():
        for name, cases in sets.items():
            pairs = list(zip(cases, reader.answers(cases), strict=True))
            found.append((f"{name}.{reader_name}", feedback_figures(pairs)))
    return joined(found)


def measure_feedback(data: Path | None) -> Report:
    """Measure on a draw of each set."""
    folder = data or Path()
    sets = {
        "maalej": draw(read_maalej(folder / MAALEJ), DRAWN),
        "scalabrino": draw(read_scalabrino(folder / SCALABRINO), DRAWN),
    }
    return report(sum(len(cases) for cases in sets.values()), measure(sets))


FEEDBACK = Suite(
    name="feedback",
    about="problem, request or other, app reviews of Maalej and Scalabrino, on which nothing was trained",
    run=measure_feedback,
    needs=(*(f"{MAALEJ}/{name}.json" for name in MAALEJ_FILES), SCALABRINO),
)
