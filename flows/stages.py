"""The stages of the job as plain functions, without Prefect: each calls the rooms in order."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from flows.ageing import forget_old
from flows.alerts import deliver_alerts, ping_switch, raise_new
from flows.analysis import analyse, report
from flows.clock import instant_of
from flows.farm import crawl_night, read_unread
from flows.fetching import fetch
from flows.identity import tell_apart
from flows.opened import OpenMarket, leased
from flows.outbox import deliver_waiting
from flows.outcome import Collected, Failing, FileRead, NightOutcome
from flows.telling import tell_night
from pipelines.imports import import_file, read_file
from rivalscope.analysis.coverage import cut_short, gave_facts
from rivalscope.domain.capture import Verdict
from rivalscope.domain.crawl import CrawlSummary
from rivalscope.domain.market import Source, SourceKind
from rivalscope.domain.reading import Annotated
from rivalscope.domain.wording import extent_text
from rivalscope.errors import UsageError
from rivalscope.log import about
from rivalscope.reports.heard import hear
from storage import reads, retention
from storage.archive import Archive
from storage.clock import refuse_turned_back
from storage.extract import extract
from storage.forgotten import allowed_products
from storage.market import sources, sync_market

Progress = Callable[[str], None]


def crawl(
    opened: OpenMarket,
    *,
    night: date,
    clock: datetime | None,
    names: Sequence[str] = (),
    progress: Progress | None = None,
) -> Collected:
    """Collect every source once, or those named by key or product; run again, it fetches what is undone.

    `clock` is the instant of a replayed night; None takes real time. Sites are searched for further pages only when
    nothing is named. Raises UsageError for a name that no source or product has, CrawlError when the crawling
    process dies, StoreError when real time is behind the store.
    """
    market = opened.market
    if clock is None:
        refuse_turned_back(opened.engine, now=datetime.now(UTC))
    sync_market(opened.engine, market.products, market.taxonomy)
    products = allowed_products(opened.engine, market.products)
    named = [source for product in products for source in product.sources]
    files = [source for source in named if source.kind is SourceKind.FILE]
    chosen = choose([*sources(opened.engine), *files], names)
    on_web = tuple(source for source in chosen if source.kind is not SourceKind.FILE)
    summary: CrawlSummary | None = None
    if names and on_web:
        summary = fetch(opened, night=night, clock=clock, chosen=on_web, progress=progress)
    elif not names:
        summary = crawl_night(opened, night=night, clock=clock, due=on_web, progress=progress)
    read = tuple(import_source(opened, source, clock=clock) for source in chosen if source in files)
    tell_apart(opened.engine)
    wrong = [
        Failing(source=file.source, verdict=Verdict.ERROR, reason=file.problem)
        for file in read
        if file.problem
    ]
    return Collected(
        night=night,
        crawl=summary,
        files=read,
        published=published(opened, night=night, names=names),
        not_due=not_due(opened, night=night),
        failing=(*failing(opened, night=night, names=names), *wrong),
        extents=extents(opened, night=night, names=names),
        cut_short="" if names else partial_night(opened, night=night),
    )


def partial_night(opened: OpenMarket, *, night: date) -> str:
    """Return why a night is partial, in words; empty when it is not."""
    return dict(cut_short(reads.night_pages(opened.engine, since=night, until=night))).get(night, "")


def choose(known: Sequence[Source], names: Sequence[str]) -> list[Source]:
    """Return the sources that are meant: by key, or all of a product by its slug; everything when nothing is named.

    Raises UsageError for a name that is neither, with those that are known.
    """
    wrong = [name for name in names if not any(name in (source.key, source.product) for source in known)]
    if wrong:
        keys = ", ".join(source.key for source in known)
        raise UsageError(f"no source or product is called {wrong[0]!r}; known sources: {keys}")
    return [source for source in known if not names or source.key in names or source.product in names]


def failing(opened: OpenMarket, *, night: date, names: Sequence[str] = ()) -> list[Failing]:
    """Return each source on the web that was due on a night and gave no facts."""
    held = {one.source for one in reads.holds(opened.engine, night=night)}
    return [
        Failing(
            source=row.source,
            verdict=row.verdict,
            reason=row.reason,
            quarantined=row.verdict is Verdict.PARTIAL and row.source in held,
        )
        for row in reads.coverage(opened.engine, since=night, until=night)
        if (not names or row.source in names or row.product in names)
        and row.kind is not SourceKind.FILE
        and row.due
        and not gave_facts(row)
    ]


def published(opened: OpenMarket, *, night: date, names: Sequence[str] = ()) -> int:
    """Return how many sources on the web gave facts on a night."""
    return sum(
        row.due and row.kind is not SourceKind.FILE and gave_facts(row)
        for row in reads.coverage(opened.engine, since=night, until=night)
        if not names or row.source in names or row.product in names
    )


def not_due(opened: OpenMarket, *, night: date) -> int:
    """Return how many sources were left alone on a night because no page of theirs needed a check."""
    return sum(not row.due for row in reads.coverage(opened.engine, since=night, until=night))


def extents(opened: OpenMarket, *, night: date, names: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return each source whose list of reviews is not held in full after a night, and how much of it is."""
    told = (
        (row.source, extent_text(row))
        for row in reads.coverage(opened.engine, since=night, until=night)
        if not names or row.source in names or row.product in names
    )
    return tuple((source, extent) for source, extent in told if extent)


