"""A student encoder: taught by a larger one, and by the labels of people where there are any."""
# mypy: disable-error-code="import-not-found"

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from nlp.encoder.labels import INTENTS, POLARITIES, TAGS
from nlp.training.encoder_loop import Batch, Descent, collate, descend, loss_of, precision
from nlp.training.encoder_mark import Mark
from nlp.training.encoder_network import Encoder
from nlp.training.encoder_pieces import Labelled
from nlp.training.encoder_settings import Rates, Student

OUTSIDE = TAGS.index("O")
LEAST = 0.2
"""Weight of a piece's opinion that the teacher takes for no aspect's."""
ROOM = 2048
"""Pieces that the teacher reads at once, filling included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A sentence with the teacher's logits."""

    sentence: Labelled
    tags: Tensor
    """[length, 3]."""
    polarities: Tensor
    """[length, 4]."""
    intents: Tensor
    """[6]."""
    weight: float = 1.0
    """0 where the teacher was not asked, so that people's labels are all there is."""

    @property
    def numbers(self) -> list[int]:
        """The sentence's pieces."""
        return self.sentence.numbers


def ask(teacher: Encoder, sentences: Sequence[Labelled], rates: Rates) -> list[Lesson]:
    """Return the sentences, in their order, with what the teacher says of them."""
    teacher.eval()
    found: dict[int, Lesson] = {}
    rising = sorted(range(len(sentences)), key=lambda place: len(sentences[place].numbers))
    while rising:
        longest = len(sentences[rising[-1]].numbers)
        count = max(1, ROOM // longest)
        rising, places = rising[:-count], rising[-count:]
        batch = collate([sentences[place] for place in places])
        with torch.no_grad(), precision(rates):
            tags, polarities, intents = (part.float() for part in teacher(batch.numbers, batch.mask))
        for row, place in enumerate(places):
            length = len(sentences[place].numbers)
            found[place] = Lesson(
                sentence=sentences[place],
                tags=tags[row, :length].clone(),
                polarities=polarities[row, :length].clone(),
                intents=intents[row].clone(),
            )
    return [found[place] for place in range(len(sentences))]


def unasked(sentence: Labelled) -> Lesson:
    """Return a sentence of which the teacher says nothing."""
    length = len(sentence.numbers)
    return Lesson(
        sentence=sentence,
        tags=torch.zeros(length, len(TAGS)),
        polarities=torch.zeros(length, len(POLARITIES)),
        intents=torch.zeros(len(INTENTS)),
        weight=0.0,
    )


def distil(
    student: Encoder,
    epochs: Sequence[list[list[Lesson]]],
    *,
    course: Student,
    rates: Rates,
    mark: Mark | None = None,
) -> None:
    """Teach the student in place by the batches of each epoch."""
    descent = Descent(
        student,
        rates,
        steps=sum(len(batches) for batches in epochs),
        peaks=(course.encoder_rate, course.head_rate),
    )

    def step(lessons: list[Lesson]) -> float:
        batch = collate([one.sentence for one in lessons])
        taught = _taught(lessons, length=batch.numbers.shape[1])
        return descent.step(batch, partial(_objective, taught=taught, course=course, rates=rates))

    descend(descent, epochs, step, mark=mark)


def _taught(lessons: Sequence[Lesson], *, length: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the teacher's logits of a batch (borders, opinions, intents) and the weight of each sentence."""

    def filled(rows: list[Tensor]) -> Tensor:
        return torch.stack([functional.pad(row, (0, 0, 0, length - len(row))) for row in rows])

    return (
        filled([one.tags for one in lessons]),
        filled([one.polarities for one in lessons]),
        torch.stack([one.intents for one in lessons]),
        torch.tensor([one.weight for one in lessons]),
    )


def _objective(
    outputs: tuple[Tensor, Tensor, Tensor],
    batch: Batch,
    *,
    taught: tuple[Tensor, Tensor, Tensor, Tensor],
    course: Student,
    rates: Rates,
) -> Tensor:
    # Opinions are asked of aspects above all; of other pieces a little, for rules and taxonomy may name them too.
    tags, polarities, intents, known = taught
    inside = 1.0 - tags.softmax(-1)[..., OUTSIDE]
    asked = batch.mask * known[:, None]
    weight = asked * (LEAST + (1.0 - LEAST) * inside)
    copied = divergence(outputs[0], tags, asked, temperature=course.temperature)
    copied = copied + rates.polarity_loss * divergence(
        outputs[1], polarities, weight, temperature=course.temperature
    )
    said = functional.binary_cross_entropy_with_logits(
        outputs[2].float(), intents.sigmoid(), reduction="none"
    )
    copied = copied + rates.intents_loss * (said.mean(-1) * known).sum() / known.sum().clamp(min=1.0)
    return course.teacher * copied + (1.0 - course.teacher) * loss_of(outputs, batch, rates)


def divergence(said: Tensor, taught: Tensor, weight: Tensor, *, temperature: float) -> Tensor:
    """Return the Kullback-Leibler divergence per piece between softened outputs (Hinton et al. 2015, eq. 1).

    Both are [batch, length, classes] and `weight` is [batch, length]; it is scaled by the temperature squared so that
    gradients keep their size.
    """
    ours = (said.float() / temperature).log_softmax(-1)
    theirs = (taught.float() / temperature).softmax(-1)
    raw = functional.kl_div(ours, theirs, reduction="none").sum(-1) * weight
    return raw.sum() / weight.sum().clamp(min=1.0) * temperature**2
