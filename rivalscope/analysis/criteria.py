"""Acceptance criteria drawn from what customers ask and complain of, and from what rivals offer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rivalscope.analysis.clusters import jaccard
from rivalscope.analysis.likeness import words_of
from rivalscope.analysis.parity import HAVE
from rivalscope.domain.finding import FeatureCell
from rivalscope.domain.reading import IntentLabel

SAME = 0.5
"""Share of common words from which two sentences ask for one thing."""

_WISH = re.compile(
    r"""(?:\bplease|\bplz|\bpls|\bkindly|\bcan\ you|\bcould\ you|\bneeds?\ to|\bought\ to|\bshould|\bwish(?:es)?(?:\ that)?
    |\bif\ only|\bwould\ be\ (?:\w+\ ){0,2}?(?:to|if)|\bwould\ (?:love|like)(?:\ to)?|\blooking\ for|\bwaiting\ for|\bneed)\s+
    (?P<wish>\S.*?)\s*[.!?…]*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""The opening of a wish, and what is wished to the end of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that must hold before the feature is done."""

    given: str
    when: str
    then: str
    """Without a full stop."""
    evidence: tuple[int, ...]
    """Ids of the words that it is drawn from, never empty."""


def criteria(
    feature: str,
    quotes: Sequence[tuple[IntentLabel, int, str]],
    cells: Sequence[FeatureCell],
    *,
    names: Mapping[str, str],
    ours: str,
) -> list[Criterion]:
    """Return criteria of a feature, those with most voices first, then one for each rival who has it.

    `quotes` are (request or problem, evidence id, words), `cells` what rivals' pages say, `names` product names by slug.
    Sentences that share half of their words are one criterion.
    """
    groups = sorted(_grouped(quotes), key=lambda group: -len(group))
    voiced = [_of_voices(feature, group, ours=ours) for group in groups]
    return voiced + [
        _of_rival(feature, cell, names.get(cell.product, cell.product))
        for cell in cells
        if cell.status in HAVE and cell.evidence
    ]


def _grouped(quotes: Sequence[tuple[IntentLabel, int, str]]) -> list[list[tuple[IntentLabel, int, str]]]:
    groups: list[list[tuple[IntentLabel, int, str]]] = []
    firsts: list[tuple[IntentLabel, set[str]]] = []
    for label, number, words in quotes:
        own = set(words_of(words))
        for group, (other, known) in zip(groups, firsts, strict=True):
            if label is other and jaccard(own, known) >= SAME:
                group.append((label, number, words))
                break
        else:
            groups.append([(label, number, words)])
            firsts.append((label, own))
    return groups


def _of_voices(feature: str, group: Sequence[tuple[IntentLabel, int, str]], *, ours: str) -> Criterion:
    label, _, words = group[0]
    told = words.strip().rstrip(".!?… ")
    more = f" ({len(group)} reviewers)" if len(group) > 1 else ""
    evidence = tuple(number for _, number, _ in group)
    if label is IntentLabel.PROBLEM:
        return Criterion(
            given=f"a customer in the situation of the reviewer{more}",
            when=f"they use {feature} of {ours}",
            then=f"this does not happen: “{told}”",
            evidence=evidence,
        )
    wish = _WISH.search(told)
    return Criterion(
        given=f"a customer who asked: “{told}”{more}",
        when=f"they use {feature} of {ours}",
        then=f"they have what they asked for: {wish['wish'] if wish else told}",
        evidence=evidence,
    )


def _of_rival(feature: str, cell: FeatureCell, name: str) -> Criterion:
    plans = f" in {', '.join(cell.plans[:3])}" if cell.plans else ""
    return Criterion(
        given=f"a customer who compares us with {name}",
        when=f"they look for {feature}",
        then=f"ours does at least what theirs does{plans}: {cell.value or cell.status.value}",
        evidence=cell.evidence[:2],
    )
