"""Makes the tiny model beside it, our own and of no use but for tests: `uv run --group train python make.py`.

A bag of words in the form of the real encoder: tags are looked up by piece, the polarity of each piece is that of all
pieces of the input together, and so are the labels.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).parent
OUT, BEGIN, GO_ON = (4.0, 0.0, 0.0), (0.0, 4.0, 0.0), (0.0, 0.0, 4.0)
TAGS = {"search": BEGIN, "sync": BEGIN, "calendar": BEGIN, "export": BEGIN, "bar": GO_ON, "##ing": OUT}
POLARITIES = {
    "great": (3.0, 0.0, 0.0, 0.0),
    "love": (3.0, 0.0, 0.0, 0.0),
    "slow": (0.0, 3.0, 0.0, 0.0),
    "broken": (0.0, 3.0, 0.0, 0.0),
    "has": (0.0, 0.0, 2.0, 0.0),
    "maybe": (0.0, 0.3, 0.0, 0.0),
}
INTENTS = {
    "broken": (4.0, -2.0, -2.0, -2.0, -2.0, -2.0),
    "add": (-2.0, 4.0, -2.0, -2.0, -2.0, -2.0),
    "wish": (-2.0, 0.9, -2.0, -2.0, -2.0, -2.0),
    "great": (-2.0, -2.0, 4.0, -2.0, -2.0, -2.0),
    "love": (-2.0, -2.0, 4.0, -2.0, -2.0, -2.0),
    "?": (-2.0, -2.0, -2.0, 4.0, -2.0, -2.0),
    "cancel": (-2.0, -2.0, -2.0, -2.0, 4.0, -2.0),
}
QUIET = (-2.0,) * 6
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
PLAIN = [
    "the",
    "is",
    "it",
    "a",
    "to",
    "i",
    "and",
    "but",
    "we",
    "of",
    ".",
    ",",
    "!",
    "'",
    "-",
    "zoom",
    "slack",
]


def vocabulary() -> list[str]:
    """Every word that is spoken of above, and letters for all others."""
    words = [*TAGS, *POLARITIES, *INTENTS, *PLAIN, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    return list(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *words]))


def table(pieces: list[str], known: dict[str, tuple[float, ...]], rest: tuple[float, ...]) -> np.ndarray:
    """One row a piece."""
    return np.array([known.get(piece, rest) for piece in pieces], dtype=np.float32)


def build(pieces: list[str]) -> onnx.ModelProto:
    """Look-ups, and the maximum over all pieces where all count."""
    tables = {
        "t": table(pieces, TAGS, OUT),
        "p": table(pieces, POLARITIES, (0.0,) * 4),
        "i": table(pieces, INTENTS, QUIET),
        "far": np.array(100.0, dtype=np.float32),
        "one": np.array(1.0, dtype=np.float32),
        "middle": np.array([1], dtype=np.int64),
        "last": np.array([2], dtype=np.int64),
    }
    node = helper.make_node
    nodes = [
        node("Gather", ["t", "input_ids"], ["tags"]),
        node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        node("Sub", ["mask", "one"], ["hidden"]),
        node("Mul", ["hidden", "far"], ["low"]),
        node("Unsqueeze", ["low", "last"], ["lows"]),
        node("Gather", ["p", "input_ids"], ["ps"]),
        node("Add", ["ps", "lows"], ["ps_low"]),
        node("ReduceMax", ["ps_low", "middle"], ["p_all"], keepdims=1),
        node("Add", ["ps", "p_all"], ["polarities"]),
        node("Gather", ["i", "input_ids"], ["is"]),
        node("Add", ["is", "lows"], ["is_low"]),
        node("ReduceMax", ["is_low", "middle"], ["intents"], keepdims=0),
    ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in (
            ("tags", ["batch", "length", 3]),
            ("polarities", ["batch", "length", 4]),
            ("intents", ["batch", 6]),
        )
    ]
    constants = [numpy_helper.from_array(array, name) for name, array in tables.items()]
    graph = helper.make_graph(nodes, "made for tests", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def main() -> None:
    """Write both tiers, the vocabulary and their card."""
    pieces = vocabulary()
    model, shared = build(pieces), onnx.ModelProto()
    # As in the real weights: what is looked up by piece is shared by the tiers and lies in a file of its own.
    (table,) = [one for one in model.graph.initializer if one.name == "t"]
    shared.graph.initializer.append(table)
    model.graph.initializer.remove(table)
    weights = model.SerializeToString()
    files = {
        "pieces.onnx": shared.SerializeToString(),
        "quality.onnx": weights,
        "fast.onnx": weights,
        "vocab.txt": ("\n".join(pieces) + "\n").encode(),
    }
    for name, data in files.items():
        (HERE / name).write_bytes(data)
    card = {
        "about": "made for tests; a bag of words",
        "version": "made",
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "tiers": {
            "quality": {"thresholds": {"request": 0.8}, "unsure": 0.5},
            "fast": {"thresholds": {"praise": 0.9}},
        },
    }
    (HERE / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
