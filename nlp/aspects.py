"""Aspects: features of the taxonomy, and other things that an opinion is about, each with its polarity."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from nlp.chunks import find_actions, find_noun_chunks, is_content
from nlp.findings import Opinion, add, findings
from nlp.polarity import Scene, overall
from nlp.products import looks_like_name
from rivalscope.domain.reading import Aspect

DISCOUNT = 0.8
"""Factor on the confidence of a phrase that no taxonomy vouches for."""
LONGEST = 4
"""Words that a candidate may have."""


def find_aspects(doc: Doc) -> tuple[Aspect, ...]:
    """Aspects in reading order, none overlapping another; features of the taxonomy go before phrases."""
    scene = Scene(doc)
    found = findings(doc)
    aspects = [_aspect(scene, mention.start, mention.end, mention.name) for mention in found.features]
    taken = {place for one in (*found.features, *found.products) for place in range(one.start, one.end)}
    for start, end in _candidates(doc):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            aspects.append(_aspect(scene, start, end, None))
    return tuple(sorted(aspects, key=lambda aspect: aspect.start))


def _aspect(scene: Scene, start: int, end: int, feature: str | None) -> Aspect:
    span = scene.doc[start:end]
    verdict = scene.judge(start, end)
    certainty = verdict.confidence if feature is not None else verdict.confidence * DISCOUNT
    return Aspect(
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        feature=feature,
        polarity=verdict.polarity,
        confidence=round(certainty, 2),
    )


def _candidates(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of phrases that an opinion is linked to: actions before things, since they say more."""
    opinions = [opinion for opinion in findings(doc).opinions if opinion.score]
    targets = {target for opinion in opinions for target in opinion.targets}
    for action in find_actions(doc):
        if (
            _names_thing(action[-1])
            and action.start in targets
            and _spans_well(action)
            and not _praised(action, opinions)
        ):
            yield action.start, action.end
    for chunk in find_noun_chunks(doc):
        trimmed = _without_opinions(chunk, opinions)
        if trimmed and trimmed[-1].i in targets and _names_thing(trimmed[-1]) and _spans_well(trimmed):
            yield trimmed.start, trimmed.end


def _spans_well(span: Span) -> bool:
    return len(span) <= LONGEST and not any(
        token.is_space or token.like_url or token.like_email for token in span
    )


def _names_thing(token: Token) -> bool:
    """Whether the noun can be a feature: not a general word, and not the name of some product."""
    return is_content(token) and (token.is_upper or not looks_like_name(token))


def _praised(span: Span, opinions: list[Opinion]) -> bool:
    """Whether the action is itself the opinion (`love the editor`): then the object alone is the aspect."""
    return any(span.start <= opinion.start < span.end for opinion in opinions)


def _without_opinions(chunk: Span, opinions: list[Opinion]) -> Span:
    """Return the chunk without words of opinion: `great video quality` and `video quality issues` give `video quality`.

    Empty when nothing is left.
    """
    start, end = chunk.start, chunk.end
    for opinion in opinions:
        if start <= opinion.start < end:
            start, end = (start, opinion.start) if opinion.end >= end else (opinion.end, end)
    while start < end - 1 and chunk.doc[start].pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"}:
        start += 1
    return chunk.doc[start:end]


def mark_aspects(doc: Doc) -> Doc:
    """Write the aspects and the polarity of the whole text."""
    return add(doc, aspects=find_aspects(doc), polarity=overall(findings(doc).opinions))
