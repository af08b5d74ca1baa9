"""Claim against experience: what a product's pages state of a feature, beside what its customers say of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rivalscope.analysis.intervals import wilson
from rivalscope.analysis.parity import HAVE
from rivalscope.domain.fact import IntentFact, Mention
from rivalscope.domain.finding import FeatureCell, FeatureScore
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import IntentLabel, Polarity

FAILING = 0.5
"""Share of opinions that must be surely exceeded: by bad ones to say that a feature fails, by good ones to say that
customers praise it."""

TROUBLED = 1 / 3
"""Share of those who speak of a feature that must surely be exceeded by those who report a problem with it."""

QUOTED = 6
"""Voices that a finding leads to, one a reviewer."""


class Contradiction(StrEnum):
    """What contradicts what."""

    FAILS = "pages offer it, customers say it fails"
    UNSAID = "pages do not offer it, customers praise it"
    PAGES = "pages contradict each other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """One feature of one product on which pages and customers, or pages and pages, do not agree."""

    kind: Contradiction
    product: str
    feature: str
    status: ClaimStatus
    """What its pages come to."""
    confidence: float | None
    """How sure the status is by the pages; None when they are silent."""
    n: int
    """Reviewers with a good or bad opinion."""
    score: float | None
    """Shrunken positive share, 0 to 1; None when n is 0."""
    low: float | None
    """Lower end of its 95 % interval."""
    high: float | None
    problems: int
    """Distinct reviewers who report a problem with it."""
    speakers: int
    """Distinct reviewers who speak of it."""
    troubled: tuple[float, float] | None
    """95 % Wilson interval of `problems` of `speakers`; None when nobody speaks of it."""
    evidence: tuple[int, ...]
    """What pages say; empty when they are silent."""
    evidence_against: tuple[int, ...]
    """Pages that say the opposite."""
    evidence_voices: tuple[int, ...]
    """Customers whose words show it, surest first, at most QUOTED."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experienced:
    """What came of comparing claims with experience."""

    found: tuple[Experience, ...]
    """What customers contradict first, the surest first of each kind."""
    stated: int
    """Cells whose pages offer the feature."""
    judged: int
    """Those of them with opinions of enough reviewers; of the others nothing can be said."""
    silent: int
    """Features judged by enough reviewers of a product whose pages do not offer them."""


Said = dict[str, tuple[float, int]]
"""Reviewer → minus the confidence and the evidence id of the surest words."""


@dataclass(slots=True)
class _Voices:
    """Who says what of one feature of one product."""

    speakers: set[str] = field(default_factory=set)
    problems: Said = field(default_factory=dict)
    praise: Said = field(default_factory=dict)
    negative: Said = field(default_factory=dict)
    positive: Said = field(default_factory=dict)


def experienced(
    cells: Sequence[FeatureCell],
    scores: Iterable[FeatureScore],
    mentions: Iterable[Mention],
    intents: Iterable[IntentFact],
    *,
    reviewers: Mapping[int, str],
    minimum_n: int,
) -> Experienced:
    """Return where pages and customers contradict each other; `reviewers` gives review id → reviewer, others don't count.

    A feature fails when the 95 % interval of its bad opinions lies above FAILING, or that of the reviewers who report
    a problem, among all who speak of it, above TROUBLED; both need `minimum_n` reviewers. It is praised when the interval
    of its good opinions lies above FAILING. So at most one in 40 features at the threshold itself is told wrongly.
    """
    known = {(cell.product, cell.feature): cell for cell in cells}
    judged = {(score.product, score.feature): score for score in scores}
    voices = _voices(mentions, intents, reviewers)
    found = [
        one
        for key in sorted({*known, *judged, *voices})
        for one in _of(
            known.get(key) or FeatureCell(product=key[0], feature=key[1], status=ClaimStatus.UNKNOWN),
            judged.get(key),
            voices.get(key, _Voices()),
            minimum_n=minimum_n,
        )
    ]
    had = {key for key, cell in known.items() if cell.status in HAVE}
    enough = {key for key, score in judged.items() if score.n >= minimum_n}
    return Experienced(
        found=tuple(sorted(found, key=_order)),
        stated=len(had),
        judged=len(had & enough),
        silent=len(enough - had),
    )


