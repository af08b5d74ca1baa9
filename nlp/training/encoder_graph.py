"""The rounded encoder's graph at run time: the tables that were exported, in as few steps as give the same answer."""
# mypy: disable-error-code="import-not-found, import-untyped"

import math
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from nlp.encoder.session import IDS, OUTPUTS, WIDTHS
from nlp.training.encoder_quantization import EXTRA

Floats = NDArray[np.float32]

HEAD = 32
"""Numbers of a state that one head of attention sees: all MiniLMs have as many."""
EPSILON = 1e-12
OPSET, FORMAT = 17, 8
PIECES = "/pieces/Gather"
EMBEDDED = "/norm/LayerNormalization_output_0"


def compose(model: Any) -> Any:
    """Return the network that `quantize` left, with biases inside the products and nothing for padding.

    The batches of the run time have no padding (nlp.encoder.windows). The rounding of what attention saw is moved into
    the values that it weighs: weights of attention sum to one, so that a factor and a zero pass through unchanged.
    States keep the names that the export gave them. Answers differ by float noise alone.
    """
    return _Graph(model).build()


class _Graph:
    """A graph that grows node by node from the tables of another."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._known = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
        self._tables: dict[str, Any] = {}
        self._nodes: list[Any] = []

    def build(self) -> Any:
        """Return the whole as a model."""
        states, layer = self._embedded(), 0
        while f"/layers.{layer}/query/MatMul/whole" in self._known:
            states, layer = self._layer(states, layer), layer + 1
        self._heads(states)
        value, kinds = helper.make_tensor_value_info, onnx.TensorProto
        shapes = (["batch", "length", WIDTHS[0]], ["batch", "length", WIDTHS[1]], ["batch", WIDTHS[2]])
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [value(IDS, kinds.INT64, ["batch", "length"])],
            [value(name, kinds.FLOAT, shape) for name, shape in zip(OUTPUTS, shapes, strict=True)],
            [numpy_helper.from_array(table, name) for name, table in self._tables.items()],
        )
        sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(EXTRA, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=FORMAT)

    def _embedded(self) -> str:
        """Pieces and their places, normed."""
        for name in (f"{PIECES}/whole", f"{PIECES}/scale", "places.weight"):
            self._hold(name, self._known[name])
        plain = self._add("Cast", [self._add("Gather", [f"{PIECES}/whole", IDS])], to=onnx.TensorProto.FLOAT)
        pieces = self._add("Mul", [plain, self._add("Gather", [f"{PIECES}/scale", IDS])])
        start = self._hold("start", np.array([0], dtype=np.int64))
        length = self._add("Shape", [IDS], start=1, end=2)
        places = self._add("Slice", ["places.weight", start, length, start])
        return self._norm(self._add("Add", [pieces, places]), "norm", EMBEDDED)

    def _layer(self, states: str, layer: int) -> str:
        """Attention and the feed-forward part, each added to what came in and normed."""
        name = f"layers.{layer}"
        whole = self._rounded(states, f"/{name}/query/MatMul")
        mixed = self._product(self._whole(self._seen(whole, name)), f"{name}.mixed")
        norm = f"/{name}/mixed_norm/LayerNormalization_output_0"
        states = self._norm(self._add("Add", [states, mixed]), f"{name}.mixed_norm", norm)
        inner = self._product(self._rounded(states, f"/{name}/inner/MatMul"), f"{name}.inner")
        inner = self._add("Gelu", [inner], domain=EXTRA)
        outer = self._product(self._rounded(inner, f"/{name}/outer/MatMul"), f"{name}.outer")
        norm = f"/{name}/outer_norm/LayerNormalization_output_0"
        return self._norm(self._add("Add", [states, outer]), f"{name}.outer_norm", norm)

    def _seen(self, whole: str, name: str) -> str:
        """Let each piece see the others; gives values that are scaled to be rounded."""
        scale, zero = self._range(f"/{name}/mixed/MatMul")
        split = self._hold("split", np.array([0, 0, -1, HEAD], dtype=np.int64))
        query, key, value = (
            self._add("Transpose", [self._add("Reshape", [one, split])], perm=[0, 2, 1, 3])
            for one in (
                self._product(whole, f"{name}.query"),
                self._product(whole, f"{name}.key"),
                self._product(whole, f"{name}.value", scale=scale, zero=zero),
            )
        )
        scores = self._add("FusedMatMul", [query, key], domain=EXTRA, transB=1, alpha=1.0 / math.sqrt(HEAD))
        seen = self._add("MatMul", [self._add("Softmax", [scores], axis=-1), value])
        width = self._hold("width", np.array([0, 0, len(scale)], dtype=np.int64))
        return self._add("Reshape", [self._add("Transpose", [seen], perm=[0, 2, 1, 3]), width])

    def _heads(self, states: str) -> None:
        """Tags and polarities of pieces; intents, and the tone in the polarities, of the first state and the mean."""
        first = self._add("Gather", [states, self._hold("first", np.array(0, dtype=np.int64))], axis=1)
        whole = self._add("Concat", [first, self._add("ReduceMean", [states], axes=[1], keepdims=0)], axis=1)
        self._hold("intents.weight", np.ascontiguousarray(self._known["intents.weight"].T))
        self._hold("tone.weight", self._weights("/tone/MatMul"))
        for name in ("tags", "polarities"):
            self._hold(f"{name}.weight", self._weights(f"/{name}/MatMul"))
        for name in OUTPUTS:
            self._hold(f"{name}.bias", self._known[f"{name}.bias"])
        middle = self._hold("middle", np.array([1], dtype=np.int64))
        tone = self._add("Unsqueeze", [self._add("MatMul", [whole, "tone.weight"]), middle])
        tags = self._add("MatMul", [states, "tags.weight"])
        self._add("Add", [tags, "tags.bias"], output="tags")
        said = self._add("MatMul", [states, "polarities.weight"])
        self._add("Add", [self._add("Add", [said, "polarities.bias"]), tone], output="polarities")
        intents = self._add("MatMul", [whole, "intents.weight"])
        self._add("Add", [intents, "intents.bias"], output="intents")

    def _product(
        self, whole: str, name: str, *, scale: Floats | None = None, zero: Floats | None = None
    ) -> str:
        """Add a linear layer on whole numbers; `scale` and `zero` [outputs] are laid upon its answer."""
        table = f"/{name.rpartition('.')[0]}/{name.rpartition('.')[2]}/MatMul"
        factor = self._known[f"{table}/scale"]
        off = self._known[f"{table}/off"] + self._known[f"{name}.bias"]
        if scale is not None and zero is not None:
            factor, off = factor * scale, off * scale + zero
        self._hold(f"{table}/whole", self._known[f"{table}/whole"])
        inputs = [whole, f"{table}/whole", self._one(), self._hold(f"{table}/scale", factor)]
        inputs += [self._none(), "", self._hold(f"{table}/off", off)]
        return self._add("MatMulIntegerToFloat", inputs, domain=EXTRA)

    def _rounded(self, values: str, product: str) -> str:
        """Values as the whole numbers that the product was made for."""
        scale, zero = self._range(product)
        scaled = self._add("Mul", [values, self._hold(f"{product}/in", scale)])
        return self._whole(self._add("Add", [scaled, self._hold(f"{product}/zero", zero)]))

    def _whole(self, values: str) -> str:
        return self._add("QuantizeLinear", [values, self._one(), self._none()])

    def _range(self, product: str) -> tuple[Floats, Floats]:
        """Factor and zero of a product's input, [inputs] each."""
        source = next(node.input[0] for node in self._model.graph.node if f"{product}/whole" in node.input)
        source = source.removesuffix("/whole")
        return self._known[f"{source}/scale"], self._known[f"{source}/zero"]

    def _weights(self, name: str) -> Floats:
        """Return the weights of a product that was not rounded, [inputs, outputs]."""
        node = next(node for node in self._model.graph.node if node.name == name)
        found: Floats = self._known[node.input[1]]
        return found

    def _norm(self, values: str, name: str, output: str) -> str:
        inputs = [
            values,
            *(self._hold(f"{name}.{part}", self._known[f"{name}.{part}"]) for part in ("weight", "bias")),
        ]
        return self._add("LayerNormalization", inputs, output=output, axis=-1, epsilon=EPSILON)

    def _one(self) -> str:
        return self._hold("quantization/one", np.array(1, dtype=np.float32))

    def _none(self) -> str:
        return self._hold("quantization/none", np.array(0, dtype=np.uint8))

    def _hold(self, name: str, table: Any) -> str:
        self._tables[name] = table
        return name

    def _add(
        self, kind: str, inputs: list[str], *, output: str = "", domain: str = "", **attributes: Any
    ) -> str:
        output = output or f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], output, domain=domain, **attributes))
        return output
