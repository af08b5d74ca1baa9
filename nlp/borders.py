"""Sentence borders that the layout of a text gives: a new line starts a new sentence."""

from spacy.tokens import Doc


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
    """Write the borders; the splitter and the parser keep what is already set."""
    for start in find_line_starts(doc):
        doc[start].is_sent_start = True
    return doc
