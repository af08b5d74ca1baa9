"""Sentence borders that the layout of a text gives: a new line starts a new sentence."""

import re
from functools import lru_cache

from spacy.attrs import LOWER
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.words import word_set

OPEN = word_set(
    ", a an the my our your their his her its to from than with of for at by and or as into onto between versus vs"
    " is are was were be use uses used using prefer like unlike via per because if when while"
)
"""Words and marks after which no sentence ends: a name with a capital tempts the parser to cut before it."""
BREAK = re.compile(r"[\n\r\u2028\u2029]")


def find_line_starts(doc: Doc) -> list[int]:
    """Tokens that follow a token of white space with a line break in it."""
    if not BREAK.search(doc.text):
        return []
    return [
        token.i + 1 for token in doc if token.is_space and token.i + 1 < len(doc) and BREAK.search(token.text)
    ]


def mark_borders(doc: Doc) -> Doc:
    """Write the borders, and where none can be; the parser keeps what is already set."""
    numbers = _open_numbers(doc.vocab)
    for place, word in enumerate(doc.to_array(LOWER).tolist()[:-1], start=1):
        if word in numbers:
            doc[place].is_sent_start = False
    for start in find_line_starts(doc):
        doc[start].is_sent_start = True
    return doc


@lru_cache(maxsize=8)
def _open_numbers(vocab: Vocab) -> frozenset[int]:
    """Return the vocabulary's numbers of the open words."""
    return frozenset(vocab.strings.add(word) for word in OPEN)
