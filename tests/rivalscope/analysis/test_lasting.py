from datetime import date, timedelta

import pytest

from rivalscope.analysis.coverage import summarise
from rivalscope.analysis.lasting import NIGHTS, lasting_failure
from rivalscope.domain.capture import Verdict
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.finding import MENDS, Cause
from rivalscope.domain.market import SourceKind

FIRST = date(2026, 11, 1)


def nights(*told, source="zoom/pricing", due=True):
    return [
        SourceCoverage(
            product="zoom",
            source=source,
            kind=SourceKind.PRICING,
            url="https://zoom.example/pricing",
            night=FIRST + timedelta(days=place),
            verdict=verdict,
            reason=reason,
            captures=1,
            items=0,
            last_ok=None,
            due=due,
        )
        for place, (verdict, reason) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("verdict", "reason", "cause"),
    [
        (Verdict.ERROR, "the page is gone (404)", Cause.GONE),
        (Verdict.SOFT_404, "the page says that it is not there: Oops", Cause.GONE),
        (Verdict.ERROR, "the site answered with an error (503)", Cause.DOWN),
        (Verdict.ERROR, "no answer within 30 s", Cause.DOWN),
        (Verdict.TLS_ERROR, "the certificate has expired", Cause.DOWN),
        (Verdict.BLOCKED, "a challenge stands in its place", Cause.BLOCKED),
        (Verdict.LOGIN, "a login form stands in its place", Cause.BLOCKED),
        (Verdict.PARTIAL, "redesign?", Cause.REDESIGNED),
        (Verdict.EMPTY, "it shows nothing without JavaScript", Cause.REDESIGNED),
        (Verdict.DISALLOWED, "robots.txt", Cause.ROBOTS),
    ],
)
def test_five_nights_without_facts_have_a_cause_and_a_mend(verdict, reason, cause):
    found = lasting_failure(nights(*[(verdict, reason)] * NIGHTS))
    assert (found.cause, found.nights, found.since) == (cause, NIGHTS, FIRST)
    assert reason in found.words
    assert MENDS[cause] in found.words


def test_every_cause_has_a_mend():
    assert set(MENDS) == set(Cause)


def test_four_nights_or_a_good_one_in_between_are_no_lasting_failure():
    failed, good = (Verdict.ERROR, "the page is gone (404)"), (Verdict.OK, "")
    assert lasting_failure(nights(*[failed] * (NIGHTS - 1))) is None
    assert lasting_failure(nights(failed, failed, good, failed, failed, failed)) is None
    assert lasting_failure(nights(*[failed] * NIGHTS, good)) is None
    assert lasting_failure([]) is None


def test_nights_on_which_it_was_not_due_neither_count_nor_break_the_row():
    failed = (Verdict.BLOCKED, "403")
    rows = nights(*[failed] * 6)
    rested = [*rows[:2], *nights((Verdict.OK, ""), due=False), *rows[2:]]
    assert lasting_failure(rested).nights == 6


def test_the_cause_is_the_one_that_most_nights_tell():
    told = [(Verdict.ERROR, "the site answered with an error (503)")] + [(Verdict.BLOCKED, "403")] * 4
    assert lasting_failure(nights(*told)).cause is Cause.BLOCKED


def test_a_summary_names_each_source_that_keeps_failing():
    rows = nights(*[(Verdict.SOFT_404, "")] * 6) + nights(*[(Verdict.OK, "")] * 6, source="zoom/blog")
    (found,) = summarise(rows, until=FIRST + timedelta(days=5), reviews=0).lasting
    assert (found.source, found.cause, found.nights) == ("zoom/pricing", Cause.GONE, 6)
