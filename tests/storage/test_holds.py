"""Decisions about pages held back: what is stored then, as of which nights, and what can't be decided."""

from dataclasses import replace
from datetime import date

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.hold import HeldStep, HoldState
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from rivalscope.errors import StoreError, UsageError
from storage import reads
from storage.engine import writing
from storage.held_facts import held_facts
from storage.holds import accept, accept_next, held_captures, reject, undecided
from storage.quarantine import examine

NAMES = [f"Feature {number}" for number in range(10)]


class Site:
    """A page that is examined and stored night after night, as a crawl does."""

    def __init__(self, pricing, made):
        self.pricing, self.made, self.engine = pricing, made, pricing.engine
        self.said = {}

    def show(self, night, names, *, prices=(), language="en"):
        page = Page(
            url=self.pricing.url,
            kind=SourceKind.PRICING,
            verdict=Verdict.OK,
            features=tuple(self.made.claim(name) for name in names),
            plans=tuple(self.made.plan(name, price) for name, price in prices),
            language=language,
            extractor="pages/2",
        )
        capture = Capture(
            source=self.pricing.source,
            url=self.pricing.url,
            night=self.made.night_of(night),
            seen_at=self.made.instant_of(night),
            verdict=Verdict.OK,
            snapshot=f"{night:064x}",
        )
        self.said[capture.night] = page
        with writing(self.engine) as connection:
            reason = examine(connection, capture=capture, page=page, sound=True)
        verdict = Verdict.PARTIAL if reason else Verdict.OK
        self.pricing.store(night, verdict, None if reason else page, snapshot=capture.snapshot)
        return reason

    @property
    def one(self):
        (one,) = reads.holds(self.engine)
        return one

    def pages(self, one):
        return [
            (replace(capture, verdict=Verdict.OK, reason=""), self.said[capture.night])
            for capture in held_captures(self.engine, one)
        ]

    def accept(self, one, *, on=9):
        return accept(
            self.engine,
            one.id,
            self.pages(one),
            product="rival",
            by="Kim",
            at=self.made.instant_of(on),
        )

    def removals(self):
        changes = reads.changes(self.engine, since=date(2026, 1, 1), until=date(2026, 12, 31))
        return [(one.subject, one.night) for one in changes if one.mode.value == "removed"]


@pytest.fixture
def site(pricing, made):
    return Site(pricing, made)


def test_accepted_facts_are_stored_as_of_each_night_on_which_the_page_was_held_back(site, made):
    site.show(0, NAMES)
    assert site.show(1, [*NAMES[:3], "New"])
    assert site.show(2, [*NAMES[:3], "New"])
    one = site.one
    assert site.accept(one) == 8
    assert {night for _, night in site.removals()} == {made.night_of(2)}
    assert len(site.removals()) == 7
    (new,) = [claim for claim in reads.claims(site.engine, as_of=made.instant_of(30)) if claim.name == "New"]
    assert new.first_seen == made.instant_of(1)
    row = reads.hold(site.engine, one.id)
    assert (row.taken, row.decided_by, row.decided_at) == (True, "Kim", made.instant_of(9))
    nights = reads.coverage(site.engine, since=made.night_of(0), until=made.night_of(2))
    assert [night.verdict for night in nights if night.source == "rival/pricing"] == [Verdict.OK] * 3


def test_after_one_night_nothing_is_removed_until_a_second_night_lacks_it(site):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    site.accept(site.one)
    assert site.removals() == []
    assert site.show(2, NAMES[:3]) == ""
    assert len(site.removals()) == 7


def test_what_the_page_says_again_after_it_was_accepted_was_never_removed(site):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    site.accept(site.one)
    assert site.show(2, NAMES) == ""
    assert site.removals() == []


def test_an_accepted_edition_is_the_one_that_is_known_from_then_on(site):
    site.show(0, NAMES, language="en")
    assert site.show(1, NAMES, language="de")
    site.accept(site.one)
    assert site.show(2, NAMES, language="de") == ""
    assert "was de" in site.show(3, NAMES, language="en")


def test_a_page_that_gave_facts_since_is_not_accepted_and_nothing_is_stored(site, pricing):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    pricing.same(2)
    with pytest.raises(UsageError, match="gave facts again on the night of 2026-01-03"):
        site.accept(site.one)
    assert site.one.state is HoldState.HELD
    assert len(site.pages(site.one)) == 1


