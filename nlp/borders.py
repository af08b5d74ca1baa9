"""Sentence borders that the layout of a text gives: a new line starts a new sentence."""

from spacy.tokens import Doc

from nlp.words import word_set

OPEN = word_set(
    ", a an the my our your their his her its to from than with of for at by and or as into onto between versus vs"
    " is are was were be use uses used using prefer like unlike via per because if when while"
)
"""Words and marks after which no sentence ends: a name with a capital tempts the parser to cut before it."""


def find_line_starts(doc: Doc) -> list[int]:
    """Tokens that follow a token of white space with a line break in it."""
    return [
        token.i + 1
        for token in doc
        if token.is_space
        and token.i + 1 < len(doc)
        and any(mark in token.text for mark in "\n\r\u2028\u2029")
    ]


def mark_borders(doc: Doc) -> Doc:
    """Write the borders, and where none can be; the parser keeps what is already set."""
    for token in doc[1:]:
        if token.nbor(-1).lower_ in OPEN:
            token.is_sent_start = False
    for start in find_line_starts(doc):
        doc[start].is_sent_start = True
    return doc
