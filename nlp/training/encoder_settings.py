"""The settings of the encoder's training, read from encoder.toml."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("encoder.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A pretrained encoder: where it is taken from and what it must be."""

    packages: tuple[str, ...]
    version: str
    folder: str
    """Of the model's files in the installed packages, or in their archive."""
    sha256: str
    vocabulary_sha256: str
    archive: str = ""
    """Name of the ZIP file of which the packages hold a part each; empty where the files lie open."""


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
class Teacher:
    """The large network that learns from labels and labels the rest."""

    base: Base
    encoder_rate: float
    head_rate: float
    frozen: int
    """Layers, from the first, that stay as they are, with what goes into them."""
    sets: dict[str, SetUse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Sentences beside the labelled ones that the teacher is asked about."""

    swaps: int
    """How many times each sentence of ours is asked about with other aspects in the places of its own."""
    swap: float
    """Chance that an aspect is put in another's place."""
    joins: float
    """Part of the pairs of neighbouring sentences that are asked about as one."""
    lists: int
    """Lines of pros and cons."""
    mams: int
    unlabelled: int
    """Sentences of all open sets together, lines of pros and cons and MAMS among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """How an encoder that ships is taught."""

    layers: int
    inner: int
    """Width of the feed-forward parts: of a wider base those numbers are kept that count most."""
    epochs: int
    encoder_rate: float
    head_rate: float
    teacher: float
    """Of the loss of borders and opinions: what the teacher says, against the labels of people; below 1."""
    temperature: float
    drawn: int
    """Sentences without labels of people in an epoch; those labelled by our guidelines are all in it."""
    sets: dict[str, SetUse]
    """Sets labelled by other guidelines, with a share for every epoch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole recipe."""

    seed: int
    base: Base
    vocabulary: int
    """Pieces kept of the base's vocabulary."""
    rates: Rates
    teacher: Teacher
    lessons: Lessons
    quality: Student
    fast: Student
    benchmark: SetUse
    held_out: int
    sha256: str
    """Of the file that they were read from."""


def read_settings(file: Path = FILE) -> Settings:
    """Return the settings of a TOML file; KeyError and TypeError name what is missing or unknown."""
    raw = file.read_bytes()
    values: dict[str, Any] = tomllib.loads(raw.decode("utf-8"))
    teacher, benchmark = values["teacher"], values["benchmark"]
    return Settings(
        seed=values["seed"],
        base=_base(values["base"]),
        vocabulary=values["vocabulary"]["size"],
        rates=Rates(**values["training"]),
        teacher=Teacher(
            base=_base(teacher["base"]),
            encoder_rate=teacher["encoder_rate"],
            head_rate=teacher["head_rate"],
            frozen=teacher["frozen"],
            sets={name: _use(entry) for name, entry in teacher["sets"].items()},
        ),
        lessons=Lessons(**values["lessons"]),
        quality=_student(values["quality"]),
        fast=_student(values["fast"]),
        benchmark=_use(benchmark),
        held_out=benchmark["held_out"],
        sha256=hashlib.sha256(raw).hexdigest(),
    )


def _base(entry: dict[str, Any]) -> Base:
    return Base(**{**entry, "packages": tuple(entry["packages"])})


def _student(entry: dict[str, Any]) -> Student:
    return Student(**{**entry, "sets": {name: _use(use) for name, use in entry["sets"].items()}})


def _use(entry: dict[str, Any]) -> SetUse:
    return SetUse(shares=tuple(entry["shares"]), tags=entry["tags"], polarity=entry["polarity"])
