"""What customers say, read once for the analysis, the report and the alerts of a night."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rivalscope.cycles import undisturbed
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact
from rivalscope.domain.settings import Market
from rivalscope.reports.digest import SHIFT_DAYS
from rivalscope.reports.timeline import DAYS
from storage import reads
from storage.reads import Engine


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heard:
    """Reviews with their mentions and intents as of an instant, as far back as anything looks."""

    reviews: Sequence[ReviewFact]
    mentions: Sequence[Mention]
    intents: Sequence[IntentFact]


@undisturbed()
def hear(engine: Engine, market: Market, *, as_of: datetime) -> Heard:
    """Read what stood at an instant; the analysis's window, two spans of opinions and all series lie within it."""
    since = as_of.date() - timedelta(days=max(market.analysis.window_days, 2 * SHIFT_DAYS, DAYS))
    return Heard(
        reviews=reads.review_facts(engine, as_of=as_of, since=since),
        mentions=reads.mentions(engine, as_of=as_of, since=since),
        intents=reads.intents(engine, as_of=as_of, since=since),
    )
