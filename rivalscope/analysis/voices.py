"""Voices in columns: who says what of which feature on which day, as arrays that are counted without a loop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rivalscope.analysis.sentiment import reviewer_keys
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact
from rivalscope.domain.reading import IntentLabel, Polarity

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MENTION, REQUEST, PROBLEM = 0, 1, 2
"""What a remark is."""

_KINDS = {IntentLabel.REQUEST: REQUEST, IntentLabel.PROBLEM: PROBLEM}
_LEANINGS = {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Voices:
    """Dated reviews, and the remarks in them that name a feature."""

    products: tuple[str, ...]
    sources: tuple[str, ...]
    features: tuple[str, ...]
    product: Ints
    """Of each review, its place in `products`."""
    source: Ints
    """Of each review, its place in `sources`."""
    day: Ints
    """Of each review, its date as an ordinal."""
    voice: Ints
    """Of each review, the number of its reviewer; one reviewer of two products is two."""
    review: Ints
    """Of each remark, the place of its review."""
    feature: Ints
    """Of each remark, its place in `features`."""
    kind: Ints
    """Of each remark, `MENTION`, `REQUEST` or `PROBLEM`."""
    leaning: Ints
    """Of each remark, 1 for praise, −1 for blame, else 0."""
    sure: NDArray[np.float64]
    """Of each remark, the reader's confidence, 0 to 1."""
    evidence: Ints
    """Of each remark, the id of its words."""


def voices(
    reviews: Iterable[ReviewFact], mentions: Iterable[Mention], intents: Iterable[IntentFact]
) -> Voices:
    """Return dated reviews and their remarks in columns; remarks of other reviews and of no feature are left out.

    A review without a date is left out: the day it was first seen is the day we looked, and a list read for the first
    time would be a peak.
    """
    told = [review for review in reviews if review.date is not None]
    place = {review.id: number for number, review in enumerate(told)}
    features: dict[str, int] = {}
    remarks = [
        (
            place[m.review],
            features.setdefault(m.feature, len(features)),
            MENTION,
            _LEANINGS.get(m.polarity, 0),
            m.confidence,
            m.evidence,
        )
        for m in mentions
        if m.feature is not None and m.review in place
    ]
    remarks += [
        (
            place[i.review],
            features.setdefault(i.feature, len(features)),
            _KINDS[i.label],
            0,
            i.confidence,
            i.evidence,
        )
        for i in intents
        if i.feature is not None and i.label in _KINDS and i.review in place
    ]
    columns = list(zip(*remarks, strict=True)) or [()] * 6
    products = _numbered([review.product for review in told])
    sources = _numbered([review.source for review in told])
    keys = reviewer_keys(told)
    return Voices(
        products=products[0],
        sources=sources[0],
        features=tuple(features),
        product=products[1],
        source=sources[1],
        day=np.array([review.date.toordinal() for review in told if review.date], dtype=np.int64),
        voice=_numbered([keys[review.id] for review in told])[1],
        review=np.array(columns[0], dtype=np.int64),
        feature=np.array(columns[1], dtype=np.int64),
        kind=np.array(columns[2], dtype=np.int64),
        leaning=np.array(columns[3], dtype=np.int64),
        sure=np.array(columns[4], dtype=np.float64),
        evidence=np.array(columns[5], dtype=np.int64),
    )


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """Return the different names in the order they come, and the place of each."""
    places: dict[str, int] = {}
    numbers = [places.setdefault(name, len(places)) for name in names]
    return tuple(places), np.array(numbers, dtype=np.int64)


def naming(found: Voices, feature: str) -> Voices:
    """Return the same reviews with the remarks on one feature alone; no feature at all when nobody names it."""
    place = found.features.index(feature) if feature in found.features else -1
    rows = np.flatnonzero(found.feature == place)
    return Voices(
        products=found.products,
        sources=found.sources,
        features=(feature,) if len(rows) else (),
        product=found.product,
        source=found.source,
        day=found.day,
        voice=found.voice,
        review=found.review[rows],
        feature=np.zeros(len(rows), dtype=np.int64),
        kind=found.kind[rows],
        leaning=found.leaning[rows],
        sure=found.sure[rows],
        evidence=found.evidence[rows],
    )
