import pytest

from rivalscope.analysis.seats import Seats, seats
from rivalscope.domain.limit import LimitFact


def limit(name, value, plan="Pro", evidence=1):
    return LimitFact(
        product="zoom", source="s", plan=plan, name=name, value=value, unit=None, evidence=evidence
    )


@pytest.mark.parametrize(
    ("name", "value", "least", "most"),
    [
        ("minimum seats", "5", 5, None),
        ("Minimum number of users", "3", 3, None),
        ("min. users", "10", 10, None),
        ("Seats", "25", 1, 25),
        ("Max Users", "1", 1, 1),
        ("Maximum number of members", "1,000", 1, 1000),
        ("Users", "up to 10", 1, 10),
        ("Team members", "300", 1, 300),
    ],
)
def test_bounds_are_read_from_what_the_page_calls_them(name, value, least, most):
    assert seats([limit(name, value)]) == {("zoom", "pro"): Seats(least=least, most=most, evidence=(1,))}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Seats", "Unlimited"), ("Seats", "10+"), ("Seats", "1-10"), ("Seats", "2.5"), ("Guest users", "5"),
        ("Storage per user", "10"), ("Meeting participants", "100"), ("Seats", "0"),
    ],
)  # fmt: skip
def test_what_bounds_nothing_or_something_else_is_left_alone(name, value):
    assert seats([limit(name, value)]) == {}


def test_the_narrowest_bounds_of_several_pages_hold_for_the_plan_however_it_is_written():
    found = seats(
        [limit("minimum users", "2"), limit("minimum seats", "5", plan="PRO", evidence=2), limit("Seats", "50"),
         limit("Max users", "20", evidence=3)]
    )  # fmt: skip
    assert found == {("zoom", "pro"): Seats(least=5, most=20, evidence=(1, 2, 3))}
