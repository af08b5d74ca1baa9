"""The least number of seats of a plan; the pages are of our own making."""

import pytest

FULL = "<div class=c><h3>Full</h3><p>$9 per user / month</p></div>"


@pytest.mark.parametrize(
    ("said", "least"),
    [
        ("Min 5 seats", ("minimum seats", "5")),
        ("minimum of 3 users", ("minimum users", "3")),
        ("5 seat minimum", ("minimum seats", "5")),
        ("Starts at 2 licenses", ("minimum licenses", "2")),
    ],
)
def test_a_card_says_how_many_seats_are_the_least(read_html, said, least):
    light = f"<div class=c><h3>Light</h3><p>$5 per user / month</p><p>{said}</p></div>"
    plans = read_html(f"<h1>Plans</h1><div>{light}{FULL}</div>").plans
    (limit,) = (limit for limit in plans[0].limits if limit.name.startswith("minimum"))
    assert (limit.name, limit.value) == least
    assert limit.passage.quote == said
    assert not any(limit.name.startswith("minimum") for limit in plans[1].limits)


@pytest.mark.parametrize("said", ["Up to 5 seats", "5 minutes a user", "At least 5 reasons"])
def test_other_numbers_are_no_least_number(read_html, said):
    light = f"<div class=c><h3>Light</h3><p>$5 per user / month</p><p>{said}</p></div>"
    limits = read_html(f"<h1>Plans</h1><div>{light}{FULL}</div>").plans[0].limits
    assert not any(limit.name.startswith("minimum") for limit in limits)
