"""Names and aliases of the taxonomy: how often each is found, and how often rightly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, zip_longest

from rivalscope.analysis.phrases import holds, stems
from rivalscope.domain.candidate import MatchedPhrase, TermUse
from rivalscope.domain.market import Feature, Taxonomy

THRESHOLD = 0.5
"""Precision below which a term does more harm than good: what pruning at it gives is in docs/reading.md."""
JUDGED = 10
"""Mentions that must be judged before a term is called wrong."""


def term_uses(taxonomy: Taxonomy, matched: Iterable[MatchedPhrase], *, sample: int) -> list[TermUse]:
    """Return every name and alias in the file's order with its mentions, and up to `sample` of their numbers.

    A wording counts for the longest term whose stems it holds; one that holds none, for the feature's name.
    """
    by_feature: defaultdict[str, list[MatchedPhrase]] = defaultdict(list)
    for one in matched:
        by_feature[one.feature].append(one)
    uses: list[TermUse] = []
    for feature in taxonomy.features:
        found: dict[str, list[MatchedPhrase]] = {term: [] for term in (feature.name, *feature.aliases)}
        for one in by_feature[feature.name]:
            found[_term(feature, one.phrase)].append(one)
        for term, wordings in found.items():
            # By turns, so that a rare wording is judged beside the usual one.
            turns = chain.from_iterable(zip_longest(*(one.sample for one in wordings)))
            numbers = [number for number in turns if number is not None]
            uses.append(
                TermUse(
                    feature=feature.name,
                    term=term,
                    is_alias=term != feature.name,
                    n=sum(one.n for one in wordings),
                    sample=tuple(numbers[:sample]),
                )
            )
    return uses


def _term(feature: Feature, phrase: str) -> str:
    words = stems(phrase)
    held = [term for term in (feature.name, *feature.aliases) if (own := stems(term)) and holds(words, own)]
    return max(held, key=lambda term: len(stems(term)), default=feature.name)


def judged(uses: Iterable[TermUse], verdicts: Mapping[int, bool]) -> list[TermUse]:
    """Return the terms with how many mentions were judged and confirmed; those without a verdict do not count."""
    found = []
    for use in uses:
        known = [verdicts[number] for number in use.sample if number in verdicts]
        found.append(replace(use, judged=len(known), confirmed=sum(known)))
    return found


def is_doubtful(use: TermUse, *, threshold: float = THRESHOLD, least: int = JUDGED) -> bool:
    """Whether enough mentions were judged and fewer than the threshold's share of them confirmed."""
    return use.precision is not None and use.judged >= least and use.precision < threshold
