import itertools
from collections import defaultdict
from datetime import date

from rivalscope.demo.products import PRODUCTS
from rivalscope.simulation.shapes import Shape
from rivalscope.simulation.year import APART, BRIEF, Kind, Trouble, draw_year

YEAR = draw_year(PRODUCTS, first=date(2026, 1, 1), nights=365, seed=1)


def test_the_same_seed_gives_the_same_year_and_another_one_another():
    assert draw_year(PRODUCTS, first=date(2026, 1, 1), nights=365, seed=1) == YEAR
    assert draw_year(PRODUCTS, first=date(2026, 1, 1), nights=365, seed=2) != YEAR


def test_a_year_holds_every_shape_trouble_and_kind_of_change():
    assert {shape for night in YEAR for shape in night.faults.values()} == set(Shape)
    assert {night.trouble for night in YEAR} == {*Trouble, None}
    assert {change.kind for night in YEAR for change in night.changes} == set(Kind)


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
