"""What the words around an opinion do to it: negation, strength, excess, and wishes."""

from collections.abc import Container
from itertools import pairwise

from spacy.tokens import Doc, Token

from nlp.words import word_set

NEGATORS = word_set(
    "not n't nt zero never no none nothing neither nor nobody without hardly barely scarcely rarely seldom cannot cant dont"
    " doesnt didnt isnt wasnt wont couldnt wouldnt arent havent hasnt ain't aint"
)
STRONGER = {
    word: factor
    for factor, words in (
        (
            1.4,
            "extremely incredibly insanely ridiculously unbelievably absolutely completely totally utterly super",
        ),
        (
            1.3,
            "very really so too truly highly particularly especially exceptionally remarkably far much way damn",
        ),
        (0.9, "pretty quite rather fairly reasonably mostly generally relatively decently"),
        (
            0.7,
            "slightly somewhat little bit kinda sorta sometimes occasionally occasional minor slight few almost partly",
        ),
    )
    for word in words.split()
}
REACH = 4
"""Words before an opinion in which a negation still reaches it, when nothing comes between."""
STOPPERS = frozenset(
    {",", ".", "!", "?", ";", ":", "(", ")", "but", "because", "since", "so", "if", "when", "while"}
)
FLIP_PRAISE = -0.8
"""`not good` is nearly as bad as `bad`."""
FLIP_BLAME = -0.6
"""`no bugs`, `not slow`: fainter praise than `fast`."""
WISHED_MORE = -0.5
"""`wish it were faster`, `should be easier`: what is asked to be better is not good enough."""
USED_TO = -0.6
"""`used to be great`."""
EXCESS = -0.7
"""`too simple`, `too many features`: excess turns praise to blame."""


def shifted(doc: Doc, start: int, end: int, weight: float, *, wished: Container[int]) -> float:
    """Return the weight of the opinion at tokens `start` to `end` after its surroundings are weighed in, -1.4 to 1.4."""
    score = weight * _strength(doc, start)
    negated = is_negated(doc, start, end)
    if start in wished:
        return _when_wished(doc, start, score, negated=negated)
    if _is_excess(doc, start) and weight > 0:
        return EXCESS * abs(score) if not negated else 0.0
    if negated:
        score *= FLIP_PRAISE if score > 0 else FLIP_BLAME
    if _is_less(doc, start):
        score = -score
    if score > 0 and _is_past(doc, start):
        score *= USED_TO
    return score


def _strength(doc: Doc, start: int) -> float:
    factor = 1.0
    for token in doc[max(0, start - 2) : start]:
        factor *= STRONGER.get(token.lower_, 1.0)
    return min(factor, 1.6)


def _when_wished(doc: Doc, start: int, score: float, *, negated: bool) -> float:
    """In a wish blame stays blame, praise of a higher degree is a want, and plain praise says nothing."""
    if score < 0:
        return 0.8 * score
    if is_comparative(doc[start]) or negated:
        return WISHED_MORE * abs(score)
    return 0.0


def is_comparative(token: Token) -> bool:
    """Whether the word is in the higher degree: `faster`, `more stable`."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return "Degree=Cmp" in str(token.morph) or token.tag_ in {"JJR", "RBR"} or before in {"more", "less"}


def is_negated(doc: Doc, start: int, end: int) -> bool:
    """Whether a negation reaches the opinion, through the grammar or from just before it."""
    token = doc[start]
    root = doc[start:end].root
    for word in (token, root, *_governors(root)):
        for child in word.children:
            if child.lower_ in NEGATORS and child.i < start and child.nbor().lower_ != ",":
                return not _is_only(child)
    for word in reversed(_before(doc, start, REACH)):
        place = word.i
        if word.lower_ in STOPPERS:
            return False
        if word.lower_ in NEGATORS:
            return not _is_only(word) and not (word.lower_ == "no" and _is_closed_by_noun(doc, place, start))
    return False


def _before(doc: Doc, start: int, count: int) -> list[Token]:
    """Return up to `count` tokens before a token, none of them in another sentence."""
    first = start
    while first > 0 and start - first < count and not doc[first].is_sent_start:
        first -= 1
    return list(doc[first:start])


def _after(doc: Doc, start: int, count: int) -> list[Token]:
    """Return up to `count` tokens after a token, none of them in another sentence."""
    last = start + 1
    while last < len(doc) and last - start <= count and not doc[last].is_sent_start:
        last += 1
    return list(doc[start + 1 : last])


def _governors(root: Token) -> list[Token]:
    """Verbs whose negation is also the opinion's: `do not find it useful`, `does not work well`."""
    chain: list[Token] = []
    token = root
    while (
        token.dep_ in {"xcomp", "advmod", "amod", "obj", "cop"} and token.head.i != token.i and len(chain) < 2
    ):
        token = token.head
        if token.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
            break
        chain.append(token)
    return chain


def _is_only(negator: Token) -> bool:
    """`not only`, `not just`, `no doubt`, `nothing but` deny nothing."""
    after = negator.nbor().lower_ if negator.i + 1 < len(negator.doc) else ""
    return after in {"only", "just", "doubt", "but", "wonder", "matter"} and negator.lower_ != "n't"


def _is_closed_by_noun(doc: Doc, negator: int, start: int) -> bool:
    """`no ads and great sound`: the noun that `no` belongs to stands before the opinion."""
    head = doc[negator].head.i
    return negator < head < start


def _is_excess(doc: Doc, start: int) -> bool:
    if not start or doc[start - 1].lower_ not in {"too", "overly"}:
        return False
    return start < 2 or doc[start - 2].lower_ not in {"not", "n't"}


def _is_less(doc: Doc, start: int) -> bool:
    return bool(start) and doc[start - 1].lower_ in {"less", "least"}


def _is_past(doc: Doc, start: int) -> bool:
    """Tell whether it is `used to work well`, `was great until the update`."""
    before = [token.lower_ for token in _before(doc, start, 5)]
    if any(pair == ("used", "to") for pair in pairwise(before)):
        return True
    after = [token.lower_ for token in _after(doc, start, 4)]
    return "until" in after and bool({"was", "were", "worked", "had", "been"} & set(before))
