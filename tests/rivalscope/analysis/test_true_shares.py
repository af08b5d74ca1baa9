import numpy as np
import pytest
from scipy import stats

from rivalscope.analysis.correction import Correction
from rivalscope.analysis.true_shares import MEANS, STRENGTHS, means, posteriors
from rivalscope.domain.finding import ReaderErrors


def errors(good_right=166, good=200, bad_right=180, bad=220, model="m"):
    return ReaderErrors(
        model=model, good=good, good_right=good_right, bad=bad, bad_right=bad_right, origin="made"
    )


def corrected(tallies, *known, models=("m",)):
    tallies = {key: {models[0]: tally} for key, tally in tallies.items()}
    return posteriors(tallies, Correction(known, models=models), purpose="test")


def test_without_errors_it_is_the_beta_binomial_model_with_its_parameters_integrated_out():
    counts = {"a": (16, 4), "b": (3, 9), "c": (2, 0), "d": (30, 30)}
    priors = [(m * s, (1 - m) * s) for m in MEANS for s in STRENGTHS]
    weights = [
        np.prod([stats.betabinom.pmf(k, k + rest, a, b) for k, rest in counts.values()]) for a, b in priors
    ]
    for key, (k, rest) in counts.items():
        expected = [(a + k) / (a + b + k + rest) for a, b in priors]
        assert corrected(counts)[key].mean == pytest.approx(np.average(expected, weights=weights), abs=0.004)


def test_means_alone_are_those_of_the_posteriors():
    tallies = {key: {"m": tally} for key, tally in {"a": (16, 4), "b": (3, 9), "none": (0, 0)}.items()}
    correction = Correction([errors()], models={"m"})
    whole = posteriors(tallies, correction, purpose="test")
    assert means(tallies, correction) == {key: one.mean for key, one in whole.items()}


def test_with_many_opinions_the_interval_is_that_of_the_beta_distribution():
    found = corrected({"a": (700, 300)})["a"]
    assert (found.low, found.high) == pytest.approx(
        tuple(stats.beta.ppf([0.025, 0.975], 700.5, 300.5)), abs=0.005
    )
    assert np.quantile(found.draws, [0.025, 0.975]) == pytest.approx([found.low, found.high], abs=0.005)
    assert found.draws.mean() == pytest.approx(found.mean, abs=0.002)


@pytest.mark.parametrize("level", [0.5, 0.9])
def test_an_interval_of_another_level_is_that_of_the_same_distribution(level):
    found = posteriors({"a": {"m": (700, 300)}}, Correction(models=("m",)), purpose="test", level=level)["a"]
    ends = stats.beta.ppf([(1 - level) / 2, (1 + level) / 2], 700.5, 300.5)
    assert (found.low, found.high) == pytest.approx(tuple(ends), abs=0.005)


def test_with_known_errors_it_comes_to_rogan_and_gladens_estimate():
    sure = errors(good_right=83000, good=100000, bad_right=82000, bad=100000)
    found = corrected({"a": (6000, 4000)}, sure)["a"]
    assert found.mean == pytest.approx((0.6 + 0.82 - 1) / (0.83 + 0.82 - 1), abs=0.004)
    spread = np.sqrt(0.6 * 0.4 / 10000) / 0.65
    assert found.high - found.low == pytest.approx(2 * 1.96 * spread, rel=0.15)


def test_errors_that_are_themselves_unsure_widen_the_interval():
    sure, unsure = errors(83000, 100000, 82000, 100000), errors(83, 100, 82, 100)
    narrow, wide = (corrected({"a": (600, 400)}, one)["a"] for one in (sure, unsure))
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)


