"""Points of a SWOT before their witnesses are counted: what the figures of a market would make of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest

from rivalscope.analysis.movement import Movement, Shape
from rivalscope.analysis.parity import HAVE, has_pages
from rivalscope.analysis.requests import Wish
from rivalscope.analysis.series import Measure
from rivalscope.analysis.switching import Exchange, Route
from rivalscope.domain.finding import FeatureCell, FeatureScore, Standing
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus

POOR = 0.5
"""Share of good opinions below which a rival is weak on a feature, and above which it is liked."""
_DENIED = frozenset({ClaimStatus.ABSENT, ClaimStatus.PLANNED, ClaimStatus.WITHDRAWN})


class Quadrant(StrEnum):
    """Where a point stands."""

    STRENGTH = "strength"
    """We have it, and our customers like it better than any rival's like theirs, chance aside."""
    WEAKNESS = "weakness"
    """A rival's customers like theirs better than ours like ours, chance aside."""
    OPPORTUNITY = "opportunity"
    """Customers want it and nobody has it, or a rival is weak on it and gets weaker."""
    THREAT = "threat"
    """A rival has what we do not, and is liked for it; or our customers go there on balance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of a market when its points are made."""

    products: Sequence[Product]
    cells: Sequence[FeatureCell]
    scores: Sequence[FeatureScore]
    wishes: Sequence[Wish] = ()
    movements: Sequence[Movement] = ()
    routes: Sequence[Route] = ()
    exchanges: Sequence[Exchange] = ()
    minimum_n: int = 5
    """Reviewers who must ask for something before it is an opportunity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A point before its witnesses are counted."""

    quadrant: Quadrant
    subject: str
    text: str
    n: int
    evidence: tuple[int, ...]
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Market:
    """What is known, found by product and feature."""

    ours: str
    names: Mapping[str, str]
    rivals: tuple[str, ...]
    cells: Mapping[str, Mapping[str, FeatureCell]]
    """Feature → product → cell."""
    scores: Mapping[str, Mapping[str, FeatureScore]]

    def has(self, product: str, feature: str) -> bool:
        """Whether a page says that a product has a feature."""
        cell = self.cells.get(feature, {}).get(product)
        return cell is not None and cell.status in HAVE

    def denies(self, product: str, feature: str) -> bool:
        """Whether pages say that a product has not got a feature."""
        cell = self.cells.get(feature, {}).get(product)
        return cell is not None and cell.status in _DENIED

    def claimed(self, product: str, feature: str) -> tuple[int, ...]:
        """Return the evidence of what pages say of it."""
        cell = self.cells.get(feature, {}).get(product)
        return cell.evidence if cell is not None else ()

    def listed(self, slugs: Iterable[str]) -> str:
        """Return names in a row."""
        *head, last = [self.names.get(slug, slug) for slug in slugs] or [""]
        return f"{', '.join(head)} and {last}" if head else last


def drafts(found: Found) -> Iterator[Draft]:
    """Yield every point that the figures make, whoever stands behind it."""
    market = _market(found)
    yield from _judged(market)
    yield from _unmet(found, market)
    yield from _weakening(found, market)
    yield from _threats(found, market)


def _market(found: Found) -> _Market:
    cells: defaultdict[str, dict[str, FeatureCell]] = defaultdict(dict)
    scores: defaultdict[str, dict[str, FeatureScore]] = defaultdict(dict)
    for cell in found.cells:
        cells[cell.feature][cell.product] = cell
    for score in found.scores:
        if score.ranked and score.low is not None and score.high is not None:
            scores[score.feature][score.product] = score
    return _Market(
        ours=next(product.slug for product in found.products if product.ours),
        names={product.slug: product.name for product in found.products},
        rivals=tuple(product.slug for product in found.products if not product.ours),
        cells=cells,
        scores=scores,
    )


def _judged(market: _Market) -> Iterator[Draft]:
    """Yield strengths and weaknesses: intervals of the shares of good opinions that do not meet."""
    for feature, scores in market.scores.items():
        own = scores.get(market.ours)
        if own is None:
            continue
        # Rivals who are reviewed elsewhere, by other people, are no measure of ours.
        others = [
            scores[slug]
            for slug in market.rivals
            if slug in scores and scores[slug].standing is not Standing.APART
        ]
        worse = [one for one in others if (one.high or 0.0) < (own.low or 0.0)]
        better = [one for one in others if (one.low or 0.0) > (own.high or 0.0)]
        if others and len(worse) == len(others) and market.has(market.ours, feature):
            yield _contrast(market, Quadrant.STRENGTH, own, worse)
        # What we say that we lack is no weakness of ours but a threat of those who have it.
        if better and not market.denies(market.ours, feature):
            yield _contrast(market, Quadrant.WEAKNESS, own, better)


