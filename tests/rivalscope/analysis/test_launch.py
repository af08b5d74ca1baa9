import os
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from rivalscope.analysis.launch import LEAST_WEEKS, moves, t_quantile, track
from rivalscope.analysis.series import Measure
from rivalscope.domain.reading import IntentLabel, Polarity, Relation

ON = date(2026, 6, 1)
RIVALS = ("kestrel", "marlow", "tarn")


class Weeks:
    """Makes reviews week by week, so many a week, and lets a share of them speak of the feature."""

    def __init__(self, facts, *, weeks=12, each=40):
        self.facts, self.weeks, self.each = facts, weeks, each
        self.reviews, self.mentions, self.intents = [], [], []

    def say(self, product, share, *, positive=1.0):
        """`share` gives the share of a week's reviews that speak of it; week 0 is that of the launch."""
        for week in range(-self.weeks, self.weeks):
            speaking = round(self.each * share(week))
            for i in range(self.each):
                review = self.facts.review(product, date=ON + timedelta(weeks=week, days=i % 7))
                self.reviews.append(review)
                if i < speaking:
                    liked = i < positive * speaking
                    polarity = Polarity.POSITIVE if liked else Polarity.NEGATIVE
                    self.mentions.append(self.facts.mention(review, "Polls", polarity))

    def tracked(self, **given):
        settled = {"on": ON, "until": date(2027, 1, 1), "weeks": self.weeks} | given
        found = track(
            "Polls", us="ours", rivals=RIVALS, reviews=self.reviews, mentions=self.mentions, intents=self.intents,
            **settled,
        )  # fmt: skip
        return {effect.measure: effect for effect in found}


def wobble(seed, level, size=0.02):
    random = np.random.default_rng(seed)
    return lambda _week: level + size * random.standard_normal()


def test_a_level_that_rises_at_the_launch_and_nowhere_else_is_its_effect(facts):
    weeks = Weeks(facts)
    random = np.random.default_rng(1)
    weeks.say("ours", lambda week: 0.1 + 0.3 * (week >= 0) + 0.02 * random.standard_normal())
    for number, rival in enumerate(RIVALS):
        weeks.say(rival, wobble(number, 0.1))
    effect = weeks.tracked()[Measure.MENTIONS]
    assert effect.effect == pytest.approx(0.3, abs=0.06)
    assert effect.low > 0.2
    assert effect.before == pytest.approx(0.1, abs=0.03)
    assert effect.after == pytest.approx(0.4, abs=0.03)
    assert (
        effect.p_value is None
    )  # four placebo dates could give no p value below a fifth, however clear it is


def test_seventeen_weeks_before_give_placebo_dates_enough_for_a_p_value(facts):
    weeks = Weeks(facts, weeks=17)
    random = np.random.default_rng(1)
    weeks.say("ours", lambda week: 0.1 + 0.3 * (week >= 0) + 0.02 * random.standard_normal())
    for number, rival in enumerate(RIVALS):
        weeks.say(rival, wobble(number, 0.1))
    assert weeks.tracked()[Measure.MENTIONS].p_value == pytest.approx(1 / 10)


def test_what_rivals_share_is_no_effect_of_ours(facts):
    weeks = Weeks(facts)
    for number, product in enumerate(("ours", *RIVALS)):
        random = np.random.default_rng(number)
        weeks.say(product, lambda week, r=random: 0.1 + 0.3 * (week >= 0) + 0.02 * r.standard_normal())
    effect = weeks.tracked()[Measure.MENTIONS]
    assert effect.after - effect.before == pytest.approx(0.3, abs=0.03)
    assert effect.effect == pytest.approx(0, abs=0.08)
    assert effect.low < 0 < effect.high


def test_sentiment_counts_only_reviews_with_an_opinion(facts):
    weeks = Weeks(facts)
    for product in ("ours", *RIVALS):
        weeks.say(product, lambda _week: 0.2, positive=0.75)
    effect = weeks.tracked()[Measure.SENTIMENT]
    assert effect.before == pytest.approx(0.75)
    assert effect.n_before == 12 * 8


