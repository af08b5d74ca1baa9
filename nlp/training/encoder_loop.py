"""The training of the encoder: batches, losses and steps."""
# mypy: disable-error-code="import-not-found"

import logging
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

import torch
from torch import Tensor
from torch.nn import functional

from nlp.encoder.labels import INTENTS
from nlp.training.encoder_examples import Example
from nlp.training.encoder_mark import Mark
from nlp.training.encoder_network import Encoder
from nlp.training.encoder_pieces import UNKNOWN, Labelled, joined
from nlp.training.encoder_settings import Rates, SetUse

log = logging.getLogger(__name__)

BUCKET = 20
"""Batches whose sentences are sorted by length together: little filling, yet still mixed."""
TOLD = 50
"""Batches after which a line says how far training is."""


HEADS = ("tags.", "polarities.", "tone.", "intents.")
"""What the names of the heads' weights begin with: those that no base knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Sentences filled up to one length; `known` says which have intents."""

    numbers: Tensor
    mask: Tensor
    tags: Tensor
    polarities: Tensor
    allowed: Tensor
    intents: Tensor
    known: Tensor
    tags_weight: Tensor
    polarity_weight: Tensor


def collate(sentences: Sequence[Labelled]) -> Batch:
    """Return the sentences as one batch."""
    longest = max(len(one.numbers) for one in sentences)

    # What stands where the mask is 0 does not matter: any number that the vocabulary has.
    def filled(rows: list[list[int]], value: int) -> Tensor:
        return torch.tensor([row + [value] * (longest - len(row)) for row in rows])

    return Batch(
        numbers=filled([one.numbers for one in sentences], 0),
        mask=filled([[1] * len(one.numbers) for one in sentences], 0),
        tags=filled([one.tags for one in sentences], UNKNOWN),
        polarities=filled([one.polarities for one in sentences], UNKNOWN),
        allowed=torch.tensor([one.allowed for one in sentences]),
        intents=torch.tensor([one.intents or [0.0] * len(INTENTS) for one in sentences]),
        known=torch.tensor([float(one.intents is not None) for one in sentences]),
        tags_weight=torch.tensor([one.tags_weight for one in sentences]),
        polarity_weight=torch.tensor([one.polarity_weight for one in sentences]),
    )


class Numbered(Protocol):
    """A sentence in pieces."""

    @property
    def numbers(self) -> Sequence[int]:
        """Of its pieces."""
        ...


Piecewise = TypeVar("Piecewise", bound=Numbered)


def bucketed(sentences: list[Piecewise], *, size: int, chance: random.Random) -> Iterator[list[Piecewise]]:
    """Yield batches of sentences of about one length, in random order."""
    chance.shuffle(sentences)
    chunk = size * BUCKET
    batches = [
        part[at : at + size]
        for first in range(0, len(sentences), chunk)
        for part in [sorted(sentences[first : first + chunk], key=lambda one: len(one.numbers))]
        for at in range(0, len(part), size)
    ]
    chance.shuffle(batches)
    yield from batches


def drawn(
    sets: Mapping[str, Sequence[Example]],
    uses: Mapping[str, SetUse],
    *,
    epoch: int,
    join: float,
    chance: random.Random,
) -> list[Example]:
    """Return the sentences of an epoch: a share of every set, some of our own with their next one joined on."""
    found: list[Example] = []
    for name in sorted(sets):
        examples = list(sets[name])
        count = round(uses[name].shares[epoch] * len(examples))
        for number in sorted(chance.sample(range(len(examples)), count)):
            one = examples[number]
            after = examples[number + 1] if number + 1 < len(examples) else None
            if after is not None and one.review == after.review >= 0 and chance.random() < join:
                one = joined(one, after)
            found.append(one)
    return found


