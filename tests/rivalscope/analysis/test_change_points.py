import numpy as np
import pytest
import ruptures

from rivalscope.analysis.change_points import LONG, SHORTEST, change_points, noise, penalty, places


@pytest.mark.parametrize("bins", [13, 26, 52, 104])
def test_the_changes_are_those_that_pelt_finds(bins):
    random = np.random.default_rng(bins)
    values = random.standard_normal((12, bins))
    values[:8, bins // 2 :] += 2
    values[:4, bins - 4 :] -= 3
    cost = penalty(values, noise(values))
    expected = [
        ruptures.Pelt(model="l2", min_size=SHORTEST, jump=1).fit(row).predict(pen=one)[:-1]
        for row, one in zip(values, cost, strict=True)
    ]
    assert change_points(values, cost) == expected
    assert any(expected)


def test_the_penalty_is_four_below_a_year_of_weeks_and_three_from_it_on():
    values = np.zeros((1, LONG))
    assert penalty(values, np.array([2.0]))[0] == pytest.approx(3 * np.log(LONG) * 4)
    assert penalty(values[:, 1:], np.array([2.0]))[0] == pytest.approx(4 * np.log(LONG - 1) * 4)


def test_noise_knows_nothing_of_levels():
    random = np.random.default_rng(3)
    values = random.standard_normal((200, 104))
    values[:, 52:] += 10
    assert np.median(noise(values)) == pytest.approx(1, abs=0.1)


def test_a_series_of_equal_values_has_the_least_noise_and_no_change():
    values = np.full((1, 30), 0.2)
    values[0, 20] = 0.25
    spread = noise(values, least=0.04)
    assert spread[0] == 0.04
    assert change_points(values, penalty(values, spread)) == [[]]


def test_bins_without_a_value_neither_make_nor_hide_a_change():
    random = np.random.default_rng(5)
    values = 0.1 * random.standard_normal((1, 40))
    values[0, 25:] += 1
    values[0, [3, 11, 24, 30]] = np.nan
    (found,) = change_points(values, penalty(values, noise(values)))
    assert found in ([24], [25])  # a missing bin belongs to either level
    first, last = places(values[0], since=0, at=found[0], until=40, spread=0.1)
    assert first <= found[0] <= last <= 25


def test_a_small_change_has_a_wider_place_than_a_large_one():
    values = np.random.default_rng(6).standard_normal(60)
    small, large = values + 1.5 * (np.arange(60) >= 30), values + 6.0 * (np.arange(60) >= 30)
    wide = places(small, since=0, at=30, until=60, spread=1.0)
    assert places(large, since=0, at=30, until=60, spread=1.0) == (30, 30)
    assert wide[1] - wide[0] >= 2
