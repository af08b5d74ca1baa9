"""The encoder as an ONNX file of 8-bit weights, for run time without torch."""
# mypy: disable-error-code="import-not-found, import-untyped"

import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.shape_inference import quant_pre_process

from nlp.encoder.session import OUTPUTS
from nlp.training.encoder_graph import compose
from nlp.training.encoder_network import Encoder
from nlp.training.encoder_quantization import Feed, quantize

INPUTS = ["input_ids", "attention_mask"]
OPSET = 17


def export(network: Encoder, target: Path, table: Path, feeds: Sequence[Feed]) -> None:
    """Write the network with 8-bit weights and ranges that fit these batches.

    What it looks up by piece goes into the file `table`, all else into `target`; joined they are the whole network.
    """
    network.eval()
    sample = torch.ones((2, 7), dtype=torch.int64)
    with tempfile.TemporaryDirectory() as work:
        plain, ready = Path(work) / "plain.onnx", Path(work) / "ready.onnx"
        torch.onnx.export(
            network,
            (sample, sample),
            str(plain),
            input_names=INPUTS,
            output_names=list(OUTPUTS),
            dynamic_axes={
                **{name: {0: "batch", 1: "length"} for name in (*INPUTS, "tags", "polarities")},
                "intents": {0: "batch"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        # Shapes depend on the batch, which the symbolic shape inference does not follow.
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        model = onnx.load(str(ready))
    quantize(model, feeds)
    model = compose(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    table.write_bytes(_take_table(model).SerializeToString(deterministic=True))
    onnx.save(model, str(target))


def _take_table(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return what is looked up by piece as a model of nothing else, taken out of the model."""
    names = {
        node.input[0] for node in model.graph.node if node.op_type == "Gather" and INPUTS[0] in node.input
    }
    taken = onnx.ModelProto()
    taken.graph.initializer.extend(one for one in model.graph.initializer if one.name in names)
    kept = [one for one in model.graph.initializer if one.name not in names]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    return taken
