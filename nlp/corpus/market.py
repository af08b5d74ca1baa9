"""The market that the corpus's labels speak of: its products, and every rival that some label calls by a name."""

from collections.abc import Iterable

from nlp.corpus.reading import LabelledReview, Sentence
from nlp.words import word_set

THIS, SOME = "this", "?"
"""How labels write the reviewed product and one that the sentence does not name."""
COMMON = word_set(
    "paper pen book books system systems transfer exchange keyboard file files cupboard cupboards cabinet machine phone"
    " mailbox inbox other others post-it envelope tool tools sms shop page application applications apps app program"
    " programs sheet sheets spreadsheet spreadsheets shoebox kitchen thing things texting provider software one bank"
    " product service platform website tier logic paint notebook whiteboard tin post-its hive moss nova anchor apple hinge exodus phantom envoy"
)
"""Words that make no name of what labels call a rival in lower case."""


def market(reviews: Iterable[LabelledReview]) -> tuple[str, ...]:
    """Return names of a market for all reviews: their products, and every rival that some label calls by a name.

    A rival of one product is known when the reviews of another are read, so a name that is known is not yet a relation.
    """
    names: dict[str, str] = {}
    for review in reviews:
        names.setdefault(review.product.lower(), review.product)
        for sentence in review.sentences:
            for side in _sides(sentence):
                if side not in (THIS, SOME) and _is_name(side):
                    names.setdefault(side.lower(), side)
    return tuple(names.values())


def _is_name(side: str) -> bool:
    return side != side.lower() or COMMON.isdisjoint(side.split())


def _sides(sentence: Sentence) -> list[str]:
    compared = [side for one in sentence.comparisons for side in (one.winner, one.loser)]
    return compared + [side for one in sentence.switches for side in (one.origin, one.target)]
