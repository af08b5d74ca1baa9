"""Series: how many voices a week, or in four weeks, speak of each feature of each product, and in what way."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.voices import MENTION, PROBLEM, REQUEST, Bools, Ints, Voices

WEEK, MONTH = 7, 28
"""Days of a bin; four weeks stand for a month, so that all bins hold the same weekdays."""


class Measure(StrEnum):
    """What is counted, and of whom it is a share."""

    MENTIONS = "mentions"
    """Reviewers who speak of the feature or ask for it, of all reviewers."""
    REQUESTS = "requests"
    """Reviewers who ask for it, of all reviewers."""
    PROBLEMS = "problems"
    """Reviewers who report a problem with it, of all reviewers."""
    SENTIMENT = "sentiment"
    """Reviewers who like it, of those with an opinion of it."""
    NEGATIVE = "negative"
    """Reviewers who dislike it, of those with an opinion of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """Counts by product (P), feature (F) and bin of time (T); a reviewer is one voice in a bin."""

    products: tuple[str, ...]
    features: tuple[str, ...]
    first: date
    """First day of the first bin."""
    days: int
    """Days of a bin."""
    reviewers: Floats
    """P × T."""
    mentions: Floats
    """P × F × T: who speak of it or ask for it."""
    positive: Floats
    negative: Floats
    requests: Floats
    problems: Floats
    start: Ints
    """Of each product, the first bin that counts: before it a source that is counted had not begun."""

    @property
    def bins(self) -> int:
        """How many bins of time there are."""
        return int(self.reviewers.shape[1])

    def hits(self, measure: Measure) -> Floats:
        """Return P × F × T voices that count for a measure."""
        return {
            Measure.MENTIONS: self.mentions,
            Measure.REQUESTS: self.requests,
            Measure.PROBLEMS: self.problems,
            Measure.SENTIMENT: self.positive,
            Measure.NEGATIVE: self.negative,
        }[measure]

    def of(self, measure: Measure) -> Floats:
        """Return P × F × T voices that the measure is a share of; 0 in bins before a product's start."""
        counted = np.arange(self.bins) >= self.start[:, None]
        if measure in {Measure.SENTIMENT, Measure.NEGATIVE}:
            return np.asarray((self.positive + self.negative) * counted[:, None, :])
        whole = (self.reviewers * counted)[:, None, :]
        return np.asarray(np.broadcast_to(whole, self.mentions.shape))

    def shares(self, measure: Measure) -> Floats:
        """Return P × F × T shares; NaN where nobody could be counted."""
        of = self.of(measure)
        return np.asarray(np.where(of > 0, self.hits(measure) / np.maximum(of, 1), np.nan))

    def day(self, number: int) -> date:
        """Return the first day of a bin; that of `bins` is the day after the last."""
        return self.first + timedelta(days=number * self.days)


def weekly(found: Voices, *, first: date, bins: int, days: int = WEEK, kept: Bools | None = None) -> Series:
    """Count voices in `bins` bins of `days` days from `first` on; `kept` says which reviews count (None: all).

    Whether a voice likes a feature is the sign of its praise less its blame in the bin, as in `sentiment.opinions`.
    """
    size = len(found.products), len(found.features), bins
    bin_of = (found.day - first.toordinal()) // days
    inside = (bin_of >= 0) & (bin_of < bins) & (True if kept is None else kept)
    product_of = np.zeros(int(found.voice.max(initial=-1)) + 1, dtype=np.int64)
    product_of[found.voice] = found.product
    present = np.unique(found.voice[inside] * bins + bin_of[inside])
    reviewers = np.bincount(
        product_of[present // bins] * bins + present % bins, minlength=size[0] * bins
    ).reshape(size[0], bins)
    rows = np.flatnonzero(inside[found.review])
    where = found.review[rows]
    keys, voice = np.unique(
        (found.voice[where] * size[1] + found.feature[rows]) * bins + bin_of[where], return_inverse=True
    )
    cell = (
        product_of[keys // (bins * size[1])] * size[1] + keys // bins % max(size[1], 1)
    ) * bins + keys % bins
    kind = found.kind[rows]
    leaning = np.bincount(voice, weights=found.leaning[rows], minlength=len(keys))
    says = {one: np.bincount(voice, weights=kind == one, minlength=len(keys)) > 0 for one in range(3)}

    def count(which: Bools) -> Floats:
        counts = np.bincount(cell, weights=which, minlength=size[0] * size[1] * bins)
        return np.asarray(counts.reshape(size), dtype=np.float64)

    return Series(
        products=found.products,
        features=found.features,
        first=first,
        days=days,
        reviewers=reviewers.astype(float),
        mentions=count(says[MENTION] | says[REQUEST]),
        positive=count(leaning > 0),
        negative=count(leaning < 0),
        requests=count(says[REQUEST]),
        problems=count(says[PROBLEM]),
        start=np.zeros(size[0], dtype=np.int64),
    )


def steady(found: Voices, *, first: date, until: date) -> tuple[Bools, Ints]:
    """Return which reviews come from sources that were there throughout, and from which day on, product by product.

    A source that is read from some day on lifts every count on that day. So the reviews of a product are those from
    the day on, and of the sources that had a review by then, that leave the most reviews: many sources for a short
    time or few for a long one, whichever says more. Days are ordinals; a product without reviews starts at `first`.
    """
    inside = (found.day >= first.toordinal()) & (found.day <= until.toordinal())
    kept = np.zeros(len(found.day), dtype=bool)
    start = np.full(len(found.products), first.toordinal(), dtype=np.int64)
    for product in range(len(found.products)):
        own = inside & (found.product == product)
        begun = {
            int(one): int(found.day[own & (found.source == one)].min())
            for one in set(found.source[own].tolist())
        }
        most = 0
        for day in sorted(set(begun.values())):
            sources = [one for one, since in begun.items() if since <= day]
            counted = own & (found.day >= day) & np.isin(found.source, sources)
            if counted.sum() > most:
                most, start[product] = int(counted.sum()), day
                best = counted
        if most:
            kept |= best
    return kept, start


def binned(found: Voices, *, until: date, weeks: int, days: int = WEEK) -> Series:
    """Count the `weeks` that end with `until` over steady sources; the last bin is whole and ends with that day."""
    bins = weeks * WEEK // days
    first = until - timedelta(days=bins * days - 1)
    kept, start = steady(found, first=until - timedelta(days=weeks * WEEK - 1), until=until)
    counted = weekly(found, first=first, bins=bins, days=days, kept=kept)
    begins = np.clip(-(-(start - first.toordinal()) // days), 0, bins)
    return Series(**{name: getattr(counted, name) for name in Series.__slots__} | {"start": begins})