def loss_of(outputs: tuple[Tensor, Tensor, Tensor], batch: Batch, rates: Rates) -> Tensor:
    """Return the weighted sum of the three losses, each a mean over what is labelled."""
    tags, polarities, intents = (part.float() for part in outputs)
    # Polarities that a set's labellers did not know are taken out of the choice.
    polarities = polarities.masked_fill(~batch.allowed[:, None, :], -1e4)
    tag_loss = _weighted(tags, batch.tags, batch.tags_weight)
    polarity_loss = _weighted(polarities, batch.polarities, batch.polarity_weight)
    raw = functional.binary_cross_entropy_with_logits(intents, batch.intents, reduction="none").mean(-1)
    intents_loss = (raw * batch.known).sum() / batch.known.sum().clamp(min=1.0)
    return tag_loss + rates.polarity_loss * polarity_loss + rates.intents_loss * intents_loss


def _weighted(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """Cross-entropy over labelled pieces, each with the weight of its sentence."""
    raw = functional.cross_entropy(logits.transpose(1, 2), labels, ignore_index=UNKNOWN, reduction="none")
    pieces = (labels != UNKNOWN) * weight[:, None]
    return (raw * pieces).sum() / pieces.sum().clamp(min=1.0)


def precision(rates: Rates) -> torch.autocast:
    """Return the context in which products are computed in bfloat16 where the recipe says so; weights stay float32."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=rates.bfloat16)


Batched = TypeVar("Batched")
Objective = Callable[[tuple[Tensor, Tensor, Tensor], Batch], Tensor]


class Descent:
    """AdamW with one rate for the encoder and one for the heads, a linear rise and a linear fall."""

    def __init__(
        self, network: Encoder, rates: Rates, *, steps: int, peaks: tuple[float, float] | None = None
    ) -> None:
        body_rate, head_rate = peaks or (rates.encoder_rate, rates.head_rate)
        heads = [value for name, value in network.named_parameters() if name.startswith(HEADS)]
        others = {id(value) for value in heads}
        body = [value for value in network.parameters() if id(value) not in others]
        self.network = network
        self.rates = rates
        self.optimizer = torch.optim.AdamW(
            [{"params": body, "lr": body_rate}, {"params": heads, "lr": head_rate}],
            weight_decay=rates.decay,
            fused=True,
        )
        rise = max(1, round(rates.warm_up * steps))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise))),
        )

    def step(self, batch: Batch, objective: Objective) -> float:
        """Move the weights once; returns the loss."""
        with precision(self.rates):
            outputs = self.network(batch.numbers, batch.mask)
        loss = objective(outputs, batch)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.rates.clip)
        self.optimizer.step()
        self.schedule.step()
        return float(loss.detach())


def descend(
    descent: Descent,
    epochs: Sequence[Sequence[Batched]],
    step: Callable[[Batched], float],
    *,
    mark: Mark | None,
) -> None:
    """Take a step for every batch of each epoch; with a mark from the epoch after the one it was left at."""
    descent.network.train()
    name = mark.name if mark else "training"
    done = mark.restore(descent) if mark else 0
    if done:
        log.info("%s: %d of %d epochs were done before", name, done, len(epochs))
    for number, batches in enumerate(epochs[done:], start=done + 1):
        total = 0.0
        for place, batch in enumerate(batches, start=1):
            total += step(batch)
            if place % TOLD == 0 or place == len(batches):
                log.info(
                    "%s, epoch %d of %d: %d of %d batches, loss %.4f",
                    *(name, number, len(epochs), place, len(batches), total / place),
                )
        if mark:
            mark.keep(descent, epoch=number)
    descent.network.eval()


def train(
    network: Encoder, epochs: Sequence[list[list[Labelled]]], rates: Rates, *, mark: Mark | None = None
) -> None:
    """Train the network in place on the batches of each epoch."""
    descent = Descent(network, rates, steps=sum(len(batches) for batches in epochs))

    def step(batch: list[Labelled]) -> float:
        return descent.step(collate(batch), partial(loss_of, rates=rates))

    descend(descent, epochs, step, mark=mark)
