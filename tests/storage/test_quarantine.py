"""Pages held back: how much may vanish at once, what is written down, and what lets a page pass."""

from datetime import date

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.hold import HoldState
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from rivalscope.errors import UsageError
from storage import reads
from storage.engine import writing
from storage.holds import accept_next, reject
from storage.quarantine import examine

NAMES = [f"Feature {number}" for number in range(10)]


@pytest.fixture
def site(pricing, made):
    """Returns what the store says of a page that shows these features on a night, and stores it when it may."""

    def visit(night, names, *, sound=True, language="en", canonical=None, alternates=(), plans=(), extras=()):
        page = Page(
            url=pricing.url,
            kind=SourceKind.PRICING,
            verdict=Verdict.OK,
            features=tuple(made.claim(name) for name in names),
            plans=plans,
            extras=extras,
            language=language,
            canonical=canonical,
            alternates=alternates,
            extractor="pages/2",
        )
        capture = Capture(
            source=pricing.source,
            url=pricing.url,
            night=made.night_of(night),
            seen_at=made.instant_of(night),
            verdict=Verdict.OK,
            snapshot=f"{night:064x}",
        )
        with writing(pricing.engine) as connection:
            reason = examine(connection, capture=capture, page=page, sound=sound)
        if sound and not reason:
            pricing.store(night, Verdict.OK, page, snapshot=f"{night:064x}")
        else:
            pricing.fail(night, Verdict.PARTIAL)
        return reason

    visit.engine = pricing.engine
    return visit


def removed(engine):
    changes = reads.changes(engine, since=date(2026, 1, 1), until=date(2026, 12, 31))
    return [change.subject for change in changes if change.mode.value == "removed"]


def test_a_long_list_of_rates_does_not_cover_lost_plans(site, made):
    plans = tuple(made.plan(name, made.price("9")) for name in ("Basic", "Pro"))
    rates = tuple(made.plan(f"Rate {number}", made.price("1")) for number in range(20))
    site(0, [], plans=plans, extras=rates)
    assert site(1, [], extras=rates).startswith(
        "redesign?: 4 of 44 facts vanished at once (plan Basic, plan Pro,"
    )


def test_a_list_of_rates_that_vanishes_is_named(site, made):
    plans = (made.plan("Basic", made.price("9")),)
    rates = tuple(made.plan(f"Rate {number}", made.price("1")) for number in range(3))
    site(0, [], plans=plans, extras=rates)
    assert "(Rate 0 (extra), Rate 1 (extra), Rate 2 (extra), …)" in site(1, [], plans=plans)


@pytest.mark.parametrize(("left", "is_held"), [(9, False), (6, False), (5, True), (1, True)])
def test_more_than_four_tenths_at_once_are_held_back(site, left, is_held):
    assert site(0, NAMES) == ""
    assert bool(site(1, NAMES[:left])) is is_held


def test_two_facts_may_always_vanish(site):
    site(0, NAMES[:3])
    assert site(1, NAMES[:1]) == ""


def test_what_vanished_is_named(site, made):
    site(0, NAMES)
    assert "7 of 10 facts vanished at once (Feature 3, Feature 4, Feature 5, …)" in site(1, NAMES[:3])
    (one,) = reads.holds(site.engine)
    assert (one.cause, one.lost, one.standing, one.vanished) == ("redesign", 7, 10, tuple(NAMES[3:]))
    assert reads.holds(site.engine, night=made.night_of(1)) == [one]
    assert reads.holds(site.engine, night=made.night_of(0)) == []


def test_the_same_shape_on_three_nights_is_accepted_and_its_removals_are_told_that_night(site):
    site(0, NAMES)
    assert site(1, NAMES[:3])
    assert site(2, NAMES[:3])
    assert removed(site.engine) == []
    assert site(3, NAMES[:3]) == ""
    assert len(removed(site.engine)) == 7
    assert reads.holds(site.engine) == []


def test_a_second_try_of_the_same_night_is_no_second_night(site):
    site(0, NAMES)
    for night in (1, 1, 1, 2):
        assert site(night, NAMES[:3])


