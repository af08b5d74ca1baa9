"""Ratings and opinions as sums of squares and products, by blocks of reviewers: all that a regression needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rivalscope.analysis.intervals import Floats
from rivalscope.analysis.opportunity import seeded
from rivalscope.analysis.sentiment import dated, reviewer_keys
from rivalscope.domain.fact import Mention, ReviewFact
from rivalscope.domain.reading import Polarity

Ints = NDArray[np.int64]

BLOCKS = 400
"""Most blocks that reviewers are dealt into; with fewer reviewers each is a block of its own."""

FEW = 10
"""Rated reviews below which a source has no column of its own and stands with the other small ones."""

_CELLS = 24_000_000
_QUOTED = 2
_SIGNS = {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """Rated reviews and what each says of features: one leaning a review and feature."""

    rating: Floats
    """1 to 5, shape (reviews,)."""
    words: Ints
    source: Ints
    """Number of the source, those with few rated reviews taken together."""
    month: Ints
    """Number of the calendar month, from 0."""
    reviewer: Ints
    """Number of the reviewer, from 0."""
    products: tuple[str, ...]
    features: tuple[str, ...]
    row: Ints
    """Review of each leaning."""
    column: Ints
    """Feature of each leaning; `len(features)` stands for phrases that match none."""
    leaning: Ints
    """1 for praise, −1 for blame, 0 for neither or for both alike."""
    praise: Mapping[tuple[str, str], tuple[int, ...]]
    """Feature and product → evidence ids of mentions that praise it there, surest first."""
    blame: Mapping[tuple[str, str], tuple[int, ...]]

    def counts(self) -> tuple[Ints, Ints, Ints]:
        """Return reviews that praise, blame and mention each feature, phrases without a feature last."""
        size = len(self.features) + 1
        positive = np.bincount(self.column[self.leaning > 0], minlength=size)
        negative = np.bincount(self.column[self.leaning < 0], minlength=size)
        return positive, negative, np.bincount(self.column, minlength=size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Cross products of controls, opinions and rating, summed over the reviews of each block of reviewers."""

    blocks: Floats
    """Upper triangles, shape (blocks, columns²); columns are controls, then opinions, then the rating."""
    controls: int
    """Columns of controls."""
    groups: tuple[tuple[int, ...], ...]
    """Columns of each feature among those of opinions: its praise, its blame; the rest's last."""
    rows: int
    """Reviews."""

    @property
    def columns(self) -> int:
        """Columns of all kinds."""
        return self.controls + sum(len(group) for group in self.groups) + 1

    def gram(self, weights: Floats) -> Floats:
        """Return the cross products under weights of the blocks: shape (..., columns, columns) for (..., blocks)."""
        size = self.columns
        upper = (weights @ self.blocks).reshape(*weights.shape[:-1], size, size)
        return np.asarray(upper + np.swapaxes(np.triu(upper, 1), -1, -2), dtype=np.float64)


def ballots(mentions: Iterable[Mention], reviews: Sequence[ReviewFact]) -> Ballots:
    """Return what the rated ones among `reviews` say; mentions of other reviews are left out."""
    rated = [review for review in reviews if review.rating is not None]
    keys = reviewer_keys(rated)
    row_of = {review.id: row for row, review in enumerate(rated)}
    months = [(day := dated(review)).year * 12 + day.month for review in rated]
    products = sorted({review.product for review in rated})
    features, spoken = _spoken(mentions, row_of, {slug: place for place, slug in enumerate(products)})
    row, column, leaning = _leanings(spoken, width=len(features) + 1)
    return Ballots(
        rating=np.array([float(review.rating or 0) for review in rated]),
        words=np.array([review.words for review in rated], dtype=np.int64),
        source=_sources([review.source for review in rated]),
        month=_numbered(months),
        reviewer=_numbered([keys[review.id] for review in rated]),
        products=tuple(products),
        features=features,
        row=row,
        column=column,
        leaning=leaning,
        praise=_quoted(spoken, features, products, sign=1),
        blame=_quoted(spoken, features, products, sign=-1),
    )


def moments(given: Ballots, columns: Sequence[tuple[int, int]]) -> Moments:
    """Return the sums for a regression of rating on opinions.

    `columns` holds (feature number, sign) in the order of columns, a feature's next to each other; all that is not
    named in it goes into the rest: two columns for praise and blame of other features, where there is any. Controls
    are the source, the calendar month and the logarithm of the length.
    """
    place, groups = _placed(given, columns)
    rows, cols, values, controls = _entries(given, place, sum(len(group) for group in groups))
    size = controls + sum(len(group) for group in groups) + 1
    block, count = _blocks(given.reviewer, size)
    index, products = _pairs(rows, cols, values, block=block, size=size)
    flat = np.asarray(np.bincount(index, weights=products, minlength=count * size * size), dtype=np.float64)
    return Moments(
        blocks=flat.reshape(count, size * size), controls=controls, groups=groups, rows=len(given.rating)
    )