def _contrast(
    market: _Market, quadrant: Quadrant, own: FeatureScore, others: Sequence[FeatureScore]
) -> Draft:
    told = "; ".join(f"{market.names.get(one.product, one.product)} {_share(one)}" for one in others)
    said = (own.evidence, *(one.evidence for one in others))
    pages = market.claimed(market.ours, own.feature) if quadrant is Quadrant.STRENGTH else ()
    return Draft(
        quadrant=quadrant,
        subject=own.feature,
        text=f"Good opinions of {own.feature}: ours {_share(own)}, {told}.",
        n=own.n + sum(one.n for one in others),
        rivals=tuple(one.product for one in others),
        evidence=(*pages[:1], *in_turn(said)),
    )


def _share(score: FeatureScore) -> str:
    return f"{100 * (score.score or 0):.0f} % ({100 * (score.low or 0):.0f}–{100 * (score.high or 0):.0f} %, n = {score.n})"


def _unmet(found: Found, market: _Market) -> Iterator[Draft]:
    """Yield what customers ask to have and no page says that anybody has."""
    if not has_pages(found.cells, found.products):
        return  # that no page says so says nothing where none was read
    for wish in found.wishes:
        if wish.feature is None or wish.new < found.minimum_n or wish.holders:
            continue
        asked = market.listed(slug for slug, _ in wish.products)
        denials = [market.claimed(slug, wish.feature) for slug in (market.ours, *market.rivals)]
        yield Draft(
            quadrant=Quadrant.OPPORTUNITY,
            subject=wish.feature,
            text=f"{wish.new} reviewers of {asked} ask for {wish.feature}, and no page says that any product has it.",
            n=wish.voices,
            evidence=(*wish.evidence, *in_turn(denials)),
        )


def _weakening(found: Found, market: _Market) -> Iterator[Draft]:
    """Yield what a rival is disliked for, and more so as time goes by."""
    told: set[tuple[str, str]] = set()
    for moved in sorted(found.movements, key=lambda one: one.p_value):
        cell = moved.product, moved.feature
        score = market.scores.get(moved.feature, {}).get(moved.product)
        worsens = moved.measure is Measure.NEGATIVE and moved.shape is not Shape.SPIKE and moved.rises
        if not worsens or moved.product not in market.rivals or score is None or cell in told:
            continue
        if (score.score or 0.0) >= POOR:
            continue
        told.add(cell)
        name = market.names.get(moved.product, moved.product)
        yield Draft(
            quadrant=Quadrant.OPPORTUNITY,
            subject=moved.feature,
            text=f"{name} is weak on {moved.feature} and gets weaker: good opinions {_share(score)}, bad ones from "
            f"{100 * moved.before:.0f} % to {100 * moved.after:.0f} % since {moved.since:%B %Y}.",
            n=score.n,
            rivals=(moved.product,),
            evidence=(
                *market.claimed(market.ours, moved.feature)[:1],
                *in_turn((moved.evidence, score.evidence)),
            ),
        )


def _threats(found: Found, market: _Market) -> Iterator[Draft]:
    """Yield features that rivals alone have and are liked for, and rivals to whom our customers go on balance."""
    for feature, own in market.cells.items():
        ours = own.get(market.ours)
        if ours is not None and (ours.status in HAVE or ours.status is ClaimStatus.CONFLICTING):
            continue
        liked = [
            score
            for slug, score in market.scores.get(feature, {}).items()
            if slug in market.rivals and market.has(slug, feature) and (score.low or 0.0) > POOR
        ]
        if liked:
            yield _rival_only(market, feature, liked)
    for one in found.exchanges:
        if one.first == market.ours and one.interval is not None and one.interval[1] < 0:
            yield _outflow(found, market, one)


def _rival_only(market: _Market, feature: str, liked: Sequence[FeatureScore]) -> Draft:
    pages = [market.claimed(score.product, feature)[:2] for score in liked]
    cell = market.cells[feature].get(market.ours)
    silent = cell is None or cell.status is ClaimStatus.UNKNOWN
    own = "our pages do not say that we have it" if silent else "our pages say that we do not"
    told = "; ".join(f"{market.names.get(one.product, one.product)} {_share(one)}" for one in liked)
    return Draft(
        quadrant=Quadrant.THREAT,
        subject=feature,
        text=f"Rivals have {feature} and are liked for it, {told}; {own}.",
        n=sum(one.n for one in liked),
        rivals=tuple(one.product for one in liked),
        evidence=(*chain.from_iterable(pages), *in_turn([score.evidence for score in liked])),
    )


def _outflow(found: Found, market: _Market, one: Exchange) -> Draft:
    there = [r.evidence for r in found.routes if (r.origin, r.target) == (one.first, one.second)]
    low, high = one.interval or (0.0, 0.0)
    name = market.names.get(one.second, one.second)
    return Draft(
        quadrant=Quadrant.THREAT,
        subject=name,
        text=f"Our customers go to {name}: {one.lost} went, {one.gained} came, net {_signed(one.net)} "
        f"({_signed(low)} to {_signed(high)}).",
        n=one.lost + one.gained,
        rivals=(one.second,),
        evidence=in_turn(there),
    )


def in_turn(groups: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the evidence of groups, one of each in turn."""
    return tuple(number for turn in zip_longest(*groups) for number in turn if number is not None)


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−")
