import numpy as np
import pytest
import statsmodels.api as sm

from rivalscope.analysis.correction import Correction
from rivalscope.analysis.lean import USUAL, Leaning, find_leans
from rivalscope.analysis.sentiment import Opinion
from rivalscope.analysis.true_shares import posteriors
from rivalscope.domain.finding import ReaderErrors


def opinion(product, feature, **places):
    parts = {(place, "m"): (int(good), int(bad)) for place, (good, bad) in places.items()}
    return Opinion(
        product=product,
        feature=feature,
        positive=sum(good for good, _ in parts.values()),
        negative=sum(bad for _, bad in parts.values()),
        neutral=0,
        askers=0,
        voices=frozenset(),
        reviewers=1000,
        parts=parts,
        evidence=(),
        asking=(),
    )


def sigmoid(odds):
    return 1 / (1 + np.exp(-odds))


def made(rng, leans, *, sensitivity=1.0, specificity=1.0, features=60, n=60):
    """Make opinions on features that are liked differently, on platforms that lean."""
    cells, odds = [], rng.normal(0.5, 0.8, size=features)
    for number, liked in enumerate(odds):
        counts = {}
        for place, lean in leans.items():
            share = sigmoid(liked + lean)
            good = rng.binomial(n, share * sensitivity + (1 - share) * (1 - specificity))
            counts[place] = good, n - good
        cells.append(opinion("ours", f"feature {number}", **counts))
    return cells


def differences(found):
    odds = {one.platform: one.odds for one in found}
    return odds["kind"] - odds["even"], odds["even"] - odds["harsh"]


def test_leans_are_those_of_a_logistic_regression_with_an_effect_for_each_feature():
    cells = made(np.random.default_rng(1), {"kind": 0.8, "even": 0.0, "harsh": -0.6})
    rows, counts = [], []
    for number, one in enumerate(cells):
        for (place, _), pair in one.parts.items():
            own = np.zeros(len(cells))
            own[number] = 1
            rows.append([place == "kind", place == "harsh", *own])
            counts.append(pair)
    fitted = sm.GLM(np.array(counts), np.array(rows, dtype=float), family=sm.families.Binomial()).fit()
    kinder, harsher = differences(find_leans(cells, Correction()))
    assert kinder == pytest.approx(fitted.params[0], abs=0.05)
    assert harsher == pytest.approx(-fitted.params[1], abs=0.05)


def test_errors_of_reading_do_not_flatten_leans():
    known = ReaderErrors(
        model="m", good=5000, good_right=4150, bad=5000, bad_right=4100, origin="made"
    )  # fmt: skip
    cells = made(
        np.random.default_rng(2), {"kind": 0.8, "even": 0.0, "harsh": -0.6},
        sensitivity=0.83, specificity=0.82, n=200,
    )  # fmt: skip
    corrected = differences(find_leans(cells, Correction([known], models=["m"])))
    assert corrected == pytest.approx((0.8, 0.6), abs=0.12)
    assert sum(differences(find_leans(cells, Correction()))) < 1.0


def test_platforms_that_do_not_lean_are_found_not_to():
    found = find_leans(made(np.random.default_rng(3), {"kind": 0, "even": 0, "harsh": 0}), Correction())
    assert differences(found) == pytest.approx((0, 0), abs=0.15)


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [opinion("ours", f"feature {i}", one=(20, 10)) for i in range(9)],
        [opinion(p, f"feature {i}", **{p: (20, 10)}) for i in range(9) for p in ("ours", "zoom")],
        [opinion("ours", f"feature {i}", one=(20, 10), two=(9, 1)) for i in range(2)],
    ],
    ids=["nothing", "one platform", "each product on its own", "too few features on both"],
)
def test_where_nothing_is_judged_on_several_platforms_no_lean_is_told(cells):
    assert find_leans(cells, Correction()) == []


def test_a_platform_of_which_little_is_known_has_a_lean_that_is_unsure():
    sure = made(np.random.default_rng(4), {"kind": 0.8, "even": 0.0}, features=40)
    few = [opinion("zoom", f"feature {i}", even=(6, 4), rare=(2, 1)) for i in range(3)]
    found = {one.platform: one for one in find_leans([*sure, *few], Correction())}
    assert found["even"].error < 0.3 < found["rare"].error < USUAL


def test_a_share_is_that_in_the_markets_mix_of_platforms():
    leans = {"kind": 1.0, "harsh": -1.0}
    cells = made(np.random.default_rng(5), leans, features=80, n=100)
    leaning = Leaning(Correction(), find_leans(cells, Correction()), {"kind": 0.5, "harsh": 0.5})
    truth = (sigmoid(0.4 + 1.0) + sigmoid(0.4 - 1.0)) / 2
    kind = {("kind", "m"): (round(1000 * sigmoid(1.4)), round(1000 * sigmoid(-1.4)))}
    harsh = {("harsh", "m"): (round(1000 * sigmoid(-0.6)), round(1000 * sigmoid(0.6)))}
    found = posteriors({"kind": kind, "harsh": harsh}, leaning, purpose="test")
    assert found["kind"].mean == pytest.approx(truth, abs=0.03)
    assert found["harsh"].mean == pytest.approx(truth, abs=0.03)
    assert found["kind"].low < truth < found["kind"].high
    other = posteriors({"file": {("file:a.csv", "m"): (300, 100)}}, leaning, purpose="test")["file"]
    assert other.mean == pytest.approx(0.75, abs=0.02)
