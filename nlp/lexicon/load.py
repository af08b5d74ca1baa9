"""The lexicon as one object: weight of a token, and the set phrases."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.tokens import Token

FOLDER = Path(__file__).parent
STRETCHED = re.compile(r"(\w)\1{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A word's weight and where it counts."""

    weight: float
    """-1 to 1."""
    parts: frozenset[str]
    """Parts of speech (UPOS) in which the word is an opinion; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words and phrases of praise and blame."""

    words: dict[str, Entry]
    phrases: dict[str, float]
    """Weights by phrase in lower case, its tokens parted by single spaces."""

    def weight(self, token: Token) -> float:
        """Return the token's weight as it stands, before any negation; 0 for a word that is no opinion.

        The word as written goes before its lemma; letters that are drawn out (`slooow`) are shortened.
        """
        lower: str = token.lower_
        for form in (lower, STRETCHED.sub(r"\1\1", lower), STRETCHED.sub(r"\1", lower), token.lemma_.lower()):
            entry = self.words.get(form)
            if entry is not None:
                return entry.weight if not entry.parts or token.pos_ in entry.parts else 0.0
        return 0.0


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of this folder: general words first, then the words of software talk over them."""
    words: dict[str, Entry] = {}
    for name in ("words.tsv", "software.tsv"):
        for form, weight, *parts in _rows(FOLDER / name):
            words[form] = Entry(weight=float(weight), parts=frozenset(",".join(parts).split(",")) - {""})
    phrases = {form: float(weight) for form, weight in _rows(FOLDER / "phrases.tsv")}
    return Lexicon(words=words, phrases=phrases)


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("# ")]
