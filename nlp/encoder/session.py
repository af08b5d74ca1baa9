"""The weights in onnxruntime: one thread, on the processor."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.encoder.exposure import expose, find_middle
from nlp.encoder.labels import INTENTS, POLARITIES, TAGS
from rivalscope.errors import ModelError

IDS, MASK = "input_ids", "attention_mask"
OUTPUTS = ("tags", "polarities", "intents")
WIDTHS = (len(TAGS), len(POLARITIES), len(INTENTS))
ERRORS_ONLY = 3
"""onnxruntime's level for its own log."""
SLOW_FUSIONS = ("SkipLayerNormFusion",)
"""What onnxruntime is kept from: its addition and norm in one go take six times as long as one after the other.

Measured on one core with onnxruntime 1.32: 32,400 pieces a second with it and 40,500 without (three layers), 17,000
and 20,000 (six).
"""

Floats = NDArray[np.float32]


class Logits(NamedTuple):
    """What the encoder says of a batch."""

    tags: Floats
    """[batch, length, 3]."""
    polarities: Floats
    """[batch, length, 4]."""
    intents: Floats
    """[batch, 6]."""


class Session:
    """Weights that are loaded already; ModelError when they are no model or have other outputs."""

    def __init__(self, weights: bytes) -> None:
        # It takes a while to import, and the tier lite does without.
        import onnxruntime  # noqa: PLC0415
        from onnxruntime.capi import onnxruntime_pybind11_state as state  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = ERRORS_ONLY
        damaged = (state.InvalidProtobuf, state.InvalidGraph, state.Fail, state.InvalidArgument)
        self._middle = find_middle(weights)
        try:
            self._session: Any = onnxruntime.InferenceSession(
                weights + (expose(self._middle) if self._middle else b""),
                sess_options=options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=list(SLOW_FUSIONS),
            )
        except damaged as error:
            raise ModelError(
                f"the encoder's weights are no model ({error}); install rivalscope again"
            ) from error
        self._masked = any(one.name == MASK for one in self._session.get_inputs())
        widths = {output.name: output.shape[-1] for output in self._session.get_outputs()}
        if any(widths.get(name) != width for name, width in zip(OUTPUTS, WIDTHS, strict=True)):
            raise ModelError(f"the encoder's weights have the outputs {widths}; install rivalscope again")

    def run(self, ids: NDArray[np.int64]) -> Logits:
        """Return the logits of a batch; ids are [batch, length], with no padding."""
        return Logits(*self._session.run(list(OUTPUTS), self._given(ids)))

    def states(self, ids: NDArray[np.int64]) -> tuple[Floats, Floats] | None:
        """Return the states of a middle layer [batch, length, width] and the intents; None where there are no layers."""
        if self._middle is None:
            return None
        states, intents = self._session.run([self._middle, OUTPUTS[2]], self._given(ids))
        return states, intents

    def _given(self, ids: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """Name the inputs: a network as it was trained also asks which pieces are no padding, and all are."""
        return {IDS: ids, **({MASK: np.ones_like(ids)} if self._masked else {})}
