import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from rivalscope.analysis.common_mix import duels, excess, mix, stratify
from rivalscope.analysis.correction import Correction
from rivalscope.analysis.sentiment import Opinion
from rivalscope.domain.finding import ReaderErrors, Standing


def opinion(product, feature="calls", model="m", **places):
    parts = {(place.replace("_", "."), model): counts for place, counts in places.items()}
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


def compared(*opinions, correction=None, minimum_n=5):
    found = {(one.product, one.feature): one for one in opinions}
    strata = stratify(found, correction or Correction(), minimum_n=minimum_n)
    rivals = sorted({product for product, _ in found} - {"ours"})
    return duels(strata, ours="ours", rivals=rivals)


def errors(model, good_right, bad_right):
    return ReaderErrors(
        model=model, good=100, good_right=good_right, bad=100, bad_right=bad_right, origin="made"
    )


@pytest.mark.parametrize(
    "tables",
    [
        [(34, 6, 12, 28)],
        [(30, 10, 20, 20), (9, 1, 3, 3)],
        [(90, 20, 80, 30), (12, 30, 4, 31), (5, 0, 6, 1)],
    ],
)
def test_the_test_is_cochran_mantel_and_haenszels(tables):
    stratified = StratifiedTable([np.array([[a, b], [c, d]]) for a, b, c, d in tables])
    two_sided = stratified.test_null_odds(correction=True).pvalue
    assert 2 * excess(tables) == pytest.approx(two_sided, rel=1e-9)
    assert excess([(c, d, a, b) for a, b, c, d in tables]) > 0.5


def test_where_nothing_varies_nothing_is_shown():
    assert excess([(10, 0, 12, 0)]) == 1.0
    assert excess([]) == 1.0


def test_strata_weigh_as_mantel_and_haenszel_weigh_them():
    assert mix([(10, 10, 10, 10), (5, 5, 45, 45)]) == pytest.approx([10 / 19, 9 / 19])


def test_a_kinder_platform_makes_no_better_product():
    # the same share on either platform; theirs are written where everybody is kinder
    ours = opinion("ours", kind_example=(18, 2), harsh_example=(60, 90))
    theirs = opinion("zoom", kind_example=(180, 20), harsh_example=(8, 12))
    duel = compared(ours, theirs)["zoom", "calls"]
    assert duel.standing is not Standing.BETTER
    assert duel.better == pytest.approx(0.5, abs=0.12)
    assert duel.platforms == ("harsh.example", "kind.example")
    pooled = compared(opinion("ours", all=(78, 92)), opinion("zoom", all=(188, 32)))["zoom", "calls"]
    assert pooled.standing is Standing.BETTER


def test_without_a_common_platform_there_is_no_claim_and_the_reason_is_told():
    ours, theirs = opinion("ours", one=(10, 90)), opinion("zoom", other=(90, 10))
    duels_ = compared(ours, theirs)
    duel = duels_["zoom", "calls"]
    assert (duel.standing, duel.better) == (Standing.APART, None)
    assert duel.caveat.startswith(
        "no platform has 5 opinions of each: ours are from one (100), theirs from other"
    )


def test_a_platform_with_too_few_of_one_takes_no_part():
    ours = opinion("ours", one=(40, 60), two=(4, 0))
    theirs = opinion("zoom", one=(60, 40), two=(70, 30))
    duel = compared(ours, theirs)["zoom", "calls"]
    assert (duel.platforms, duel.n_ours, duel.n_theirs) == (("one",), 100, 100)


def test_no_difference_shown_is_a_result_and_too_few_opinions_is_another():
    many = compared(opinion("ours", one=(42, 18)), opinion("zoom", one=(43, 17)))["zoom", "calls"]
    assert (many.standing, many.caveat, many.n_ours, many.n_theirs) == (Standing.LEVEL, "", 60, 60)
    few = compared(opinion("ours", one=(14, 6)), opinion("zoom", one=(43, 17)))["zoom", "calls"]
    assert (few.standing, few.caveat) == (
        Standing.FEW,
        "20 opinions on the smaller side: a difference is looked for from 50",
    )
    none = compared(opinion("ours", one=(2, 1)), opinion("zoom", one=(43, 17)))["zoom", "calls"]
    assert (none.standing, none.better) == (Standing.FEW, None)


def test_few_opinions_are_enough_for_a_difference_that_is_plain():
    duel = compared(opinion("ours", one=(2, 18)), opinion("zoom", one=(19, 1)))["zoom", "calls"]
    assert (duel.standing, duel.better > 0.99) == (Standing.BETTER, True)


def test_one_difference_among_many_comparisons_must_be_larger_than_one_alone():
    chance = opinion("ours", one=(24, 26)), opinion("zoom", one=(34, 16))
    assert compared(*chance)["zoom", "calls"].standing is Standing.BETTER
    same = [opinion(product, f"feature {i}", one=(25, 25)) for i in range(30) for product in ("ours", "zoom")]
    assert compared(*chance, *same)["zoom", "calls"].standing is Standing.LEVEL


def test_products_read_by_unlike_models_are_compared_only_when_the_errors_of_both_are_known():
    # both are liked by four in five; lite turns a third round
    ours, theirs = opinion("ours", model="lite", one=(620, 380)), opinion("zoom", one=(770, 230))
    unknown = compared(ours, theirs, correction=Correction(models=["m", "lite"]))["zoom", "calls"]
    assert (unknown.standing, unknown.better) == (Standing.APART, None)
    known = Correction([errors("m", 95, 95), errors("lite", 70, 70)], models=["m", "lite"])
    duel = compared(ours, theirs, correction=known)["zoom", "calls"]
    assert duel.standing is Standing.LEVEL
    assert duel.ours == pytest.approx(duel.theirs, abs=0.08)


def test_errors_of_reading_that_both_share_neither_hide_nor_make_a_difference():
    pair = opinion("ours", one=(45, 55)), opinion("zoom", one=(65, 35))
    read = compared(*pair)["zoom", "calls"]
    true = compared(*pair, correction=Correction([errors("m", 83, 82)], models=["m"]))["zoom", "calls"]
    assert read.standing is true.standing is Standing.BETTER
    assert true.better == pytest.approx(read.better, abs=0.01)
    assert true.theirs - true.ours > read.theirs - read.ours


def test_of_claims_among_products_that_do_not_differ_fewer_than_one_in_twenty_are_made():
    rng = np.random.default_rng(3)
    cells = []
    for i in range(200):
        share = rng.beta(6, 3)
        for product in ("ours", "zoom"):
            n = int(rng.integers(8, 150))
            good = int(rng.binomial(n, share))
            cells.append(opinion(product, f"feature {i}", one=(good, n - good)))
    claims = [duel.standing for duel in compared(*cells).values()]
    assert sum(one in (Standing.BETTER, Standing.WORSE) for one in claims) <= 0.02 * len(claims)
