"""The small encoder: the first layers of the large one, taught by its logits."""
# mypy: disable-error-code="import-not-found"

import logging
import random
from collections.abc import Sequence
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from nlp.training.encoder_loop import Batch, Descent, bucketed, collate, loss_of, precision
from nlp.training.encoder_network import Encoder, first_layers
from nlp.training.encoder_pieces import Labelled
from nlp.training.encoder_settings import Fast, Rates

log = logging.getLogger(__name__)


def distil(
    teacher: Encoder,
    labelled: Sequence[Labelled],
    unlabelled: Sequence[Labelled],
    *,
    fast: Fast,
    rates: Rates,
    chance: random.Random,
) -> Encoder:
    """Return an encoder of `fast.layers` layers that has learnt to say what the teacher says.

    Every epoch takes all labelled sentences and a draw of the unlabelled ones; labels count where there are any.
    """
    student = first_layers(teacher, fast.layers)
    count = min(fast.unlabelled, len(unlabelled))
    epochs = [
        list(bucketed([*labelled, *chance.sample(list(unlabelled), count)], size=rates.batch, chance=chance))
        for _ in range(fast.epochs)
    ]
    descent = Descent(
        student,
        rates,
        steps=sum(len(batches) for batches in epochs),
        peaks=(fast.encoder_rate, fast.head_rate),
    )
    teacher.eval()
    student.train()
    for number, batches in enumerate(epochs, start=1):
        total = 0.0
        for sentences in batches:
            batch = collate(sentences)
            with torch.no_grad(), precision(rates):
                taught = teacher(batch.numbers, batch.mask)
            total += descent.step(batch, partial(_objective, taught=taught, fast=fast, rates=rates))
        log.info("distilling, epoch %d of %d: loss %.4f", number, len(epochs), total / len(batches))
    student.eval()
    return student


def _objective(
    outputs: tuple[Tensor, Tensor, Tensor],
    batch: Batch,
    *,
    taught: tuple[Tensor, Tensor, Tensor],
    fast: Fast,
    rates: Rates,
) -> Tensor:
    copied = (
        divergence(outputs[0], taught[0], batch.mask, temperature=fast.temperature)
        + rates.polarity_loss * divergence(outputs[1], taught[1], batch.mask, temperature=fast.temperature)
        + rates.intents_loss
        * functional.binary_cross_entropy_with_logits(outputs[2].float(), taught[2].float().sigmoid())
    )
    return fast.teacher * copied + (1.0 - fast.teacher) * loss_of(outputs, batch, rates)


def divergence(said: Tensor, taught: Tensor, mask: Tensor, *, temperature: float) -> Tensor:
    """Return the Kullback-Leibler divergence per piece between softened outputs (Hinton et al. 2015, eq. 1).

    Both are [batch, length, classes]; it is scaled by the temperature squared so that gradients keep their size.
    """
    ours = (said.float() / temperature).log_softmax(-1)
    theirs = (taught.float() / temperature).softmax(-1)
    raw = functional.kl_div(ours, theirs, reduction="none").sum(-1) * mask
    return raw.sum() / mask.sum() * temperature**2
