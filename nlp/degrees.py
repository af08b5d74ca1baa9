"""Words of degree: which of two sides `faster than` and `less stable than` favour."""

import re

from spacy.tokens import Doc, Span, Token

from nlp.findings import findings
from nlp.lexicon.load import Lexicon
from nlp.scales import DOWN, UP, scale_weight
from nlp.shifts import NEGATORS

HYPOTHETICAL = re.compile(
    r"\b(?:wish|if only|hope\w*|could be|should be|would be|needs? to be|make it|supposed to be|claims?|never said|like to see|not saying|whether|would have to|if it (?:was|were|is|had))\b"
)


def degree_before(doc: Doc, than: Token, sentence: Span) -> Token | None:
    """Return the compared word before `than`: `faster than`, `better audio than`, `easier to use than`."""
    for place in range(than.i - 1, max(sentence.start, than.i - 9) - 1, -1):
        token = doc[place]
        more = (
            place > sentence.start
            and doc[place - 1].lower_ in {"more", "less"}
            and token.pos_ in {"ADJ", "ADV", "VERB"}
        )
        if (
            more
            or token.tag_ in {"JJR", "RBR"}
            or token.lower_ in {"superior", "inferior", "better", "worse"}
        ):
            if token.lower_ in {"more", "less", "rather", "other"} and token.dep_ != "amod":
                continue
            return token
        if token.text in {",", ";", "."}:
            return None
    return None


def is_hypothetical(doc: Doc, degree: Token, sentence: Span) -> bool:
    """Whether the comparison is wished, claimed or asked for, not stated."""
    return degree.i in findings(doc).wished or bool(
        HYPOTHETICAL.search(doc[sentence.start : degree.i].text.lower())
    )


def direction(doc: Doc, degree: Token, lexicon: Lexicon) -> float:
    """Return a number above 0 when the first side wins, below when the second does, 0 when the word does not say."""
    before = doc[degree.i - 1].lower_ if degree.i else ""
    weight = lexicon.weight(degree)
    if not weight and (degree.lower_ in UP or degree.lower_ in DOWN):
        things = [degree.head, *(child for child in degree.children if child.dep_.startswith("nsubj"))]
        weight = next((scale for thing in things if (scale := scale_weight(degree, thing))), 0.0)
        if not weight and degree.dep_ == "amod" and degree.lower_ in {"more", "fewer", "less"}:
            weight = 0.0 if degree.lower_ == "more" and lexicon.weight(degree.head) else 0.4
            weight = weight or lexicon.weight(degree.head)
            weight = -weight if degree.lower_ in {"fewer", "less"} else weight
    if before in {"less", "least"}:
        weight = -weight
    negated = any(
        child.lower_ in NEGATORS
        for word in (degree, degree.head)
        for child in word.children
        if child.i < degree.i
    )
    return -weight if negated else weight
