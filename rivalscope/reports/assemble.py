"""Reports and digests assembled from the store: the one place in this room that reads it."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from rivalscope.analysis.bursts import effects, find_bursts
from rivalscope.analysis.changes import by_weight
from rivalscope.analysis.cost import by_host
from rivalscope.analysis.coverage import summarise
from rivalscope.analysis.demand import demands
from rivalscope.analysis.drivers import drivers
from rivalscope.analysis.experience import experienced
from rivalscope.analysis.lifelines import life_lines
from rivalscope.analysis.requests import wishes
from rivalscope.analysis.rivalry import contests, flows
from rivalscope.analysis.sentiment import in_window, reviewer_keys
from rivalscope.analysis.switching import switching
from rivalscope.analysis.trends import shifts
from rivalscope.analysis.value import PlanValues, feature_weights, plan_values
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.fact import (
    ChangeMode,
    ComparisonFact,
    Evidence,
    IntentFact,
    Mention,
    ReviewFact,
)
from rivalscope.domain.finding import Analysis, CoverageSummary
from rivalscope.domain.page import StatementKind
from rivalscope.domain.reading import IntentLabel
from rivalscope.domain.settings import Market
from rivalscope.reports.compared import compared, market_terms
from rivalscope.reports.content import Digest, Report
from rivalscope.reports.digest import SHIFT_DAYS, WeekFacts, build_digest, week_days
from rivalscope.reports.heard import Heard, hear
from rivalscope.reports.lean import lean, lean_analysis
from rivalscope.reports.points import speakers, with_points
from rivalscope.reports.standing import standings
from rivalscope.reports.timeline import with_time
from rivalscope.reports.traces import holders, named_evidence, surroundings
from storage import findings, reads
from storage.reads import Engine

MESSAGES = (StatementKind.HERO, StatementKind.TAGLINE, StatementKind.POSITIONING)
"""Statements by which a page says what its product is."""

CHANGE_DAYS = 28
"""Days of changes, releases and nights that a report covers."""


def assemble_report(engine: Engine, market: Market, *, as_of: datetime, heard: Heard | None = None) -> Report:
    """Return the report of a market as of an instant, on the newest analysis up to then.

    `heard` is what customers say as of the same instant (`heard.hear`), where it was read already.
    """
    said = heard or hear(engine, market, as_of=as_of)
    comparisons = compared(engine, market, as_of=as_of)
    recent = in_window(said.reviews, as_of=as_of, days=market.analysis.window_days)
    keys = reviewer_keys(recent)
    report = _stated(engine, market, as_of=as_of)
    # Linear algebra lets go of the interpreter: a second core does it while the rest is counted.
    with ThreadPoolExecutor(max_workers=1) as beside:
        driven = beside.submit(
            drivers,
            said.mentions,
            recent,
            scores=report.analysis.scores,
            ours=market.ours.slug,
            weights=market.analysis.weights,
        )
        report = _with_bursts(engine, _counted(report, said, comparisons, keys=keys), recent)
        report = _voiced(report, market, mentions=said.mentions, intents=said.intents, keys=keys)
        report = with_time(
            engine, market, report, reviews=said.reviews, mentions=said.mentions, intents=said.intents
        )
        switched = switching(
            comparisons, reviewers=keys, products=market.products, terms=market_terms(market)
        )
        valued = _valued(engine, market, report)
        report = dataclasses.replace(report, switching=switched, value=valued, drivers=driven.result())
    return _witnessed(engine, report, said, comparisons)


def _stated(engine: Engine, market: Market, *, as_of: datetime) -> Report:
    """Return the report with what pages and nights say, nothing of what customers do."""
    until = as_of.date()
    since = until - timedelta(days=CHANGE_DAYS)
    nights = reads.coverage(engine, since=since, until=until)
    changes = reads.changes(engine, since=since, until=until)
    told = by_weight([change for change in changes if change.mode is not ChangeMode.UNSTABLE])
    return Report(
        market=market.name,
        as_of=as_of,
        timezone=market.timezone,
        products=market.products,
        parents={feature.name: feature.parent for feature in market.taxonomy.features if feature.parent},
        coverage=_covered(engine, nights, since=since, as_of=as_of),
        sources=standings(nights, until=until),
        analysis=lean_analysis(findings.latest_analysis(engine, as_of=as_of) or _nothing(as_of)),
        prices=tuple(reads.prices(engine, as_of=as_of, history=True)),
        extras=tuple(reads.prices(engine, as_of=as_of, history=True, extras=True)),
        changes=tuple(told),
        unstable=len(changes) - len(told),
        since=since,
        noise=reads.noise(engine, since=since, until=until),
        releases=tuple(reads.releases(engine, since=since, until=until)),
        requests=(),
        problems=(),
        contests=(),
        flows=(),
        shifts=(),
        shift_days=SHIFT_DAYS,
        evidence={},
        around={},
        versions=reads.versions(engine),
        minimum_n=market.analysis.minimum_n,
        window_days=market.analysis.window_days,
        hosts=tuple(by_host(reads.host_nights(engine, since=since, until=until))),
        statements=tuple(reads.statements(engine, as_of=as_of, kinds=MESSAGES)),
    )


def _counted(
    report: Report, said: Heard, comparisons: Sequence[ComparisonFact], *, keys: Mapping[int, str]
) -> Report:
    """Return the report with what customers ask for, complain of and compare, counted by reviewers."""
    moved = shifts(
        said.mentions,
        said.reviews,
        said.intents,
        until=report.as_of.date(),
        days=SHIFT_DAYS,
        minimum_n=report.minimum_n,
    )
    return dataclasses.replace(
        report,
        requests=lean(demands(said.intents, label=IntentLabel.REQUEST, reviewers=keys)),
        problems=lean(demands(said.intents, label=IntentLabel.PROBLEM, reviewers=keys)),
        contests=lean(contests(comparisons, reviewers=keys)),
        flows=lean(flows(comparisons, reviewers=keys)),
        shifts=tuple(moved),
    )


def _with_bursts(engine: Engine, report: Report, recent: Sequence[ReviewFact]) -> Report:
    """Return the report with the days on which reviews came in crowds, and what these do to a rating."""
    found = find_bursts(reads.review_volumes(engine, as_of=report.as_of))
    until = report.as_of.date()
    first = until - timedelta(days=report.window_days - 1)
    return dataclasses.replace(report, bursts=tuple(effects(found, recent, since=first, until=until)))


def _witnessed(engine: Engine, report: Report, said: Heard, comparisons: Sequence[ComparisonFact]) -> Report:
    """Return the report with the evidence that its findings name, and the points that this bears."""
    evidence = reads.evidence(engine, set(named_evidence(report)))
    around = _around(engine, evidence, holders(said.mentions, said.reviews))
    report = dataclasses.replace(report, evidence=evidence, around=around)
    remarks: Iterable[Mention | IntentFact | ComparisonFact] = chain(said.mentions, said.intents, comparisons)
    spoken = speakers(remarks, reviewers=reviewer_keys(said.reviews), wanted=evidence)
    return with_points(report, speakers=spoken)


def _voiced(
    report: Report,
    market: Market,
    *,
    mentions: Sequence[Mention],
    intents: Sequence[IntentFact],
    keys: Mapping[int, str],
) -> Report:
    """Return the report with what customers ask for, and where they contradict pages."""
    asked = wishes(
        intents,
        mentions,
        reviewers=keys,
        taxonomy=market.taxonomy,
        products=market.products,
        cells=report.analysis.cells,
    )
    contradicted = experienced(
        report.analysis.cells,
        report.analysis.scores,
        mentions,
        intents,
        reviewers=keys,
        minimum_n=market.analysis.minimum_n,
    )
    return dataclasses.replace(report, wishes=asked, experience=contradicted)


def _valued(engine: Engine, market: Market, report: Report) -> PlanValues:
    """Return what the plans of the report cost teams, and what they include."""
    return plan_values(
        report.prices,
        reads.limits(engine, as_of=report.as_of),
        reads.claims(engine, as_of=report.as_of),
        sizes=market.roadmap.team_sizes,
        must_have=market.roadmap.must_have,
        weights=feature_weights(report.analysis.scores, market.analysis.weights),
        as_of=report.as_of,
    )


def _covered(
    engine: Engine, nights: Sequence[SourceCoverage], *, since: date, as_of: datetime
) -> CoverageSummary:
    until, languages = as_of.date(), reads.review_languages(engine, as_of=as_of)
    return summarise(
        nights,
        until=until,
        reviews=languages.total(),
        languages=languages.elements(),
        pages=reads.night_pages(engine, since=since, until=until),
        decided=reads.decided_holds(engine, since=since, until=until),
    )


def assemble_digest(engine: Engine, market: Market, *, week: str, now: datetime) -> Digest:
    """Return the digest of an ISO week as it stands at `now`.

    UsageError when the week is no ISO week or has not begun.
    """
    since, sunday = week_days(week)
    until = min(sunday, now.date())
    end = min(now, _start(sunday + timedelta(days=1)))
    oldest = until - timedelta(days=2 * SHIFT_DAYS)
    reviews = reads.review_facts(engine, as_of=end)
    facts = WeekFacts(
        changes=reads.changes(engine, since=since, until=until),
        coverage=reads.coverage(engine, since=since, until=until),
        pages=reads.night_pages(engine, since=since, until=until),
        decided=reads.decided_holds(engine, since=since, until=until),
        reviews=reviews,
        mentions=reads.mentions(engine, as_of=end, since=oldest),
        intents=reads.intents(engine, as_of=end),
        comparisons=compared(engine, market, as_of=end),
        analysis=findings.latest_analysis(engine, as_of=end),
        before=findings.latest_analysis(engine, as_of=_start(since)),
        stored_reviews=len(reviews),
        noise=reads.noise(engine, since=since, until=until),
        prices=reads.prices(engine, as_of=end),
        lives=life_lines(
            reads.claims(engine, as_of=end, history=True),
            reads.releases(engine, until=until),
            taxonomy=market.taxonomy,
            products=[product.slug for product in market.products],
            as_of=end,
        ),
        marks=reads.marks(engine, since=end - timedelta(days=CHANGE_DAYS), until=end),
    )
    digest = build_digest(
        facts,
        market=market.name,
        timezone=market.timezone,
        products=market.products,
        week=week,
        now=now,
        minimum_n=market.analysis.minimum_n,
        evidence={},
        window_days=market.analysis.window_days,
    )
    evidence = reads.evidence(engine, set(named_evidence(digest)))
    around = _around(engine, evidence, holders(facts.mentions, reviews))
    return dataclasses.replace(digest, evidence=evidence, around=around)


def _around(
    engine: Engine, evidence: Mapping[int, Evidence], holding: Mapping[int, int]
) -> dict[int, tuple[str, str]]:
    wanted = {holding[number] for number in evidence if number in holding}
    return surroundings(evidence, reads.evidence(engine, wanted), holding)


def _nothing(as_of: datetime) -> Analysis:
    return Analysis(as_of=as_of, cells=(), scores=(), gaps=(), taxonomy="", model="")


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
