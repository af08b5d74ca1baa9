"""The settings of the encoder's training, read from encoder.toml."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("encoder.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The pretrained encoder: where it is taken from and what it must be."""

    package: str
    version: str
    folder: str
    """Of the model's files in the installed package."""
    sha256: str
    vocabulary_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How the weights are moved; rates are the peaks of a linear warm-up and decay."""

    batch: int
    encoder_rate: float
    head_rate: float
    warm_up: float
    """Share of the steps in which the rate rises."""
    decay: float
    dropout: float
    bfloat16: bool
    """Whether products are computed in bfloat16: three times as fast on processors that have it."""
    clip: float
    """Norm to which gradients are cut."""
    join: float
    """Chance that a sentence of ours is read together with the next one of its review."""
    polarity_loss: float
    intents_loss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUse:
    """How a set of sentences takes part."""

    shares: tuple[float, ...]
    """Part of the set drawn in each epoch, 0 to 1."""
    tags: float
    polarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fast:
    """How the small encoder is taught by the large one."""

    layers: int
    epochs: int
    encoder_rate: float
    head_rate: float
    teacher: float
    temperature: float
    unlabelled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole recipe."""

    seed: int
    base: Base
    vocabulary: int
    """Pieces kept of the base's vocabulary."""
    rates: Rates
    sets: dict[str, SetUse]
    benchmark: SetUse
    held_out: int
    fast: Fast
    sha256: str
    """Of the file that they were read from."""


def read_settings(file: Path = FILE) -> Settings:
    """Return the settings of a TOML file; KeyError and TypeError name what is missing or unknown."""
    raw = file.read_bytes()
    values: dict[str, Any] = tomllib.loads(raw.decode("utf-8"))
    benchmark = values["benchmark"]
    return Settings(
        seed=values["seed"],
        base=Base(**values["base"]),
        vocabulary=values["vocabulary"]["size"],
        rates=Rates(**values["training"]),
        sets={name: _use(entry) for name, entry in values["sets"].items()},
        benchmark=SetUse(shares=tuple(benchmark["shares"]), tags=1.0, polarity=1.0),
        held_out=benchmark["held_out"],
        fast=Fast(**values["fast"]),
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def _use(entry: dict[str, Any]) -> SetUse:
    return SetUse(shares=tuple(entry["shares"]), tags=entry["tags"], polarity=entry["polarity"])
