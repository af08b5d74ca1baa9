"""The general part of our lexicon: words of the Hu and Liu opinion lexicon that product talk bears out."""

import math
import re
from collections import Counter
from pathlib import Path

from rivalscope.errors import UsageError

TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
SCORED = re.compile(r"\[([+-])[123]\]")
HEADER = """\
# General opinion words: word, weight (tabs between).
# Chosen by `python -m nlp.training.opinion_words` from the Opinion Lexicon by Bing Liu
# (http://www.cs.uic.edu/~liub), licensed under CC BY 4.0
# (http://creativecommons.org/licenses/by/4.0/): the words that occur in his Pros and Cons lists and
# product reviews (also CC BY 4.0) without being used mostly the other way; the weights are ours, from those counts.
# Do not edit: software.tsv overrides.
"""


def count_uses(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """How often words occur in praise and in blame, in the folder of the NLTK opinion corpora.

    Raises UsageError when a corpus is missing.
    """
    praise: Counter[str] = Counter()
    blame: Counter[str] = Counter()
    for name, counter in (("IntegratedPros.txt", praise), ("IntegratedCons.txt", blame)):
        path = folder / "pros_cons" / name
        if not path.is_file():
            raise UsageError(f"no {path}: give the folder of the NLTK opinion corpora")
        for line in path.read_text(encoding="latin-1").splitlines():
            counter.update(WORD.findall(TAG.sub(" ", line).lower()))
    for path in sorted(folder.glob("product_reviews_*/*.txt")):
        for line in path.read_text(encoding="latin-1").splitlines():
            marks, found, sentence = line.partition("##")
            signs = set(SCORED.findall(marks))
            if found and len(signs) == 1:
                counter = praise if signs == {"+"} else blame
                counter.update(WORD.findall(sentence.lower()))
    return praise, blame


def choose(folder: Path) -> list[tuple[str, float]]:
    """Words with weights, positive ones first; ±0.4 where use is rare or divided, ±1 where it is plain.

    The weight grows with the log-odds of praise against blame (Laplace-smoothed, per thousand words).
    """
    praise, blame = count_uses(folder)
    chosen: list[tuple[str, float]] = []
    for name, sign in (("positive-words.txt", 1), ("negative-words.txt", -1)):
        path = folder / "opinion_lexicon" / name
        for word in path.read_text(encoding="latin-1").splitlines():
            uses = praise[word] + blame[word]
            if not word or word.startswith(";") or not uses:
                continue
            ratio = (praise[word] + 0.5) / praise.total() * blame.total() / (blame[word] + 0.5)
            agreement = sign * math.log(ratio)
            if agreement > -0.7 or uses < 4:
                chosen.append((word, sign * round(min(1.0, 0.4 + 0.2 * max(0.0, agreement)), 1)))
    return chosen


def write_words(folder: Path, target: Path) -> int:
    """Write the file of words; returns how many."""
    chosen = choose(folder)
    lines = [f"{word}\t{weight}" for word, weight in chosen]
    target.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return len(chosen)


if __name__ == "__main__":
    import sys

    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m nlp.training.opinion_words FOLDER_OF_NLTK_OPINION_CORPORA")
    write_words(Path(sys.argv[1]), Path(__file__).parents[1] / "lexicon" / "words.tsv")
