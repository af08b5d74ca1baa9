"""Troubles: problems that reviewers report by feature, whether they grow, and in which versions they stand out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import fsum

from rivalscope.analysis.intervals import discoveries, two_proportions, wilson
from rivalscope.analysis.sentiment import dated, reviewer_keys
from rivalscope.analysis.versions import versions
from rivalscope.domain.fact import IntentFact, ReleaseFact, ReviewFact
from rivalscope.domain.reading import IntentLabel

RATE = 0.1
"""Share of false alarms accepted among all rises, falls and versions that are told (Benjamini & Hochberg)."""
_EVIDENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Reviewers who report a problem, of all who wrote in a span of time or of a version."""

    voices: int
    n: int
    low: float | None
    """Lower end of the Wilson 95 % interval; None when nobody wrote."""
    high: float | None

    @property
    def share(self) -> float | None:
        """None when nobody wrote."""
        return self.voices / self.n if self.n else None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTrouble:
    """One version in which a problem is reported."""

    version: str
    portion: Portion
    others: Portion
    """Reviewers of all other versions that are known."""
    p_value: float
    stands_out: bool
    """Whether more report it than in other versions, at the false discovery rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Problems with one feature of one product."""

    product: str
    feature: str
    portion: Portion
    """Over the whole window."""
    earlier: Portion
    """In the earlier half of the window."""
    later: Portion
    p_value: float
    """That both halves are one; 1 when a half has too few reviewers."""
    moved: bool
    """Whether it grew or fell, at the false discovery rate."""
    rivals: float | None
    """Mean share of the other products with reviewers; None for none."""
    versions: tuple[VersionTrouble, ...]
    """Versions with a report, the most striking first."""
    evidence: tuple[int, ...]
    """One a reviewer, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubles:
    """All problems that name a feature."""

    troubles: tuple[Trouble, ...]
    """Most voices first, by product."""
    middle: date
    """First day of the later half of the days that the reviews span."""
    placed: int
    """Reviews whose version is known."""
    reviews: int


def troubles(
    intents: Iterable[IntentFact],
    reviews: Sequence[ReviewFact],
    releases: Iterable[ReleaseFact],
    *,
    until: date,
    days: int,
    minimum_n: int,
) -> Troubles:
    """Return the problems reported in the reviews given, those of the `days` up to `until`.

    A half or a version is tested against the other with `minimum_n` reviewers each, by the z test of two shares.
    """
    keys = reviewer_keys(reviews)
    oldest = min(map(dated, reviews), default=until - timedelta(days=days - 1))
    middle = oldest + timedelta(days=((until - oldest).days + 1) // 2)
    spans = {review.id: dated(review) >= middle for review in reviews}
    of_version = versions(reviews, releases)
    everyone = _everyone(reviews, keys, spans, of_version)
    products = sorted({product for product, _ in everyone})
    writing = {product: _by_version(_of_product(everyone, product)) for product in products}
    cells = _reported(intents, keys)
    made = [
        _trouble(cell, said, everyone, writing[cell[0]], keys, spans, of_version, minimum_n)
        for cell, said in cells.items()
    ]
    made = _discovered(made)
    shares = {(one.product, one.feature): one.portion.share or 0.0 for one in made}
    told = [_beside(one, shares, products) for one in made]
    return Troubles(
        troubles=tuple(sorted(told, key=lambda one: (-one.portion.voices, one.product, one.feature))),
        middle=middle,
        placed=len(of_version),
        reviews=len(reviews),
    )


_Group = bool | str | None
"""All reviews (None), those of a half (whether the later), or those of a version."""


def _everyone(
    reviews: Iterable[ReviewFact],
    keys: Mapping[int, str],
    spans: Mapping[int, bool],
    of_version: Mapping[int, str],
) -> dict[tuple[str, _Group], set[str]]:
    found: defaultdict[tuple[str, _Group], set[str]] = defaultdict(set)
    for review in reviews:
        for group in _groups(review.id, spans, of_version):
            found[review.product, group].add(keys[review.id])
    return dict(found)


def _groups(review: int, spans: Mapping[int, bool], of_version: Mapping[int, str]) -> tuple[_Group, ...]:
    version = of_version.get(review)
    return (None, spans[review], version) if version is not None else (None, spans[review])


def _reported(
    intents: Iterable[IntentFact], keys: Mapping[int, str]
) -> dict[tuple[str, str], list[IntentFact]]:
    found: defaultdict[tuple[str, str], list[IntentFact]] = defaultdict(list)
    for intent in intents:
        if intent.label is IntentLabel.PROBLEM and intent.feature is not None and intent.review in keys:
            found[intent.product, intent.feature].append(intent)
    return dict(found)


def _trouble(
    cell: tuple[str, str],
    said: Sequence[IntentFact],
    everyone: Mapping[tuple[str, _Group], set[str]],
    writing: Mapping[str, tuple[int, int]],
    keys: Mapping[int, str],
    spans: Mapping[int, bool],
    of_version: Mapping[int, str],
    minimum_n: int,
) -> Trouble:
    voices: defaultdict[_Group, set[str]] = defaultdict(set)
    for intent in said:
        for group in _groups(intent.review, spans, of_version):
            voices[group].add(keys[intent.review])

    def portion(group: _Group) -> Portion:
        return _portion(len(voices[group]), len(everyone.get((cell[0], group), ())))

    earlier, later = portion(False), portion(True)
    newest = sorted(said, key=lambda one: (one.date or date.min, one.confidence, one.evidence), reverse=True)
    quoted = {keys[intent.review]: intent.evidence for intent in reversed(newest)}
    first = dict.fromkeys(keys[intent.review] for intent in newest)
    return Trouble(
        product=cell[0],
        feature=cell[1],
        portion=portion(None),
        earlier=earlier,
        later=later,
        p_value=_chance(earlier, later, minimum_n),
        moved=False,
        rivals=None,
        versions=_versions(_by_version(voices), writing, minimum_n),
        evidence=tuple(quoted[key] for key in first)[:_EVIDENCE],
    )


def _of_product(everyone: Mapping[tuple[str, _Group], set[str]], product: str) -> dict[_Group, set[str]]:
    return {group: reviewers for (slug, group), reviewers in everyone.items() if slug == product}


def _by_version(groups: Mapping[_Group, set[str]]) -> dict[str, tuple[int, int]]:
    """Return version → its reviewers, and those of any other version."""
    of = {group: reviewers for group, reviewers in groups.items() if isinstance(group, str)}
    met = Counter(reviewer for reviewers in of.values() for reviewer in reviewers)
    return {
        version: (len(reviewers), len(met) - sum(met[reviewer] == 1 for reviewer in reviewers))
        for version, reviewers in of.items()
    }


def _versions(
    saying: Mapping[str, tuple[int, int]], writing: Mapping[str, tuple[int, int]], minimum_n: int
) -> tuple[VersionTrouble, ...]:
    """Set each version in which a problem is reported against all others; both mappings are of `_by_version`."""
    found = []
    for version, (voices, elsewhere) in saying.items():
        own, others = _portion(voices, writing[version][0]), _portion(elsewhere, writing[version][1])
        found.append(
            VersionTrouble(
                version=version, portion=own, others=others, p_value=_chance(own, others, minimum_n), stands_out=False
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.p_value, -one.portion.voices, one.version)))


def _discovered(made: Sequence[Trouble]) -> list[Trouble]:
    """Return them with what stands at the false discovery rate, over all halves and over all versions tested."""
    halves = iter(discoveries([one.p_value for one in made], rate=RATE))
    kept = iter(discoveries([each.p_value for one in made for each in one.versions], rate=RATE))
    return [
        replace(
            one,
            moved=next(halves),
            versions=tuple(
                replace(each, stands_out=next(kept) and (each.portion.share or 0) > (each.others.share or 0))
                for each in one.versions
            ),
        )
        for one in made
    ]


def _beside(one: Trouble, shares: Mapping[tuple[str, str], float], products: Iterable[str]) -> Trouble:
    others = [shares.get((slug, one.feature), 0.0) for slug in products if slug != one.product]
    # Exact, so that it is the same in whatever order the products come.
    return replace(one, rivals=fsum(others) / len(others) if others else None)


def _portion(voices: int, n: int) -> Portion:
    low, high = wilson(voices, n) if n else (None, None)
    return Portion(voices=voices, n=n, low=low, high=high)


def _chance(one: Portion, other: Portion, minimum_n: int) -> float:
    if min(one.n, other.n) < max(minimum_n, 1):
        return 1.0
    return two_proportions(one.voices, one.n, other.voices, other.n)
