from datetime import UTC, date, datetime

from rivalscope.analysis.coverage import summarise
from rivalscope.domain.capture import Verdict

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


def test_facts_a_week_old_are_stale(facts):
    rows = [facts.night("zoom", "pricing", date(2026, 11, 15)), facts.night("zoom", "home", MONDAY)]
    assert summarise(rows, until=UNTIL, reviews=0).stale == (("zoom/pricing", "2026-11-15"),)


def test_nights_on_which_nothing_was_fetched_did_not_run(facts):
    rows = [facts.night("zoom", "pricing", MONDAY, verdict=None, captures=0)]
    found = summarise(rows, until=UNTIL, reviews=0)
    assert (found.nights, found.first_night, found.ok) == (0, None, 0)
