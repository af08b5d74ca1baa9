"""What the encoder says, put together with the taxonomy and the rules."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc

from nlp.encoder.card import Card
from nlp.encoder.decode import Found, certainties, find_spans, judge
from nlp.encoder.encoder import Encoded
from nlp.findings import Mention, Opinion, findings
from nlp.intents import LEAST, SAID, find_cues, judge_sentence, strongest
from nlp.polarity import SILENT, Scene
from nlp.wishes import find_wished
from rivalscope.domain.reading import Aspect, Intent, IntentLabel, Polarity

STOPS = " \t\n\r.,;:!?…-–—*'\"()"
"""Signs that mean nothing when they stand alone."""
STRONG = 0.8
"""Confidence of a rule's request from which it may outvote an encoder that is unsure."""
NEARLY = 0.3
"""Confidence below which the encoder is sure that a sentence is no request."""
PLAIN = frozenset({IntentLabel.PROBLEM, IntentLabel.REQUEST})
"""Labels that people say in so many words."""
TONES: Mapping[Polarity, tuple[int, ...]] = {
    Polarity.POSITIVE: (1,),
    Polarity.NEGATIVE: (-1,),
    Polarity.MIXED: (1, -1),
    Polarity.NEUTRAL: (),
}
SIDES = {IntentLabel.PRAISE: 1, IntentLabel.PROBLEM: -1, IntentLabel.CHURN: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence of a document with what the encoder says of it."""

    start: int
    """First token."""
    end: int
    offset: int
    """Characters of the document before it."""
    text: str
    encoded: Encoded


class Merge:
    """One document's sentences, to be read for aspects, intents and tone."""

    def __init__(
        self, doc: Doc, parts: Sequence[Part], card: Card, *, opinions: Callable[[Doc], Doc]
    ) -> None:
        self.doc = doc
        self.parts = parts
        self.card = card
        self._opinions = opinions
        self.parsed: bool = doc.has_annotation("DEP")

    @cached_property
    def wished(self) -> frozenset[int]:
        """Tokens that stand in a wish."""
        return find_wished(self.doc)

    @cached_property
    def scene(self) -> Scene:
        """The rules' view of the document, worked out only where the encoder is unsure about a wish."""
        return Scene(self._opinions(self.doc))

    def aspects(self) -> tuple[Aspect, ...]:
        """Features of the taxonomy by their names, and the encoder's other spans, in reading order, none overlapping.

        A feature takes the encoder's longer wording where that names no other feature or product.
        """
        return tuple(aspect for part in self.parts for aspect in self._of_part(part))

    def _of_part(self, part: Part) -> Iterator[Aspect]:
        found = findings(self.doc)
        features = [self._chars(one, part) for one in found.features if part.start <= one.start < part.end]
        products = [self._chars(one, part) for one in found.products if part.start <= one.start < part.end]
        spans = find_spans(part.encoded, part.text)
        aspects: list[Aspect] = []
        for span in spans:
            named = [one for one in features if one[0] < span.end and span.start < one[1]]
            within = [one for one in products if one[0] < span.end and span.start < one[1]]
            if not named and not _covered(span, within):
                aspects.append(self._aspect(part, span.start, span.end, None, certainty=span.confidence))
            elif len(named) == 1 and not within and span.start <= named[0][0] and named[0][1] <= span.end:
                features.remove(named[0])
                aspects.append(self._aspect(part, span.start, span.end, named[0][2]))
        aspects.extend(self._aspect(part, start, end, name) for start, end, name in features)
        yield from sorted(aspects, key=lambda aspect: aspect.start)

    def _chars(self, mention: Mention, part: Part) -> tuple[int, int, str]:
        """Start and end of a mention within the sentence, and its name."""
        span = self.doc[mention.start : mention.end]
        return span.start_char - part.offset, span.end_char - part.offset, mention.name

    def _aspect(
        self, part: Part, start: int, end: int, feature: str | None, *, certainty: float = 1.0
    ) -> Aspect:
        polarity, sureness = self._judged(part, start, end)
        return Aspect(
            start=part.offset + start,
            end=part.offset + end,
            text=part.text[start:end],
            feature=feature,
            polarity=polarity,
            confidence=round(sureness * certainty, 2),
        )

    def _judged(self, part: Part, start: int, end: int) -> tuple[Polarity, float]:
        """Polarity by the encoder; by the rules in a wish that it is unsure about."""
        verdict = judge(part.encoded, start, end)
        if verdict is None:
            return Polarity.NEUTRAL, SILENT
        if verdict[1] >= self.card.unsure:
            return verdict
        return self._ruled(part, start, end) or verdict

    def _ruled(self, part: Part, start: int, end: int) -> tuple[Polarity, float] | None:
        """Polarity by the rules of a span in a wish; None elsewhere. Without grammar a plain request is the wish."""
        if not self.parsed:
            asked = find_cues(part.text).get(IntentLabel.REQUEST, 0.0) >= STRONG
            return (Polarity.NEUTRAL, SILENT) if asked else None
        span = self.doc.char_span(part.offset + start, part.offset + end, alignment_mode="expand")
        if span is None or span.start not in self.wished:
            return None
        ruled = self.scene.judge(span.start, span.end)
        return ruled.polarity, ruled.confidence

    @cached_property
    def said(self) -> tuple[Intent, ...]:
        """The labels of every sentence that have some confidence."""
        return tuple(
            Intent(
                label=label,
                confidence=round(confidence, 2),
                start=part.offset,
                end=part.offset + len(part.text),
            )
            for part in self.parts
            for label, confidence in self.labels(part).items()
            if confidence >= LEAST
        )

    def intents(self) -> tuple[Intent, ...]:
        """Each label once, at the sentence that carries it best."""
        texts = {part.offset: part.text for part in self.parts}
        return strongest(weighed(intent, texts[intent.start]) for intent in self.said)

    def labels(self, part: Part) -> dict[IntentLabel, float]:
        """Labels of one sentence with confidences; a plain request holds where the encoder all but says so.

        Signs without words, such as emoji, are left to the rules: the encoder's vocabulary has none. The rules see the
        signs alone, for the words around them have no grammar in every tier.
        """
        if not any(character.isalnum() for character in part.text):
            if not part.text.strip(STOPS):
                return {}
            alone = self._opinions(self.doc[part.start : part.end].as_doc())
            return judge_sentence(alone, alone[:])
        labels = certainties(part.encoded, self.card.thresholds)
        if NEARLY <= labels[IntentLabel.REQUEST] < SAID:
            ruled = find_cues(part.text).get(IntentLabel.REQUEST, 0.0)
            if ruled >= STRONG:
                labels[IntentLabel.REQUEST] = ruled
        return labels

    def tones(self, aspects: Sequence[Aspect]) -> tuple[Opinion, ...]:
        """Return praise and blame of the text, for its polarity: of each aspect, and of each sentence by its labels."""
        scores = [sign * aspect.confidence for aspect in aspects for sign in TONES[aspect.polarity]] + [
            SIDES[intent.label] * intent.confidence
            for intent in self.said
            if intent.label in SIDES and intent.confidence >= SAID
        ]
        return tuple(Opinion(start=0, end=len(self.doc), score=score) for score in scores)


def weighed(intent: Intent, text: str) -> Intent:
    """Return a problem or request with a confidence that the words of its sentence have a say in.

    The encoder is all but certain of both in many sentences. Between what it is sure of and half lies the mean of its
    confidence and that of the rules, so that of several sentences the one counts first that says it in so many words:
    a plea to mend what fails is first of all a problem, a wish for what is not there a request. No label is lost.
    """
    if intent.label not in PLAIN or intent.confidence <= SAID:
        return intent
    ruled = find_cues(text).get(intent.label, 0.0)
    return replace(intent, confidence=round(max(SAID, (intent.confidence + ruled) / 2), 2))


def _covered(span: Found, products: Sequence[tuple[int, int, str]]) -> bool:
    """Whether names of products are all that the span holds."""
    borders = [span.start, *(place for start, end, _ in products for place in (start, end)), span.end]
    gaps = list(pairwise(borders))[::2]
    return bool(products) and all(end - start <= 1 for start, end in gaps)
