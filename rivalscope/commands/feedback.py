"""`rivalscope feedback`: what readers found useful or took for noise."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.commands.options import json_option, market_option
from rivalscope.domain.feedback import Mark, Marked, ToldItem
from rivalscope.errors import UsageError

MOST = 30
"""Items that are listed while none is marked."""


@click.command("feedback")
@click.argument("item", required=False)
@click.argument("mark", required=False, type=click.Choice([mark.value for mark in Mark]))
@click.option("--by", default="", help="Who says so; the newest mark of each counts.")
@json_option
@market_option
def command(*, item: str | None, mark: str | None, by: str, as_json: bool, market_path: Path | None) -> int:
    """Mark an item of a digest or an alert as useful or noise, by its code; without an item, list what is marked.

    Marks change nothing by themselves: they are listed here, counted in the digest, and set against thresholds by `rivalscope
    backtest`. Mails have signed links for them where [digest] feedback and RIVALSCOPE_FEEDBACK_KEY are set.
    """
    from flows.opened import open_market
    from storage.feedback import feedback, give_feedback, newest_told

    if item is not None and mark is None:
        raise UsageError(f"say whether {item} is useful or noise: rivalscope feedback {item} useful")
    with open_market(market_path) as opened:
        if item is not None and mark is not None:
            told = give_feedback(opened.engine, item, Mark(mark), by=by, at=datetime.now(UTC))
            click.echo(f"{mark}: {told.title}", err=True)
        marked = feedback(opened.engine)
        newest = [] if marked else newest_told(opened.engine, most=MOST)
    if as_json:
        click.echo(json.dumps([_data(one) for one in marked], ensure_ascii=False))
    elif item is None:
        for line in listing(marked, newest):
            click.echo(line)
    return 0


def listing(marked: Sequence[Marked], newest: Sequence[ToldItem]) -> Iterator[str]:
    """Return the marks as lines for people, newest first, with their sums by kind; what could be marked without any."""
    if not marked:
        yield "nothing is marked yet; `rivalscope feedback CODE useful` marks an item of a digest or an alert"
        yield from (f"{one.code}  {one.week}  {one.kind}: {one.title}" for one in newest)
        return
    for one in marked:
        by = f" ({one.by})" if one.by else ""
        yield f"{one.item.code}  {one.at:%Y-%m-%d}  {one.mark.value:<6}  {one.item.kind}: {one.item.title}{by}"
    yield ""
    counts = Counter((one.item.kind, one.mark) for one in marked)
    for kind in sorted({kind for kind, _ in counts}):
        yield f"{kind}: {counts[kind, Mark.USEFUL]} useful, {counts[kind, Mark.NOISE]} noise"


def _data(one: Marked) -> dict[str, object]:
    item = one.item
    return {
        "code": item.code,
        "mark": one.mark.value,
        "by": one.by,
        "at": one.at.isoformat(),
        "kind": item.kind,
        "product": item.product,
        "title": item.title,
        "week": item.week,
        "score": item.score,
    }
