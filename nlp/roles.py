"""What part each product plays in a sentence, told by a small classifier from the encoder's states and the words around.

Most people compare without a word of comparing (`on B this was one click`), which no pattern can list.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from nlp.encoder.card import Card
from nlp.encoder.encoder import Encoder, States
from nlp.masked import MASK, Masked
from nlp.products import Side
from rivalscope.domain.reading import Comparison, Relation
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError

FOLDER = Path(__file__).with_name("role_model")
CARD = "card.json"
CONTESTS = ("none", "better", "worse", "equal")
"""What is said of a product against another: nothing, or which it is."""
MOVES = (
    "none",
    "to, switch",
    "to, considering",
    "to, threatened",
    "from, switch",
    "from, considering",
    "from, threatened",
)
"""Whether somebody moves to a product or away from it, and how far that has come."""
BUCKETS = 4096
"""Places that words around a product are hashed to."""
NEAR = 6
"""Pieces on either side of a product whose states are its surroundings."""
STATE_WEIGHT, WORD_WEIGHT, LOGIT_WEIGHT, RULE_WEIGHT = 0.3, 0.3, 0.5, 2.0
"""Sizes of the kinds of features, so that one penalty fits all of them."""
LOUDEST = 4.0
"""Size from which a logit says no more."""

Floats = NDArray[np.float32]

_WORDS = re.compile(r"[\w']+|[@#.,;!?>=]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One product of a sentence with the probabilities of its parts, in the orders of CONTESTS and MOVES."""

    side: Side
    contest: Floats
    move: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWeights:
    """The classifier's numbers for one tier."""

    table: Floats
    """[features, CONTESTS and then MOVES]."""
    contest_threshold: float
    """Probability of saying anything from which a comparison is told."""
    move_threshold: float


class Roles:
    """Tells the parts of the products of a sentence."""

    def __init__(self, encoder: Encoder, weights: RoleWeights) -> None:
        self._encoder = encoder
        self.weights = weights

    def tell(self, doc: Doc, sentence: Span, masked: Masked, ruled: Sequence[Comparison]) -> list[Told]:
        """Return the parts of each named product of a masked sentence; `ruled` is what the rules found in it."""
        sides = [(number, side) for number, side in enumerate(masked.sides) if side.name is not None]
        if not sides:
            return []
        states = self._encoder.states(sentence.text)
        if states is None:
            return []
        rows = np.stack(
            [describe(doc, sentence, masked, number, states=states, ruled=ruled) for number, _ in sides]
        )
        odds = rows @ self.weights.table
        contests, moves = softmax(odds[:, : len(CONTESTS)]), softmax(odds[:, len(CONTESTS) :])
        return [
            Told(side=side, contest=contest, move=move)
            for (_, side), contest, move in zip(sides, contests, moves, strict=True)
        ]


def describe(
    doc: Doc, sentence: Span, masked: Masked, number: int, *, states: States, ruled: Iterable[Comparison]
) -> Floats:
    """Return the features of one product of a sentence: states of and around it, words, what rules and encoder say."""
    side = masked.sides[number]
    parts = [_around(doc[side.start : side.end], sentence.start_char, states) * STATE_WEIGHT]
    parts.append(_hashed(masked.words, number) * WORD_WEIGHT)
    parts.append(np.clip(states.intents, -LOUDEST, LOUDEST) * LOGIT_WEIGHT)
    parts.append(np.array([1.0, side.known], dtype=np.float32))
    parts.append(np.array(list(_signs(side, ruled)), dtype=np.float32) * RULE_WEIGHT)
    return np.concatenate(parts).astype(np.float32)


def _around(words: Span, offset: int, states: States) -> Floats:
    """Return mean states of the product, the whole sentence twice (its own state, the mean), and what stands beside it."""
    start, end = words.start_char - offset, words.end_char - offset
    first = int(states.offsets[:, 1].searchsorted(start, side="right"))
    last = max(int(states.offsets[:, 0].searchsorted(end, side="left")), first + 1)
    pieces = states.pieces
    return np.concatenate(
        [
            _mean(pieces[first:last]),
            states.whole,
            _mean(pieces),
            _mean(pieces[max(0, first - NEAR) : first]),
            _mean(pieces[last : last + NEAR]),
        ]
    )


def _mean(pieces: Floats) -> Floats:
    if not len(pieces):
        return np.zeros(pieces.shape[1], dtype=np.float32)
    return np.asarray(pieces.mean(axis=0), dtype=np.float32)


def _hashed(words: str, number: int) -> Floats:
    """Return which words, pairs of them, and words at which place around the product there are, hashed."""
    own = re.sub(rf"{MASK}{number}(?!\d)", "@", words)
    found = _WORDS.findall(re.sub(rf"{MASK}\d+", "#", own))
    here = found.index("@") if "@" in found else 0
    row = np.zeros(BUCKETS, dtype=np.float32)
    for gram in _grams(found, here):
        row[zlib.crc32(gram.encode()) % BUCKETS] = 1.0
    return row


def _grams(words: Sequence[str], here: int) -> Iterator[str]:
    for place, word in enumerate(words):
        yield f"any {word}"
        yield f"{'after' if place > here else 'before'} {word}"
        if 0 < abs(place - here) <= 3:
            yield f"{place - here} {word}"
    for first, second in pairwise(words):
        yield f"pair {first} {second}"


def _signs(side: Side, ruled: Iterable[Comparison]) -> Iterator[bool]:
    """Yield what the rules say of a product: better, worse, alike; gone to, left; gone to or left in thought."""
    said = [(one.relation, one.winner == side.name, one.loser == side.name) for one in ruled]
    yield any(relation is Relation.BETTER and first for relation, first, _ in said)
    yield any(relation is Relation.BETTER and second for relation, _, second in said)
    yield any(relation is Relation.EQUAL and (first or second) for relation, first, second in said)
    yield any(relation is Relation.SWITCH and first for relation, first, _ in said)
    yield any(relation is Relation.SWITCH and second for relation, _, second in said)
    for unmade in (Relation.CONSIDERING, Relation.THREATENED):
        yield any(relation is unmade and (first or second) for relation, first, second in said)


def softmax(odds: Floats) -> Floats:
    """Return probabilities of each row."""
    grown = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)


def load_roles(encoder: Encoder, *, folder: Path = FOLDER) -> Roles | None:
    """Return the classifier for an encoder; None where it learnt from another one's states than these weights'."""
    weights = read_weights(encoder.card, folder=folder)
    return None if weights is None else Roles(encoder, weights)


@lru_cache(maxsize=4)
def _read(tier: str, folder: Path) -> tuple[str, RoleWeights]:
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        entry = card["tiers"][tier]
        with np.load(folder / f"{tier}.npz", allow_pickle=False) as stored:
            table = stored["table"].astype(np.float32)
        return str(entry["encoder_sha256"]), RoleWeights(
            table=table,
            contest_threshold=float(entry["contest_threshold"]),
            move_threshold=float(entry["move_threshold"]),
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise ModelError(
            f"the weights in {folder} cannot be read ({error}); install rivalscope again"
        ) from error


def read_weights(card: Card, *, folder: Path = FOLDER) -> RoleWeights | None:
    """Return the weights for a tier's encoder; None where they belong to another one. ModelError when damaged."""
    if card.tier not in set(Tier):
        return None
    learnt_from, weights = _read(card.tier, folder)
    return weights if learnt_from == card.hashes[card.weights.name] else None
