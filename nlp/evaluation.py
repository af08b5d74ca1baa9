"""How well the pipeline does on labelled data: parser figures, polarity of given aspects, intents."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from nlp.opinions import Opinions
from nlp.polarity import Scene
from nlp.training.augment import roughened
from nlp.training.prepare import grouped, read_documents, to_doc
from rivalscope.domain.reading import Polarity
from rivalscope.errors import UsageError

SCORES = (
    "tag_acc",
    "pos_acc",
    "morph_acc",
    "lemma_acc",
    "dep_uas",
    "dep_las",
    "sents_p",
    "sents_r",
    "sents_f",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A set of scores with the number of cases they rest on."""

    n: int
    """Sentences for the parser, aspects for polarity."""
    scores: dict[str, float]
    """By name, 0 to 1."""


def evaluate_parser(nlp: Language, conllu: Path, *, rough: bool = False) -> Figures:
    """Scores of the model on raw text of a treebank file, tokens and sentences found by the model itself.

    `rough` lower-cases the text and leaves out the marks that end sentences, as reviewers do. Raises UsageError
    when the file is missing.
    """
    documents = read_documents(conllu)
    gold = [to_doc(sentences, nlp.vocab) for sentences in grouped(documents)]
    if rough:
        gold = [roughened(doc) for doc in gold]
    examples = [
        Example(predicted, reference)
        for predicted, reference in zip(nlp.pipe(doc.text for doc in gold), gold, strict=True)
    ]
    scores = Scorer(nlp).score(examples)
    return Figures(
        n=sum(len(document) for document in documents),
        scores={name: round(scores[name], 4) for name in SCORES},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAspect:
    """A span with the polarity that people gave it."""

    text: str
    start: int
    end: int
    polarity: Polarity


def read_semeval(path: Path) -> list[GoldAspect]:
    """Aspect terms of a SemEval-2014 task 4 file; those marked as conflicting are mixed.

    Raises UsageError when the file is missing or is not XML.
    """
    try:
        root = ET.parse(path).getroot()  # noqa: S314  the file is a corpus on our own disk
    except (OSError, ET.ParseError) as error:
        raise UsageError(f"{path}: cannot be read as SemEval XML: {error}") from error
    return [
        GoldAspect(
            text=sentence.findtext("text") or "",
            start=int(term.attrib["from"]),
            end=int(term.attrib["to"]),
            polarity=Polarity(term.attrib["polarity"].replace("conflict", "mixed")),
        )
        for sentence in root.iter("sentence")
        for term in sentence.iter("aspectTerm")
    ]


def judge_gold(nlp: Language, gold: Sequence[GoldAspect]) -> list[Polarity]:
    """Our polarity of each given span; `nlp` is the trained model alone."""
    opinions = Opinions(nlp)
    judged: list[Polarity] = []
    for doc, aspect in zip(nlp.pipe(aspect.text for aspect in gold), gold, strict=True):
        judged.append(_judge(opinions(doc), aspect))
    return judged


def _judge(doc: Doc, aspect: GoldAspect) -> Polarity:
    span = doc.char_span(aspect.start, aspect.end, alignment_mode="expand")
    if span is None:
        return Polarity.NEUTRAL
    return Scene(doc).judge(span.start, span.end).polarity


def evaluate_polarity(nlp: Language, gold: Sequence[GoldAspect]) -> Figures:
    """Accuracy and macro-F1 over positive, negative and neutral; conflicting spans are left out, as is usual.

    A span that we call mixed counts as wrong. `polar` is the accuracy on spans that both sides call positive or
    negative, and `decided` how many of the positive and negative ones we do not leave neutral or mixed.
    """
    kept = [aspect for aspect in gold if aspect.polarity is not Polarity.MIXED]
    pairs = [(aspect.polarity, judged) for aspect, judged in zip(kept, judge_gold(nlp, kept), strict=True)]
    polar = {Polarity.POSITIVE, Polarity.NEGATIVE}
    clear = [(truth, judged) for truth, judged in pairs if truth in polar]
    decided = [(truth, judged) for truth, judged in clear if judged in polar]
    return Figures(
        n=len(pairs),
        scores={
            "accuracy": share(truth == judged for truth, judged in pairs),
            "macro_f1": round(sum(f1(pairs, label) for label in (*polar, Polarity.NEUTRAL)) / 3, 4),
            "polar": share(truth == judged for truth, judged in decided),
            "decided": round(len(decided) / max(len(clear), 1), 4),
        },
    )


def share(hits: Iterable[bool]) -> float:
    """Share of True, 0 for nothing."""
    values = list(hits)
    return round(sum(values) / len(values), 4) if values else 0.0


def f1(pairs: Sequence[tuple[Polarity, Polarity]], label: Polarity) -> float:
    """F1 of one label over pairs of truth and judgement; 0 when the label never occurs."""
    both = sum(truth == judged == label for truth, judged in pairs)
    either = sum((truth == label) + (judged == label) for truth, judged in pairs)
    return 2 * both / either if either else 0.0
