"""What a night came to, told to machines: log lines as JSON, and the file of a collector of metrics."""

import logging
import time
from collections import Counter

from flows.opened import OpenMarket
from flows.outcome import NightOutcome
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.delivery import DeliveryState
from rivalscope.log import about, is_structured
from rivalscope.metrics import NightFigures, write_figures
from storage import reads
from storage.digests import outgoing

logger = logging.getLogger(__name__)


def tell_night(opened: OpenMarket, outcome: NightOutcome, *, run: str, seconds: float) -> None:
    """Log a night where lines are JSON, and write its figures where the environment names a file for them.

    `run` is the id of the run, `seconds` how long it took. A file that cannot be written is a warning: the night is
    done, and whoever collects sees that the figures are old.
    """
    with about(run=run, night=outcome.collected.night):
        if is_structured():
            _log(outcome, seconds=seconds)
        path = opened.market.metrics
        if path is not None:
            try:
                write_figures(path, figures(opened, outcome, seconds=seconds, ended=time.time()))
            except OSError as error:
                logger.warning("%s: the figures of the night cannot be written: %s", path, error.strerror)


def figures(opened: OpenMarket, outcome: NightOutcome, *, seconds: float, ended: float) -> NightFigures:
    """Return a night in numbers; `ended` are seconds since 1970."""
    engine, collected = opened.engine, outcome.collected
    night, crawl = collected.night, collected.crawl
    pages = reads.night_pages(engine, since=night, until=night)
    return NightFigures(
        market=opened.market.name,
        nights=len(reads.nights(engine)),
        ended=ended,
        seconds=seconds,
        complete=outcome.complete,
        sources=Counter(_state(row) for row in reads.coverage(engine, since=night, until=night)),
        pages={
            "ok": sum(one.ok for one in pages),
            "not-due": sum(one.not_due for one in pages),
            "failed": sum(one.failed for one in pages),
            "left": sum(one.left for one in pages),
        },
        changes=Counter(change.kind.value for change in reads.changes(engine, since=night, until=night)),
        mails={state.value: 0 for state in DeliveryState}
        | Counter(mail.state.value for mail in outgoing(engine)),
        requests=crawl.requests if crawl else 0,
        transferred=crawl.bytes if crawl else 0,
        reviews=outcome.read,
        gaps=outcome.gaps,
    )


def _state(row: SourceCoverage) -> str:
    if not row.due:
        return "not-due"
    return row.verdict.value if row.verdict else "never-fetched"


def _log(outcome: NightOutcome, *, seconds: float) -> None:
    for one in outcome.collected.failing:
        logger.warning("no facts tonight: %s", one.words, extra={"source": one.source})
    for line in outcome.lines():
        if not any(line.startswith(f"{one.source}: ") for one in outcome.collected.failing):
            logger.info("%s", line)
    logger.info("the night took %.1f s", seconds)
