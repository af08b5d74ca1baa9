"""`rivalscope gaps`: where we stand behind, before, and where nobody stands."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from rivalscope.commands.options import as_of_option, json_option, market_option
from rivalscope.domain.finding import Analysis, Gap


@click.command("gaps")
@as_of_option
@json_option
@market_option
def command(*, as_of: date | None, as_json: bool, market_path: Path | None) -> int:
    """Compute the gap analysis as of now or of a date, store it, and print the gaps.

    Opportunity is 0 to 20, with its 95 % interval and the number of reviewers behind it; gaps with too few of them
    come last and are not ranked.
    """
    from flows import analysis
    from flows.clock import end_of
    from flows.opened import open_market

    instant = end_of(as_of) if as_of else datetime.now(UTC)
    with open_market(market_path) as opened:
        found = analysis.analyse(opened, as_of=instant)
    if as_json:
        click.echo(json.dumps(to_json(found), ensure_ascii=False))
    else:
        for line in table(found):
            click.echo(line)
    return 0


def table(analysis: Analysis) -> Iterator[str]:
    """Return the gaps as lines of a table for people."""
    if not analysis.gaps:
        yield "no gaps: nothing was collected and read yet; run `rivalscope nightly`"
        return
    width = max(len(gap.feature) for gap in analysis.gaps)
    yield f"{'kind':<12}  {'feature':<{width}}  opportunity          n  what it is"
    for gap in analysis.gaps:
        ranked = "thin evidence " if gap.thin else f"{gap.opportunity:4.1f} ({gap.low:.1f}–{gap.high:.1f})"
        yield f"{gap.kind.value:<12}  {gap.feature:<{width}}  {ranked:<16} {gap.n:>5}  {gap.summary}"


def to_json(analysis: Analysis) -> dict[str, Any]:
    """Return the gaps as JSON values; amounts are numbers, absent is null."""
    return {
        "as_of": analysis.as_of.isoformat(),
        "taxonomy": analysis.taxonomy,
        "model": analysis.model,
        "gaps": [_gap(gap) for gap in analysis.gaps],
        "errors": [asdict(one) for one in analysis.errors],
        "uncounted": list(analysis.uncounted),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind.value,
        "feature": gap.feature,
        "ours": gap.ours.value,
        "rivals": list(gap.rivals),
        "opportunity": gap.opportunity,
        "low": gap.low,
        "high": gap.high,
        "n": gap.n,
        "importance": gap.importance,
        "our_score": gap.our_score,
        "best_score": gap.best_score,
        "thin": gap.thin,
        "summary": gap.summary,
        "evidence": list(gap.evidence),
        "severity": gap.severity,
        "severity_low": gap.severity_low,
        "severity_high": gap.severity_high,
        "first": gap.first,
        "top": gap.top,
        "spread": gap.spread.value if gap.spread else None,
        "platforms": list(gap.platforms),
        "chance": gap.chance,
        "caveat": gap.caveat,
    }
