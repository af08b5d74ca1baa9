"""The card beside the weights: version, hashes, and from which probability a label holds."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlp.encoder.labels import INTENTS
from rivalscope.domain.reading import IntentLabel
from rivalscope.errors import ModelError

WEIGHTS = Path(__file__).with_name("weights")
CARD = "card.json"
VOCABULARY = "vocab.txt"
TABLE = "pieces.onnx"
"""The numbers of each piece, which the tiers share."""
THRESHOLD = 0.5
"""Probability from which a label holds where the card says nothing."""
UNSURE = 0.6
"""Probability of a polarity below which the encoder counts as unsure where the card says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is said of one tier's weights."""

    tier: str
    version: str
    folder: Path
    hashes: Mapping[str, str]
    """SHA-256 of each file, in hexadecimal digits."""
    thresholds: Mapping[IntentLabel, float] = field(default_factory=dict)
    unsure: float = UNSURE
    reserve: float = 0.0
    """Taken off the logit of "outside any aspect": the larger, the more spans are found."""

    @property
    def weights(self) -> Path:
        """The ONNX file of the tier."""
        return self.folder / f"{self.tier}.onnx"

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the files that, one after the other, are the tier's network: ONNX messages merge when they are joined."""
        return (self.weights.name, *([TABLE] if TABLE in self.hashes else []))

    @property
    def name(self) -> str:
        """Tier, version and first 8 digits of the weights' hash: what a reading is stored under."""
        return f"{self.tier}/{self.version}/{self.hashes[self.weights.name][:8]}"


def read_card(tier: str, *, folder: Path = WEIGHTS) -> Card:
    """Return the card of a tier; ModelError when it is missing or damaged, or does not know the tier."""
    path = folder / CARD
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        entry: dict[str, Any] = document.get("tiers", {}).get(tier, {})
        given = entry.get("thresholds", {})
        shared = [TABLE] if TABLE in document["files"] else []
        card = Card(
            tier=tier,
            version=str(document["version"]),
            folder=folder,
            hashes={name: str(document["files"][name]) for name in (f"{tier}.onnx", VOCABULARY, *shared)},
            thresholds={label: float(given.get(label.value, THRESHOLD)) for label in INTENTS},
            unsure=float(entry.get("unsure", UNSURE)),
            reserve=float(entry.get("reserve", 0.0)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path} cannot be read ({error!r}); install rivalscope again") from error
    if not all(0 < threshold < 1 for threshold in card.thresholds.values()):
        raise ModelError(f"{path}: a threshold of {tier} is not between 0 and 1; install rivalscope again")
    return card


def read_checked(card: Card, name: str) -> bytes:
    """Return a file's bytes; ModelError when it is missing or is not the one that the card speaks of."""
    path = card.folder / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error}); install rivalscope again") from error
    if hashlib.sha256(data).hexdigest() != card.hashes[name]:
        raise ModelError(f"{path} is not the file that {CARD} speaks of; install rivalscope again")
    return data
