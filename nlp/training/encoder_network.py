"""The network: a BERT encoder with three heads, in torch."""
# torch stands in an extra of its own, so that type checks must do without it.
# mypy: disable-error-code="import-not-found", allow-subclassing-any

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from nlp.encoder.labels import INTENTS, LONGEST, POLARITIES, TAGS
from nlp.training.encoder_base import WEIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the network."""

    vocabulary: int
    layers: int
    width: int
    heads: int
    inner: int
    dropout: float
    positions: int = LONGEST
    epsilon: float = 1e-12
    """Of the norms."""
    distances: int = 0
    """Buckets of distances between pieces that attention is biased by; 0 for none."""


def read_shape(folder: Path, *, vocabulary: int, dropout: float) -> Shape:
    """Return the sizes that the base's config.json states."""
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Shape(
        vocabulary=vocabulary,
        layers=config["num_hidden_layers"],
        width=config["hidden_size"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        dropout=dropout,
    )


FURTHEST = 128
"""Distance from which all share the last bucket."""


class Layer(nn.Module):
    """Attention and a feed-forward part, each with its residual and norm after it (post-norm, as in BERT)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.size = shape.heads, shape.width // shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.mixed = nn.Linear(shape.width, shape.width)
        self.mixed_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.outer_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States [batch, length, width] and bias [batch, 1 or heads, 1 or length, length] to new states."""
        batch, length = states.shape[:2]

        def split(part: nn.Module) -> Tensor:
            return part(states).view(batch, length, self.heads, self.size).transpose(1, 2)

        scores = split(self.query) @ split(self.key).transpose(2, 3) / math.sqrt(self.size) + bias
        seen = self.dropout(scores.softmax(-1)) @ split(self.value)
        seen = seen.transpose(1, 2).reshape(batch, length, self.heads * self.size)
        states = self.mixed_norm(states + self.dropout(self.mixed(seen)))
        inner = nn.functional.gelu(self.inner(states))
        return self.outer_norm(states + self.dropout(self.outer(inner)))


class Encoder(nn.Module):
    """Pieces to logits of tags, polarities and intents."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.tags = nn.Linear(shape.width, len(TAGS))
        self.polarities = nn.Linear(shape.width, len(POLARITIES))
        self.tone = nn.Linear(2 * shape.width, len(POLARITIES), bias=False)
        self.intents = nn.Linear(2 * shape.width, len(INTENTS))
        self.distances = nn.Embedding(shape.distances, shape.heads) if shape.distances else None

    def forward(self, numbers: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Numbers and mask (1 for pieces, 0 for filling), both int64 [batch, length], to the three logits.

        Tags are [batch, length, 3], polarities [batch, length, 4], intents [batch, 6]; the intents are read off
        the first state and the mean of all, polarities off these and the state of the piece.
        """
        places = torch.arange(numbers.shape[1], device=numbers.device)
        states = self.dropout(self.norm(self.pieces(numbers) + self.places(places)))
        held = mask.to(states.dtype)
        bias = (1.0 - held[:, None, None, :]) * -1e4
        if self.distances is not None:
            bias = bias + self.distances(buckets(numbers.shape[1], self.shape.distances)).permute(2, 0, 1)
        for layer in self.layers:
            states = layer(states, bias)
        mean = (states * held[:, :, None]).sum(1) / held.sum(1, keepdim=True)
        states = self.dropout(states)
        whole = torch.cat([states[:, 0], self.dropout(mean)], dim=-1)
        polarities = self.polarities(states) + self.tone(whole)[:, None, :]
        return self.tags(states), polarities, self.intents(whole)


def buckets(length: int, count: int) -> Tensor:
    """Return the bucket of the distance from every piece to every other, [length, length].

    Near distances have a bucket each, further ones share one with others of about their size, up to 128; half the
    buckets are for pieces to the right (Raffel et al. 2020, section 2.1, as MPNet uses them).
    """
    places = torch.arange(length)
    apart = places[None, :] - places[:, None]
    half, exact = count // 2, count // 4
    size = apart.abs()
    far = (size.clamp(min=1).float() / exact).log() / math.log(FURTHEST / exact) * (half - exact)
    bucket = torch.where(size < exact, size, (exact + far.long()).clamp(max=half - 1))
    return bucket + (apart > 0) * half


_LAYER_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "mixed_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "outer_norm": "output.LayerNorm",
}


def load_base(folder: Path, *, kept: list[int], dropout: float) -> Encoder:
    """Return an encoder with the base's weights and new heads; `kept` are the pieces that it keeps."""
    base: dict[str, Tensor] = load_file(folder / WEIGHTS)
    shape = read_shape(folder, vocabulary=len(kept), dropout=dropout)
    network = Encoder(shape)
    state: dict[str, Any] = dict(network.state_dict())
    # The base adds one vector to every piece of the first segment; ours is always the first.
    segment = base["embeddings.token_type_embeddings.weight"][0]
    state["pieces.weight"] = base["embeddings.word_embeddings.weight"][kept] + segment
    state["places.weight"] = base["embeddings.position_embeddings.weight"][: shape.positions]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = base[f"embeddings.LayerNorm.{kind}"]
        for number in range(shape.layers):
            for ours, theirs in _LAYER_PARTS.items():
                state[f"layers.{number}.{ours}.{kind}"] = base[f"encoder.layer.{number}.{theirs}.{kind}"]
    network.load_state_dict(state)
    return network


def shrunk(network: Encoder, *, layers: int, inner: int) -> Encoder:
    """Return a new encoder of the first layers of another, with copies of its heads and narrower feed-forward parts.

    Of these the numbers are kept whose weights, in and out, have the largest product of norms.
    """
    small = Encoder(replace(network.shape, layers=layers, inner=inner))
    state = network.state_dict()
    for number in range(layers):
        into, out = (f"layers.{number}.{part}" for part in ("inner", "outer"))
        weight = state[f"{into}.weight"].norm(dim=1) * state[f"{out}.weight"].norm(dim=0)
        kept = weight.topk(inner).indices.sort().values
        state[f"{into}.weight"] = state[f"{into}.weight"][kept]
        state[f"{into}.bias"] = state[f"{into}.bias"][kept]
        state[f"{out}.weight"] = state[f"{out}.weight"][:, kept]
    known = small.state_dict()
    small.load_state_dict({name: value for name, value in state.items() if name in known})
    return small
