"""Launches of known effect in a made market with shocks that all products share, and how well they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from rivalscope.analysis.launch import LaunchEffect, track
from rivalscope.analysis.series import Measure
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact
from rivalscope.domain.reading import IntentLabel, Polarity
from rivalscope.evaluation.gap_market.judging import Tally
from rivalscope.evaluation.gap_market.truth import Floats
from rivalscope.evaluation.gap_market.voices import POLARITIES

ON = date(2026, 3, 2)
WEEKS = 12
"""On either side, as the command `launch` has them where nothing else is said."""
REVIEWS = 40
"""Of each product a week, in the mean."""
PRODUCTS = ("made-1", "made-2", "made-3", "made-4")
FEATURE = "Feature 01"

USUAL = {Measure.MENTIONS: 0.3, Measure.REQUESTS: 0.12, Measure.SENTIMENT: 0.5}
"""Shares before the launch."""
EFFECTS = {Measure.MENTIONS: 0.2, Measure.REQUESTS: -0.1, Measure.SENTIMENT: 0.4}
"""By how much a launch that has an effect moves our share, and no rival's: clear for whoever knows."""
SHOCK = 0.05
"""Standard deviation of what moves all products' shares of mentions and sentiment in a week."""
LASTING = 0.6
"""How much of a week's shock is left the week after."""
P_CLEAR = 0.1
"""Greatest p value with which an effect whose interval excludes nil is called clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    reviews: list[ReviewFact]
    mentions: list[Mention]
    intents: list[IntentFact]


def judge_launches(*, launches: int, confusion: Floats, seed: int) -> Tally:
    """Track so many launches with an effect and as many without; count intervals that cover it and false alarms."""
    tally = Tally()
    for number in range(launches):
        for moves in (True, False):
            rng = np.random.default_rng([seed, number, int(moves)])
            written = _write(rng, moves=moves, confusion=confusion)
            _judge(_tracked(written), moves=moves, tally=tally)
    return tally


def _tracked(written: _Written) -> Sequence[LaunchEffect]:
    return track(
        FEATURE,
        on=ON,
        until=ON + timedelta(weeks=WEEKS),
        weeks=WEEKS,
        us=PRODUCTS[0],
        rivals=PRODUCTS[1:],
        reviews=written.reviews,
        mentions=written.mentions,
        intents=written.intents,
    )


def _judge(effects: Sequence[LaunchEffect], *, moves: bool, tally: Tally) -> None:
    for one in effects:
        true = EFFECTS[one.measure] if moves else 0.0
        if one.effect is None or one.low is None or one.high is None:
            tally.see("launches, estimated", right=False)
            continue
        tally.see("launches, estimated", right=True)
        tally.see("launches, 95 % intervals", right=one.low <= true <= one.high)
        apart = one.low > 0 or one.high < 0
        clear = apart and (one.p_value is None or one.p_value <= P_CLEAR)
        if moves:
            tally.see("launches with an effect, found", right=clear)
        else:
            tally.see("launches without, no alarm", right=not clear)


def _write(rng: np.random.Generator, *, moves: bool, confusion: Floats) -> _Written:
    """Draw the reviews of all products over the weeks on either side."""
    written = _Written(reviews=[], mentions=[], intents=[])
    shocks = _shocks(rng)
    for product in PRODUCTS:
        week = np.repeat(np.arange(2 * WEEKS), rng.poisson(REVIEWS, size=2 * WEEKS))
        launched = (week >= WEEKS) & (moves and product == PRODUCTS[0])
        shares: dict[Measure, Floats] = {}
        for measure, usual in USUAL.items():
            shares[measure] = np.where(launched, usual + EFFECTS[measure], usual)
        for measure in (Measure.MENTIONS, Measure.SENTIMENT):
            shares[measure] = (shares[measure] + shocks[week]).clip(0.01, 0.99)
        days = [ON + timedelta(days=int(day)) for day in 7 * (week - WEEKS) + rng.integers(7, size=len(week))]
        _write_product(rng, written, product, days, shares, confusion)
    return written


def _shocks(rng: np.random.Generator) -> Floats:
    """Return an autoregressive series of order one."""
    found = np.zeros(2 * WEEKS)
    fresh = rng.normal(0, SHOCK * np.sqrt(1 - LASTING**2), size=2 * WEEKS)
    for week in range(1, 2 * WEEKS):
        found[week] = LASTING * found[week - 1] + fresh[week]
    return found


def _write_product(
    rng: np.random.Generator,
    written: _Written,
    product: str,
    days: Sequence[date],
    shares: Mapping[Measure, Floats],
    confusion: Floats,
) -> None:
    """Write reviews dated so, each with its own shares; those who ask for the feature are some of those who speak of it."""
    chance = rng.random(len(days))
    asks = (chance < shares[Measure.REQUESTS]).tolist()
    speaks = (chance < shares[Measure.MENTIONS]).tolist()
    meant = np.where(rng.random(len(days)) < shares[Measure.SENTIMENT], 0, 1)
    read = (rng.random(len(days))[:, None] > confusion.cumsum(axis=1)[meant]).sum(axis=1).clip(0, 2).tolist()
    for place, day in enumerate(days):
        number = len(written.reviews) + 1
        written.reviews.append(_review(number, product, day))
        if asks[place]:
            written.intents.append(_request(number, product, day))
        if speaks[place]:
            written.mentions.append(_mention(number, product, day, POLARITIES[read[place]]))


def _review(number: int, product: str, day: date) -> ReviewFact:
    return ReviewFact(
        id=number,
        product=product,
        source=f"{product}/reviews",
        date=day,
        first_seen=datetime.combine(day, time(), tzinfo=UTC),
        rating=None,
        polarity=Polarity.NEUTRAL,
        author_key=None,
        words=30,
        evidence=number,
        language="en",
    )


def _mention(review: int, product: str, day: date, polarity: Polarity) -> Mention:
    return Mention(
        id=review,
        review=review,
        product=product,
        feature=FEATURE,
        phrase="it",
        polarity=polarity,
        confidence=0.9,
        date=day,
        rating=None,
        evidence=review,
    )


def _request(review: int, product: str, day: date) -> IntentFact:
    return IntentFact(
        review=review,
        product=product,
        label=IntentLabel.REQUEST,
        confidence=0.8,
        feature=FEATURE,
        date=day,
        author_key=None,
        quote="please add it",
        evidence=review,
    )
