"""Rises and falls: what reviewers say of a feature in one span of days against the span before it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rivalscope.analysis.intervals import discoveries, two_proportions
from rivalscope.analysis.sentiment import Opinion, dated, opinions
from rivalscope.analysis.series import Measure
from rivalscope.domain.fact import IntentFact, Mention, ReviewFact

RATE = 0.1
"""Share of false alarms accepted among all that is reported (Benjamini & Hochberg), over every series tested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A share that differs between two spans of days by more than chance explains."""

    product: str
    feature: str
    measure: Measure
    """`sentiment` or `mentions`."""
    before: float
    """0 to 1, in the earlier span."""
    after: float
    n_before: int
    """Reviewers whom the share is of."""
    n_after: int
    p_value: float
    """Two-sided, of the test that both shares are one."""
    evidence: tuple[int, ...]
    """Evidence ids of the later span."""

    @property
    def rises(self) -> bool:
        """Whether the share went up."""
        return self.after > self.before


def shifts(
    mentions: Sequence[Mention],
    reviews: Sequence[ReviewFact],
    intents: Sequence[IntentFact],
    *,
    until: date,
    days: int,
    minimum_n: int,
) -> list[Shift]:
    """Return what rose or fell in the `days` up to and with `until` against as many before, surest first.

    A series is tested only when both spans have `minimum_n` reviewers of the share; of all tested, those that stand at
    a false discovery rate of a tenth are returned.
    """
    middle = until - timedelta(days=days)
    earlier = _span(mentions, reviews, intents, since=middle - timedelta(days=days), until=middle)
    later = _span(mentions, reviews, intents, since=middle, until=until)
    sizes = _reviewers(earlier), _reviewers(later)
    tested = [
        shift
        for cell in sorted({*earlier, *later})
        for shift in _tests(
            cell,
            (earlier.get(cell), later.get(cell)),
            (sizes[0][cell[0]], sizes[1][cell[0]]),
            minimum_n=minimum_n,
        )
    ]
    kept = discoveries([shift.p_value for shift in tested], rate=RATE)
    found = [shift for shift, stands in zip(tested, kept, strict=True) if stands]
    return sorted(found, key=lambda shift: (shift.p_value, shift.product, shift.feature, shift.measure))


def _span(
    mentions: Iterable[Mention],
    reviews: Iterable[ReviewFact],
    intents: Iterable[IntentFact],
    *,
    since: date,
    until: date,
) -> dict[tuple[str, str], Opinion]:
    counted = [r for r in reviews if r.polarity is not None and since < dated(r) <= until]
    return opinions(mentions, counted, intents)


def _tests(
    cell: tuple[str, str],
    spans: tuple[Opinion | None, Opinion | None],
    sizes: tuple[int, int],
    *,
    minimum_n: int,
) -> Iterable[Shift]:
    """Test the earlier span's opinion against the later one's; `sizes` are the product's reviewers in each."""
    before, after = spans
    of_feature = (_leanings(before), _leanings(after))
    yield from _test(cell, Measure.SENTIMENT, of_feature[0], of_feature[1], after, minimum_n)
    spoken = (len(before.voices) if before else 0, len(after.voices) if after else 0)
    # A feature of which one or two speak has no trend however many reviewers there are.
    if max(spoken) >= minimum_n:
        yield from _test(
            cell, Measure.MENTIONS, (spoken[0], sizes[0]), (spoken[1], sizes[1]), after or before, minimum_n
        )


def _test(
    cell: tuple[str, str],
    measure: Measure,
    before: tuple[int, int],
    after: tuple[int, int],
    opinion: Opinion | None,
    minimum_n: int,
) -> Iterable[Shift]:
    if min(before[1], after[1]) < max(minimum_n, 1) or opinion is None:
        return
    yield Shift(
        product=cell[0],
        feature=cell[1],
        measure=measure,
        before=before[0] / before[1],
        after=after[0] / after[1],
        n_before=before[1],
        n_after=after[1],
        p_value=two_proportions(*before, *after),
        evidence=opinion.evidence or opinion.asking,
    )


def _leanings(opinion: Opinion | None) -> tuple[int, int]:
    return (opinion.positive, opinion.n) if opinion else (0, 0)


def _reviewers(found: dict[tuple[str, str], Opinion]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for (product, _), opinion in found.items():
        sizes[product] = opinion.reviewers
    return sizes
