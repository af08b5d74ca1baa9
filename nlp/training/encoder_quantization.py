"""Eight-bit weights and activations with fixed ranges: a sentence is read the same whatever stands beside it."""
# mypy: disable-error-code="import-not-found, import-untyped"

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Floats = NDArray[np.float32]
Feed = Mapping[str, NDArray[np.int64]]
"""One batch: `input_ids` and `attention_mask`, [batch, length]."""

TOP = 63
"""Largest weight: with 7 bits no sum of two products leaves 16 bits, so that all processors compute the same."""
STEPS = 255
SHARES = (99.5, 99.9, 99.99, 100.0)
"""Of the values of a channel, in per cent, that its range may hold."""
SHIFTS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""How much of a channel's unlike size goes from the activations to the weights (alpha of SmoothQuant)."""
TRIED = 1500
"""Pieces that ranges are tried on."""
FAINT = 1e-5
MANY = 1000
"""Rows from which a table that is looked up is one of pieces, and worth eight bits."""
EXTRA = "com.microsoft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How the activations of one input are rounded: `round(value / scale + zero)` in 0 to 255, a pair a channel."""

    scale: Floats
    zero: Floats

    def rounded(self, values: Floats) -> Floats:
        """Return the whole numbers that stand for the values, less the zero."""
        found: Floats = np.clip(np.rint(values / self.scale + self.zero), 0, STEPS) - self.zero
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Whole weights [inputs, outputs] of -TOP to TOP, and the scale of each output."""

    whole: NDArray[np.int8]
    scale: Floats


def quantize(model: Any, feeds: Sequence[Feed]) -> None:
    """Round the layers' products and the table of pieces in place, with ranges that fit the activations of the feeds.

    Ranges are fixed, a pair a channel: differences between channels are moved into the weights (Xiao et al. 2023,
    SmoothQuant, eq. 4) as far as a search finds best for the product's own error, and the mean error that is left is
    taken off (Nagel et al. 2019, section 4.2). A range found per batch instead, as dynamic quantization does, lets the
    same sentence be read in two ways beside other sentences: measured, other borders in 63 of 542.
    """
    tables = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    readers: dict[str, list[Any]] = defaultdict(list)
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in tables and "/layers." in node.name:
            readers[node.input[0]].append(node)
    samples = _watch(model, list(readers), feeds)
    nodes: list[Any] = []
    for node in model.graph.node:
        source = node.input[0] if node.input else ""
        if node in readers.get(source, ()):
            if node is readers[source][0]:
                found = find_range(samples[source], [tables[one.input[1]] for one in readers[source]])
                nodes += _rounding(model, source, found)
                ranges = found
            nodes.append(_product(model, node, tables[node.input[1]], ranges, samples[source]))
        elif node.op_type == "Gather" and source in tables and len(tables[source]) > MANY:
            nodes += _look_up(model, node, tables[source])
        else:
            nodes.append(node)
    _replace(model, nodes)


def find_range(values: Floats, weights: Sequence[Floats]) -> Range:
    """Return the range [channels] for values [pieces, channels] with which all their products err least."""
    chosen = values[:: max(1, len(values) // TRIED)]
    right = [chosen @ one for one in weights]
    loudest = np.max([np.abs(one).max(1) for one in weights], axis=0)
    return min(
        (_range(values, loudest, share=share, shift=shift) for share, shift in product(SHARES, SHIFTS)),
        key=lambda one: _error(one, chosen, weights, right),
    )


def round_weights(weights: Floats, found: Range) -> Weights:
    """Return the weights of a product for activations rounded so."""
    moved = weights * found.scale[:, None]
    scale = np.maximum(np.abs(moved).max(0) / TOP, 1e-12).astype(np.float32)
    return Weights(whole=np.rint(moved / scale).astype(np.int8), scale=scale)


def _range(values: Floats, loudest: Floats, *, share: float, shift: float) -> Range:
    low, high = np.percentile(values, (100.0 - share, share), axis=0)
    half = np.maximum((high - low) / 2, FAINT)
    size = half**shift / np.maximum(loudest, FAINT) ** (1.0 - shift)
    scale = (size * np.max(half / size) / (STEPS / 2)).astype(np.float32)
    zero = np.clip(np.rint(STEPS / 2 - (low + high) / 2 / scale), 0, STEPS).astype(np.float32)
    return Range(scale=scale, zero=zero)


def _error(found: Range, values: Floats, weights: Sequence[Floats], right: Sequence[Floats]) -> float:
    whole = found.rounded(values)
    errors = []
    for one, product_ in zip(weights, right, strict=True):
        rounded = round_weights(one, found)
        errors.append(
            np.square(whole @ (rounded.whole * rounded.scale) - product_).mean() / np.square(product_).mean()
        )
    return float(np.sum(errors))


def _watch(model: Any, names: Sequence[str], feeds: Iterable[Feed]) -> dict[str, Floats]:
    """Return what the inputs of the layers' products hold, [pieces, channels], filling left out."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names
    )
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    parts: dict[str, list[Floats]] = {name: [] for name in names}
    for feed in feeds:
        kept = feed["attention_mask"].astype(bool)
        for name, values in zip(names, session.run(list(names), dict(feed)), strict=True):
            parts[name].append(values[kept])
    return {name: np.concatenate(values) for name, values in parts.items()}


