"""Spans that are given: the reader's polarity of them, found as that of the taxonomy's features is."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.findings import Mention, add, findings
from nlp.plain import make_plain
from rivalscope.domain.reading import Polarity

PIPE = "rivalscope_given"
LATER = frozenset({"rivalscope_compared", "rivalscope_comparisons", "rivalscope_intents"})
"""Components that have no say in polarity."""


def judge_given(
    nlp: Language, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]
) -> list[tuple[Polarity, ...]]:
    """Return, for each text with its spans (start, end in characters), the reader's polarity of each span.

    The spans take the place of what the taxonomy finds, so all that decides about a feature's polarity decides about
    them. `nlp` is a whole pipeline (nlp.build.build); it gets a component more, which does nothing to other texts.
    """
    if PIPE not in nlp.pipe_names:
        nlp.add_pipe(PIPE, after="rivalscope_names")
    judged: list[tuple[Polarity, ...]] = [()] * len(texts)
    wanted = [number for number, (_, spans) in enumerate(texts) if spans]
    with nlp.select_pipes(disable=[pipe for pipe in nlp.pipe_names if pipe in LATER]):
        docs = nlp.pipe(_asked(nlp, [texts[number] for number in wanted]))
        for number, doc in zip(wanted, docs, strict=True):
            said = {aspect.feature: aspect.polarity for aspect in findings(doc).aspects}
            spans = texts[number][1]
            judged[number] = tuple(said.get(_name(place), Polarity.NEUTRAL) for place in range(len(spans)))
    return judged


def _asked(nlp: Language, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Iterator[Doc]:
    for text, spans in texts:
        doc = nlp.make_doc(make_plain(text))
        doc.user_data[PIPE] = tuple(spans)
        yield doc


def _name(place: int) -> str:
    return f"given {place}"


@Language.component(PIPE)
def mark_given(doc: Doc) -> Doc:
    """Put the spans that the document was given in the place of the taxonomy's features, widened to whole tokens."""
    asked = doc.user_data.get(PIPE)
    if asked is None:
        return doc
    spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in asked]
    return add(
        doc,
        features=tuple(
            Mention(start=span.start, end=span.end, name=_name(place))
            for place, span in enumerate(spans)
            if span is not None
        ),
    )
