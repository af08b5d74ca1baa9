"""Rate limits as interfaces tell of them in headers."""

from datetime import UTC, datetime

import pytest

from spiders.rate_limits import rest_asked

NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)


def headers(left, reset):
    return {"x-ratelimit-remaining": left, "x-ratelimit-reset": reset}


def test_a_reset_is_a_moment_or_a_number_of_seconds():
    assert rest_asked(headers("0", str(int(NOW.timestamp()) + 90)), now=NOW) == 90.0
    assert rest_asked(headers("0.0", "45"), now=NOW) == 45.0


def test_nothing_is_asked_while_requests_are_left():
    assert rest_asked(headers("1", "45"), now=NOW) is None
    assert rest_asked({}, now=NOW) is None


def test_a_moment_that_has_passed_asks_for_nothing():
    assert rest_asked(headers("0", str(int(NOW.timestamp()) - 90)), now=NOW) == 0.0


@pytest.mark.parametrize("value", ["", "x", "-1", "1e9", "nan", "inf", "9" * 400, "\u0663", "1.2.3", "."])
def test_a_figure_that_is_none_says_nothing(value):
    assert rest_asked(headers("0", value), now=NOW) is None
    assert rest_asked(headers(value, "45"), now=NOW) is None
