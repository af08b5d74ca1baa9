"""The large network that teaches: MPNet, whose pieces are BERT's, with our heads."""
# mypy: disable-error-code="import-not-found"

import json
from pathlib import Path
from typing import Any

from safetensors.torch import load_file
from torch import Tensor

from nlp.training.encoder_base import WEIGHTS
from nlp.training.encoder_network import Encoder, Shape

SHIFT = 4
"""Special pieces that MPNet's vocabulary has before the first of BERT's."""
FRAME = {"[PAD]": 1, "[CLS]": 0, "[SEP]": 2}
"""Numbers of the special pieces that stand in BERT's places; the others it knows by BERT's names."""
FIRST_PLACE = 2
"""Number of the first place: the lower ones are for filling."""
_LAYER_PARTS = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "mixed": "attention.attn.o",
    "mixed_norm": "attention.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


def load_teacher(
    folder: Path, *, kept: list[int], vocabulary: list[str], dropout: float, frozen: int = 0
) -> Encoder:
    """Return MPNet with new heads, for the pieces of a vocabulary; `kept` are their numbers in BERT's.

    With `frozen` so many layers, from the first, and what goes into them will stay as they are in training, and read
    all they are given: dropout is for what learns.
    """
    base: dict[str, Tensor] = load_file(folder / WEIGHTS)
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    shape = Shape(
        vocabulary=len(kept),
        layers=config["num_hidden_layers"],
        width=config["hidden_size"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        dropout=dropout,
        epsilon=config["layer_norm_eps"],
        distances=config["relative_attention_num_buckets"],
    )
    network = Encoder(shape)
    state: dict[str, Any] = dict(network.state_dict())
    rows = [FRAME.get(piece, number + SHIFT) for piece, number in zip(vocabulary, kept, strict=True)]
    places = base["embeddings.position_embeddings.weight"]
    state["pieces.weight"] = base["embeddings.word_embeddings.weight"][rows]
    state["places.weight"] = places[FIRST_PLACE : FIRST_PLACE + shape.positions]
    state["distances.weight"] = base["encoder.relative_attention_bias.weight"]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = base[f"embeddings.LayerNorm.{kind}"]
        for number in range(shape.layers):
            for ours, theirs in _LAYER_PARTS.items():
                state[f"layers.{number}.{ours}.{kind}"] = base[f"encoder.layer.{number}.{theirs}.{kind}"]
    network.load_state_dict(state)
    if frozen:
        for part in (network.pieces, network.places, network.norm, *network.layers[:frozen]):
            part.requires_grad_(requires_grad=False)
        for part in (network, *network.layers[:frozen]):
            part.dropout.p = 0.0
    return network
