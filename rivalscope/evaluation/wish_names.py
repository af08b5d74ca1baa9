"""Names of wishes: whether what is cut out of the requests of our corpus is the thing that people marked in them.

Where the things named are known from the marks, the sole thing of a sentence is a right name by construction: what the
reader itself finds in sentences that it did not learn from is measured beside it, as "as read".
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from nlp.build import build
from nlp.corpus.reading import Sentence, read_corpus
from nlp.read import read_texts
from nlp.tiers import settle
from rivalscope.analysis.wishes import Terms, read_wish
from rivalscope.domain.market import Taxonomy
from rivalscope.domain.settings import LanguageOptions
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of


def named(sentence: Sentence, things: Sequence[str] | None = None) -> str:
    """Return the name of what a request wishes; empty when it is given none.

    `things` are those that it names; None stands for those marked in it.
    """
    if things is None:
        things = [sentence.text[span.start : span.end] for span in sentence.spans]
    wish = read_wish(sentence.text, [(thing, None) for thing in things], feature=None, terms=Terms({}))
    return wish.phrase if wish is not None else ""


def measure_wishes(_data: Path | None) -> Report:
    """Name the wish of every request; a name is right that shares a word with a thing marked."""
    parts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong: list[str] = []
    asked = [
        (review.split, sentence)
        for review in read_corpus()
        for sentence in review.sentences
        if "request" in sentence.intents
    ]
    for split, sentence in asked:
        name = named(sentence)
        for measure, right in _judged(sentence, name):
            for prefix in ("", "held out." if split == "test" else "tuned."):
                parts[prefix + measure][0] += right
                parts[prefix + measure][1] += 1
            if not right:
                wrong.append(f"{sentence.text!r} ({split}): {name or 'no name'}, {measure}")
    unlearnt = [sentence for split, sentence in asked if split != "train"]
    for sentence, things in zip(unlearnt, _read(unlearnt), strict=True):
        for measure, right in _judged(sentence, named(sentence, things)):
            parts[f"as read.{measure}"][0] += right
            parts[f"as read.{measure}"][1] += 1
    shares = {name: (part, whole) for name, (part, whole) in parts.items()}
    return Report(n=len(asked), measures=measures_of(shares), parts=shares, wrong=tuple(wrong))


def _read(sentences: Sequence[Sentence]) -> list[list[str]]:
    """Return the things that the reader finds each sentence to name."""
    options = LanguageOptions()
    nlp = build(
        taxonomy=Taxonomy(features=()), products=(), tier=settle(options.tier), grammar=options.grammar
    )
    readings = read_texts(nlp, [sentence.text for sentence in sentences])
    return [[aspect.text for aspect in reading.aspects] for reading in readings]


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
