"""A digest as one reader asked for it."""

from datetime import UTC, datetime

import pytest

from rivalscope.domain.dates import LANGUAGES, written
from rivalscope.domain.fact import ChangeKind
from rivalscope.domain.reader import TOPICS, Reader, Topic
from rivalscope.reports.content import DigestState
from rivalscope.reports.letter import told_items, write_letter
from rivalscope.reports.recipient import for_reader


def reader(**settings):
    return Reader(address="pm@example.org", **settings)


def changes(digest):
    return [change for group in digest.groups for change in group.changes]


def test_without_settings_everything_is_told(made):
    digest = made.digest()
    assert for_reader(digest, reader()) == digest


def test_every_kind_of_change_has_a_topic():
    assert set(TOPICS) == set(ChangeKind)


def test_a_topic_leaves_out_the_others_and_counts_them(made):
    digest = made.digest()
    told = for_reader(digest, reader(topics=(Topic.PRICES,)))
    assert {change.kind for change in changes(told)} == {ChangeKind.PRICE}
    assert (told.shifts, told.requests, told.problems, told.contests, told.gaps) == ((), (), (), (), ())
    assert told.withheld > 0
    assert f"{told.withheld} items left out by your settings" in str(write_letter(told, most=5))
    assert told.coverage == digest.coverage


def test_products_bound_changes_opinions_and_switches(made):
    told = for_reader(made.digest(), reader(products=("kestrel",)))
    assert {change.product for change in changes(told)} == {"kestrel"}
    assert {one.product for one in (*told.shifts, *told.requests, *told.problems)} <= {"kestrel"}
    assert all("kestrel" in (one.winner, one.loser) for one in told.contests)
    assert all("kestrel" in move.gap.rivals for move in told.gaps)


def test_thresholds_leave_out_light_changes_and_single_voices(made):
    told = for_reader(made.digest(), reader(minimum_score=60, minimum_reviewers=2))
    assert all(change.score >= 60 for change in changes(told))
    features = {one.feature for one in told.problems}
    voices = {f: sum(one.voices for one in made.digest().problems if one.feature == f) for f in features}
    assert all(number >= 2 for number in voices.values())


def test_a_week_that_has_nothing_for_a_reader_is_not_called_quiet(made):
    told = for_reader(made.digest(), reader(topics=(Topic.HIRING,)))
    assert told.state is DigestState.NOTHING
    assert write_letter(told, most=5).headline.startswith("Nothing that you asked to be told changed")


def test_a_week_without_a_night_is_no_data_whatever_is_asked_for(made):
    told = for_reader(made.digest(coverage=()), reader(topics=(Topic.HIRING,)))
    assert told.state is DigestState.NO_DATA


def test_dates_are_in_the_readers_language_and_zone(made):
    now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    letter = write_letter(
        for_reader(made.digest(now=now), reader(language="de", timezone="Asia/Tokyo")), most=5
    )
    assert letter.period == (
        "Week 2026-W47, 16. November 2026 to 22. November 2026; written 23. November 2026, 08:30 Asia/Tokyo"
    )
    assert "(price changed, 18. November 2026)" in str(letter)


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "1 March 2026"), ("fr", "1er mars 2026"), ("es", "1 de marzo de 2026"), ("pl", "1 marca 2026"), ("iso", "2026-03-01")],
)  # fmt: skip
def test_a_day_is_written_as_its_language_does(language, day):
    assert written(datetime(2026, 3, 1, tzinfo=UTC).date(), language) == day


def test_every_language_has_twelve_months():
    assert {len(set(form.months)) for form in LANGUAGES.values()} == {12}


def test_the_codes_of_items_are_their_own_and_the_same_for_every_reader(made):
    digest = made.digest()
    told = list(told_items(digest, most=12))
    assert len({item.code for item in told}) == len(told)
    some = list(told_items(for_reader(digest, reader(topics=(Topic.PRICES,))), most=12))
    assert {item.code for item in some} < {item.code for item in told}
    assert next(item.title for item in told if item.kind == "price").startswith("Kestrel: Pro (price")


def test_nothing_is_claimed_of_what_a_reader_did_not_ask_for(made):
    told = write_letter(for_reader(made.digest(), reader(topics=(Topic.PRICES,))), most=5)
    assert [part.title for part in told.parts] == ["What competitors did", "Coverage"]
    assert (
        told.headline
        == "Of what you asked to be told: competitors made 2 changes on the sources that could be read."
    )
    asked = write_letter(
        for_reader(made.digest(), reader(topics=(Topic.HIRING, Topic.SWITCHES), minimum_reviewers=99)), most=5
    )
    assert [own.silence for part in asked.parts[:2] for own in part.blocks if own.silence][::2] == [
        "Nothing within your settings."
    ] * 2
    assert asked.subject.endswith("nothing that you asked to be told")


def test_a_week_without_a_night_claims_no_silence_of_customers(made):
    letter = write_letter(
        made.digest(
            coverage=(), changes=(), reviews=(), mentions=(), intents=(), comparisons=(), before=None
        ),
        most=5,
    )
    silences = [own.silence for part in letter.parts[:3] for own in part.blocks]
    assert set(silences) == {"Not known: no night ran."}
