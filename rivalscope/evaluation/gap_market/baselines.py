"""What scores and ranks would be without the method: shares as read, their lower bounds, counts of mentions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from rivalscope.domain.fact import Mention
from rivalscope.domain.reading import Polarity

_Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Mentions of a feature in the reviews of a product, each counted."""

    good: int = 0
    bad: int = 0
    neither: int = 0

    @property
    def mentions(self) -> int:
        """All of them."""
        return self.good + self.bad + self.neither

    @property
    def raw(self) -> float:
        """Share of the polar ones that are good; a half where there is none."""
        polar = self.good + self.bad
        return self.good / polar if polar else 0.5

    @property
    def wilson(self) -> float:
        """Lower end of the 95 % Wilson interval of that share, by which review sites are told to sort."""
        polar = self.good + self.bad
        if not polar:
            return 0.0
        share, square = self.good / polar, _Z * _Z
        half = _Z * sqrt(share * (1 - share) / polar + square / (4 * polar * polar))
        return (share + square / (2 * polar) - half) / (1 + square / polar)


def count(mentions: Iterable[Mention]) -> Mapping[tuple[str, str], Count]:
    """Count mentions by product and feature."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    places = {Polarity.POSITIVE: 0, Polarity.NEGATIVE: 1}
    for one in mentions:
        if one.feature is not None:
            found[one.product, one.feature][places.get(one.polarity, 2)] += 1
    return {cell: Count(good=good, bad=bad, neither=neither) for cell, (good, bad, neither) in found.items()}


def rank_correlation(first: Iterable[float], second: Iterable[float]) -> float | None:
    """Return Spearman's rank correlation, equal values sharing their mean rank; None where one side is all equal."""
    one, other = _ranks(list(first)), _ranks(list(second))
    middle = (len(one) - 1) / 2
    apart = sum((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    scale = sqrt(sum((a - middle) ** 2 for a in one) * sum((b - middle) ** 2 for b in other))
    return apart / scale if scale else None


def _ranks(values: list[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    begin = 0
    while begin < len(order):
        end = begin
        while end + 1 < len(order) and values[order[end + 1]] == values[order[begin]]:
            end += 1
        for place in range(begin, end + 1):
            ranks[order[place]] = (begin + end) / 2
        begin = end + 1
    return ranks
