"""What nights cost: added up by host, the dearest first."""

from datetime import date

from rivalscope.analysis.cost import by_host
from rivalscope.domain.crawl import HostNight
from rivalscope.domain.wording import size_text

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 2)


def test_nights_are_added_up_by_host_and_the_newest_word_on_robots_txt_counts():
    rows = [
        HostNight(night=SECOND, host="a.example", requests=2, bytes=5, waits_seconds=1.5),
        HostNight(night=FIRST, host="a.example", requests=3, bytes=7, refusals=1, robots="rules"),
        HostNight(night=FIRST, host="b.example", requests=9, robots="none"),
    ]
    dear, cheap = by_host(rows)
    assert dear == rows[2]
    assert cheap == HostNight(
        night=SECOND,
        host="a.example",
        requests=5,
        bytes=12,
        refusals=1,
        waits_seconds=1.5,
        robots="rules",
    )


def test_sizes_are_told_in_units_for_people():
    assert [size_text(size) for size in (0, 999, 1000, 412_345, 999_500, 3_100_000)] == [
        "0 B",
        "999 B",
        "1 kB",
        "412 kB",
        "1.0 MB",
        "3.1 MB",
    ]
