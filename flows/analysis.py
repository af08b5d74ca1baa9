"""The analysis of what is stored, and its report, as plain functions: they load nothing that crawls or imports."""

from datetime import datetime, timedelta
from pathlib import Path

from flows.opened import OpenMarket
from nlp.reading_errors import measured
from rivalscope.analysis.changes import score
from rivalscope.analysis.gaps import analyse as find_gaps
from rivalscope.cycles import undisturbed
from rivalscope.domain.finding import Analysis
from rivalscope.reports.assemble import assemble_report
from rivalscope.reports.heard import Heard
from rivalscope.reports.report import write_report
from storage import findings, reads
from storage.market import sync_market


@undisturbed()
def analyse(opened: OpenMarket, *, as_of: datetime, heard: Heard | None = None) -> Analysis:
    """Compute the gap analysis as of an instant and score the changes up to then; both are stored and returned.

    `heard` is what customers say as of the same instant, where it was read already.
    """
    engine, market = opened.engine, opened.market
    sync_market(engine, market.products, market.taxonomy)
    since = (as_of - timedelta(days=market.analysis.window_days)).date()
    versions = reads.versions(engine)
    analysis = find_gaps(
        products=market.products,
        claims=reads.claims(engine, as_of=as_of),
        mentions=heard.mentions if heard else reads.mentions(engine, as_of=as_of, since=since),
        reviews=heard.reviews if heard else reads.review_facts(engine, as_of=as_of, since=since),
        intents=heard.intents if heard else reads.intents(engine, as_of=as_of, since=since),
        options=market.analysis,
        as_of=as_of,
        taxonomy=versions.get("taxonomy", ""),
        model=versions.get("model", ""),
        errors=measured(),
    )
    findings.store_analysis(engine, analysis)
    changes = reads.changes(engine, since=since, until=as_of.date())
    findings.score_changes(engine, score(changes, as_of=as_of.date()))
    return analysis


@undisturbed()
def report(
    opened: OpenMarket, *, as_of: datetime, folder: Path | None = None, heard: Heard | None = None
) -> list[Path]:
    """Write the report as of an instant; returns its files, the HTML page first. `heard` as for `analyse`."""
    target = folder or opened.report_folder
    return write_report(target, assemble_report(opened.engine, opened.market, as_of=as_of, heard=heard))
