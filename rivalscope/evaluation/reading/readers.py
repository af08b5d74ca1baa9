"""Readers: each tier of the product as it is built for a market, and the baselines that are shown beside it."""

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from nlp.build import build, load_model
from nlp.chunks import find_noun_chunks, is_content
from nlp.corpus.reading import Span
from nlp.given import judge_given
from nlp.read import read_texts
from nlp.tiers import find_objection
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.reading import Polarity, Reading
from rivalscope.domain.settings import Tier
from rivalscope.evaluation.reading.cases import Answer, Case

CLEAR = 0.05
"""VADER's compound score from which a sentence is positive, and below whose negative it is negative (its README)."""


class Reader(Protocol):
    """What answers cases."""

    def answers(self, cases: Sequence[Case]) -> list[Answer]:
        """Return an answer to each case, in order."""


class TierReader:
    """A tier, built as the product builds it, with an empty taxonomy and a market of the given products."""

    def __init__(self, tier: Tier, products: Iterable[str] = ()) -> None:
        self._nlp = build(taxonomy=Taxonomy(), products=_products(products), tier=tier)

    def answers(self, cases: Sequence[Case]) -> list[Answer]:
        """Read each text as the product does; for labelled spans, judge these as if the taxonomy named them."""
        readings = read_texts(self._nlp, [case.text for case in cases])
        given = judge_given(
            self._nlp,
            [(case.text, [(span.start, span.end) for span in case.spans or ()]) for case in cases],
        )
        return [_answer(reading, judged) for reading, judged in zip(readings, given, strict=True)]


class PhraseReader:
    """The simplest reader: every noun phrase of our grammar is an aspect, VADER's score of the sentence its polarity."""

    def __init__(self, score: Callable[[str], float]) -> None:
        self._nlp = load_model()
        self._score = score

    def answers(self, cases: Sequence[Case]) -> list[Answer]:
        """Find the noun phrases whose noun says more than `app` or `thing`."""
        docs = self._nlp.pipe(case.text for case in cases)
        found: list[Answer] = []
        for case, doc in zip(cases, docs, strict=True):
            polarity = self._polarity(case.text)
            spans = tuple(
                Span(start=chunk.start_char, end=chunk.end_char, polarity=polarity)
                for chunk in find_noun_chunks(doc)
                if is_content(chunk.root)
            )
            found.append(Answer(spans=spans, on_gold=(polarity,) * len(case.spans or ())))
        return found

    def _polarity(self, text: str) -> str:
        score = self._score(text)
        if abs(score) < CLEAR:
            return Polarity.NEUTRAL.value
        return (Polarity.POSITIVE if score > 0 else Polarity.NEGATIVE).value


def readers(
    tiers: Sequence[Tier], products: Iterable[str] = (), *, baseline: bool = True
) -> dict[str, Reader]:
    """Return, by name, the tiers that can be used here, and `VADER` where it is installed."""
    named = tuple(products)
    found: dict[str, Reader] = {
        tier.value: TierReader(tier, named) for tier in tiers if find_objection(tier) is None
    }
    score = vader() if baseline else None
    return found if score is None else {**found, "VADER": PhraseReader(score)}


def vader() -> Callable[[str], float] | None:
    """Return VADER's compound score of a text, -1 to 1; None where it is not installed (uv's group `bench`)."""
    try:
        module: Any = importlib.import_module("vaderSentiment.vaderSentiment")
    except ModuleNotFoundError:
        return None
    analyser = module.SentimentIntensityAnalyzer()
    return lambda text: float(analyser.polarity_scores(text)["compound"])


def _products(names: Iterable[str]) -> list[Product]:
    return [Product(slug=re.sub(r"\W+", "-", name.lower()).strip("-"), name=name) for name in names]


def _answer(reading: Reading, judged: Sequence[Polarity]) -> Answer:
    return Answer(
        spans=tuple(
            Span(start=one.start, end=one.end, polarity=one.polarity.value) for one in reading.aspects
        ),
        on_gold=tuple(polarity.value for polarity in judged),
        sureness={one.label.value: one.confidence for one in reading.intents},
        comparisons=reading.comparisons,
    )
