"""Bursts: an unusual number of reviews is found and told neutrally; quiet months and slow growth are left alone."""

import csv
import gzip
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from rivalscope.analysis.bursts import FEWEST, STRIKING, WINDOW, effects, find_bursts
from rivalscope.domain.fact import Burst, ReviewFact
from rivalscope.domain.reading import Polarity

FIRST = date(2025, 1, 1)
KEY = ("rival", "rival/reviews")


def volumes(counts):
    return {KEY: {FIRST + timedelta(days=day): int(n) for day, n in enumerate(counts) if n}}


def found(counts):
    return find_bursts(volumes(counts))


def quiet(days=120):
    """Five reviews a day, now and then four or seven."""
    return [(5, 4, 7)[day % 3] for day in range(days)]


def test_two_hundred_reviews_in_six_hours_are_a_burst():
    counts = quiet()
    counts[80] += 200
    (burst,) = found(counts)
    assert (burst.since, burst.until) == (FIRST + timedelta(days=80),) * 2
    assert (burst.n, burst.usual) == (counts[80], 5.0)
    assert burst.z > STRIKING


def test_a_burst_over_midnight_is_one():
    counts = quiet()
    counts[80] += 120
    counts[81] += 80
    (burst,) = found(counts)
    assert (burst.since, burst.until) == (FIRST + timedelta(days=80), FIRST + timedelta(days=81))
    assert burst.n == counts[80] + counts[81]


def test_a_launch_is_flagged_like_anything_else():
    counts = np.array(quiet())
    counts[80:90] += (90, 70, 55, 45, 35, 30, 25, 20, 16, 12)
    bursts = found(counts)
    assert bursts[0].since == FIRST + timedelta(days=80)
    assert bursts[0].n >= 250


def test_a_burst_says_nothing_of_what_is_usual_after_it():
    counts = quiet()
    for day in range(60, 80):
        counts[day] += 100
    counts[85] += 200
    assert [burst.since for burst in found(counts)] == [
        FIRST + timedelta(days=60),
        FIRST + timedelta(days=85),
    ]


def test_nothing_is_known_of_the_first_month_and_a_handful_is_no_burst():
    early = quiet()
    early[WINDOW - 1] += 200
    assert found(early) == []
    silent = [1] + [0] * 99
    silent[50] = FEWEST - 1
    assert found(silent) == []
    silent[50] = FEWEST
    assert len(found(silent)) == 1
    assert found([]) == []


def test_slow_growth_is_no_burst():
    assert found([round(5 * 1.01**day) for day in range(365)]) == []


def test_a_steady_level_that_doubles_is_no_burst():
    assert found([20 + day % 5 for day in range(60)] + [40 + day % 5 for day in range(60)]) == []


@pytest.mark.parametrize(
    ("shape", "most"), [(None, 0.0), (5, 0.03), (2, 0.12)], ids=["Poisson", "shape 5", "shape 2"]
)
def test_quiet_years_give_hardly_a_false_alarm(shape, most):
    """Volumes as method.md says: Poisson, and negative binomial with gamma shapes 5 and 2; false alarms a year."""
    chance = np.random.default_rng(7)
    alarms = years = 0
    for mean in (0.2, 1, 5, 20, 100):
        level = np.full(365 + WINDOW, float(mean)) * np.where(np.arange(365 + WINDOW) % 7 < 5, 1.2, 0.5)
        for _ in range(20):
            rate = level if shape is None else chance.gamma(shape, level / shape)
            alarms += len(found(chance.poisson(rate)))
            years += 1
    assert alarms / years <= most


def review(number, day, polarity, source=KEY[1], product="rival"):
    return ReviewFact(
        id=number,
        product=product,
        source=source,
        date=day,
        first_seen=datetime(2025, 6, 1, tzinfo=UTC),
        rating=None,
        polarity=polarity,
        author_key=None,
        words=3,
        evidence=number,
    )


def test_opinion_is_told_with_and_without_the_burst():
    day = FIRST + timedelta(days=80)
    burst = Burst(product="rival", source=KEY[1], since=day, until=day, n=6, usual=1, z=9)
    told = [review(n, day, Polarity.POSITIVE) for n in range(6)]
    told += [review(10 + n, FIRST, Polarity.NEGATIVE) for n in range(2)]
    told += [review(20, day, Polarity.POSITIVE, source="rival/file"), review(21, day, Polarity.MIXED)]
    told += [review(30, day, Polarity.POSITIVE, product="ours"), review(31, day, None)]
    (effect,) = effects([burst], told, since=FIRST, until=day)
    assert (effect.product, effect.bursts) == ("rival", (burst,))
    assert (effect.share_with, effect.n_with) == (7 / 9, 9)
    assert (effect.share_without, effect.n_without) == (1 / 3, 3)


def test_a_burst_before_the_window_of_opinions_is_not_told():
    burst = Burst(product="rival", source=KEY[1], since=FIRST, until=FIRST, n=60, usual=1, z=9)
    assert effects([burst], [], since=FIRST + timedelta(days=1), until=FIRST + timedelta(days=9)) == []
    (effect,) = effects([burst], [], since=FIRST, until=FIRST)
    assert (effect.share_with, effect.n_with, effect.share_without) == (None, 0, None)


def real_volumes(shared):
    found = defaultdict(Counter)
    for file in sorted((shared / "data" / "reviews").glob("*/reviews.csv.gz")):
        with gzip.open(file, "rt", encoding="utf-8", errors="replace") as lines:
            for row in csv.DictReader(lines):
                low = {name.lower(): value for name, value in row.items()}
                if day := (low.get("at") or low.get("date") or "")[:10]:
                    found[low["product"], "store"][date.fromisoformat(day)] += 1
    return found


@pytest.mark.shared
def test_real_histories_are_quiet_but_for_three_days_that_stand_out(shared):
    """9.7 source-years of nine apps; the three are 20 and 17 reviews where none a day is usual, and 33 where 4 are.

    Three of these nine histories are samples of 150 a month, in which volume means little: the rate of false alarms is
    measured on simulated volumes above.
    """
    told = [(b.product, b.since.isoformat(), b.n) for b in find_bursts(real_volumes(shared))]
    assert told == [
        ("meditation_studio", "2018-10-14", 20),
        ("meditation_studio", "2019-01-02", 17),
        ("webex", "2023-04-11", 33),
    ]


@pytest.mark.shared
def test_two_hundred_reviews_put_into_a_real_history_are_found_on_any_day(shared):
    history = real_volumes(shared)["zoom", "store"]
    for day in sorted(history)[WINDOW + 5 :: 9]:
        with_attack = Counter(history)
        with_attack[day] += 150
        with_attack[day + timedelta(days=1)] += 50
        bursts = find_bursts({("zoom", "store"): with_attack})
        assert any(burst.since == day and burst.n >= 200 for burst in bursts)
