"""The vocabulary of the encoder: the pieces of the base's that reviews of software need."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from nlp.encoder.labels import SPECIAL
from nlp.encoder.pieces import Pieces

LEXICON = Path(__file__).parents[1] / "lexicon"
LAST_LETTER = "\u024f"
"""End of Unicode's Latin Extended-B: letters beyond it are of other scripts and become [UNK]."""
SIGNS = range(0x2000, 0x2BFF)
"""Punctuation, currencies, arrows and other signs that reviews hold."""


def trimmed(
    pieces: Sequence[str], counts: Counter[int], *, size: int, first: Counter[int] | None = None
) -> list[int]:
    """Return the numbers of the `size` pieces to keep, in the base's order.

    Always kept are the special pieces and single characters of Latin script and signs, with which any such word
    can still be spelt. Then come those counted in `first`, then those in `counts`, the most frequent first, and then
    the base's own first ones, which it lists by frequency.
    """
    kept = {number for number, piece in enumerate(pieces) if piece in SPECIAL or _is_letter(piece)}
    seen = (
        number
        for counted in (first or Counter(), counts)
        for number, _ in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    )
    rest = (
        number for number, piece in enumerate(pieces) if not piece.startswith("[unused") and piece.isascii()
    )
    for number in (*seen, *rest):
        if len(kept) >= size:
            break
        kept.add(number)
    return sorted(kept)


def _is_letter(piece: str) -> bool:
    letter = piece.removeprefix("##")
    return len(letter) == 1 and (letter <= LAST_LETTER or ord(letter) in SIGNS)


def count_pieces(pieces: Pieces, texts: Sequence[str]) -> Counter[int]:
    """Return how often each piece occurs in the texts."""
    return Counter(number for cut in pieces.cut(texts) for number in cut.ids)


def lexicon_texts() -> list[str]:
    """Return the words and phrases of our lexicon, a line each."""
    return [
        line.split("\t")[0]
        for file in sorted(LEXICON.glob("*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