def import_source(opened: OpenMarket, source: Source, *, clock: datetime | None) -> FileRead:
    """Import the reviews of a file that the market file names; a problem is told, and other sources go on."""
    market = opened.market
    path = market.path.parent / source.url.removeprefix("file:")
    try:
        file = read_file(market, path, product=source.product, mapping=dict(source.options))
    except UsageError as error:
        return FileRead(source=source.key, new=0, problem=str(error))
    seen_at = clock or datetime.now(UTC)
    done = import_file(opened.engine, market, file, name=path.name, product=source.product, seen_at=seen_at)
    return FileRead(source=source.key, new=done.new)


def annotate(opened: OpenMarket, *, progress: Callable[[int], None] | None = None) -> Annotated:
    """Read every review that today's model and taxonomy have not read, with whatever processes share the work."""
    sync_market(opened.engine, opened.market.products, opened.market.taxonomy)
    return read_unread(opened, progress=progress)


def let_go(opened: OpenMarket, *, as_of: datetime) -> int:
    """Forget reviews that are too old and let go stored pages that neither the market file nor evidence keeps.

    Returns how many pages went. Call it under the lease.
    """
    market = opened.market
    aged = forget_old(opened, as_of=as_of)
    went = 0 if aged is None else len(aged.snapshots)
    if not market.retention.lets_go:
        return went
    settled = datetime.now(UTC) - retention.GRACE
    archive = Archive(market.archive)
    done = retention.prune(opened.engine, archive, market.retention, now=as_of, settled=settled)
    return went + len(done.snapshots)


def refresh_extract(opened: OpenMarket) -> int:
    """Write the views of a store in PostgreSQL to the file that `rivalscope explore` serves; returns their rows."""
    if opened.engine.dialect.name != "postgresql":
        return 0
    return extract(opened.engine, opened.market.extract, made_at=datetime.now(UTC))


def run_night(
    opened: OpenMarket,
    *,
    night: date,
    clock: datetime | None,
    progress: Progress | None = None,
    reporting: bool = True,
) -> NightOutcome:
    """Run a whole night under the lease: collect, read, analyse, report, let go what retention no longer keeps.

    `clock` as for `crawl`; analysis is as of the clock, or of the moment when collecting is over. A night whose report
    the next one replaces at once need not write it: `reporting`. LeaseError when another run holds the lease.
    """
    began = time.monotonic()
    with leased(opened, by="nightly") as run, about(night=night):
        collected = crawl(opened, night=night, clock=clock, progress=progress)
        read = annotate(opened)
        as_of = clock or datetime.now(UTC)
        heard = hear(opened.engine, opened.market, as_of=as_of)
        analysis = analyse(opened, as_of=as_of, heard=heard)
        files = report(opened, as_of=as_of, heard=heard) if reporting else []
        raised = raise_new(opened, as_of=as_of, at=datetime.now(UTC), heard=heard)
        del heard
        gone = let_go(opened, as_of=as_of)
        refresh_extract(opened)
        now = datetime.now(UTC)
    told = deliver_alerts(opened, now=now)
    mail, problem = deliver_waiting(opened, now=now)
    missed = ping_switch(opened, clock=clock)
    outcome = NightOutcome(
        collected=collected, annotated=read, gaps=len(analysis.gaps), report=tuple(files), let_go=gone,
        mail=mail, mail_problem=problem, raised=raised, told=told, ping_problem=missed,
    )  # fmt: skip
    tell_night(opened, outcome, run=run, seconds=time.monotonic() - began)
    return outcome


def clock_of(night: date | None) -> tuple[date, datetime | None]:
    """Return night and clock of a run: a replayed night's, or tonight's UTC date and real time."""
    return (night, instant_of(night)) if night else (datetime.now(UTC).date(), None)
