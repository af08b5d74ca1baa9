"""The classifier of sentence borders, trained: Adam over vectors and a hidden layer, Adagrad over hashed pairs; numpy alone."""

import logging
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.splitter import BUCKETS, Features

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]
BATCH = 2048
RATE = 3e-3
SLOWER = 0.2
"""Factor on the rate of the vectors, which begin as an encoder's."""
DECAY = 1e-3
PAIR_RATE = 0.08
PAIR_SCALE = 50.0
FORGET = 0.06
"""Share of words that are taken for unknown ones, so that those can be borne."""
DROP_IN, DROP_HIDDEN, DROP_PAIRS = 0.1, 0.25, 0.3


@dataclass(frozen=True, slots=True)
class Examples:
    """Words with the truth about each."""

    rows: NDArray[np.int64]
    """Rows of the vectors of the words around: [n, width]."""
    features: Features
    truth: Floats


class Network:
    """The weights while they are being learnt."""

    def __init__(self, vectors: Floats, *, width: int, signs: int, hidden: int, seed: int = 1) -> None:
        self._draw = np.random.default_rng(seed)
        size = width * vectors.shape[1] + signs
        self.pairs = np.zeros(BUCKETS, dtype=np.float32)
        self._squares = np.full(BUCKETS, 1e-2, dtype=np.float32)
        self.parts: dict[str, Floats] = {
            "vectors": vectors.astype(np.float32),
            "hidden": self._draw.normal(0, (2 / size) ** 0.5, (size, hidden)).astype(np.float32),
            "hidden_bias": np.zeros(hidden, dtype=np.float32),
            "out": self._draw.normal(0, (1 / hidden) ** 0.5, hidden).astype(np.float32),
            "bias": np.array([-2.5], dtype=np.float32),
        }
        self._means = {name: np.zeros_like(part) for name, part in self.parts.items()}
        self._powers = {name: np.zeros_like(part) for name, part in self.parts.items()}
        self._step = 0

    def train(self, examples: Examples, *, epochs: int) -> None:
        """Pass over the examples in random order, the rate falling to nothing."""
        n = len(examples.truth)
        steps = epochs * -(-n // BATCH)
        for epoch in range(epochs):
            order = self._draw.permutation(n)
            loss = 0.0
            for start in range(0, n, BATCH):
                loss += self._learn(examples, order[start : start + BATCH], left=1 - self._step / steps)
            log.info("epoch %d: mean loss %.4f", epoch + 1, loss / n)

    def _learn(self, examples: Examples, chosen: NDArray[np.int64], *, left: float) -> float:
        """Take one step; returns the summed loss. `left` is the share of steps still to come."""
        rows = examples.rows[chosen]
        rows = np.where((self._draw.random(rows.shape) < FORGET) & (rows > 0), 1, rows)
        pairs, truth = examples.features.pairs[chosen], examples.truth[chosen]
        part = self.parts
        size, hidden = part["hidden"].shape
        keep_in = self._kept((len(chosen), size), DROP_IN)
        keep_hidden = self._kept((len(chosen), hidden), DROP_HIDDEN)
        keep_pairs = self._kept(pairs.shape, DROP_PAIRS)
        given = np.concatenate(
            [part["vectors"][rows].reshape(len(chosen), -1), examples.features.signs[chosen]], axis=1
        )
        given *= keep_in
        inner = given @ part["hidden"] + part["hidden_bias"]
        active = np.maximum(inner, 0) * keep_hidden
        odds = active @ part["out"] + part["bias"] + (self.pairs[pairs] * keep_pairs).sum(axis=1)
        said = 1 / (1 + np.exp(-odds))
        error = ((said - truth) / len(chosen)).astype(np.float32)
        back = np.outer(error, part["out"]) * (inner > 0) * keep_hidden
        to_vectors = ((back @ part["hidden"].T) * keep_in)[:, : rows.shape[1] * part["vectors"].shape[1]]
        self._step += 1
        slopes = {
            "out": active.T @ error,
            "bias": np.array([error.sum()], dtype=np.float32),
            "hidden": given.T @ back,
            "hidden_bias": back.sum(axis=0),
            "vectors": self._spread(rows, to_vectors),
        }
        for name, slope in slopes.items():
            self._adam(name, slope, rate=RATE * left)
        self._adagrad(pairs, error[:, None] * keep_pairs, rate=PAIR_RATE * left)
        sure = np.where(truth > 0, said, 1 - said)
        return float(-np.log(sure + 1e-7).sum())

    def _kept(self, shape: tuple[int, int], share: float) -> Floats:
        return np.asarray(
            (self._draw.random(shape, dtype=np.float32) > share) / (1 - share), dtype=np.float32
        )

    def _spread(self, rows: NDArray[np.int64], slope: Floats) -> Floats:
        """Sum what each word's vector is to change by; what lies beyond texts stays zero."""
        wide = slope.reshape(-1, self.parts["vectors"].shape[1])
        count = len(self.parts["vectors"])
        columns = [np.bincount(rows.ravel(), weights=column, minlength=count) for column in wide.T]
        found = np.stack(columns, axis=1)
        found[0] = 0
        return np.asarray(found, dtype=np.float32)

    def _adam(self, name: str, slope: Floats, *, rate: float) -> None:
        """Kingma & Ba (2015), with decoupled decay (Loshchilov & Hutter 2019)."""
        part, mean, power = self.parts[name], self._means[name], self._powers[name]
        mean += 0.1 * (slope - mean)
        power += 0.001 * (slope * slope - power)
        moved = mean / (1 - 0.9**self._step) / (np.sqrt(power / (1 - 0.999**self._step)) + 1e-8)
        part -= rate * ((SLOWER if name == "vectors" else 1.0) * moved + DECAY * part)

    def _adagrad(self, pairs: NDArray[np.int64], error: Floats, *, rate: float) -> None:
        slope = (
            PAIR_SCALE * np.bincount(pairs.ravel(), weights=error.ravel(), minlength=BUCKETS)
            + DECAY * self.pairs
        )
        self._squares += (slope * slope).astype(np.float32)
        self.pairs -= (rate * slope / np.sqrt(self._squares)).astype(np.float32)
