"""Aspects held against labels: their borders, and the polarity of those that were met and of those that were given."""

from collections.abc import Iterable, Iterator, Sequence

from nlp.corpus.reading import Span
from rivalscope.evaluation.reading.cases import Pair
from rivalscope.evaluation.reading.figures import Figures, class_parts, f1, merged

MIXED = "mixed"


def span_figures(pairs: Sequence[Pair]) -> Figures:
    """Return F1 of aspects at exact borders and where they overlap, and `joint`: exact with the right polarity.

    One found span answers for one labelled span at most.
    """
    known = [(case.spans, answer.spans) for case, answer in pairs if case.spans is not None]
    labelled, found = sum(len(spans) for spans, _ in known), sum(len(spans) for _, spans in known)
    exact = [met for spans, said in known for met in met_spans(spans, said, exact=True)]
    overlapping = [met for spans, said in known for met in met_spans(spans, said, exact=False)]
    return Figures(
        parts={
            "aspects, exact F1": f1(len(exact), labelled, found),
            "aspects, overlap F1": f1(len(overlapping), labelled, found),
            "joint, exact F1": f1(sum(_agree(met) for met in exact), labelled, found),
            "joint, overlap F1": f1(sum(_agree(met) for met in overlapping), labelled, found),
        }
    )


def polarity_figures(pairs: Sequence[Pair], *, ignored: frozenset[str] = frozenset()) -> Figures:
    """Return accuracy and F1 of polarities on matched spans (overlapping) and on given ones.

    Labelled spans whose polarity is in `ignored` take no part, as the literature leaves out `conflict`.
    """
    matched = [
        (truth.polarity, said.polarity)
        for case, answer in pairs
        for truth, said in met_spans(case.spans or (), answer.spans, exact=False)
    ]
    given = [
        (span.polarity, said)
        for case, answer in pairs
        for span, said in zip(case.spans or (), answer.on_gold, strict=True)
    ]
    kept = [[pair for pair in judged if pair[0] not in ignored] for judged in (matched, given)]
    return merged(class_parts("polarity, matched", kept[0]), class_parts("polarity, given", kept[1]))


def met_spans(labelled: Iterable[Span], found: Iterable[Span], *, exact: bool) -> Iterator[tuple[Span, Span]]:
    """Yield labelled spans with the found span that answers for each: one with its borders before one that overlaps."""
    left, waiting = list(found), []
    for span in labelled:
        same = next((one for one in left if (one.start, one.end) == (span.start, span.end)), None)
        if same is None:
            waiting.append(span)
        else:
            left.remove(same)
            yield span, same
    for span in [] if exact else waiting:
        near = next((one for one in left if one.start < span.end and span.start < one.end), None)
        if near is not None:
            left.remove(near)
            yield span, near


def _agree(met: tuple[Span, Span]) -> bool:
    return met[0].polarity == met[1].polarity