def test_requests_are_counted_apart_and_speak_of_it_too(facts):
    weeks = Weeks(facts, each=10)
    for product in ("ours", *RIVALS):
        weeks.say(product, lambda _week: 0)
    for review in weeks.reviews[:3]:
        weeks.intents.append(facts.intent(review, "Polls"))
        weeks.intents.append(facts.intent(review, "Polls", IntentLabel.PROBLEM))
    found = weeks.tracked()
    assert found[Measure.REQUESTS].before == found[Measure.MENTIONS].before == pytest.approx(3 / 120)


@pytest.mark.parametrize(
    ("weeks", "each", "said"),
    [
        (LEAST_WEEKS - 1, 40, "7 weeks before and 7 after have reviews to compare; it takes 8 each"),
        (12, 2, "2.0 reviews a week; it takes 3"),
    ],
)
def test_too_little_is_a_result_with_its_reason(facts, weeks, each, said):
    made = Weeks(facts, weeks=weeks, each=each)
    for product in ("ours", *RIVALS):
        made.say(product, lambda _week: 0.5)
    effect = made.tracked()[Measure.MENTIONS]
    assert (effect.problem, effect.effect, effect.p_value) == (said, None, None)
    assert effect.before == 0.5


def test_weeks_that_are_not_over_do_not_count(facts):
    made = Weeks(facts)
    for product in ("ours", *RIVALS):
        made.say(product, lambda _week: 0.5)
    effect = made.tracked(until=ON + timedelta(weeks=5, days=-1))[Measure.MENTIONS]
    assert effect.weeks_after == 5
    assert "12 weeks before and 5 after" in effect.problem


def test_nothing_at_all_is_told_without_a_crash(facts):
    effect = Weeks(facts).tracked()[Measure.MENTIONS]
    assert (effect.before, effect.after, effect.effect) == (None, None, None)


def test_switches_are_counted_on_either_side(facts):
    def switch(day, winner, loser, relation=Relation.SWITCH):
        return facts.comparison(facts.review("ours", date=day), winner, loser, relation)

    told = moves(
        [
            switch(ON - timedelta(days=3), "ours", "tarn"),
            switch(ON, "ours", "tarn"),
            switch(ON + timedelta(days=9), "tarn", "ours"),
            switch(ON + timedelta(weeks=30), "tarn", "ours"),
            switch(ON, "ours", "tarn", Relation.CONSIDERING),
            switch(None, "ours", "tarn"),
        ],
        on=ON, until=date(2027, 1, 1), weeks=12, us="ours",
    )  # fmt: skip
    assert (told.came_before, told.came_after, told.left_before, told.left_after) == (1, 1, 0, 1)
    assert len(told.evidence) == 2


@pytest.mark.parametrize("freedom", [1, 4, 12, 60])
def test_quantiles_of_student_s_t_are_scipy_s(freedom):
    for q in (0.6, 0.9, 0.975, 0.995):
        assert t_quantile(q, freedom) == pytest.approx(stats.t.ppf(q, freedom), rel=1e-6)


@pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="simulates 300 launches: make check does"
)
def test_launches_without_an_effect_raise_few_false_alarms(facts):
    from rivalscope.analysis.launch import _fit, _placebo

    random = np.random.default_rng(7)
    alarms = {"interval": 0, "both": 0}
    for _ in range(300):
        difference = 0.03 * random.standard_normal(52)
        fitted = _fit(difference, 26)
        clear = abs(fitted.t) > t_quantile(0.975, fitted.freedom)
        alarms["interval"] += clear
        alarms["both"] += clear and (_placebo(difference[:26], fitted.t) or 1) <= 0.1
    assert alarms["interval"] / 300 < 0.09
    assert alarms["both"] / 300 < 0.06
