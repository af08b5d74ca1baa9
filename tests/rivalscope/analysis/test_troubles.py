import dataclasses
from datetime import date, timedelta

import pytest
from scipy import stats

from rivalscope.analysis.intervals import wilson
from rivalscope.analysis.troubles import troubles
from rivalscope.analysis.versions import short, versions
from rivalscope.domain.reading import IntentLabel

UNTIL = date(2026, 11, 22)


class Trouble:
    """Reviews of a year, one a day, some of which report a problem."""

    def __init__(self, facts):
        self.facts = facts
        self.reviews, self.intents = [], []

    def say(self, product, which, *, version=lambda _day: None, author=lambda _day: None):
        for day in range(364):
            review = self.facts.review(
                product, date=UNTIL - timedelta(days=day), version=version(day), author_key=author(day)
            )
            self.reviews.append(review)
            if which(day):
                self.intents.append(self.facts.intent(review, "Sync", IntentLabel.PROBLEM))

    def found(self, releases=()):
        return troubles(self.intents, self.reviews, releases, until=UNTIL, days=365, minimum_n=5)


def test_a_problem_that_grows_is_told_with_both_halves(facts):
    made = Trouble(facts)
    made.say("ours", lambda day: day % 4 == 0 if day < 182 else day % 40 == 0)
    (one,) = made.found().troubles
    assert (one.later.voices, one.earlier.voices) == (46, 5)
    assert (one.later.low, one.later.high) == wilson(46, 182)
    assert one.moved
    table = [[46, 136], [5, 177]]
    assert one.p_value == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-9)
    newest = {intent.evidence for intent in made.intents[:20]}
    assert set(one.evidence) == newest


def test_a_problem_that_stays_has_not_moved_and_rivals_stand_beside_it(facts):
    made = Trouble(facts)
    made.say("ours", lambda day: day % 10 == 0)
    made.say("kestrel", lambda day: day % 20 == 0)
    ours, theirs = made.found().troubles
    assert (ours.product, ours.moved, theirs.moved) == ("ours", False, False)
    assert ours.rivals == pytest.approx(theirs.portion.share)


def test_the_mean_of_rivals_is_exact_so_that_no_order_of_theirs_changes_a_digit(facts):
    made = Trouble(facts)
    made.say("ours", lambda day: day == 0)
    for rival in range(10):
        made.say(f"rival-{rival}", lambda day: day < 28)  # added up one by one, ten times 28 / 364 is off
    found = {one.product: one for one in made.found().troubles}
    assert found["ours"].rivals == 28 / 364


def test_one_reviewer_is_one_voice_however_often_they_write(facts):
    made = Trouble(facts)
    made.say("ours", lambda day: day < 30, author=lambda day: "grumbler" if day < 30 else None)
    (one,) = made.found().troubles
    assert (one.portion.voices, one.portion.n) == (1, 335)


def test_a_version_in_which_more_report_it_stands_out(facts):
    made = Trouble(facts)
    made.say(
        "ours",
        lambda day: day % 3 == 0 if 100 <= day < 150 else day % 30 == 0,
        version=lambda day: "5.3.1" if day < 100 else "5.2" if day < 150 else "5.1",
    )
    found = made.found()
    (one,) = found.troubles
    assert found.placed == 364
    top = one.versions[0]
    assert (top.version, top.portion.n, top.stands_out) == ("5.2", 50, True)
    assert not any(other.stands_out for other in one.versions[1:])


def test_a_review_without_a_version_is_of_the_newest_release_of_its_day(facts):
    def release(version, day):
        return dataclasses.replace(facts.release("ours", version, day=day), version=version)

    notes = [release("v5.1.0", date(2026, 3, 1)), release("5.10.2", date(2026, 6, 1))]
    days = (date(2026, 2, 1), date(2026, 3, 1), date(2026, 5, 31), date(2026, 7, 1))
    reviews = [facts.review("ours", date=day) for day in days]
    reviews.append(facts.review("ours", date=date(2026, 7, 1), version="4.9.9"))
    placed = versions(reviews, notes)
    assert [placed.get(review.id) for review in reviews] == [None, "5.1", "5.1", "5.10", "4.9"]
    assert versions(reviews[:4], notes[:1]) == {}
    assert short("7") == "7"


def test_nothing_reported_is_no_trouble(facts):
    made = Trouble(facts)
    made.say("ours", lambda _day: False)
    found = made.found()
    assert (found.troubles, found.reviews) == ((), 364)
