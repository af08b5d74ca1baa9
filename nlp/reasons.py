"""On what products are compared, and why one was left: a feature, a noun, or the adjective's dimension."""

from spacy.tokens import Doc, Span, Token

from nlp.chunks import find_noun_chunks, is_content
from nlp.clauses import is_turn
from nlp.findings import findings
from nlp.products import Side, looks_like_name

DIMENSIONS = {
    word: dimension
    for dimension, words in (
        ("price", "cheap cheaper cheapest expensive pricey pricier affordable costly overpriced inexpensive"),
        (
            "speed",
            "fast faster fastest slow slower slowest quick quicker quickest snappy snappier sluggish laggy",
        ),
        (
            "ease of use",
            "easy easier easiest simple simpler simplest intuitive complicated clunky clunkier cumbersome",
        ),
        ("reliability", "reliable stable unstable unreliable buggy buggier dependable"),
        ("security", "secure safe safer insecure private"),
    )
    for word in words.split()
}
"""What an adjective compares when no noun says it."""

REASON = frozenset({"because", "since", "due", "as", "after", "for", "over", "thanks", "given", "owing"})
"""Words that open a reason."""


MEASURES = frozenset(
    {"miles", "leagues", "league", "streets", "worlds", "class", "patch", "edge", "slog", "notch"}
)
"""Nouns that say how much better or worse something is."""
TOPICAL = frozenset({"in", "on", "for", "at"})
"""Words before that in which one product is better than another."""


def find_compared(doc: Doc, degree: Token, than: int, sentence: Span) -> str | None:
    """On what the two are compared: a feature, the noun of the comparison, else the adjective's dimension."""
    turns = [token.i for token in sentence if token.i < degree.i and is_turn(token, sentence)]
    start = max(turns, default=sentence.start)
    feature = first_feature(doc, start, than) or first_feature(doc, than, sentence.end)
    if feature is not None:
        return feature
    for chunk in find_noun_chunks(doc):
        root = chunk.root
        here = start <= chunk.start and root.i < than
        tied = degree.head.i == root.i or root.head.i == degree.i
        named = names_product(doc, root.i) or (root.pos_ == "PROPN" and looks_like_name(root))
        if here and tied and is_content(root) and not named:
            return _trim(chunk, degree)
    name = DIMENSIONS.get(degree.lower_) or DIMENSIONS.get(degree.lemma_.lower())
    return canonical(doc, name) if name else None


def find_topic(doc: Doc, sentence: Span) -> str | None:
    """Return on what a sentence compares: its first feature, else what stands after `in`, `on` or `for`, else its subject or object."""
    feature = first_feature(doc, sentence.start, sentence.end)
    if feature is not None:
        return feature
    things = [
        chunk
        for chunk in find_noun_chunks(doc)
        if sentence.start <= chunk.start < sentence.end
        and is_content(chunk.root)
        and chunk.root.lower_ not in MEASURES
        and not (names_product(doc, chunk.root.i) or looks_like_name(chunk.root))
    ]
    told = [chunk for chunk in things if chunk.start and doc[chunk.start - 1].lower_ in TOPICAL]
    borne = [
        chunk
        for chunk in things
        if chunk.root.dep_ in {"nsubj", "nsubj:pass", "obj"} or chunk.root.dep_ == "ROOT"
    ]
    return next((_plain(doc, chunk) for chunk in (*told, *borne)), None)


def _trim(chunk: Span, degree: Token) -> str:
    start = degree.i + 1 if chunk.start <= degree.i < chunk.end - 1 else chunk.start
    text: str = chunk.doc[start : chunk.end].text
    return text


def canonical(doc: Doc, name: str) -> str:
    """Return the taxonomy's name for a dimension where the text names that feature, else the dimension."""
    return next((one.name for one in findings(doc).features if one.name.lower() == name), name)


def names_product(doc: Doc, place: int) -> bool:
    """Whether a token belongs to the name of a product of the market."""
    return any(one.start <= place < one.end for one in findings(doc).products)


def first_feature(doc: Doc, start: int, end: int) -> str | None:
    """Return the first feature between two tokens."""
    inside = [one for one in findings(doc).features if start <= one.start < end]
    return inside[0].name if inside else None


def find_reason_start(doc: Doc, place: int, sentence: Span, sides: set[Side]) -> int | None:
    """Token after the word that opens a reason (`because of …`, `for its …`), behind the verb; None for none."""
    for token in doc[place + 1 : sentence.end]:
        if token.lower_ in REASON and token.i + 1 < sentence.end:
            if any(token.i < side.start <= token.i + 2 for side in sides):
                continue
            return token.i + 1
    return None


def find_reason(doc: Doc, place: int, sentence: Span, after: Span | None, sides: set[Side]) -> str | None:
    """Why: a feature or thing in the reason given, else a feature of the sentence, else of the next one."""
    opening = find_reason_start(doc, place, sentence, sides)
    if opening is not None:
        feature = first_feature(doc, opening, sentence.end)
        if feature is not None:
            return feature
        for chunk in find_noun_chunks(doc):
            if opening <= chunk.start < sentence.end and _is_reason(doc, chunk.root, sides):
                return _plain(doc, chunk)
        for token in doc[opening : sentence.end]:
            if token.lower_ in DIMENSIONS:
                return canonical(doc, DIMENSIONS[token.lower_])
    if after is None:
        return first_feature(doc, sentence.start, sentence.end)
    return first_feature(doc, sentence.start, sentence.end) or first_feature(doc, after.start, after.end)


def _is_reason(doc: Doc, noun: Token, sides: set[Side]) -> bool:
    """Whether the noun can be a reason: a thing, and neither a product nor a word of opinion."""
    named = any(side.name and noun.text.lower() in side.name.lower().split() for side in sides)
    judged = any(one.start <= noun.i < one.end for one in findings(doc).opinions)
    return is_content(noun) and not (named or judged or names_product(doc, noun.i))


def _plain(doc: Doc, chunk: Span) -> str:
    """Return the chunk without opinion words before its noun."""
    start = max(
        [one.end for one in findings(doc).opinions if chunk.start <= one.start < chunk.end - 1],
        default=chunk.start,
    )
    text: str = doc[start : chunk.end].text
    return text
