"""A report's tables as rows, the same for HTML, Markdown and XLSX."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rivalscope.analysis.demand import Demand
from rivalscope.analysis.prices import current, monthly
from rivalscope.analysis.rivalry import Contest
from rivalscope.domain.fact import Change, PriceFact
from rivalscope.domain.finding import FeatureCell, FeatureScore, Gap, GapKind
from rivalscope.domain.market import Product
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.reading import Relation
from rivalscope.reports.content import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSection:
    """The gaps of one kind."""

    kind: GapKind
    ranked: tuple[Gap, ...]
    thin: tuple[Gap, ...]
    """Those with too few reviewers to be ranked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One feature with a cell for each product of the report, in its order."""

    feature: str
    cells: tuple[FeatureCell, ...]

    @property
    def stated(self) -> int:
        """Products whose pages say something of it."""
        return sum(cell.status is not ClaimStatus.UNKNOWN for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixGroup:
    """Features under one heading."""

    name: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPrices:
    """The current ways to pay for one plan or extra."""

    product: Product
    plan: str
    ways: tuple[tuple[PriceFact, Decimal | None], ...]
    """(price, what it comes to in a month); None where the page leaves that open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One feature with each product's score; None where its reviewers are silent."""

    feature: str
    n: int
    scores: tuple[FeatureScore | None, ...]
    """For each of `judged_products`, in that order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRow:
    """One feature with what is asked or complained of it at each product."""

    feature: str | None
    """None for sentences that name no feature."""
    voices: int
    """Distinct reviewers of each product, added up."""
    parts: tuple[Demand, ...]
    """By product, most voices first."""
    evidence: tuple[int, ...]
    """Of the products in turn, so that the first few do not all speak of one."""


def gap_sections(report: Report) -> list[GapSection]:
    """Return gaps by kind, in the order parity, quality, white space, lead; kinds without gaps are left out."""
    return [
        GapSection(
            kind=kind,
            ranked=tuple(gap for gap in own if not gap.thin),
            thin=tuple(gap for gap in own if gap.thin),
        )
        for kind in GapKind
        if (own := [gap for gap in report.analysis.gaps if gap.kind is kind])
    ]


def claimed_evidence(report: Report) -> dict[str, frozenset[int]]:
    """Return feature → evidence ids of what pages claim of it; the rest of a gap's evidence is what reviewers say."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for cell in report.analysis.cells:
        found[cell.feature].update(cell.evidence)
    return {feature: frozenset(ids) for feature, ids in found.items()}


def compared_features(report: Report) -> list[MatrixGroup]:
    """Return the features that two or more products state, grouped by the taxonomy; the most stated come first."""
    return _grouped([row for row in _rows(report) if row.stated >= 2], report.parents)


def single_features(report: Report) -> list[MatrixGroup]:
    """Return the features that one product alone states, grouped by that product."""
    found: defaultdict[str, list[MatrixRow]] = defaultdict(list)
    for row in _rows(report):
        if row.stated == 1:
            owner = next(cell.product for cell in row.cells if cell.status is not ClaimStatus.UNKNOWN)
            found[owner].append(row)
    return [
        MatrixGroup(name=product.name, rows=tuple(found[product.slug]))
        for product in report.products
        if product.slug in found
    ]


def plan_prices(report: Report) -> list[PlanPrices]:
    """Return current prices by product and plan, in the order of the market and of the pages; `was` prices are left out."""
    return _by_plan(report, report.prices)


def extra_prices(report: Report) -> list[PlanPrices]:
    """Return current prices of extras, likewise."""
    return _by_plan(report, report.extras)


def _by_plan(report: Report, facts: Iterable[PriceFact]) -> list[PlanPrices]:
    grouped: dict[tuple[str, str], list[PriceFact]] = {}
    for price in current(facts, as_of=report.as_of):
        grouped.setdefault((price.product, price.plan), []).append(price)
    return [
        PlanPrices(product=product, plan=plan, ways=tuple((price, monthly(price)) for price in prices))
        for product in report.products
        for (owner, plan), prices in grouped.items()
        if owner == product.slug
    ]


