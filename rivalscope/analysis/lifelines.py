"""Life lines of features: since when each product has one, who was first, how it spread, and where it ended."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rivalscope.analysis.parity import HAVE
from rivalscope.analysis.phrases import holds, stems
from rivalscope.domain.fact import ClaimFact, ReleaseFact
from rivalscope.domain.market import Taxonomy
from rivalscope.domain.page import ItemType

MONTH = 30.44
"""Days of a month, on the average."""
SETTLING = timedelta(days=14)
"""Days after a source's first look in which what appears may have been there all along: pages are found bit by bit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Since when one product has a feature, as far as its pages and release notes tell."""

    product: str
    since: date
    """Day of the release notes that add it, or on which it appeared on a page; else the first day it is known of."""
    known: bool
    """Whether `since` is the day it came: False means that it was there when we first looked, or earlier."""
    source: str
    """`release notes` or `pages`."""
    ended: date | None
    """Day on which no page stated it any longer, or a page said that it was withdrawn; None while it stands."""
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeLine:
    """One feature over all products."""

    feature: str
    holders: tuple[Holder, ...]
    """Earliest first; those whose day is known before those of the same day that were there before."""
    products: int
    """Products of the market."""

    @property
    def first(self) -> Holder | None:
        """Who was first; None when more than one had it before we looked, or on the same day."""
        before = [one for one in self.holders if not one.known]
        if len(before) > 1 or not self.holders:
            return None
        if before:
            return before[0]
        head, *rest = self.holders
        return head if not rest or rest[0].since > head.since else None

    @property
    def standing(self) -> int:
        """How many products have it still."""
        return sum(one.ended is None for one in self.holders)

    @property
    def came(self) -> tuple[Holder, ...]:
        """Those whose day is known, latest first."""
        return tuple(
            sorted((one for one in self.holders if one.known), key=lambda one: one.since, reverse=True)
        )

    @property
    def months(self) -> float | None:
        """Months between the first day known of and the latest that is known; None when no day is known."""
        days = [one.since for one in self.holders]
        latest = [one.since for one in self.holders if one.known]
        return (max(latest) - min(days)).days / MONTH if latest else None


def life_lines(
    claims: Sequence[ClaimFact],
    releases: Iterable[ReleaseFact],
    *,
    taxonomy: Taxonomy,
    products: Sequence[str],
    as_of: datetime,
) -> tuple[LifeLine, ...]:
    """Return the life line of every feature that a product has or had, by how many have it and by name.

    `claims` are those that stand and those that ended, up to `as_of`. What a source's first look found was there
    before it. Release notes that add a feature date it when they are older than its pages; those that speak of it
    otherwise say that it was there by then.
    """
    stated = _stated(claims, as_of=as_of)
    noted = _noted(releases, terms(taxonomy), until=as_of.date())
    found: defaultdict[str, list[Holder]] = defaultdict(list)
    for product, feature in sorted({*stated, *noted}):
        if product in products:
            found[feature].append(_joined(stated.get((product, feature)), noted.get((product, feature))))
    lines = [
        LifeLine(
            feature=feature,
            holders=tuple(sorted(holders, key=lambda one: (one.since, not one.known, one.product))),
            products=len(products),
        )
        for feature, holders in found.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.standing, one.feature)))


def terms(taxonomy: Taxonomy) -> dict[tuple[str, ...], str]:
    """Return stems → feature for every name and alias of the taxonomy."""
    return {
        own: feature.name
        for feature in taxonomy.features
        for term in (feature.name, *feature.aliases)
        if (own := stems(term))
    }


def named(text: str, known: Mapping[tuple[str, ...], str]) -> set[str]:
    """Return the features that a line names; a term within a longer one that is named does not count."""
    words = stems(text)
    held = [term for term in known if holds(words, term)]
    return {known[term] for term in held if not any(term != one and holds(one, term) for one in held)}


def _stated(claims: Sequence[ClaimFact], *, as_of: datetime) -> dict[tuple[str, str], Holder]:
    looked: dict[str, datetime] = {}
    own: defaultdict[tuple[str, str], list[ClaimFact]] = defaultdict(list)
    for claim in claims:
        looked[claim.source] = min(claim.first_seen, looked.get(claim.source, claim.first_seen))
        if claim.status in HAVE:
            own[claim.product, claim.feature].append(claim)
    found = {}
    for cell, held in own.items():
        first = min(held, key=lambda claim: (claim.first_seen, claim.id))
        ends = [claim.ended for claim in held]
        gone = max((end for end in ends if end is not None), default=None)
        ended = gone.date() if gone is not None and gone <= as_of and None not in ends else None
        found[cell] = Holder(
            product=cell[0], since=first.first_seen.date(), known=first.first_seen > looked[first.source] + SETTLING,
            source="pages", ended=ended, evidence=(first.evidence,),
        )  # fmt: skip
    return found


def _noted(
    releases: Iterable[ReleaseFact], known: Mapping[tuple[str, ...], str], *, until: date
) -> dict[tuple[str, str], Holder]:
    found: dict[tuple[str, str], Holder] = {}
    for release in sorted((one for one in releases if one.date), key=lambda one: (one.date or until, one.id)):
        if release.date is None or release.date > until:
            continue
        for text, adds in _lines(release):
            for feature in named(text, known) - {cell[1] for cell in found if cell[0] == release.product}:
                found[release.product, feature] = Holder(
                    product=release.product, since=release.date, known=adds, source="release notes", ended=None,
                    evidence=(release.evidence,),
                )  # fmt: skip
    return found


def _lines(release: ReleaseFact) -> list[tuple[str, bool]]:
    """Return what a release tells of, and whether it adds it; what takes something away or plans it tells nothing."""
    if not release.items:
        return [(release.title, True)]
    types = release.types or (ItemType.OTHER,) * len(release.items)
    there = {ItemType.ADDED, ItemType.CHANGED, ItemType.FIXED}
    told = [
        (text, kind is ItemType.ADDED)
        for text, kind in zip(release.items, types, strict=False)
        if kind in there
    ]
    return sorted(told, key=lambda line: not line[1])


def _joined(stated: Holder | None, noted: Holder | None) -> Holder:
    """Return the earlier of the two, with both evidences; an ending on pages holds."""
    if stated is None or noted is None:
        one = stated or noted
        if one is None:
            raise ValueError("a holder needs a page or release notes that tell of it")
        return one
    early, late = sorted((stated, noted), key=lambda one: (one.since, not one.known))
    return Holder(
        product=early.product, since=early.since, known=early.known, source=early.source, ended=stated.ended,
        evidence=(*early.evidence, *late.evidence),
    )  # fmt: skip
