"""Names of wishes: whether what is cut out of the requests of our corpus is the thing that people marked in them."""

from collections import defaultdict
from pathlib import Path

from nlp.corpus.reading import Sentence, read_corpus
from rivalscope.analysis.wishes import Terms, read_wish
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of


def named(sentence: Sentence) -> str:
    """Return the name of what a request wishes, the things marked in it being known; empty when it is given none."""
    things = [(sentence.text[span.start : span.end], None) for span in sentence.spans]
    wish = read_wish(sentence.text, things, feature=None, terms=Terms({}))
    return wish.phrase if wish is not None else ""


def measure_wishes(_data: Path | None) -> Report:
    """Name the wish of every request; a name is right that shares a word with a thing marked."""
    parts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong: list[str] = []
    n = 0
    for review in read_corpus():
        half = "held out." if review.split == "test" else "tuned."
        for sentence in review.sentences:
            if "request" not in sentence.intents:
                continue
            n += 1
            name = named(sentence)
            for measure, right in _judged(sentence, name):
                for prefix in ("", half):
                    parts[prefix + measure][0] += right
                    parts[prefix + measure][1] += 1
                if not right:
                    wrong.append(f"{sentence.text!r} ({review.split}): {name or 'no name'}, {measure}")
    shares = {name: (part, whole) for name, (part, whole) in parts.items()}
    return Report(n=n, measures=measures_of(shares), parts=shares, wrong=tuple(wrong))


def _judged(sentence: Sentence, name: str) -> list[tuple[str, bool]]:
    if not sentence.spans:
        return [("nothing marked, no name", not name)]
    marked = {
        word for span in sentence.spans for word in sentence.text[span.start : span.end].lower().split()
    }
    right = not marked.isdisjoint(name.split())
    return [("named", right), *([("names that are right", right)] if name else [])]


WISH_NAMES = Suite(
    name="wish-names",
    about="whether the wish cut out of each request of our corpus is the thing marked in it",
    run=measure_wishes,
)
