from datetime import date, timedelta

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from rivalscope.analysis.figures import newcombe
from rivalscope.analysis.history import WEEKS, time_findings
from rivalscope.analysis.movement import Shape
from rivalscope.analysis.series import Measure
from rivalscope.analysis.voices import voices
from rivalscope.domain.reading import Polarity

UNTIL = date(2026, 11, 22)


class Talk:
    """Makes reviews of two products, all of which speak of one feature; `blame` gives the chance that they blame it."""

    def __init__(self, facts, *, each=14, weeks=WEEKS):
        self.facts, self.each, self.weeks = facts, each, weeks
        self.random = np.random.default_rng(2)
        self.reviews, self.mentions = [], []

    def say(self, product, blame, *, times=lambda _week: 1):
        """Week 0 is the last."""
        for week in range(self.weeks):
            for _ in range(int(self.each * times(week))):
                day = UNTIL - timedelta(days=7 * week + int(self.random.integers(7)))
                review = self.facts.review(product, date=day)
                polarity = Polarity.NEGATIVE if self.random.random() < blame(week) else Polarity.POSITIVE
                self.reviews.append(review)
                self.mentions.append(self.facts.mention(review, "Polls", polarity))

    def found(self):
        return time_findings(voices(self.reviews, self.mentions, []), until=UNTIL)


def test_a_level_that_changes_is_told_with_its_day_its_interval_its_rivals_and_its_words(facts):
    talk = Talk(facts)
    talk.say("ours", lambda week: 0.7 if week < 30 else 0.3)
    talk.say("kestrel", lambda _week: 0.3)
    (moved,) = talk.found().movements
    assert (moved.product, moved.feature, moved.measure, moved.shape) == (
        "ours",
        "Polls",
        Measure.NEGATIVE,
        Shape.STEP,
    )
    assert moved.place[0] <= UNTIL - timedelta(days=30 * 7 - 1) <= moved.place[1]
    assert moved.low < 0.4 < moved.high
    assert (moved.n, moved.rises, moved.shared) == (pytest.approx(30 * 14, abs=30), True, False)
    assert moved.rivals_after - moved.rivals_before == pytest.approx(0, abs=0.05)
    blamed = {m.evidence for m in talk.mentions if m.product == "ours" and m.polarity is Polarity.NEGATIVE}
    assert len(moved.evidence) == 20
    assert set(moved.evidence) <= blamed


def test_a_change_that_rivals_share_is_said_to_be_the_markets(facts):
    talk = Talk(facts)
    for product in ("ours", "kestrel"):
        talk.say(product, lambda week: 0.7 if week < 30 else 0.3)
    movements = talk.found().movements
    assert sorted(moved.product for moved in movements) == ["kestrel", "ours"]
    assert all(moved.shared for moved in movements)


def test_what_happened_in_the_same_weeks_a_year_earlier_is_said_to_be_seasonal(facts):
    talk = Talk(facts, each=20)
    talk.say("ours", lambda week: 0.75 if week % 52 < 20 else 0.3)
    latest = max(talk.found().movements, key=lambda moved: moved.since)
    assert latest.shape is Shape.STEP
    assert abs(latest.since - (UNTIL - timedelta(days=20 * 7 - 1))) <= timedelta(days=14)
    assert latest.seasonal


def test_a_week_of_many_voices_is_a_spike_and_a_crowd_of_reviewers_is_named(facts):
    talk = Talk(facts)
    talk.say("ours", lambda _week: 0.3, times=lambda week: 3 if week == 1 else 1)
    spikes = [moved for moved in talk.found().movements if moved.measure is Measure.MENTIONS]
    (spike,) = spikes
    assert (spike.shape, spike.n, spike.before, spike.crowd) == (Shape.SPIKE, 42, 14, True)
    assert spike.since == UNTIL - timedelta(days=13)
    assert spike.high < spike.after


def test_a_share_that_keeps_rising_is_a_trend_and_no_staircase(facts):
    talk = Talk(facts, each=25)
    talk.say("ours", lambda week: 0.2 + 0.5 * (52 - week) / 52 if week < 52 else 0.2)
    (moved,) = talk.found().movements
    assert moved.shape is Shape.TREND
    assert moved.after - moved.before == pytest.approx(0.46, abs=0.1)
    assert moved.low > 0.2


def test_where_nothing_changes_nothing_moves_and_it_is_said_what_was_looked_at(facts):
    talk = Talk(facts)
    talk.say("ours", lambda _week: 0.3)
    found = talk.found()
    assert found.movements == ()
    assert [one.series for one in found.tested] == [2, 2, 1]


def test_too_little_is_told_with_what_is_missing(facts):
    talk = Talk(facts, each=2, weeks=6)
    talk.say("ours", lambda _week: 0.3)
    found = talk.found()
    assert all(one.series == 0 and one.thin and "voices" in one.most for one in found.tested)


def test_the_interval_of_a_difference_is_newcombes():
    expected = confint_proportions_2indep(41, 80, 22, 97, method="newcomb", compare="diff")
    assert newcombe((22, 97), (41, 80)) == pytest.approx(expected, abs=1e-9)
