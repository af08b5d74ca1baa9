from datetime import UTC, date, datetime, timedelta

import pytest

from rivalscope.analysis.coverage import cut_short, summarise
from rivalscope.domain.capture import Verdict
from rivalscope.domain.coverage import NightPages

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
UNTIL = date(2026, 11, 22)


def test_a_source_is_ok_only_when_every_night_gave_facts(facts):
    rows = [
        facts.night("zoom", "pricing", MONDAY),
        facts.night("zoom", "pricing", TUESDAY, verdict=Verdict.NOT_MODIFIED),
        facts.night("webex", "pricing", MONDAY, verdict=Verdict.BLOCKED, reason="a challenge page"),
        facts.night("webex", "pricing", TUESDAY),
    ]
    found = summarise(rows, until=UNTIL, reviews=7)
    assert (found.sources, found.ok, found.nights, found.captures, found.reviews) == (2, 1, 2, 4, 7)
    assert (found.first_night, found.last_night) == (MONDAY, TUESDAY)
    assert found.failing == ()


def test_failing_sources_are_named_with_their_reason(facts):
    rows = [
        facts.night("zoom", "pricing", MONDAY),
        facts.night(
            "zoom",
            "pricing",
            TUESDAY,
            verdict=Verdict.BLOCKED,
            reason="a challenge page",
            last_ok=datetime(2026, 11, 16, 2, tzinfo=UTC),
        ),
        facts.night("webex", "home", TUESDAY, verdict=Verdict.LOGIN),
        facts.night("webex", "docs", TUESDAY, verdict=None, captures=0),
    ]
    found = summarise(rows, until=UNTIL, reviews=0)
    assert found.failing == (
        ("webex/docs", "never fetched"),
        ("webex/home", "login"),
        ("zoom/pricing", "blocked: a challenge page"),
    )
    assert found.stale == (("webex/docs", "never"), ("webex/home", "never"))


def test_reviews_in_other_languages_are_counted_by_language():
    covered = summarise(
        [], until=date(2026, 11, 22), reviews=6, languages=["nl", "en", None, "de", "nl", "en"]
    )
    assert covered.unread == (("nl", 2), ("de", 1))


def test_facts_a_week_old_are_stale(facts):
    rows = [facts.night("zoom", "pricing", date(2026, 11, 15)), facts.night("zoom", "home", MONDAY)]
    assert summarise(rows, until=UNTIL, reviews=0).stale == (("zoom/pricing", "2026-11-15"),)


def test_nights_on_which_nothing_was_fetched_did_not_run(facts):
    rows = [facts.night("zoom", "pricing", MONDAY, verdict=None, captures=0)]
    found = summarise(rows, until=UNTIL, reviews=0)
    assert (found.nights, found.first_night, found.ok) == (0, None, 0)


def _pages(*covered, left=0, not_due=0):
    """Nights that each read so many pages; the last left some unfetched, or did not need some."""
    last = len(covered) - 1
    return [
        NightPages(
            night=date(2026, 11, 1) + timedelta(days=number),
            ok=count,
            not_due=not_due if number == last else 0,
            failed=0,
            left=left if number == last else 0,
        )
        for number, count in enumerate(covered)
    ]


@pytest.mark.parametrize(
    ("counts", "partial"),
    [([10] * 7 + [8], False), ([10] * 7 + [7], True), ([10], False), ([10, 7], True), ([2] * 5 + [10] * 7 + [8], False)],
)  # fmt: skip
def test_a_night_below_eight_tenths_of_the_median_of_seven_is_partial(counts, partial):
    told = dict(cut_short(_pages(*counts)))
    assert (date(2026, 11, len(counts)) in told) is partial


def test_one_bad_night_does_not_make_the_next_good_one_partial():
    assert [night.day for night, _ in cut_short(_pages(10, 10, 10, 2, 10, 10))] == [4]


def test_pages_that_needed_no_check_are_covered():
    assert cut_short(_pages(10, 10, 3, not_due=7)) == []


def test_a_night_that_left_pages_unfetched_is_partial_however_many_it_read():
    assert cut_short(_pages(10, 10, left=2)) == [(date(2026, 11, 2), "2 of 12 pages were not fetched")]


def test_the_summary_names_partial_nights(facts):
    rows = [facts.night("zoom", "pricing", date(2026, 11, day)) for day in (1, 2, 3)]
    covered = summarise(rows, until=date(2026, 11, 3), reviews=0, pages=_pages(10, 10, 5))
    assert covered.cut_short == ((date(2026, 11, 3), "5 pages gave facts, 10 are usual"),)
