"""The switch graph: who went, thinks of going and threatens to go from which product to which, and why."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rivalscope.analysis.intervals import wilson
from rivalscope.analysis.reasons import MOVING, Reason, Theme, read_reasons
from rivalscope.analysis.rivalry import FEWEST
from rivalscope.analysis.wishes import Terms
from rivalscope.domain.fact import ComparisonFact
from rivalscope.domain.market import Product
from rivalscope.domain.reading import Relation

GOING = frozenset({Relation.SWITCH, Relation.CONSIDERING, Relation.THREATENED})
"""Relations of somebody who goes, or may go."""
_EVIDENCE = 12
_Why = Mapping[int, tuple[Reason, ...]]

_ADVICE = re.compile(
    r"^(?:just |please |better |people |guys |so |and |instead )*(?:switch|swap|use|go|move|get|try|change|stick)\b"
)
"""An order opens the sentence: it is said to others."""
_STAYING = re.compile(
    r"\b(?:don'?t think|never|won'?t|wouldn'?t|not|no plans?) (?:\w+ ){0,4}?(?:go|going|switch|switching|move|moving|leave|leaving|change|changing)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One reason for going, over some of the switches."""

    theme: Theme
    features: tuple[tuple[str, int], ...]
    """Features that are named with it, with reviewers each, most first."""
    voices: int
    """Distinct reviewers who give it."""
    of: int
    """Distinct reviewers of these switches who give any reason."""
    low: float
    """Lower end of the 95 % Wilson interval of `voices` of `of`."""
    high: float
    evidence: tuple[int, ...]
    """Evidence ids, at most 12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """From one product of the market to another."""

    origin: str
    target: str
    done: int
    """Distinct reviewers who went."""
    considered: int
    """Those who think of it, and did not go."""
    threatened: int
    """Those who say that they will, and did not go."""
    causes: tuple[Cause, ...]
    """Of those who went, most voices first."""
    evidence: tuple[int, ...]
    """Evidence ids: those who went first, at most 12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Two products and what is left when switches both ways are set off against each other."""

    first: str
    second: str
    gained: int
    """Reviewers who went from the second to the first."""
    lost: int
    """Reviewers who went from the first to the second."""
    interval: tuple[float, float] | None
    """95 % interval of `net`, from the Wilson interval of the share that goes to the first; None below ten switches."""

    @property
    def net(self) -> int:
        """What the first has won of the second."""
        return self.gained - self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Switching:
    """The switch graph of a market over a window of opinions."""

    routes: tuple[Route, ...]
    """Most who went first, then most who may."""
    exchanges: tuple[Exchange, ...]
    """Most switches first; in a pair with ours, ours is the first."""
    joined: tuple[Cause, ...]
    """Why customers came to ours from any product of the market, most voices first."""
    left: tuple[Cause, ...]
    """Why they went from ours."""
    elsewhere: tuple[Cause, ...]
    """Why they went from one rival to another."""
    wavering: tuple[Cause, ...]
    """Why those who did not go think or threaten to leave ours."""
    outside: int
    """Reviewers who went, and name no second product of the market."""


@dataclass(slots=True)
class _Way:
    """Who goes one way, with the surest fact of each reviewer, by relation."""

    said: dict[Relation, dict[str, ComparisonFact]] = field(
        default_factory=lambda: {relation: {} for relation in GOING}
    )


def sound(
    comparisons: Iterable[ComparisonFact], *, products: Sequence[Product], terms: Terms
) -> list[ComparisonFact]:
    """Return comparisons as they can be counted, in their order.

    A switch whose sentence has no verb of going, or is advice, is left out. When one side of it is a product of the
    market and the other is not said, that is the product under review: `I went to Zoom`, said of Webex. Its aspect
    becomes the feature or theme of its first reason (`reasons.read_reasons`), or none; that of another comparison goes when it names nothing.
    """
    known = {product.slug for product in products}
    found = []
    for one in comparisons:
        if one.relation not in GOING:
            empty = (
                one.aspect is not None and terms.find(one.aspect) is None and terms.says_nothing(one.aspect)
            )
            found.append(replace(one, aspect=None) if empty else one)
        elif _goes(one):
            words = (reason.words for reason in read_reasons(one, terms=terms))
            found.append(_completed(replace(one, aspect=next(filter(None, words), None)), known))
    return found


def switching(
    comparisons: Iterable[ComparisonFact],
    *,
    reviewers: Mapping[int, str],
    products: Sequence[Product],
    terms: Terms,
) -> Switching:
    """Return the switch graph of sound comparisons (`sound`), a voice for each reviewer and way.

    Reviews outside `reviewers` (review id → key of its reviewer) do not count. Who went does not count again as one who
    thinks of going or threatens to.
    """
    known = {product.slug for product in products}
    ours = next(product.slug for product in products if product.ours)
    ways: defaultdict[tuple[str, str], _Way] = defaultdict(_Way)
    outside: set[str] = set()
    for one in comparisons:
        voice = reviewers.get(one.review)
        if voice is None or one.relation not in GOING:
            continue
        if one.loser in known and one.winner in known and one.loser != one.winner:
            ways[str(one.loser), str(one.winner)].said[one.relation].setdefault(voice, one)
        elif one.relation is Relation.SWITCH:
            outside.add(voice)
    facts = (one for way in ways.values() for said in way.said.values() for one in said.values())
    why = {one.evidence: read_reasons(one, terms=terms) for one in facts}
    done = {pair: way.said[Relation.SWITCH] for pair, way in ways.items() if way.said[Relation.SWITCH]}
    routes = [_route(pair, way, why) for pair, way in ways.items()]
    return Switching(
        routes=tuple(
            sorted(routes, key=lambda r: (-r.done, -(r.considered + r.threatened), r.origin, r.target))
        ),
        exchanges=_exchanges(done, ours),
        joined=_causes((own for (_, target), own in done.items() if target == ours), why),
        left=_causes((own for (origin, _), own in done.items() if origin == ours), why),
        elsewhere=_causes((own for pair, own in done.items() if ours not in pair), why),
        wavering=_causes((_open(way) for (origin, _), way in ways.items() if origin == ours), why),
        outside=len(outside),
    )


def _goes(one: ComparisonFact) -> bool:
    text = one.quote.lower().replace("’", "'").strip()
    return bool(MOVING.search(text)) and not _ADVICE.match(text) and not _STAYING.search(text)


def _completed(one: ComparisonFact, known: Collection[str]) -> ComparisonFact:
    if one.loser is None and one.winner in known and one.winner != one.product:
        return replace(one, loser=one.product)
    if one.winner is None and one.loser in known and one.loser != one.product:
        return replace(one, winner=one.product)
    return one


def _open(way: _Way) -> dict[str, ComparisonFact]:
    """Return those who may go and did not, a fact each."""
    gone = way.said[Relation.SWITCH]
    both = way.said[Relation.CONSIDERING] | way.said[Relation.THREATENED]
    return {voice: one for voice, one in both.items() if voice not in gone}


def _route(pair: tuple[str, str], way: _Way, why: _Why) -> Route:
    gone, still = way.said[Relation.SWITCH], _open(way)
    threatened = sum(voice in way.said[Relation.THREATENED] for voice in still)
    facts = [*gone.values(), *still.values()]
    return Route(
        origin=pair[0],
        target=pair[1],
        done=len(gone),
        considered=len(still) - threatened,
        threatened=threatened,
        causes=_causes([gone], why),
        evidence=tuple(dict.fromkeys(one.evidence for one in facts))[:_EVIDENCE],
    )


def _causes(groups: Iterable[Mapping[str, ComparisonFact]], why: _Why) -> tuple[Cause, ...]:
    """Return the reasons of some switches, each with its share of the reviewers who give any."""
    given: defaultdict[Theme, dict[str, tuple[ComparisonFact, Reason]]] = defaultdict(dict)
    stating: set[str] = set()
    for group in groups:
        for voice, fact in group.items():
            for reason in why[fact.evidence]:
                stating.add(voice)
                given[reason.theme].setdefault(voice, (fact, reason))
    causes = [_cause(theme, list(own.values()), of=len(stating)) for theme, own in given.items()]
    return tuple(sorted(causes, key=lambda cause: (cause.theme is Theme.OTHER, -cause.voices, cause.theme)))


def _cause(theme: Theme, given: Sequence[tuple[ComparisonFact, Reason]], *, of: int) -> Cause:
    low, high = wilson(len(given), of)
    features = Counter(reason.feature for _, reason in given if reason.feature is not None)
    return Cause(
        theme=theme,
        features=tuple(sorted(features.items(), key=lambda pair: (-pair[1], pair[0]))),
        voices=len(given),
        of=of,
        low=low,
        high=high,
        evidence=tuple(dict.fromkeys(fact.evidence for fact, _ in given))[:_EVIDENCE],
    )


def _exchanges(
    done: Mapping[tuple[str, str], Mapping[str, ComparisonFact]], ours: str
) -> tuple[Exchange, ...]:
    pairs = {(low, high) for low, high in (sorted(pair) for pair in done)}
    found = [_exchange((high, low) if high == ours else (low, high), done) for low, high in sorted(pairs)]
    return tuple(sorted(found, key=lambda one: (-(one.gained + one.lost), one.first, one.second)))


def _exchange(
    pair: tuple[str, str], done: Mapping[tuple[str, str], Mapping[str, ComparisonFact]]
) -> Exchange:
    first, second = pair
    gained, lost = len(done.get((second, first), {})), len(done.get((first, second), {}))
    n = gained + lost
    interval = None
    if n >= FEWEST:
        low, high = wilson(gained, n)
        interval = (n * (2 * low - 1), n * (2 * high - 1))
    return Exchange(first=first, second=second, gained=gained, lost=lost, interval=interval)
