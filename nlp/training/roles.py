"""`python -m nlp.training.roles`: train the classifier of the parts that products play, on the encoder that lies in place."""

import argparse
import hashlib
import json
import logging
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.corpus.market import market
from nlp.corpus.reading import FOLDER as CORPUS
from nlp.corpus.reading import read_corpus
from nlp.encoder.card import WEIGHTS, read_card
from nlp.encoder.encoder import Encoder
from nlp.roles import CARD, CONTESTS, FOLDER, MOVES, softmax
from nlp.training.role_examples import FOLDS, Examples, Numbers, find_examples
from nlp.training.role_fit import fit
from rivalscope.domain.settings import Tier
from rivalscope.errors import RivalscopeError

log = logging.getLogger(__name__)

TIERS = (Tier.QUALITY, Tier.FAST)
SPLITS = ("train", "dev")
PENALTY = 20.0
NEVER = 2.0
"""A threshold that no probability reaches: the rules alone."""
CHOICES = tuple(round(0.3 + 0.05 * step, 2) for step in range(14))
"""Thresholds to choose from."""
SPENT = 0.02
"""What the classifier may take off the rules' precision on moves: these are to be right rather than all."""
LICENCE = "CC BY-SA 4.0"
KINDS = (CONTESTS, MOVES)

Table = NDArray[np.float32]


def train(found: Examples) -> tuple[Table, dict[str, float], dict[str, dict[str, dict[str, float]]]]:
    """Return weights, thresholds, and the figures of these on products held out, one fold after the other."""
    tables = []
    thresholds: dict[str, float] = {}
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for column, (kind, parts) in enumerate((("contest", CONTESTS), ("move", MOVES))):
        true, ruled = found.true[:, column], found.ruled[:, column]
        chances = held_out(found, true, classes=len(parts))
        rivals = ~found.own
        by_choice = {
            one: measure(true[rivals], ruled[rivals], chances[rivals], threshold=one) for one in CHOICES
        }
        silent = measure(true[rivals], ruled[rivals], chances[rivals], threshold=NEVER)
        least = silent["precision"] - SPENT if kind == "move" else 0.0
        sure = [one for one in CHOICES if by_choice[one]["precision"] >= least]
        best = max(sure or CHOICES[-1:], key=lambda one: _weighed(by_choice[one]))
        thresholds[f"{kind}_threshold"], figures[kind] = best, {"rules": silent, "both": by_choice[best]}
        tables.append(fit(found.rows, true, classes=len(parts), penalty=PENALTY))
    return np.concatenate(tables, axis=1), thresholds, figures


def _weighed(figures: dict[str, float]) -> float:
    """Return F0.5, in which precision counts twice: a report had better be silent than wrong."""
    precision, recall = figures["precision"], figures["recall"]
    return 1.25 * precision * recall / max(0.25 * precision + recall, 1e-9)


def held_out(found: Examples, true: Numbers, *, classes: int) -> Table:
    """Return the probabilities of each product's parts by weights that learnt from the other folds."""
    chances = np.zeros((len(true), classes), dtype=np.float32)
    for fold in range(FOLDS):
        rest, here = found.folds != fold, found.folds == fold
        if here.any():
            table = fit(found.rows[rest], true[rest], classes=classes, penalty=PENALTY)
            chances[here] = softmax(found.rows[here] @ table)
    return chances


def measure(true: Numbers, ruled: Numbers, chances: Table, *, threshold: float) -> dict[str, float]:
    """Return precision, recall and F1 of parts, those of the rules first, the classifier's where these are silent."""
    likeliest = 1 + chances[:, 1:].argmax(axis=1)
    said = np.where(ruled > 0, ruled, np.where(1.0 - chances[:, 0] >= threshold, likeliest, 0))
    hits = int(((said == true) & (true > 0)).sum())
    told, there = int((said > 0).sum()), int((true > 0).sum())
    return {
        "precision": round(hits / max(told, 1), 3),
        "recall": round(hits / max(there, 1), 3),
        "f1": round(2 * hits / max(told + there, 1), 3),
    }


def store(table: Table, file: Path) -> str:
    """Write weights in sixteen bits; returns the file's SHA-256."""
    np.savez_compressed(file, table=table.astype(np.float16))
    return hashlib.sha256(file.read_bytes()).hexdigest()


def make(target: Path, *, weights: Path = WEIGHTS) -> None:
    """Train both tiers' classifiers on the corpus's train and dev parts; write weights and card."""
    corpus = read_corpus(CORPUS)
    learnt = [review for review in corpus if review.split in SPLITS]
    digest = hashlib.sha256()
    for review in learnt:
        digest.update(repr([(one.text, one.comparisons, one.switches) for one in review.sentences]).encode())
    target.mkdir(parents=True, exist_ok=True)
    tiers: dict[str, dict[str, Any]] = {}
    for tier in TIERS:
        card = read_card(tier, folder=weights)
        found = find_examples(Encoder(card), learnt, names=market(corpus))
        table, thresholds, figures = train(found)
        tiers[tier.value] = {
            "encoder_sha256": card.hashes[card.weights.name],
            "weights_sha256": store(table, target / f"{tier.value}.npz"),
            **thresholds,
            "products_in_sentences": len(found.true),
            "figures": figures,
        }
        log.info("%s: %s %s", tier.value, thresholds, figures)
    # What differs between tiers here is chance: both take the surer threshold. Figures are those at each tier's own.
    for name in ("contest_threshold", "move_threshold"):
        surest = max(entry[name] for entry in tiers.values())
        for entry in tiers.values():
            entry[name] = surest
    document = {
        "licence": LICENCE,
        "recipe": "python -m nlp.training.roles",
        "corpus_sha256": digest.hexdigest(),
        "tiers": tiers,
    }
    (target / CARD).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Train and write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.roles", description=__doc__)
    parser.add_argument("--target", type=Path, default=FOLDER, help="where the weights go")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        make(given.target)
    except RivalscopeError as error:
        sys.stderr.write(f"nlp.training.roles: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
