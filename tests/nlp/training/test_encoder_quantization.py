"""Rounding of products, on activations of our own making."""

import numpy as np
import pytest

pytest.importorskip("onnx", reason="onnx is in the group `train` alone")

from nlp.training.encoder_quantization import TOP, find_range, round_weights


def activations():
    """One channel is thirty times as loud as the others, as in the norms of such encoders."""
    chance = np.random.default_rng(1)
    values = chance.normal(0.0, 1.0, (500, 32)).astype(np.float32)
    values[:, 3] = values[:, 3] * 30 + 40
    return values, chance.normal(0.0, 0.05, (32, 16)).astype(np.float32)


def test_a_loud_channel_does_not_drown_the_others():
    values, weights = activations()
    found = find_range(values, [weights])
    rounded = round_weights(weights, found)
    said = found.rounded(values) @ (rounded.whole * rounded.scale)
    right = values @ weights
    assert np.abs(said - right).mean() < 0.02 * np.abs(right).mean()


def test_weights_stay_within_seven_bits():
    values, weights = activations()
    rounded = round_weights(weights, find_range(values, [weights]))
    assert rounded.whole.dtype == np.int8
    assert np.abs(rounded.whole).max() == TOP