def test_what_cannot_be_stored_whole_is_not_stored_at_all(site):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    site.show(2, NAMES[:3])
    one = site.one
    first, (capture, page) = site.pages(one)
    with pytest.raises(StoreError, match="without its page or its snapshot"):
        accept(
            site.engine,
            one.id,
            [first, (replace(capture, snapshot=None), page)],
            product="rival",
            by="Kim",
            at=capture.seen_at,
        )
    assert site.one == one
    assert len(site.pages(one)) == 2
    assert site.show(3, NAMES) == ""
    assert site.removals() == []


def test_a_shape_of_another_night_in_between_is_not_stored_with_it(site, made):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    site.show(2, NAMES[:3])
    one = site.one
    site.said[made.night_of(1)] = replace(site.said[made.night_of(1)], features=(made.claim("Odd"),))
    site.accept(one)
    claims = reads.claims(site.engine, as_of=made.instant_of(30))
    assert "Odd" not in {claim.name for claim in claims}
    assert len(site.removals()) == 7


def test_what_was_taken_or_is_over_can_no_longer_be_decided(site, made):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    one = site.one
    site.accept(one)
    assert undecided(site.engine, one.id, HoldState.PASSED) is None
    with pytest.raises(UsageError, match=r"accepted by Kim on 2026-01-10, and its facts are stored"):
        reject(site.engine, one.id, by="Lee", at=made.instant_of(9))
    site.show(2, NAMES)
    site.show(3, NAMES)
    site.show(4, NAMES[:2])
    other = site.one
    site.show(5, NAMES)
    for decide in (accept_next, reject):
        with pytest.raises(UsageError, match="no longer waits"):
            decide(site.engine, other.id, by="Lee", at=made.instant_of(9))


def test_a_rejection_is_told_in_the_newest_capture_and_may_be_taken_back(site, made):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    one = site.one
    reject(site.engine, one.id, by="Kim", at=made.instant_of(2))
    assert undecided(site.engine, one.id, HoldState.REJECTED) is None
    (row,) = [
        row
        for row in reads.coverage(site.engine, since=made.night_of(1), until=made.night_of(1))
        if row.source == "rival/pricing"
    ]
    assert row.reason.endswith("rejected by Kim on 2026-01-03, so its facts stay as they were")
    site.accept(reads.hold(site.engine, one.id))
    assert reads.hold(site.engine, one.id).taken


def test_decisions_are_read_by_the_nights_they_are_about_and_the_day_they_were_made(site, made):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    one = site.one
    assert reads.decided_holds(site.engine, since=made.night_of(0), until=made.night_of(9)) == []
    reject(site.engine, one.id, by="Kim", at=made.instant_of(5))
    words = (
        "redesign of the night of 2026-01-02, rejected by Kim on 2026-01-06: 7 of 10 facts vanished at once"
    )
    told = [("rival/pricing", words)]
    spans = {(0, 1): told, (2, 4): [], (5, 5): told, (6, 9): []}
    for (first, last), expected in spans.items():
        since, until = made.night_of(first), made.night_of(last)
        assert reads.decided_holds(site.engine, since=since, until=until) == expected


def test_facts_are_compared_one_by_one_with_their_words(site, made):
    site.show(0, NAMES[:6], prices=[("Pro", made.price("10"))])
    site.show(1, [NAMES[0], "New"], prices=[("Pro", made.price("12"))])
    one = site.one
    facts = held_facts(site.engine, one, site.pages(one)[-1])
    steps = {(fact.kind, fact.subject): fact.step for fact in facts}
    assert steps["plan", "Pro"] is HeldStep.STAYS
    assert steps["price", "Pro"] is HeldStep.CHANGES
    assert steps["claim", "New"] is HeldStep.COMES
    assert steps["claim", "Feature 0"] is HeldStep.STAYS
    assert [steps["claim", name] for name in NAMES[1:6]] == [HeldStep.VANISHES] * 5
    (price,) = [fact for fact in facts if fact.kind == "price"]
    assert (price.before.quote, price.after.quote) == ("$10", "$12")
    assert (price.before.snapshot, price.after.snapshot) == (f"{0:064x}", f"{1:064x}")
    stored = reads.evidence(site.engine, [price.before.evidence])
    assert stored[price.before.evidence].quote == "$10"
    assert price.after.evidence is None


def test_without_its_page_only_what_stands_is_shown(site):
    site.show(0, NAMES)
    site.show(1, NAMES[:3])
    facts = held_facts(site.engine, site.one, None)
    assert [(fact.step, fact.after) for fact in facts] == [(HeldStep.STAYS, None)] * 10
