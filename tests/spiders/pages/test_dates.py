import datetime as dt

import pytest

from spiders.pages.dates import read_date

NOON = dt.datetime(2026, 3, 10, 0, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-07-02", "2024-07-02"), ("2024-07-02T10:00:00Z", "2024-07-02"), ("2024/7/2", "2024-07-02"), ("July 2, 2024", "2024-07-02"),
     ("Tue, 2 Jul 2024 10:00:00 GMT", "2024-07-02"), ("2nd of July 2024", "2024-07-02"), ("25/12/2024", "2024-12-25"), ("12/25/2024", "2024-12-25"),
     ("02/03/2026", None), ("05/05/2024", "2024-05-05"), ("02.03.2026", "2026-03-02"), ("3 März 2024", "2024-03-03"), ("2024-02-30", None),
     ("1.2.2024.5", None), ("1899-01-01", None), ("2099-01-01", None), ("yesterday", "2026-03-09"), ("3 days ago", "2026-03-07"),
     ("a week ago", "2026-03-03"), ("in 3 days", None), ("6 months ago", None), ("soon", None)],
)  # fmt: skip
def test_only_a_certain_day_is_read(text, day):
    found = read_date(text, seen_at=NOON)
    assert (found and found.isoformat()) == day


def test_days_ago_are_unknown_without_the_time_of_the_visit():
    assert read_date("yesterday") is None