def _voices(
    mentions: Iterable[Mention], intents: Iterable[IntentFact], reviewers: Mapping[int, str]
) -> dict[tuple[str, str], _Voices]:
    heard: defaultdict[tuple[str, str], _Voices] = defaultdict(_Voices)
    for mention in mentions:
        who = reviewers.get(mention.review)
        if mention.feature is None or who is None:
            continue
        voices = heard[mention.product, mention.feature]
        voices.speakers.add(who)
        if mention.polarity is Polarity.NEGATIVE:
            _keep(voices.negative, who, mention)
        elif mention.polarity is Polarity.POSITIVE:
            _keep(voices.positive, who, mention)
    for intent in intents:
        who = reviewers.get(intent.review)
        if intent.feature is None or who is None:
            continue
        voices = heard[intent.product, intent.feature]
        # A sentence may name a feature with praise and complain of another.
        if intent.label is IntentLabel.PROBLEM and (who in voices.negative or who not in voices.positive):
            voices.speakers.add(who)
            _keep(voices.problems, who, intent)
        elif intent.label is IntentLabel.PRAISE and (who in voices.positive or who not in voices.negative):
            _keep(voices.praise, who, intent)
    return dict(heard)


def _keep(said: Said, who: str, words: Mention | IntentFact) -> None:
    """Keep a reviewer's surest words."""
    told = -words.confidence, words.evidence
    if who not in said or told < said[who]:
        said[who] = told


def _of(
    cell: FeatureCell, score: FeatureScore | None, voices: _Voices, *, minimum_n: int
) -> Iterator[Experience]:
    if cell.status is ClaimStatus.CONFLICTING:
        yield _told(
            Contradiction.PAGES,
            cell,
            score,
            voices,
            _quotes(voices.problems, voices.negative),
        )
    elif cell.status in HAVE:
        if _fails(score, minimum_n=minimum_n) or _troubled(voices, minimum_n=minimum_n):
            yield _told(
                Contradiction.FAILS,
                cell,
                score,
                voices,
                _quotes(voices.problems, voices.negative),
            )
    elif score is not None and score.n >= minimum_n and (score.low or 0.0) > FAILING:
        yield _told(
            Contradiction.UNSAID,
            cell,
            score,
            voices,
            _quotes(voices.praise, voices.positive),
        )


def _quotes(sentences: Said, words: Said) -> tuple[int, ...]:
    """Return the evidence of one thing a reviewer says: of those who hold the opinion whole sentences first, which say
    more than the words of a mention, then the words of others, then sentences of reviewers who hold no opinion.
    """
    both = sorted(sentences[who] for who in sentences if who in words)
    rest = sorted(words[who] for who in words if who not in sentences)
    alone = sorted(sentences[who] for who in sentences if who not in words)
    return tuple(dict.fromkeys(evidence for _, evidence in [*both, *rest, *alone]))[:QUOTED]


def _fails(score: FeatureScore | None, *, minimum_n: int) -> bool:
    return score is not None and score.n >= minimum_n and score.high is not None and 1 - score.high > FAILING


def _troubled(voices: _Voices, *, minimum_n: int) -> bool:
    if len(voices.problems) < minimum_n:
        return False
    return wilson(len(voices.problems), len(voices.speakers))[0] > TROUBLED


def _told(
    kind: Contradiction,
    cell: FeatureCell,
    score: FeatureScore | None,
    voices: _Voices,
    quoted: tuple[int, ...],
) -> Experience:
    speakers = len(voices.speakers)
    return Experience(
        kind=kind,
        product=cell.product,
        feature=cell.feature,
        status=cell.status,
        confidence=cell.confidence,
        n=score.n if score else 0,
        score=score.score if score else None,
        low=score.low if score else None,
        high=score.high if score else None,
        problems=len(voices.problems),
        speakers=speakers,
        troubled=wilson(len(voices.problems), speakers) if speakers else None,
        evidence=cell.evidence[:QUOTED],
        evidence_against=cell.evidence_against[:QUOTED],
        evidence_voices=quoted,
    )


def _order(one: Experience) -> tuple[int, float, int, str, str]:
    """Order by kind, then by how far customers surely go, then by how many they are."""
    good = one.low or 0.0
    bad = max(1 - one.high if one.high is not None else 0.0, one.troubled[0] if one.troubled else 0.0)
    sure = {Contradiction.FAILS: bad, Contradiction.UNSAID: good}.get(one.kind, one.confidence or 0.0)
    return list(Contradiction).index(one.kind), -sure, -one.n, one.product, one.feature
