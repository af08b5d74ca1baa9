"""How much each group of regressors explains, whatever the order: Shapley shares of explained variance (LMG)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from rivalscope.analysis.intervals import Floats

EXACT = 15
"""Groups up to which every order is counted; above, orders are drawn."""

_RIDGE = 1e-9

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """Opinions and rating with the controls taken out of both (Frisch & Waugh, Econometrica 1 (1933) 387)."""

    gram: Floats
    """Cross products of opinions and, last, the rating; shape (opinions + 1, opinions + 1)."""
    rows: int
    """Reviews."""
    freedom: int
    """Reviews less controls."""

    @property
    def total(self) -> float:
        """Sum of squares of the rating that controls leave."""
        return float(self.gram[-1, -1])

    @property
    def across(self) -> Floats:
        """Cross products of opinions with the rating."""
        return self.gram[:-1, -1]

    def inverse(self) -> Floats:
        """Return the inverse of the opinions' cross products."""
        return np.asarray(np.linalg.inv(_firm(self.gram[:-1, :-1])), dtype=np.float64)

    def noise(self, slopes: Floats) -> float:
        """Return the variance of the residuals of these coefficients, with degrees of freedom taken off."""
        left = self.total - float(slopes @ self.across)
        return max(left, 0.0) / max(self.freedom - len(slopes), 1.0)


def partial(gram: Floats, *, controls: int, rows: int) -> Partial:
    """Return cross products of controls, opinions and rating with the controls taken out."""
    inner, across = gram[:controls, :controls], gram[:controls, controls:]
    taken = across.T @ np.linalg.solve(_firm(inner), across)
    return Partial(gram=gram[controls:, controls:] - taken, rows=rows, freedom=rows - controls)


def shares(given: Partial, groups: Groups) -> Floats:
    """Return the sum of squares that each group explains on average over all orders of the groups.

    The mean over orders of what a group adds to R² is its Shapley value (Lindeman, Merenda & Gold 1980;
    Lipovetsky & Conklin, Applied Stochastic Models 17 (2001) 319). Every subset is fitted once: 2^groups fits, so at
    most `EXACT` groups. The shares sum to what all of them explain.
    """
    count = len(groups)
    explained = np.zeros(1 << count)
    for size in range(1, count + 1):
        for masks, columns in _alike(groups, size):
            explained[masks] = _explained(given.gram, columns)
    members = np.arange(1 << count)
    sizes = np.bitwise_count(members) if hasattr(np, "bitwise_count") else _bits(members)
    weight = np.array([1 / (count * comb(count - 1, size)) for size in range(count)] + [0.0])
    found = np.empty(count)
    for place in range(count):
        without = members[(members >> place) & 1 == 0]
        gain = explained[without | (1 << place)] - explained[without]
        found[place] = float((weight[sizes[without]] * gain).sum())
    return found


def drawn_shares(given: Partial, groups: Groups, *, orders: int, rng: np.random.Generator) -> Floats:
    """Return what `shares` does, over drawn orders, each with its reverse, which halves the noise and more.

    One Cholesky factor holds a whole order: its last row squared is what each column adds to the sum of squares.
    """
    found = np.zeros(len(groups))
    owner = np.concatenate([np.full(len(group), place) for place, group in enumerate(groups)]).astype(np.intp)
    columns = np.concatenate([np.asarray(group, dtype=np.intp) for group in groups])
    firm = _firm(given.gram)
    for order in _orders(len(groups), orders, rng):
        arranged = np.argsort(np.argsort(order)[owner], kind="stable")
        taken = np.append(columns[arranged], len(firm) - 1)
        steps = np.linalg.cholesky(firm[np.ix_(taken, taken)])[-1, :-1] ** 2
        found += np.bincount(owner[arranged], weights=steps, minlength=len(groups))
    return found / (2 * ((orders + 1) // 2))


def end_shares(given: Partial, groups: Groups, *, inverse: Floats) -> Floats:
    """Return for each group the mean of what it explains first, alone, and last, beyond all others.

    That is its Shapley share but for interactions of three groups and more, at the cost of one inverse: near enough to
    follow how shares vary from sample to sample, where opinions on different features hardly go together.
    """
    found = np.zeros(len(groups))
    slopes = inverse @ given.across
    for size in {len(group) for group in groups}:
        places = np.array([place for place, group in enumerate(groups) if len(group) == size], dtype=np.intp)
        columns = np.array([groups[place] for place in places], dtype=np.intp)
        first = _quadratic(_firm(given.gram), given.across, columns)
        found[places] = (first + _quadratic(inverse, slopes, columns)) / 2
    return found


def _quadratic(matrix: Floats, vector: Floats, columns: NDArray[np.intp]) -> Floats:
    """Return v′M⁻¹v of each row's columns of a vector and a matrix."""
    inner = matrix[columns[:, :, None], columns[:, None, :]]
    parts = vector[columns]
    solved = np.linalg.solve(inner, parts[:, :, None])[:, :, 0]
    return np.asarray((solved * parts).sum(axis=1), dtype=np.float64)


def _orders(count: int, orders: int, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    for _ in range((orders + 1) // 2):
        order = rng.permutation(count)
        yield order
        yield order[::-1]


def _alike(groups: Groups, size: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield subsets of one size with equally many columns together: their masks, and their columns row by row."""
    found: dict[int, tuple[list[int], list[list[int]]]] = {}
    for chosen in combinations(range(len(groups)), size):
        columns = [column for place in chosen for column in groups[place]]
        masks, rows = found.setdefault(len(columns), ([], []))
        masks.append(sum(1 << place for place in chosen))
        rows.append(columns)
    for masks, rows in found.values():
        yield np.array(masks, dtype=np.intp), np.array(rows, dtype=np.intp)


def _explained(gram: Floats, columns: NDArray[np.intp]) -> Floats:
    """Return the sum of squares explained by each row's columns."""
    if not columns.shape[1]:
        return np.zeros(len(columns))
    return _quadratic(_firm(gram), gram[:, -1], columns)


def _firm(gram: Floats) -> Floats:
    """Return a matrix whose inverse exists: columns that others make up, or that are nil, then explain nothing."""
    diagonal = np.diagonal(gram)
    return np.asarray(gram + np.diag(_RIDGE * diagonal + 1e-12 * max(float(diagonal.max(initial=0)), 1.0)))


def _bits(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.array([int(number).bit_count() for number in numbers], dtype=np.int64)
