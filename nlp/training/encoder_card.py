"""The card of the encoder: what its weights learnt from, how, and how well they read."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nlp.encoder.card import CARD
from nlp.evaluation import Figures
from nlp.training.encoder_examples import Example
from nlp.training.encoder_settings import Settings

VERSION = "2"
"""Raised when weights are trained anew on other data or by another recipe."""
LICENCE = "CC BY-SA 4.0"
"""Of the weights: share-alike, as the treebank is that they learnt from."""
ABOUT = {
    "own": ("Sentences of software reviews written for this project (nlp/corpus)", "CC BY 4.0"),
    "ewt": ("Reviews of UD_English-EWT with labels of this project (nlp/corpus/ewt)", "CC BY-SA 4.0"),
    "hu_liu": (
        "Customer reviews by Minqing Hu, Bing Liu and others, http://www.cs.uic.edu/~liub",
        "CC BY 4.0",
    ),
    "mams": ("MAMS-ATSA, https://github.com/siat-nlp/MAMS-for-ABSA", "Apache-2.0"),
    "pros_cons": ("Pros and Cons by Bing Liu and others, http://www.cs.uic.edu/~liub", "CC BY 4.0"),
    "unlabelled": (
        "Without labels: ours with aspects changed about, UD_English-EWT's reviews, Hu and Liu's, Liu's lists, MAMS",
        "CC BY 4.0, CC BY-SA 4.0, Apache-2.0",
    ),
}
"""What each set is and its licence; all of them may be learnt from in what ships."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """One tier's training: its figures by split, and what it cost."""

    sha256: str
    """Of the ONNX file."""
    bytes: int
    thresholds: Mapping[str, float]
    """Probability from which each intent holds, chosen on the dev split."""
    reserve: float
    """Taken off the logit of what lies outside any aspect, likewise."""
    cpu_seconds: float
    sets: Mapping[str, int]
    """Sentences of each set."""
    figures: Mapping[str, Figures]


def fingerprint(examples: Sequence[Example]) -> str:
    """Return the SHA-256 of the sentences with their labels."""
    digest = hashlib.sha256()
    for one in examples:
        labels = [(span.start, span.end, span.polarity) for span in one.spans]
        digest.update(repr((one.text, labels, sorted(one.intents or ()))).encode())
    return digest.hexdigest()


def write_card(
    folder: Path,
    settings: Settings,
    *,
    data: Mapping[str, str],
    shared: Mapping[str, str],
    vocabulary: int,
    tiers: Mapping[str, Trained],
    software: Mapping[str, str],
    teacher_seconds: float,
) -> None:
    """Write card.json beside the weights.

    `data` are fingerprints by set, `shared` hashes of the files that the tiers share, `vocabulary` the count of
    pieces, `teacher_seconds` the processor time of training the teacher and asking it.
    """
    entries = {name: _entry(one) for name, one in tiers.items()}
    document = {
        "version": VERSION,
        "licence": LICENCE,
        "recipe": "python -m nlp.training.encoder",
        "seed": settings.seed,
        "settings_sha256": settings.sha256,
        "base": {**asdict(settings.base), "licence": "Apache-2.0"},
        "teacher": {
            **asdict(settings.teacher.base),
            "licence": "Apache-2.0",
            "cpu_seconds": round(teacher_seconds),
        },
        "data": {
            name: {"what": ABOUT[name][0], "licence": ABOUT[name][1], "sha256": sha256}
            for name, sha256 in data.items()
        },
        "vocabulary": vocabulary,
        "software": dict(software),
        "files": {
            **shared,
            **{f"{name}.onnx": entry["sha256"] for name, entry in entries.items()},
        },
        "tiers": entries,
    }
    (folder / CARD).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _entry(one: Trained) -> dict[str, Any]:
    return {
        "sha256": one.sha256,
        "bytes": one.bytes,
        "thresholds": dict(one.thresholds),
        "reserve": one.reserve,
        "cpu_seconds": round(one.cpu_seconds),
        "sentences": dict(one.sets),
        "figures": {split: {"n": figures.n, **figures.scores} for split, figures in one.figures.items()},
    }