def test_another_shape_begins_anew(site):
    site(0, NAMES)
    site(1, NAMES[:3])
    site(2, NAMES[:3])
    assert "night 1 of 3" in site(3, NAMES[:2])


def test_a_page_that_comes_back_is_let_go(site):
    site(0, NAMES)
    site(1, NAMES[:3])
    assert site(2, NAMES) == ""
    assert (reads.holds(site.engine), removed(site.engine)) == ([], [])


def test_a_page_with_nothing_left_is_never_accepted_by_waiting(site):
    site(0, NAMES)
    assert all(site(night, []) for night in range(1, 9))


def test_a_person_may_accept_what_is_held_back(site, made):
    site(0, NAMES)
    site(1, NAMES[:3])
    (one,) = reads.holds(site.engine)
    accept_next(site.engine, one.id, by="Kim", at=made.instant_of(1))
    assert reads.holds(site.engine) == []
    assert site(2, NAMES[:3]) == ""
    assert len(removed(site.engine)) == 7


def test_what_was_never_held_back_has_no_number(site):
    with pytest.raises(UsageError, match="17"):
        reads.hold(site.engine, 17)


def test_a_rejected_shape_is_never_accepted_by_waiting_and_nobody_is_asked_again(site, made):
    site(0, NAMES)
    site(1, NAMES[:3])
    (one,) = reads.holds(site.engine)
    reject(site.engine, one.id, by="Kim", at=made.instant_of(1))
    for night in range(2, 6):
        assert "vanished at once; rejected by Kim on 2026-01-02" in site(night, NAMES[:3])
    assert site(6, NAMES) == ""
    assert "rejected by Kim" in site(7, NAMES[:3])
    assert (reads.holds(site.engine), removed(site.engine)) == ([], [])
    (one,) = reads.holds(site.engine, every=True)
    assert (one.state, one.nights, one.last_night) == (HoldState.REJECTED, 6, made.night_of(7))


def test_another_shape_than_the_rejected_one_is_held_back_anew_and_may_wait(site, made):
    site(0, NAMES)
    site(1, NAMES[:3])
    (one,) = reads.holds(site.engine)
    reject(site.engine, one.id, by="Kim", at=made.instant_of(1))
    assert "night 1 of 3" in site(2, NAMES[:2])
    (other,) = reads.holds(site.engine)
    assert other.id != one.id
    assert site(3, NAMES[:2])
    assert site(4, NAMES[:2]) == ""


def test_a_page_that_was_judged_partial_is_noted_and_never_accepted_by_it(site):
    site(0, NAMES)
    assert all(site(night, NAMES[:3], sound=False) for night in range(1, 6))
    (one,) = reads.holds(site.engine)
    assert one.nights == 5


def test_a_page_in_another_language_is_held_back_until_a_person_accepts_it(site, made):
    site(0, NAMES, language="en-us")
    assert "its language is de and was en-us" in site(1, NAMES, language="de")
    assert all(site(night, NAMES, language="de") for night in range(2, 7))
    (one,) = reads.holds(site.engine)
    assert one.cause == "geo variant"
    accept_next(site.engine, one.id, by="Kim", at=made.instant_of(7))
    assert site(7, NAMES, language="de") == ""
    assert site(8, NAMES, language="de") == ""


def test_prices_in_other_currencies_are_another_edition(site, made):
    site(0, NAMES, plans=(made.plan("Pro", made.price("9")),))
    other = (made.plan("Pro", made.price("9", currency="EUR")),)
    assert "its prices are in EUR and were in USD" in site(1, NAMES, plans=other)


def test_a_page_that_names_no_edition_is_taken_for_the_one_known(site):
    site(0, NAMES, language="en")
    assert site(1, NAMES, language=None) == ""
    assert site(2, NAMES, language="en-gb") == ""


def test_a_page_that_lists_itself_as_another_country_s_is_another_edition(site):
    ours, theirs = "https://made.example/pricing", "https://made.example/gb/pricing"
    listed = (("en-us", ours), ("en-gb", theirs))
    site(0, NAMES, canonical=ours, alternates=listed)
    assert "the edition for en-gb" in site(1, NAMES, canonical=theirs, alternates=listed)