def score_rows(report: Report, *, ranked: bool = False) -> list[ScoreRow]:
    """Return features by how many reviewers judge them; with `ranked`, only scores that reach the minimum."""
    by_feature: defaultdict[str, dict[str, FeatureScore]] = defaultdict(dict)
    for score in report.analysis.scores:
        if score.n and (score.ranked or not ranked):
            by_feature[score.feature][score.product] = score
    rows = [
        ScoreRow(
            feature=feature,
            n=sum(score.n for score in own.values()),
            scores=tuple(own.get(product.slug) for product in judged_products(report, ranked=ranked)),
        )
        for feature, own in by_feature.items()
    ]
    return sorted(rows, key=lambda row: (-row.n, row.feature))


def judged_products(report: Report, *, ranked: bool = False) -> tuple[Product, ...]:
    """Return the products of which reviewers judge some feature; with `ranked`, those with a score that is ranked."""
    slugs = {score.product for score in report.analysis.scores if score.n and (score.ranked or not ranked)}
    return tuple(product for product in report.products if product.slug in slugs)


def demand_rows(demands: Iterable[Demand]) -> list[DemandRow]:
    """Return demands by feature, most voices first; those that name no feature come last."""
    grouped: defaultdict[str | None, list[Demand]] = defaultdict(list)
    for demand in demands:
        grouped[demand.feature].append(demand)
    rows = [
        DemandRow(
            feature=feature,
            voices=sum(part.voices for part in parts),
            parts=tuple(parts),
            evidence=tuple(
                number
                for turn in itertools.zip_longest(*(part.evidence for part in parts))
                for number in turn
                if number is not None
            ),
        )
        for feature, parts in grouped.items()
    ]
    return sorted(rows, key=lambda row: (row.feature is None, -row.voices, row.feature or ""))


def changes_by_product(
    products: Sequence[Product], changes: Iterable[Change]
) -> list[tuple[Product, list[Change]]]:
    """Return changes by product, the rival with the weightiest change first and our own product last."""
    grouped: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        grouped[change.product].append(change)
    known = [(product, grouped[product.slug]) for product in products if product.slug in grouped]
    return sorted(known, key=lambda pair: (pair[0].ours, -max(change.score or 0 for change in pair[1])))


def contest_words(contest: Contest, names: Mapping[str, str]) -> str:
    """Return a comparison or switch in words, e.g. `from Webex to Zoom`; a product not named is `another`."""
    winner, loser = (
        names.get(slug, slug) if slug is not None else "another" for slug in (contest.winner, contest.loser)
    )
    return {
        Relation.BETTER: f"{winner} better than {loser}",
        Relation.EQUAL: f"{winner} as good as {loser}",
        Relation.SWITCH: f"from {loser} to {winner}",
        Relation.CONSIDERING: f"{winner} or {loser}, undecided",
        Relation.THREATENED: f"from {loser} to {winner}, threatened",
    }[contest.relation]


def _rows(report: Report) -> list[MatrixRow]:
    by_feature: defaultdict[str, dict[str, FeatureCell]] = defaultdict(dict)
    for cell in report.analysis.cells:
        by_feature[cell.feature][cell.product] = cell
    return [
        MatrixRow(
            feature=feature,
            cells=tuple(
                own.get(p.slug) or FeatureCell(product=p.slug, feature=feature, status=ClaimStatus.UNKNOWN)
                for p in report.products
            ),
        )
        for feature, own in sorted(by_feature.items(), key=lambda item: item[0].casefold())
    ]


def _grouped(rows: Sequence[MatrixRow], parents: Mapping[str, str]) -> list[MatrixGroup]:
    groups: defaultdict[str, list[MatrixRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -row.stated):
        groups[parents.get(row.feature, "")].append(row)
    named = [MatrixGroup(name=name, rows=tuple(groups[name])) for name in sorted(groups) if name]
    rest = (
        [MatrixGroup(name="Other features" if named else "Features", rows=tuple(groups[""]))]
        if groups[""]
        else []
    )
    return named + rest
