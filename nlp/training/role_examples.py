"""Products in labelled sentences: what is known of each, and which part people say that it plays."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from nlp.build import build
from nlp.corpus.reading import LabelledReview, Sentence
from nlp.encoder.encoder import Encoder
from nlp.findings import findings
from nlp.masked import mask
from nlp.roles import CONTESTS, MOVES, describe
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.reading import Comparison, Relation
from rivalscope.domain.settings import Tier

FOLDS = 6
"""Parts that the products of the corpus are held out in, by a hash of their names."""
WAYS = {"done": Relation.SWITCH, "considered": Relation.CONSIDERING, "threatened": Relation.THREATENED}
"""What labels call how far a move has come."""

Numbers = NDArray[np.int64]
Parts = tuple[int, int]
"""Places in CONTESTS and MOVES."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Products in sentences, a row each."""

    rows: NDArray[np.float32]
    true: Numbers
    """[n, 2]: parts by the labels."""
    ruled: Numbers
    """[n, 2]: parts by the rules."""
    own: NDArray[np.bool_]
    """[n]: whether it is the product whose reviews they are."""
    folds: Numbers
    """[n]: the part of the corpus that a product's reviews are in."""


def find_examples(encoder: Encoder, reviews: Sequence[LabelledReview], *, names: Iterable[str]) -> Examples:
    """Return the named products of the labelled sentences, in a market of the given names.

    The product under review is left out where no label is about it by name: a reading does not know which one that is.
    """
    products = [Product(slug=f"product-{number}", name=name) for number, name in enumerate(names)]
    nlp = build(taxonomy=Taxonomy(), products=products, tier=Tier.LITE)
    labelled = [(review.product, sentence) for review in reviews for sentence in review.sentences]
    docs = nlp.pipe([sentence.text for _, sentence in labelled])
    found = [
        (row, true, ruled, _same(name, product), zlib.crc32(product.encode()) % FOLDS)
        for (product, sentence), doc in zip(labelled, docs, strict=True)
        for name, row, true, ruled in _of_doc(doc, encoder, sentence)
        if any(true) or not _same(name, product)
    ]
    return Examples(
        rows=np.stack([one[0] for one in found]),
        true=np.array([one[1] for one in found]),
        ruled=np.array([one[2] for one in found]),
        own=np.array([one[3] for one in found]),
        folds=np.array([one[4] for one in found]),
    )


def _of_doc(
    doc: Doc, encoder: Encoder, labels: Sentence
) -> Iterator[tuple[str, NDArray[np.float32], Parts, Parts]]:
    """Yield name, features, labelled and ruled parts of the products that the rules' component would meet."""
    told = findings(doc).comparisons
    for sentence in doc.sents:
        masked = mask(doc, sentence)
        states = encoder.states(sentence.text) if masked.sides else None
        if states is None:
            continue
        ruled = [one for one in told if one.start == sentence.start_char]
        for number, side in enumerate(masked.sides):
            if side.name is not None:
                row = describe(doc, sentence, masked, number, states=states, ruled=ruled)
                yield side.name, row, _labelled(side.name, labels), _ruled(side.name, ruled)


def _labelled(name: str, labels: Sentence) -> Parts:
    contest = move = "none"
    for one in labels.comparisons:
        if one.equal and (_same(name, one.winner) or _same(name, one.loser)):
            contest = "equal"
        elif _same(name, one.winner) or _same(name, one.loser):
            contest = "better" if _same(name, one.winner) else "worse"
            break
    for change in labels.switches:
        for side, way in ((change.target, "to"), (change.origin, "from")):
            if _same(name, side):
                move = f"{way}, {WAYS[change.way].value}"
    return CONTESTS.index(contest), MOVES.index(move)


def _ruled(name: str, said: Iterable[Comparison]) -> Parts:
    contest = move = "none"
    for one in said:
        if name not in (one.winner, one.loser):
            continue
        if one.relation is Relation.EQUAL:
            contest = "equal"
        elif one.relation is Relation.BETTER:
            contest = "better" if one.winner == name else "worse"
        else:
            move = f"{'to' if one.winner == name else 'from'}, {one.relation.value}"
    return CONTESTS.index(contest), MOVES.index(move)


def _same(name: str, side: str) -> bool:
    """Whether a label means a product that was found: one name holds the other, apart from case and signs."""
    first, second = (re.sub(r"\W", "", words.lower()) for words in (name, side))
    return side not in ("this", "?") and bool(first and second) and (first in second or second in first)