def _spoken(
    mentions: Iterable[Mention], row_of: Mapping[int, int], products: Mapping[str, int]
) -> tuple[tuple[str, ...], Ints]:
    """Return features and, shape (6, mentions), each mention's row, feature, sign, sureness in ppm, evidence, product."""
    number: dict[str | None, int] = {}
    found = [
        (
            row,
            number.setdefault(mention.feature, len(number)),
            _SIGNS.get(mention.polarity, 0),
            int(1e6 * mention.confidence),
            mention.evidence,
            products.get(mention.product, -1),
        )
        for mention in mentions
        if (row := row_of.get(mention.review)) is not None
    ]
    features = tuple(sorted(name for name in number if name is not None))
    order = {name: place for place, name in enumerate(features)} | {None: len(features)}
    spoken = np.array(found, dtype=np.int64).reshape(-1, 6).T
    renumbered = np.array([order[name] for name in number], dtype=np.int64)
    if spoken.size:
        spoken[1] = renumbered[spoken[1]]
    return features, spoken


def _leanings(spoken: Ints, *, width: int) -> tuple[Ints, Ints, Ints]:
    cells, inverse = np.unique(spoken[0] * width + spoken[1], return_inverse=True)
    net = np.bincount(inverse, weights=spoken[2], minlength=len(cells))
    return cells // width, cells % width, np.sign(net).astype(np.int64)


def _quoted(
    spoken: Ints, features: Sequence[str], products: Sequence[str], *, sign: int
) -> dict[tuple[str, str], tuple[int, ...]]:
    wanted = spoken[:, (spoken[2] == sign) & (spoken[1] < len(features)) & (spoken[5] >= 0)]
    cell = wanted[1] * len(products) + wanted[5]
    order = np.lexsort((wanted[4], -wanted[3], cell))
    cell, evidence = cell[order], wanted[4][order]
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    ends = np.append(starts, len(cell))[1:]
    return {
        (features[first // len(products)], products[first % len(products)]): tuple(
            dict.fromkeys(evidence[start : min(start + _QUOTED, end)].tolist())
        )
        for first, start, end in zip(cell[starts].tolist(), starts.tolist(), ends.tolist(), strict=True)
    }


def _numbered(names: Sequence[str] | Sequence[int]) -> Ints:
    _, numbers = np.unique(np.asarray(names), return_inverse=True)
    return np.asarray(numbers, dtype=np.int64)


def _sources(keys: Sequence[str]) -> Ints:
    sources = _numbered(keys)
    large = np.bincount(sources) >= FEW
    # A column for one or two reviews would explain them away instead of comparing them.
    kept = np.where(large, np.cumsum(large), 0)
    return np.asarray(_numbered(kept[sources].tolist()), dtype=np.int64)


def _placed(given: Ballots, columns: Sequence[tuple[int, int]]) -> tuple[Ints, tuple[tuple[int, ...], ...]]:
    """Return (feature, sign) → column, shape (features + 1, 2), and the groups of columns; −1 for none."""
    positive, negative, _ = given.counts()
    place = np.full((len(given.features) + 1, 2), -1, dtype=np.int64)
    groups: dict[int, list[int]] = {}
    for column, (feature, sign) in enumerate(columns):
        place[feature, int(sign < 0)] = column
        groups.setdefault(feature, []).append(column)
    rest, size = [], len(columns)
    for side, counts in enumerate((positive, negative)):
        others = place[:, side] < 0
        if counts[others].sum():
            place[others, side] = size
            rest.append(size)
            size += 1
    return place, (*(tuple(group) for group in groups.values()), tuple(rest))


def _entries(given: Ballots, place: Ints, opinions: int) -> tuple[Ints, Ints, Floats, int]:
    """Return the design as rows, columns and values other than nil, ordered by row; and the number of controls."""
    every = np.arange(len(given.rating))
    sources = int(given.source.max(initial=0)) + 1
    months = int(given.month.max(initial=0))
    controls = sources + months + 1
    later = given.month > 0
    polar = given.leaning != 0
    side = (given.leaning[polar] < 0).astype(np.int64)
    cells = (
        np.unique(given.row[polar] * opinions + place[given.column[polar], side]) if opinions else every[:0]
    )
    length = np.log1p(given.words)
    rows = np.concatenate([every, every[later], every, cells // max(opinions, 1), every])
    cols = np.concatenate([
        given.source,
        sources + given.month[later] - 1,
        np.full(len(every), controls - 1),
        controls + cells % max(opinions, 1),
        np.full(len(every), controls + opinions),
    ])  # fmt: skip
    values = np.concatenate([
        np.ones(len(every) + int(later.sum())),
        length - length.mean() if len(length) else length,
        np.ones(len(cells)),
        given.rating,
    ])  # fmt: skip
    order = np.lexsort((cols, rows))
    return rows[order], cols[order], values[order], controls


def _blocks(reviewer: Ints, size: int) -> tuple[Ints, int]:
    """Return each review's block, reviewers dealt at random, and how many there are."""
    reviewers = int(reviewer.max(initial=0)) + 1
    count = max(1, min(BLOCKS, _CELLS // (size * size), reviewers))
    dealt = seeded("blocks of reviewers").permutation(reviewers) % count
    return np.asarray(dealt[reviewer], dtype=np.int64), count


def _pairs(rows: Ints, cols: Ints, values: Floats, *, block: Ints, size: int) -> tuple[Ints, Floats]:
    """Return place and product of each two entries of a row, as places of (block, upper triangle)."""
    index, products = [], []
    start = block[rows] * (size * size)
    for step in range(len(rows)):
        same = np.flatnonzero(rows[: len(rows) - step] == rows[step:])
        if not len(same):
            break
        index.append(start[same] + cols[same] * size + cols[same + step])
        products.append(values[same] * values[same + step])
    return np.concatenate(index or [rows]), np.concatenate(products or [values])
