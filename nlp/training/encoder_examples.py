"""Sentences to learn from: our corpus, Hu and Liu's product reviews, MAMS, and SemEval-2014 for comparison."""

import gzip
import html
import re
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nlp.corpus.reading import FOLDER, Span, read_corpus
from nlp.corpus.reading import POLARITIES as SIGNS
from nlp.training.prepare import TRAIN_FILE
from rivalscope.errors import UsageError

OPINION = "nlp/nltk_opinion"
MAMS = "nlp/mams"
TREEBANK = "nlp/ud_english_ewt"
SEMEVAL = {
    "laptops": "nlp/semeval14/Laptop_Train_v2.xml",
    "restaurants": "nlp/semeval14/Restaurants_Train_v2.xml",
}

_NOTHING = re.compile(r"\b(?:no|none|nothing|not|n/a|na|can't|cannot|haven't|nil|zero|few)\b", re.IGNORECASE)
_ASPECT = re.compile(r"([^,\[\]#]+?)\s*\[([+-])\d\](?:\[\w+\])*")
# Whole products, which our guidelines leave unmarked: their opinion is learnt, their border is not.
_WHOLE = re.compile(
    r"\b(?:product|unit|item|camera|phone|cell phone|player|router|diaper (?:champ|pail)|pail|"
    r"ipod|mp3 player|dvd player|software|program|machine|device|it|this|model|brand)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence with what is known about it; what is not known takes no part in learning."""

    text: str
    spans: tuple[Span, ...]
    """Aspects, in order, with their polarity."""
    source: str
    """Name of the set."""
    intents: frozenset[str] | None = None
    """None where nobody labelled them."""
    bordered: bool = True
    """Whether the spans are all there are, so that what lies outside them is no aspect."""
    unbordered: tuple[int, ...] = ()
    """Starts of spans that carry an opinion but whose border is not to be learnt."""
    polarities: frozenset[str] = frozenset(SIGNS.values())
    """Polarities that its labellers knew: the others are not learnt to be wrong."""
    review: int = -1
    """Sentences of one review bear one number, in order; -1 for sentences that stand alone."""


def own_examples(split: str, *, folder: Path = FOLDER, source: str = "own") -> list[Example]:
    """Return the sentences of our corpus, or of another folder in its form, in a split."""
    reviews = read_corpus(folder, split=split)
    return [
        Example(text=one.text, spans=one.spans, intents=one.intents, source=source, review=number)
        for number, review in enumerate(reviews)
        for one in review.sentences
    ]


def hu_liu_examples(data: Path) -> list[Example]:
    """Return Hu and Liu's sentences with aspects; these stand where their words are found.

    The files give no places. Sentences without a marked aspect are left out: they may well hold one that nobody
    praised or blamed.
    """
    found = [_hu_liu(marks, text) for marks, text in _hu_liu_lines(data)]
    return [one for one in found if one.spans]


def _hu_liu_lines(data: Path) -> Iterator[tuple[str, str]]:
    """Yield marks and words of every sentence of a review."""
    for file in sorted(_folder(data / OPINION).glob("product_reviews_*/*.txt")):
        for line in file.read_text(encoding="latin-1").splitlines():
            if "##" in line and file.name != "README.txt" and not line.startswith(("*", "[t]")):
                marks, text = line.split("##", 1)
                yield marks, text.strip()


def _hu_liu(marks: str, text: str) -> Example:
    placed: dict[int, Span] = {}
    unbordered: list[int] = []
    bordered = True
    for words, sign in _ASPECT.findall(marks):
        found = [match.span() for match in re.finditer(_words_pattern(words), text, re.IGNORECASE)]
        bordered = bordered and bool(found)
        for start, end in found:
            if all(end <= span.start or span.end <= start for span in placed.values()):
                placed[start] = Span(start=start, end=end, polarity="positive" if sign == "+" else "negative")
                unbordered.extend([start] * bool(_WHOLE.search(words)))
    return Example(
        text=text,
        spans=tuple(placed[start] for start in sorted(placed)),
        source="hu_liu",
        bordered=bordered,
        unbordered=tuple(sorted(unbordered)),
        polarities=frozenset({"positive", "negative"}),
    )


def _words_pattern(words: str) -> str:
    """Return a pattern for the words of an aspect, singular or plural."""
    stem = re.escape(words.strip().lower().removesuffix("s"))
    return rf"(?<!\w){stem}(?:es|s)?(?!\w)"


def pros_cons_examples(data: Path) -> list[Example]:
    """Return lines of Liu's lists of pros and cons: all their words are praised, or all blamed.

    They teach that "battery drain" is a complaint though no word of it judges. Lines that say that there is
    nothing to list are left out.
    """
    return [
        Example(
            text=text,
            spans=(Span(start=0, end=len(text), polarity=polarity),),
            source="pros_cons",
            bordered=False,
            polarities=frozenset({"positive", "negative"}),
        )
        for polarity, text in _listed(data)
        if not _NOTHING.search(text)
    ]


def _listed(data: Path) -> Iterator[tuple[str, str]]:
    """Yield polarity and words of every fourth line of the lists."""
    for name, polarity in (("IntegratedPros.txt", "positive"), ("IntegratedCons.txt", "negative")):
        file = _folder(data / OPINION / "pros_cons") / name
        for line in file.read_text(encoding="latin-1").splitlines()[::4]:
            text = html.unescape(re.sub(r"<[^>]+>", "", line)).strip()
            if text:
                yield polarity, text


def mams_examples(data: Path, *, part: str = "train") -> list[Example]:
    """Return the sentences of MAMS with terms."""
    file = _folder(data / MAMS) / f"MAMS-ATSA-{part}.xml"
    known = frozenset({"positive", "negative", "neutral"})
    return [replace(one, polarities=known) for one in _terms(file, source="mams")]


def semeval_examples(data: Path, *, domain: str, held_out: int, test: bool) -> list[Example]:
    """Return SemEval-2014's training sentences of a domain without those held out, or those held out alone.

    The official test part does not lie there: one sentence in `held_out`, by CRC-32 of its number, stands in.
    """
    examples = _terms(data / SEMEVAL[domain], source=domain)
    keys = [one.get("id", "") for one in _sentences(data / SEMEVAL[domain])]
    return [
        one
        for key, one in zip(keys, examples, strict=True)
        if (zlib.crc32(f"{domain} {key}".encode()) % held_out == 0) == test
    ]


def _terms(file: Path, *, source: str) -> list[Example]:
    """Sentences of an XML file in SemEval's form."""
    found: list[Example] = []
    for entry in _sentences(file):
        spans = {
            int(term.get("from", "0")): Span(
                start=int(term.get("from", "0")),
                end=int(term.get("to", "0")),
                polarity=term.get("polarity", "").replace("conflict", "mixed"),
            )
            for term in entry.iter("aspectTerm")
        }
        text = entry.findtext("text") or ""
        found.append(Example(text=text, spans=tuple(spans[at] for at in sorted(spans)), source=source))
    return found


def _sentences(file: Path) -> Iterator[ET.Element]:
    if not file.is_file():
        raise UsageError(f"no labelled sentences at {file}: give --data the folder that holds nlp/")
    yield from ET.parse(file).getroot().iter("sentence")  # noqa: S314  files that the user names


def hu_liu_texts(data: Path) -> list[str]:
    """Return all sentences of Hu and Liu's reviews, with aspects or without."""
    return [text for _, text in _hu_liu_lines(data)]


def listed_texts(data: Path) -> list[str]:
    """Return every fourth line of Liu's lists of pros and cons."""
    return [text for _, text in _listed(data)]


def treebank_texts(data: Path, *, reviews: bool = True) -> list[str]:
    """Return the sentences of the treebank's training part, those of its reviews alone or all."""
    file = _folder(data / TREEBANK) / TRAIN_FILE
    texts: list[str] = []
    wanted = False
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                wanted = not reviews or line.startswith("# newdoc id = reviews")
            elif wanted and line.startswith("# text = "):
                texts.append(line.removeprefix("# text = ").strip())
    return texts


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise UsageError(f"no data at {path}: give --data the folder that holds nlp/")
    return path
