"""How each source stands at the end of a span of nights."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rivalscope.analysis.coverage import gave_facts, summarise
from rivalscope.domain.capture import Ending
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.wording import extent_text
from rivalscope.reports.content import SourceStanding, SourceState


def standings(rows: Sequence[SourceCoverage], *, until: date) -> tuple[SourceStanding, ...]:
    """Return each source's standing: those that failed or went stale first, then by key."""
    by_source: defaultdict[str, list[SourceCoverage]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.night):
        by_source[row.source].append(row)
    summary = summarise(rows, until=until, reviews=0)
    failing, stale = dict(summary.failing), dict(summary.stale)
    found = [
        SourceStanding(
            source=source,
            product=own[-1].product,
            kind=own[-1].kind,
            url=own[-1].url,
            state=_state(source, failing, stale),
            verdict=own[-1].verdict,
            reason=own[-1].reason,
            nights=len(own),
            nights_ok=sum(gave_facts(row) for row in own),
            last_night=own[-1].night,
            last_ok=own[-1].last_ok,
            extent=_extent(own),
        )
        for source, own in by_source.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.state is SourceState.OK, one.source)))


def _extent(rows: Sequence[SourceCoverage]) -> str:
    """Say how much of a list is held; a night that asked only for news leaves standing why the last full walk ended."""
    latest = rows[-1]
    if latest.ending is Ending.KNOWN:
        walks = [row for row in rows if row.ending not in (None, Ending.KNOWN)]
        stated = [row.stated for row in rows if row.stated is not None]
        latest = replace(
            latest,
            ending=walks[-1].ending if walks else Ending.KNOWN,
            stated=stated[-1] if stated else None,
        )
    return extent_text(latest)


def _state(source: str, failing: dict[str, str], stale: dict[str, str]) -> SourceState:
    if source in stale:
        return SourceState.STALE
    return SourceState.FAILED if source in failing else SourceState.OK