def test_the_width_is_that_of_the_delta_method():
    counts = errors(166, 200, 180, 220)
    found = corrected({"a": (1200, 800)}, counts)["a"]
    share, sens, spec = 0.6, 0.83, 180 / 220
    index = sens + spec - 1
    true = (share + spec - 1) / index
    variance = (
        share * (1 - share) / 2000
        + true**2 * sens * (1 - sens) / 200
        + (1 - true) ** 2 * spec * (1 - spec) / 220
    ) / index**2
    assert found.high - found.low == pytest.approx(2 * 1.96 * np.sqrt(variance), rel=0.1)


@pytest.mark.parametrize("tally", [(500, 0), (0, 500), (1, 0), (490, 10)])
def test_a_share_beyond_what_errors_allow_stays_within_nought_and_one(tally):
    found = corrected({"a": tally, "b": (3, 3)}, errors())["a"]
    assert 0 <= found.low <= found.mean <= found.high <= 1
    assert ((found.draws >= 0) & (found.draws <= 1)).all()


def test_beyond_what_errors_allow_more_praise_is_still_more():
    found = corrected({"some": (86, 14), "more": (93, 7), "most": (99, 1)}, errors())
    assert found["some"].mean < found["more"].mean < found["most"].mean


@pytest.mark.parametrize(
    "known",
    [
        (),
        (errors(model="another"),),
        (errors(good_right=110, bad_right=130),),
        (errors(0, 0, 10, 10),),
    ],
    ids=["none", "of another model", "no better than chance", "not measured"],
)
def test_where_errors_are_unknown_or_too_many_nothing_is_corrected_and_that_is_told(known):
    correction = Correction(known, models=["m+names/1234"])
    assert (correction.used, correction.uncounted, correction.knows(["m"])) == ([], ["m"], False)
    assert corrected({"a": (60, 40)}, *known)["a"] == corrected({"a": (60, 40)})["a"]


def test_names_of_a_markets_products_do_not_make_another_model():
    correction = Correction([errors()], models=["m+names/1234", "m"])
    assert (correction.used, correction.uncounted) == ([errors()], [])
    both = {"a": {"m+names/1234": (60, 40)}}
    assert (
        posteriors(both, correction, purpose="test")["a"].mean
        == corrected({"a": (60, 40)}, errors())["a"].mean
    )


def test_opinions_that_two_models_read_are_each_corrected_by_their_own_errors():
    better, worse = errors(19000, 20000, 19000, 20000), errors(14000, 20000, 14000, 20000, model="lite")
    correction = Correction([better, worse], models=["m", "lite"])
    # a true share of .8: the one reads .77 as good, the other .62
    found = posteriors({"a": {"m": (770, 230), "lite": (620, 380)}}, correction, purpose="test")["a"]
    assert found.mean == pytest.approx(0.8, abs=0.01)


def test_nine_intervals_in_ten_of_ninety_per_cent_hold_the_truth():
    rng = np.random.default_rng(5)
    held = []
    for market in range(40):
        measured = errors(int(rng.binomial(200, 0.83)), 200, int(rng.binomial(220, 0.82)), 220)
        truth = rng.beta(6, 3, size=30)
        n = np.ceil(rng.lognormal(2.8, 1.2, size=30)).astype(int)
        good = rng.binomial(n, truth * 0.83 + (1 - truth) * 0.18)
        correction = Correction([measured], models=["m"])
        tallies = {i: {"m": (int(k), int(size - k))} for i, (k, size) in enumerate(zip(good, n, strict=True))}
        for i, found in posteriors(tallies, correction, purpose=str(market)).items():
            low, high = np.quantile(found.draws, [0.05, 0.95])
            held.append(low <= truth[i] <= high)
    assert 0.87 <= np.mean(held) <= 0.93


def test_the_same_counts_give_the_same_draws():
    first, second = (corrected({"a": (6, 4), "b": (1, 0)}, errors()) for _ in range(2))
    assert (first["a"].draws == second["a"].draws).all()
    assert (first["a"].draws != first["b"].draws).any()
    assert posteriors({"a": {}}, Correction(), purpose="test") == {}
