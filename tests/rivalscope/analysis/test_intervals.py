import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from rivalscope.analysis.intervals import beta_cdf, beta_quantile, discoveries, two_proportions, wilson


@pytest.mark.parametrize(
    ("positive", "n", "low", "high"),
    # 95 % Wilson at a share of 0.8, to two decimals, as published tables give it
    [(4, 5, 0.38, 0.96), (8, 10, 0.49, 0.94), (24, 30, 0.63, 0.90), (80, 100, 0.71, 0.87)],
)
def test_wilson_matches_published_values(positive, n, low, high):
    assert wilson(positive, n) == (pytest.approx(low, abs=0.006), pytest.approx(high, abs=0.006))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.data())
def test_wilson_is_what_scipy_computes(n, data):
    positive = data.draw(st.integers(0, n))
    expected = stats.binomtest(positive, n).proportion_ci(method="wilson")
    assert wilson(positive, n) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize(("positive", "n"), [(1, 0), (-1, 3), (4, 3)])
def test_a_share_of_nothing_has_no_interval(positive, n):
    with pytest.raises(ValueError, match="share needs"):
        wilson(positive, n)


SHAPES = [(0.5, 0.5), (1, 1), (0.7, 40), (3, 2), (12.5, 88.1), (200, 1), (1500, 700), (4000, 4000)]


@pytest.mark.parametrize(("a", "b"), SHAPES)
def test_the_beta_distribution_function_is_scipys(a, b):
    x = np.concatenate([np.linspace(0, 1, 101), [a / (a + b)]])
    assert beta_cdf(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-9)


@pytest.mark.parametrize("q", [0.025, 0.5, 0.975])
def test_beta_quantiles_are_scipys_to_a_millionth(q):
    a, b = np.array([a for a, _ in SHAPES]), np.array([b for _, b in SHAPES])
    assert beta_quantile(q, a, b) == pytest.approx(stats.beta.ppf(q, a, b), abs=1e-6)


@pytest.mark.parametrize("counts", [(30, 50, 20, 60), (5, 9, 0, 12), (90, 100, 91, 100)])
def test_two_proportions_is_the_chi_squared_test_without_correction(counts):
    k1, n1, k2, n2 = counts
    expected = stats.chi2_contingency([[k1, n1 - k1], [k2, n2 - k2]], correction=False).pvalue
    assert two_proportions(k1, n1, k2, n2) == pytest.approx(expected, abs=1e-9)


def test_two_proportions_without_variance_tell_nothing():
    assert two_proportions(5, 5, 9, 9) == 1.0
    assert two_proportions(0, 0, 3, 9) == 1.0


def test_discoveries_are_those_of_benjamini_and_hochberg():
    p = [0.001, 0.9, 0.03, 0.012, 0.2, 0.049, 0.051]
    assert discoveries(p, rate=0.1) == [bool(x) for x in stats.false_discovery_control(p) <= 0.1]
    assert discoveries([]) == []
