from datetime import date, timedelta

import pytest
from statsmodels.stats.proportion import multinomial_proportions_confint

from rivalscope.analysis.share_of_voice import multinomial, share_of_voice

UNTIL = date(2026, 11, 22)
PRODUCTS = ("ours", "kestrel", "marlow")


def reviews(facts, platform, counts, *, every=1):
    return [
        facts.review(
            product,
            date=UNTIL - timedelta(days=every * number),
            platform=platform,
            source=f"{product}/{platform}",
        )
        for product, n in counts.items()
        for number in range(n)
    ]


def shares(facts, own, *, cut=()):
    return share_of_voice(own, products=PRODUCTS, until=UNTIL, days=365, cut=frozenset(cut))


def test_intervals_are_goodmans():
    counts = {"ours": 91, "kestrel": 49, "marlow": 37}
    expected = multinomial_proportions_confint(list(counts.values()), alpha=0.05, method="goodman")
    found = {part.product: (part.low, part.high) for part in multinomial(counts)}
    for product, interval in zip(counts, expected, strict=True):
        assert found[product] == pytest.approx(tuple(interval), abs=1e-9)


def test_platforms_stay_apart_and_are_pooled_with_equal_weights(facts):
    own = reviews(facts, "large", {"ours": 100, "kestrel": 200, "marlow": 100})
    own += reviews(facts, "small", {"ours": 20, "kestrel": 10, "marlow": 10})
    found = shares(facts, own)
    assert [(one.platform, one.n) for one in found.platforms] == [("large", 400), ("small", 40)]
    ours = next(part for part in found.pooled if part.product == "ours")
    assert ours.share == pytest.approx((0.25 + 0.5) / 2)
    assert ours.high - ours.share == pytest.approx(
        1.96 * (0.25 * 0.75 / 400 + 0.25 / 40) ** 0.5 / 2, rel=1e-3
    )


def test_a_platform_that_lacks_a_product_is_told_and_not_pooled(facts):
    own = reviews(facts, "all", {"ours": 10, "kestrel": 10, "marlow": 10})
    own += reviews(facts, "two", {"ours": 10, "kestrel": 30})
    own += reviews(facts, "one", {"ours": 10})
    found = shares(facts, own)
    assert found.pooled == ()
    assert found.shared == ("all",)
    assert [part.product for part in found.platforms[0].slices] == ["kestrel", "ours"]
    assert found.alone == (("one", "ours"),)


def test_a_list_that_is_cut_short_shortens_the_days_that_are_compared(facts):
    own = reviews(facts, "site", {"ours": 100, "kestrel": 50})
    (whole,) = shares(facts, own).platforms
    (short,) = shares(facts, own, cut={"kestrel/site"}).platforms
    assert [part.n for part in whole.slices] == [100, 50]
    assert [part.n for part in short.slices] == [50, 50]
    assert (short.since, short.left) == (UNTIL - timedelta(days=49), 50)
    assert len(short.months) == 1


def test_one_reviewer_is_one_voice_and_undated_reviews_are_none(facts):
    own = [facts.review("ours", date=UNTIL, author_key="a", platform="site") for _ in range(3)]
    own += [
        facts.review("kestrel", date=UNTIL, platform="site"),
        facts.review("ours", date=None, platform="site"),
    ]
    found = shares(facts, own)
    assert found.platforms[0].n == 2
    assert found.undated == 1


def test_months_are_whole_and_begin_with_the_first_review(facts):
    own = reviews(facts, "site", {"ours": 60, "kestrel": 60})
    (one,) = shares(facts, own).platforms
    assert len(one.months) == 3
    assert one.months[-1].since == UNTIL - timedelta(days=27)
    assert [month.n for month in one.months] == [8, 56, 56]
