"""The graph of the run time against the one that was exported, on a small network of chance weights."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is in the group `train` alone")
pytest.importorskip("onnx", reason="onnx is in the group `train` alone")

import onnx
import torch

from nlp.encoder.session import OUTPUTS, Session
from nlp.training import encoder_export
from nlp.training.encoder_network import Encoder, Shape


@pytest.fixture(scope="module")
def networks(tmp_path_factory):
    """The network as it was rounded and as it was composed, and batches of ids."""
    torch.manual_seed(1)
    shape = Shape(vocabulary=1200, layers=2, width=64, heads=2, inner=96, dropout=0.0, positions=128)
    network = Encoder(shape)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    chance = np.random.default_rng(1)
    batches = [chance.integers(0, 1200, (6, length)) for length in (3, 9, 20)]
    feeds = [{"input_ids": ids, "attention_mask": np.ones_like(ids)} for ids in batches]
    folder, found = tmp_path_factory.mktemp("graphs"), []
    for compose in (lambda model: model, encoder_export.compose):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(encoder_export, "compose", compose)
            encoder_export.export(network, folder / "tier.onnx", folder / "pieces.onnx", feeds)
        found.append((folder / "tier.onnx").read_bytes() + (folder / "pieces.onnx").read_bytes())
    return found, batches


def test_the_composed_network_says_what_the_exported_one_does(networks):
    (exported, composed), batches = networks
    whole, quick = Session(exported), Session(composed)
    for ids in batches:
        for name, one, other in zip(OUTPUTS, whole.run(ids), quick.run(ids), strict=True):
            scale = float(np.abs(one).max())
            assert np.abs(one - other).max() < 0.02 * scale, name
            assert np.abs(one - other).mean() < 0.002 * scale, name


def test_the_composed_network_asks_for_no_mask_and_adds_no_bias_to_a_product(networks):
    (exported, composed), _ = networks
    model, former = onnx.load_from_string(composed), onnx.load_from_string(exported)
    assert [one.name for one in model.graph.input] == ["input_ids"]
    assert len(model.graph.node) < 0.7 * len(former.graph.node)
    products = {node.output[0] for node in model.graph.node if node.op_type == "MatMulIntegerToFloat"}
    biases = {name for name in (one.name for one in model.graph.initializer) if name.endswith(".bias")}
    added = [node for node in model.graph.node if node.op_type == "Add"]
    assert not any(products & set(node.input) and biases & set(node.input) for node in added)


def test_states_between_layers_keep_their_names(networks):
    (exported, composed), (ids, *_) = networks
    one, other = Session(exported).states(ids), Session(composed).states(ids)
    assert one is not None
    assert other is not None
    assert np.abs(one[0] - other[0]).mean() < 0.01 * np.abs(one[0]).mean()
