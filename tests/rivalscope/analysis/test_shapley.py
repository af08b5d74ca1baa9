"""Shapley shares of explained variance, against every order fitted one by one and against statsmodels."""

from itertools import permutations

import numpy as np
import pytest
import statsmodels.api as sm

from rivalscope.analysis.shapley import drawn_shares, end_shares, partial, shares


def sample(*, rows=400, features=4, seed=7):
    """Two correlated columns a feature, three controls, and a rating."""
    rng = np.random.default_rng(seed)
    controls = np.column_stack([np.ones(rows), rng.integers(0, 2, rows), rng.normal(size=rows)])
    halo = rng.normal(size=rows)
    opinions = np.column_stack(
        [(halo + rng.normal(size=rows) > 0.8).astype(float) for _ in range(2 * features)]
    )
    rating = 3 + opinions @ rng.normal(size=2 * features) + 0.5 * controls[:, 1] + rng.normal(size=rows)
    groups = [(2 * i, 2 * i + 1) for i in range(features)]
    return controls, opinions, rating, groups


def reduced(controls, opinions, rating):
    every = np.column_stack([controls, opinions, rating])
    return partial(every.T @ every, controls=controls.shape[1], rows=len(rating))


def residual(rating, columns):
    slopes, *_ = np.linalg.lstsq(columns, rating, rcond=None)
    return float(np.sum((rating - columns @ slopes) ** 2))


def brute_force(controls, opinions, rating, groups):
    """Mean over all orders of the drop in the residual sum of squares, each fit made anew."""
    found = np.zeros(len(groups))
    orders = list(permutations(range(len(groups))))
    for order in orders:
        columns, before = controls, residual(rating, controls)
        for place in order:
            columns = np.column_stack([columns, opinions[:, groups[place]]])
            after = residual(rating, columns)
            found[place] += before - after
            before = after
    return found / len(orders)


def test_slopes_are_those_of_ordinary_least_squares():
    controls, opinions, rating, _ = sample()
    expected = sm.OLS(rating, np.column_stack([controls, opinions])).fit()
    found = reduced(controls, opinions, rating)
    slopes = found.inverse() @ found.across
    assert slopes == pytest.approx(expected.params[3:], abs=1e-6)
    assert found.noise(slopes) == pytest.approx(expected.mse_resid, rel=1e-6)


def test_shares_are_the_mean_over_every_order():
    controls, opinions, rating, groups = sample()
    found = shares(reduced(controls, opinions, rating), groups)
    assert found == pytest.approx(brute_force(controls, opinions, rating, groups), rel=1e-5)


def test_shares_sum_to_what_all_explain():
    controls, opinions, rating, groups = sample()
    found = shares(reduced(controls, opinions, rating), groups)
    full = residual(rating, controls) - residual(rating, np.column_stack([controls, opinions]))
    assert found.sum() == pytest.approx(full, rel=1e-6)


def test_groups_of_different_sizes_are_told_apart():
    controls, opinions, rating, _ = sample(features=3)
    groups = [(0,), (1, 2, 3), (4, 5)]
    found = shares(reduced(controls, opinions, rating), groups)
    assert found == pytest.approx(brute_force(controls, opinions, rating, groups), rel=1e-5)


def test_drawn_orders_come_near_the_exact_shares():
    controls, opinions, rating, groups = sample(features=7)
    given = reduced(controls, opinions, rating)
    exact = shares(given, groups)
    drawn = drawn_shares(given, groups, orders=64, rng=np.random.default_rng(3))
    assert drawn.sum() == pytest.approx(exact.sum(), rel=1e-6)
    assert np.abs(drawn - exact).max() < 0.02 * exact.sum()


def test_all_orders_drawn_are_the_exact_shares():
    """With two features an order and its reverse are all there are."""
    controls, opinions, rating, groups = sample(features=2)
    given = reduced(controls, opinions, rating)
    drawn = drawn_shares(given, groups, orders=2, rng=np.random.default_rng(3))
    assert drawn == pytest.approx(shares(given, groups), rel=1e-6)


def test_a_column_that_another_makes_up_breaks_nothing():
    controls, opinions, rating, groups = sample()
    opinions[:, 3] = opinions[:, 0]
    opinions[:, 5] = 0
    given = reduced(controls, opinions, rating)
    full = residual(rating, controls) - residual(rating, np.column_stack([controls, opinions]))
    assert shares(given, groups).sum() == pytest.approx(full, rel=1e-5)
    assert drawn_shares(given, groups, orders=8, rng=np.random.default_rng(3)).sum() == pytest.approx(
        full, rel=1e-5
    )


def test_first_and_last_are_every_order_where_two_features_go_together():
    controls, opinions, rating, groups = sample(features=2)
    given = reduced(controls, opinions, rating)
    ends = end_shares(given, groups, inverse=given.inverse())
    assert ends == pytest.approx(shares(given, groups), rel=1e-5)


def test_first_and_last_are_what_each_group_explains_alone_and_beyond_all_others():
    controls, opinions, rating, groups = sample(features=3)
    given = reduced(controls, opinions, rating)
    everything = np.column_stack([controls, opinions])
    for group, found in zip(groups, end_shares(given, groups, inverse=given.inverse()), strict=True):
        alone = residual(rating, controls) - residual(rating, np.column_stack([controls, opinions[:, group]]))
        others = np.delete(everything, [3 + column for column in group], axis=1)
        beyond = residual(rating, others) - residual(rating, everything)
        assert found == pytest.approx((alone + beyond) / 2, rel=1e-5)
