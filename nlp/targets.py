"""What an opinion word speaks of, as the grammar says: `great → screen`, `crashes → app`, `issues → audio`."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
OBJECTS = frozenset({"obj", "iobj"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "csubj", "acl"})
AFFECTED = frozenset({"with", "during", "in", "on", "about", "at", "for"})
"""Prepositions before what a verb of failing or liking touches: `crashes during calls`."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})


def find_targets(doc: Doc, start: int, end: int) -> frozenset[int]:
    """Tokens outside the span that its words speak of; empty where the grammar does not say."""
    found: set[int] = set()
    span = range(start, end)
    for place in span:
        token = doc[place]
        if token.head.i in span and token.head.i != token.i and token.dep_ != "conj":
            continue
        found.update(target.i for target in _targets(token))
    for place in list(found):
        found.update(
            child.i for child in doc[place].children if child.dep_ == "conj" and child.pos_ in NOMINAL
        )
    return frozenset(found - set(span))


def _targets(token: Token, *, depth: int = 0) -> Iterator[Token]:
    if depth > 3:
        return
    if token.pos_ in {"VERB", "AUX"}:
        yield from _of_verb(token)
    elif token.pos_ == "ADV":
        yield from _of_adverb(token, depth=depth)
    elif token.pos_ in {"NOUN", "PROPN", "INTJ", "X", "SYM"}:
        yield from _of_noun(token)
    yield from _of_predicate(token)
    if token.dep_ == "amod" or (token.dep_ in {"compound", "nmod"} and token.pos_ == "ADJ"):
        yield from _with_modifiers(token.head)
        yield from _when_predicate(token.head)
    if token.dep_ in {"acl:relcl", "acl"}:
        yield token.head
    if token.dep_ == "conj" and not any(child.dep_ in SUBJECTS | OBJECTS for child in token.children):
        yield from _targets(token.head, depth=depth + 1)
    if token.dep_ == "xcomp":
        yield from (child for child in token.head.children if child.dep_ in SUBJECTS | OBJECTS)


def _of_verb(verb: Token) -> Iterator[Token]:
    """Object and subject of the verb, what it happens to or in, and the object of a verb below it."""
    for child in verb.children:
        affected = child.dep_ == "obl" and _case(child) in AFFECTED
        if affected or child.dep_ in OBJECTS | SUBJECTS:
            yield from _with_modifiers(child)
        elif child.dep_ in {"xcomp", "ccomp"}:
            yield child
            yield from (below for below in child.children if below.dep_ in OBJECTS)


def _of_adverb(adverb: Token, *, depth: int) -> Iterator[Token]:
    if adverb.dep_ == "advmod" and adverb.head.pos_ in {"VERB", "AUX"}:
        yield from _of_verb(adverb.head)
        if adverb.head.dep_ in {"conj", "xcomp"}:
            yield from _targets(adverb.head, depth=depth + 1)


def _of_noun(noun: Token) -> Iterator[Token]:
    """`audio issues`, `problem with the audio`, `lack of filters`."""
    for child in noun.children:
        if child.dep_ in {"compound", "amod", "nmod:poss"} and child.pos_ in NOMINAL:
            yield child
        elif child.dep_ == "nmod":
            yield from _with_modifiers(child)
        elif child.dep_ in {"acl", "advcl"}:
            yield child
            yield from (below for below in child.children if below.dep_ in OBJECTS)
    if noun.dep_ in {"compound", "nmod"} and noun.head.pos_ in NOMINAL:
        yield noun.head


def _of_predicate(token: Token) -> Iterator[Token]:
    """`X is great`, `X was a mess`, `easy to do X`, `great for X`."""
    if token.pos_ in {"VERB", "AUX"}:
        return
    for child in token.children:
        if child.dep_ in SUBJECTS:
            yield from _with_modifiers(child)
        elif child.dep_ in CLAUSES:
            yield child
            yield from (below for below in child.children if below.dep_ in OBJECTS)
        elif child.dep_ in {"obl", "nmod"} and _case(child) in {"for", "with", "at", "in", "on", "about"}:
            yield from _with_modifiers(child)


def _when_predicate(noun: Token) -> Iterator[Token]:
    """`X is a great tool`: the praise of the predicate noun is praise of the subject."""
    if any(child.dep_ == "cop" for child in noun.children):
        yield from (child for child in noun.children if child.dep_ in SUBJECTS)


def _with_modifiers(noun: Token) -> Iterator[Token]:
    """Yield a noun and the nouns that say which: `quality of the video`, `video quality`."""
    yield noun
    for child in noun.children:
        if child.dep_ in {"compound", "flat", "conj"} or (child.dep_ == "nmod" and _case(child) == "of"):
            yield child


def _case(noun: Token) -> str:
    return next((child.lower_ for child in noun.children if child.dep_ == "case"), "")
