"""`python -m nlp.training.borders --corpus FOLDER --base FOLDER`: train the classifier of sentence borders."""

import argparse
import hashlib
import json
import logging
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokenizer import Tokenizer

from nlp.build import load_model
from nlp.splitter import CARD, FOLDER, WEIGHTS, Splitter, describe, find_rows, load_splitter, shorten
from nlp.training.border_network import Examples, Network
from nlp.training.border_texts import Bordered, joined, reviews, treebank, variants
from nlp.training.border_vectors import word_vectors
from nlp.training.encoder_settings import read_settings
from nlp.training.prepare import HELD_OUT_FILE, TRAIN_FILE
from rivalscope.errors import RivalscopeError

log = logging.getLogger(__name__)

TYPES = 5500
"""Words that have a vector."""
OFTEN = 2
WIDTH, HIDDEN, EPOCHS = 24, 96, 5
GROUP = 10
THRESHOLD = -1.25
"""Log-odds at which borders of held-out text, bare and in lower case, have their best F1, or nearly."""


def train(corpus: Path, cache: Path, *, epochs: int = EPOCHS) -> dict[str, NDArray[np.generic]]:
    """Return weights learnt from the treebank's training part and twice ours, as they are stored."""
    tokenizer = load_model().tokenizer
    documents = treebank(corpus / TRAIN_FILE) + 2 * reviews("train")
    words = frequent(documents, tokenizer)
    numbers = shorten(np.array([get_string_id(word) for word in words], dtype=np.uint64))
    keys, first = np.unique(numbers, return_index=True)
    vectors = np.zeros((len(keys) + 2, WIDTH), dtype=np.float32)
    vectors[2:] = word_vectors(words, cache, width=WIDTH, base=read_settings().base)[first]
    texts = [text for text in variants(documents, tokenizer) if len(text.words) > 1]
    features = describe([text.words for text in texts])
    truth = np.concatenate([text.starts for text in texts]).astype(np.float32)
    examples = Examples(rows=find_rows(keys, features.words)[features.around], features=features, truth=truth)
    network = Network(vectors, width=examples.rows.shape[1], signs=features.signs.shape[1], hidden=HIDDEN)
    log.info("%d words of %d texts", len(truth), len(texts))
    network.train(examples, epochs=epochs)
    return stored(network, keys)


def frequent(documents: Sequence[Sequence[str]], tokenizer: Tokenizer) -> list[str]:
    """Return the commonest words in small letters, at most TYPES."""
    counts = Counter(
        token.lower_ for text in documents for token in tokenizer(" ".join(text)) if not token.is_space
    )
    return [word for word, n in counts.most_common(TYPES) if n >= OFTEN]


def stored(network: Network, keys: NDArray[np.uint32]) -> dict[str, NDArray[np.generic]]:
    """Return the weights in eight bits where there are many, with a scale for each column."""
    found: dict[str, NDArray[np.generic]] = {"keys": keys}
    tables = {
        "vectors": network.parts["vectors"],
        "hidden": network.parts["hidden"],
        "pairs": network.pairs[:, None],
    }
    for name, table in tables.items():
        scale = np.maximum(np.abs(table).max(axis=0), 1e-8) / 127
        found[name] = np.rint(table / scale).astype(np.int8)
        found[f"{name}_scale"] = scale.astype(np.float32)
    return found | {name: network.parts[name] for name in ("hidden_bias", "out", "bias")}


def figures(splitter: Splitter, texts: Sequence[Bordered]) -> dict[str, float]:
    """Return precision, recall and F1 of borders within texts; the first word of a text is none."""
    hits = said = true = 0
    for text in texts:
        if len(text.words) > 1:
            found = splitter.score(describe([text.words]))[1:] >= splitter.threshold
            hits += int((found & text.starts[1:]).sum())
            said += int(found.sum())
            true += int(text.starts[1:].sum())
    return {
        "precision": round(hits / max(said, 1), 3),
        "recall": round(hits / max(true, 1), 3),
        "f1": round(2 * hits / max(said + true, 1), 3),
    }


def measure(splitter: Splitter, corpus: Path) -> dict[str, dict[str, float]]:
    """Return figures on held-out text, up to ten sentences joined: the treebank's dev part and that of our corpus."""
    tokenizer = load_model().tokenizer
    found = {}
    for source, documents in (("ewt", treebank(corpus / HELD_OUT_FILE)), ("reviews", reviews("dev"))):
        for name, lower, bare in (
            ("given", False, False),
            ("bare", False, True),
            ("bare, lower", True, True),
        ):
            texts = [
                joined(document[first : first + GROUP], tokenizer, lower=lower, bare=bare)
                for document in documents
                for first in range(0, len(document), GROUP)
            ]
            found[f"{source}, {name}"] = figures(splitter, texts)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Train, write, measure; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.borders", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder with the treebank's .conllu.gz files"
    )
    parser.add_argument("--base", type=Path, required=True, help="where the pretrained encoder lies, or goes")
    parser.add_argument("--target", type=Path, default=FOLDER, help="where the weights go")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="passes over the texts, for trials")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        weights = train(given.corpus, given.base, epochs=given.epochs)
        write(given.target, weights, given.corpus)
    except RivalscopeError as error:
        sys.stderr.write(f"nlp.training.borders: {error}\n")
        return error.exit_code
    return 0


def write(target: Path, weights: dict[str, NDArray[np.generic]], corpus: Path) -> None:
    """Write weights and card, and measure what was written."""
    target.mkdir(parents=True, exist_ok=True)
    # numpy's own types do not know that names of arrays may be computed.
    np.savez_compressed(target / WEIGHTS, **weights)  # type: ignore[arg-type]
    files = {
        name: hashlib.sha256((corpus / name).read_bytes()).hexdigest() for name in (TRAIN_FILE, HELD_OUT_FILE)
    }
    card: dict[str, object] = {
        "threshold": THRESHOLD,
        "weights_sha256": hashlib.sha256((target / WEIGHTS).read_bytes()).hexdigest(),
        "licence": "CC BY-SA 4.0",
        "corpus": files,
    }
    (target / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    load_splitter.cache_clear()
    card["figures"] = measure(load_splitter(target), corpus)
    (target / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    log.info("%s", json.dumps(card["figures"], indent=2))


if __name__ == "__main__":
    sys.exit(main())
