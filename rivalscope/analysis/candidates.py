"""Features that the taxonomy lacks: phrases of reviews scored, clustered, and named by their commonest form."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rivalscope.analysis.clusters import Words, cluster
from rivalscope.analysis.phrases import FILLERS, PARTICLES, holds, stems
from rivalscope.domain.candidate import Candidate, WaitingPhrase
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.naming import key
from rivalscope.domain.reading import Polarity

LONGEST = 5
"""Stems of a phrase that still names a feature."""
LEAST = 2
"""Reviewers without whom nothing is offered."""
EXAMPLES = 5


@dataclass(slots=True)
class _Group:
    """Phrases of the same stems in the same order."""

    voices: dict[str, float] = field(default_factory=dict)
    """Reviewer → how sure the reading is that the phrase is an aspect."""
    phrases: list[WaitingPhrase] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """Expected number of reviewers."""
        return sum(self.voices.values())


def candidates(
    phrases: Iterable[WaitingPhrase],
    *,
    taxonomy: Taxonomy,
    products: Sequence[Product],
    general: Collection[str] = frozenset(),
    least: int = LEAST,
) -> list[Candidate]:
    """Return what reviewers speak of and the taxonomy does not know, the likeliest feature first.

    Termhood is the sum over the phrases of a cluster of log₂(words + 1) times frequency, the C-value (Frantzi, Ananiadou
    & Mima, Int. J. Digital Libraries 3 (2000) 115) of phrases whose borders are known: what stands within a longer one
    is not counted at all, and single words count too. It is taken times one plus domain consensus in bits, the entropy
    of the reviewers over products and sources (Navigli & Velardi, Computational Linguistics 30 (2004) 151). Frequencies
    are reviewers, each weighed by how surely the phrase was read as an aspect.

    `general` are words that name no feature by themselves. Phrases that the taxonomy matches or rejects are left out,
    and so is what fewer than `least` reviewers speak of.
    """
    groups = _grouped(phrases, taxonomy, products, frozenset(general))
    rejected = {stems(phrase) for phrase in taxonomy.rejected} - {()}
    terms = _terms(taxonomy)
    seeds = [*sorted(rejected), *(words for words in terms if words not in rejected)]
    clusters = cluster({words: group.weight for words, group in groups.items()}, seeds=seeds)
    found = [
        _candidate(
            {words: groups[words] for words in members},
            termhood=sum(math.log2(len(words) + 1) * groups[words].weight for words in members),
            like=terms.get(leader),
        )
        for leader, members in clusters.items()
        if members and leader not in rejected
    ]
    return sorted(
        (one for one in found if one.reviewers >= least), key=lambda one: (-one.score, one.name.casefold())
    )


def consensus(counts: Collection[int]) -> float:
    """Return the entropy in bits of how something is spread over places; 0 when it stands in one alone."""
    n = sum(counts)
    return sum(-count / n * math.log2(count / n) for count in counts if count)


def _grouped(
    phrases: Iterable[WaitingPhrase], taxonomy: Taxonomy, products: Sequence[Product], general: frozenset[str]
) -> dict[Words, _Group]:
    known = {key(name) for feature in taxonomy.features for name in (feature.name, *feature.aliases)}
    names = {stems(name) for product in products for name in (product.name, product.slug, *product.aliases)}
    plain = (
        PARTICLES
        | {words[0] for word in general if len(words := stems(word)) == 1}
        | {word for name in names for word in name}
    )
    groups: dict[Words, _Group] = {}
    for one in phrases:
        words = stems(one.phrase)
        if not 0 < len(words) <= LONGEST or plain.issuperset(words) or key(one.phrase) in known:
            continue
        if not any(letter.isalpha() for word in words for letter in word):
            continue
        group = groups.setdefault(words, _Group())
        group.phrases.append(one)
        group.voices[one.voice] = max(one.confidence, group.voices.get(one.voice, 0.0))
    return groups


def _terms(taxonomy: Taxonomy) -> dict[Words, str]:
    """Return the feature that the stems of each name and alias mean; the first of two that claim them."""
    found: dict[Words, str] = {}
    for feature in taxonomy.features:
        for name in (feature.name, *feature.aliases):
            if words := stems(name):
                found.setdefault(words, feature.name)
    return found


def _candidate(groups: Mapping[Words, _Group], *, termhood: float, like: str | None) -> Candidate:
    phrases = sorted(
        (phrase for group in groups.values() for phrase in group.phrases),
        key=lambda one: (-one.confidence, one.mention),
    )
    best = {one.voice: one for one in reversed(phrases)}
    places = Counter((one.product, one.source) for one in best.values())
    sides = Counter(one.polarity for one in best.values())
    spellings = _spellings(phrases)
    by_product = Counter(one.product for one in best.values())
    return Candidate(
        name=spellings[0][0],
        spellings=spellings,
        reviewers=len(best),
        products=tuple(sorted(by_product.items(), key=lambda pair: (-pair[1], pair[0]))),
        sources=len({one.source for one in best.values()}),
        positive=sides[Polarity.POSITIVE],
        negative=sides[Polarity.NEGATIVE],
        score=round(termhood * (1 + consensus(places.values())), 2),
        like=like,
        mentions=tuple(one.mention for one in phrases if best[one.voice] is one)[:EXAMPLES],
    )


def _spellings(phrases: Iterable[WaitingPhrase]) -> tuple[tuple[str, int], ...]:
    """Return forms that differ by more than case, number and hyphens, each as it is written most often."""
    voices: defaultdict[str, set[str]] = defaultdict(set)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in phrases:
        form = trimmed(one.phrase)
        voices[key(form)].add(one.voice)
        written[key(form)][form] += 1
    counted = [
        (min(forms, key=lambda form: (-forms[form], form.lower() != form, form)), len(voices[same]))
        for same, forms in written.items()
    ]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], len(pair[0]), pair[0])))


def trimmed(phrase: str) -> str:
    """Return a phrase in one line without the articles and the like that it begins and ends with."""
    words = phrase.split()
    while len(words) > 1 and not stems(words[0]):
        words.pop(0)
    while len(words) > 1 and words[-1].lower() in FILLERS - PARTICLES:
        words.pop()
    return " ".join(words).strip(" .,;:!?\"'()[]")


def new_aliases(candidate: Candidate, *, name: str, most: int = 8) -> tuple[str, ...]:
    """Return the forms that should become aliases when a candidate is accepted under a name.

    Left out are the name itself, and longer forms in which it stands: those it matches anyway.
    """
    chosen: list[str] = []
    for form, _ in candidate.spellings:
        matched = any(holds(tuple(key(form).split()), tuple(key(one).split())) for one in (name, *chosen))
        if key(form) and not matched:
            chosen.append(form)
    return tuple(chosen[:most])
