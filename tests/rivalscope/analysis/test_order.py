import numpy as np
import pytest

from rivalscope.analysis.common_mix import stratify
from rivalscope.analysis.correction import Correction
from rivalscope.analysis.lean import Leaning
from rivalscope.analysis.order import orders
from rivalscope.analysis.sentiment import Opinion


def opinion(product, feature="calls", **places):
    return Opinion(
        product=product,
        feature=feature,
        positive=sum(good for good, _ in places.values()),
        negative=sum(bad for _, bad in places.values()),
        neutral=0,
        askers=0,
        voices=frozenset(),
        reviewers=1000,
        parts={(place, "m"): counts for place, counts in places.items()},
        evidence=(),
        asking=(),
    )


def ordered(*opinions):
    found = {(one.product, one.feature): one for one in opinions}
    strata = stratify(found, Correction(), minimum_n=5)
    return orders(strata, Leaning(Correction(), [], {}), ours="ours")


def test_the_order_tells_who_is_best_and_how_sure_that_is():
    places = ordered(
        opinion("ours", one=(60, 40)), opinion("zoom", one=(90, 10)), opinion("webex", one=(58, 42))
    )
    assert [places[p, "calls"].place for p in ("zoom", "ours", "webex")] == [1, 2, 3]
    assert places["zoom", "calls"].best > 0.99
    assert sum(one.best for one in places.values()) == pytest.approx(1)
    assert 0.4 < places["ours", "calls"].order < 0.8
    assert places["ours", "calls"].order == places["webex", "calls"].order


def test_who_is_reviewed_elsewhere_takes_no_place():
    places = ordered(
        opinion("ours", one=(60, 40)), opinion("zoom", one=(90, 10)), opinion("webex", two=(58, 42))
    )
    assert {product for product, _ in places} == {"ours", "zoom"}
    assert places["ours", "calls"].platforms == ("one",)


def test_products_on_different_platforms_have_no_order():
    assert ordered(opinion("ours", one=(60, 40)), opinion("zoom", two=(90, 10))) == {}


def test_the_luckiest_of_six_that_are_alike_is_not_said_to_be_the_best():
    rng = np.random.default_rng(11)
    said = []
    for number in range(40):
        goods = rng.binomial(60, 0.6, size=6)
        names = ["ours", *(f"rival{i}" for i in range(5))]
        cells = [
            opinion(name, f"feature {number}", one=(int(good), 60 - int(good)))
            for name, good in zip(names, goods, strict=True)
        ]
        said.append(max(one.best for one in ordered(*cells).values()))
    assert np.mean(said) < 0.4


def test_a_difference_that_is_plain_is_still_said_plainly():
    alike = [opinion(f"rival{i}", one=(36, 24)) for i in range(4)]
    places = ordered(opinion("ours", one=(33, 27)), opinion("zoom", one=(55, 5)), *alike)
    assert places["zoom", "calls"].best > 0.95
