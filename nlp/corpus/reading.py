"""The form of the corpus: files of labelled sentences, read and checked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rivalscope.errors import UsageError

FOLDER = Path(__file__).parent
SPLITS = ("train", "dev", "test")
POLARITIES = {"+": "positive", "-": "negative", "0": "neutral", "~": "mixed"}
INTENTS = frozenset({"problem", "request", "praise", "question", "churn", "information"})
WAYS = frozenset({"done", "considered", "threatened"})

_SPAN = re.compile(r"\{([^{}|]+)\|([-+0~])\}")
_SWITCH = re.compile(r"sw=(?P<origin>.+?)->(?P<target>.+?):(?P<way>\w+)(?:@(?P<reason>.+))?")
_COMPARISON = re.compile(r"cmp=(?P<first>[^>=@]+)(?P<sign>[>=])(?P<second>[^>=@]+)(?:@(?P<aspect>.+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An aspect: `text[start:end]` of its sentence, and the opinion about it."""

    start: int
    end: int
    polarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two products set against each other; `equal` where neither is said to be better."""

    winner: str
    loser: str
    aspect: str | None
    equal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """A change of product: done, considered or threatened."""

    origin: str
    target: str
    way: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with its labels."""

    text: str
    spans: tuple[Span, ...]
    intents: frozenset[str]
    comparisons: tuple[Compared, ...] = ()
    switches: tuple[Switched, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledReview:
    """Sentences of one writer, in order."""

    product: str
    split: str
    stars: int | None
    source: str
    style: str
    sentences: tuple[Sentence, ...]


def read_corpus(folder: Path = FOLDER, *, split: str | None = None) -> list[LabelledReview]:
    """Return the reviews of all files of a folder, or of one split; UsageError names file, line and mend."""
    found = [review for file in sorted(folder.glob("*.txt")) for review in read_file(file)]
    return [review for review in found if split in (None, review.split)]


def read_file(file: Path) -> Iterator[LabelledReview]:
    """Yield the reviews of one file."""
    head: dict[str, str] = {}
    about: dict[str, str] = {}
    sentences: list[Sentence] = []
    for number, line in enumerate([*file.read_text(encoding="utf-8").splitlines(), "== end"], start=1):
        try:
            if line.startswith("=="):
                if sentences:
                    yield _review(head, about, sentences)
                about = dict(word.split("=", 1) for word in line[2:].split() if "=" in word)
                sentences = []
            elif "|||" in line:
                sentences.append(read_sentence(line))
            elif line.strip():
                key, value = line.split(":", 1)
                head[key.strip()] = value.strip()
        except (ValueError, KeyError) as error:
            raise UsageError(
                f"{file.name}, line {number}: {error} (nlp/corpus/GUIDELINES.md says the form)"
            ) from error


def _review(head: dict[str, str], about: dict[str, str], sentences: list[Sentence]) -> LabelledReview:
    if head["split"] not in SPLITS:
        raise ValueError(f"split is {head['split']!r}, not one of {', '.join(SPLITS)}")
    return LabelledReview(
        product=head["product"],
        split=head["split"],
        stars=None if about["stars"] == "-" else int(about["stars"]),
        source=about["source"],
        style=about["style"],
        sentences=tuple(sentences),
    )


def read_sentence(line: str) -> Sentence:
    """Return a sentence from its line; ValueError says what is wrong with it."""
    marked, labels = (part.strip() for part in line.split("|||", 1))
    spans: list[Span] = []
    text, last = "", 0
    for match in _SPAN.finditer(marked):
        text += marked[last : match.start()]
        spans.append(Span(start=len(text), end=len(text) + len(match[1]), polarity=POLARITIES[match[2]]))
        text += match[1]
        last = match.end()
    text += marked[last:]
    if set("{}|") & set(text):
        raise ValueError(f"a brace or bar is left in {text!r}: marks are written {{words|+}}")
    for span in spans:
        _whole_words(text, span)
    intents, *relations = (part.strip() for part in labels.split(";"))
    return Sentence(
        text=text,
        spans=tuple(spans),
        intents=_intents(intents),
        comparisons=tuple(_comparison(one, text) for one in relations if not one.startswith("sw=")),
        switches=tuple(_switch(one, text) for one in relations if one.startswith("sw=")),
    )


def _whole_words(text: str, span: Span) -> None:
    words = text[span.start : span.end]
    cut = (span.start and text[span.start - 1].isalnum() and words[0].isalnum()) or (
        span.end < len(text) and text[span.end].isalnum() and words[-1].isalnum()
    )
    if cut or words != words.strip():
        raise ValueError(f"the mark {words!r} does not begin and end with a word")


def _intents(words: str) -> frozenset[str]:
    found = frozenset(word.strip() for word in words.split(",") if word.strip()) or frozenset({"information"})
    if unknown := found - INTENTS:
        raise ValueError(
            f"unknown intent {', '.join(sorted(unknown))}; known are {', '.join(sorted(INTENTS))}"
        )
    if len(found) > 1 and "information" in found:
        raise ValueError("information stands alone or not at all")
    return found


def _comparison(words: str, text: str) -> Compared:
    match = _COMPARISON.fullmatch(words)
    if match is None:
        raise ValueError(f"{words!r} is no relation: cmp=Winner>Loser@aspect or sw=From->To:done@reason")
    first, second, aspect = _named(match["first"], text), _named(match["second"], text), match["aspect"]
    return Compared(winner=first, loser=second, aspect=_stated(aspect, text), equal=match["sign"] == "=")


def _switch(words: str, text: str) -> Switched:
    match = _SWITCH.fullmatch(words)
    if match is None or match["way"] not in WAYS:
        raise ValueError(f"{words!r} is no switch: sw=From->To:done@reason, done, considered or threatened")
    origin, target = _named(match["origin"], text), _named(match["target"], text)
    return Switched(origin=origin, target=target, way=match["way"], reason=_stated(match["reason"], text))


def _named(name: str, text: str) -> str:
    name = name.strip()
    return name if name in ("this", "?") else str(_stated(name, text))


def _stated(words: str | None, text: str) -> str | None:
    if words is not None and words.strip().lower() not in text.lower():
        raise ValueError(f"{words.strip()!r} does not stand in the sentence")
    return words.strip() if words is not None else None
