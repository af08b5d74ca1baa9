import itertools
from collections import defaultdict
from datetime import date, timedelta

from rivalscope.demo.products import PRODUCTS
from rivalscope.simulation.play import planned_runs
from rivalscope.simulation.shapes import Shape
from rivalscope.simulation.trials import Shown
from rivalscope.simulation.year import APART, BRIEF, Kind, Trouble, draw_year

YEAR = draw_year(PRODUCTS, first=date(2026, 1, 1), nights=365, seed=1)


def test_the_same_seed_gives_the_same_year_and_another_one_another():
    assert draw_year(PRODUCTS, first=date(2026, 1, 1), nights=365, seed=1) == YEAR
    assert draw_year(PRODUCTS, first=date(2026, 1, 1), nights=365, seed=2) != YEAR


def test_a_year_holds_every_shape_trouble_and_kind_of_change():
    assert {shape for night in YEAR for shape in night.faults.values()} == set(Shape)
    assert {night.trouble for night in YEAR} == {*Trouble, None}
    assert {change.kind for night in YEAR for change in night.changes} == set(Kind)


def test_every_kind_of_trial_comes_up_and_none_while_its_site_changes():
    trials = {trial for night in YEAR for trial in night.trials.values()}
    assert {trial.shown for trial in trials} == set(Shown)
    for night in YEAR:
        assert not {change.product for change in night.changes} & set(night.trials)


def test_a_trial_shows_its_price_on_every_second_night_or_to_every_second_visitor():
    trials = {trial.shown: trial for night in YEAR for trial in night.trials.values()}
    for shown, trial in trials.items():
        site = next(night.sites[trial.product] for night in YEAR if night.date == trial.first)
        later = trial.first + timedelta(days=1)
        prices = [
            trial.site(site, night=night, visitor=visitor).plans
            for night, visitor in ((trial.first, 0), (trial.first, 1), (later, 0), (later, 1))
        ]
        other = [plans != site.plans for plans in prices]
        assert other == ([False, False, True, True] if shown is Shown.NIGHTS else [False, True, False, True])


def test_the_schedule_names_each_night_once_through_both_changes_of_the_clocks():
    planned = planned_runs(date(2026, 1, 1), nights=365)
    assert list(planned) == [night.date for night in YEAR]
    hours = {night: run.hour for night, run in planned.items()}
    assert (hours[date(2026, 3, 7)], hours[date(2026, 3, 9)]) == (7, 6)
    assert (hours[date(2026, 10, 31)], hours[date(2026, 11, 2)]) == (6, 7)


def test_a_site_rests_between_two_true_changes():
    nights = defaultdict(list)
    for night in YEAR:
        for change in night.changes:
            nights[change.product].append(night.date)
    for dates in nights.values():
        assert all((later - earlier).days > APART for earlier, later in itertools.pairwise(dates))


def test_what_a_page_would_be_believed_for_lasts_two_nights_at_most():
    for earlier, middle, later in zip(YEAR, YEAR[1:], YEAR[2:], strict=False):
        for slug, shape in middle.faults.items():
            assert shape not in BRIEF or not (earlier.faults.get(slug) is later.faults.get(slug) is shape)


def test_a_feature_that_is_added_is_new_to_its_site():
    added = 0
    for seed in (1, 2):
        year = draw_year(PRODUCTS, first=date(2026, 1, 1), nights=365, seed=seed)
        for earlier, later in itertools.pairwise(year):
            for change in later.changes:
                if change.kind is Kind.ADDED:
                    assert change.subject not in {row.name for row in earlier.sites[change.product].rows}
                    added += 1
    assert added