def _rounding(model: Any, source: str, found: Range) -> list[Any]:
    _hold(model, {f"{source}/scale": (1 / found.scale).astype(np.float32), f"{source}/zero": found.zero})
    _hold(model, {"quantization/one": np.float32(1), "quantization/none": np.uint8(0)})
    return [
        helper.make_node("Mul", [source, f"{source}/scale"], [f"{source}/scaled"]),
        helper.make_node("Add", [f"{source}/scaled", f"{source}/zero"], [f"{source}/shifted"]),
        helper.make_node(
            "QuantizeLinear",
            [f"{source}/shifted", "quantization/one", "quantization/none"],
            [f"{source}/whole"],
        ),
    ]


def _product(model: Any, node: Any, weights: Floats, found: Range, values: Floats) -> Any:
    rounded, name = round_weights(weights, found), node.name
    plain = rounded.whole * rounded.scale
    off = -(found.zero @ plain) + (values @ weights - found.rounded(values) @ plain).mean(0)
    _hold(model, {f"{name}/whole": rounded.whole, f"{name}/scale": rounded.scale})
    _hold(model, {f"{name}/off": off.astype(np.float32)})
    return helper.make_node(
        "MatMulIntegerToFloat",
        [
            f"{node.input[0]}/whole", f"{name}/whole", "quantization/one", f"{name}/scale",
            "quantization/none", "", f"{name}/off",
        ],
        list(node.output),
        domain=EXTRA,
    )  # fmt: skip


def _look_up(model: Any, node: Any, table: Floats) -> list[Any]:
    """Return nodes that look up whole numbers and the scale of each piece."""
    name, (target,) = node.name, node.output
    scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    _hold(model, {f"{name}/whole": np.rint(table / scale).astype(np.int8), f"{name}/scale": scale})
    return [
        helper.make_node("Gather", [f"{name}/whole", node.input[1]], [f"{target}/whole"]),
        helper.make_node("Cast", [f"{target}/whole"], [f"{target}/plain"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name}/scale", node.input[1]], [f"{target}/scale"]),
        helper.make_node("Mul", [f"{target}/plain", f"{target}/scale"], [target]),
    ]


def _hold(model: Any, tables: Mapping[str, Any]) -> None:
    known = {one.name for one in model.graph.initializer}
    model.graph.initializer.extend(
        numpy_helper.from_array(np.asarray(table), name)
        for name, table in tables.items()
        if name not in known
    )


def _replace(model: Any, nodes: Sequence[Any]) -> None:
    """Put the nodes in place of the model's own and drop the tables that none of them needs."""
    needed = {name for node in nodes for name in node.input}
    tables = [one for one in model.graph.initializer if one.name in needed]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    del model.graph.initializer[:]
    model.graph.initializer.extend(tables)
    if EXTRA not in {one.domain for one in model.opset_import}:
        model.opset_import.append(helper.make_opsetid(EXTRA, 1))
