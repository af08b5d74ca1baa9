"""Loads: what a page says becomes facts and changes, once, with evidence, on both engines."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.fact import ChangeKind, ChangeMode
from rivalscope.domain.page import ClaimStatus, ItemType, Period, PriceKind, ReleaseItem
from rivalscope.errors import StoreError
from storage import reads
from storage.engine import reading
from storage.loads import store_capture
from storage.tables import metadata


def changes(engine):
    found = reads.changes(engine, since=date(2026, 1, 1), until=date(2026, 12, 31))
    return [(c.kind.value, c.mode.value, c.subject, c.before, c.after) for c in found]


def counts(engine):
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_the_first_sight_of_a_page_is_a_baseline_and_no_change(pricing, made):
    result = pricing.show(0, made.plan("Pro", made.price("15.99"), features=[made.claim("Chat")]))
    assert (result.changes, result.facts) == (0, 3)
    (fact,) = reads.prices(pricing.engine)
    assert (fact.plan, fact.amount, fact.currency, fact.unit) == ("Pro", Decimal("15.99"), "USD", "seat")
    assert (fact.first_seen, fact.last_seen, fact.ended) == (made.instant_of(0), made.instant_of(0), None)


def test_a_price_that_falls_is_one_change_even_when_its_wording_changed(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("15.99", raw="$15.99/month/host")))
    result = pricing.show(
        1, made.plan("Pro", made.price("13.33", billed=made.annually, raw="$13.33 /month/user"))
    )
    assert result.changes == 1
    assert changes(pricing.engine) == [
        (
            "price",
            "changed",
            "Pro",
            "15.99 USD per seat per month",
            "13.33 USD per seat per month, billed annually",
        )
    ]
    old, new = reads.prices(pricing.engine, history=True)
    assert (old.ended, new.first_seen) == (made.instant_of(1), made.instant_of(1))


def test_another_wording_of_the_same_price_is_no_change(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("15.00", raw="$15.00 / host")))
    assert pricing.show(1, made.plan("Pro", made.price("15", raw="15 $ per host"))).changes == 0
    (fact,) = reads.prices(pricing.engine, history=True)
    assert (fact.raw, str(fact.amount)) == ("$15.00 / host", "15.00")


def test_each_way_to_pay_changes_by_itself(pricing, made):
    monthly, yearly = made.price("20"), made.price("16", billed=made.annually)
    pricing.show(0, made.plan("Pro", monthly, yearly))
    pricing.show(1, made.plan("Pro", made.price("18", billed=made.annually), made.price("20")))
    assert changes(pricing.engine) == [
        (
            "price",
            "changed",
            "Pro",
            "16 USD per seat per month, billed annually",
            "18 USD per seat per month, billed annually",
        )
    ]


def test_a_plan_that_comes_is_one_change_of_packaging(pricing, made):
    pricing.show(0, made.plan("Basic", made.price("0", kind=PriceKind.FREE)))
    team = made.plan(
        "Team", made.price("9"), features=[made.claim("SSO")], limits=[made.limit("Seats", "50")]
    )
    pricing.show(1, made.plan("Basic", made.price("0", kind=PriceKind.FREE)), team)
    assert changes(pricing.engine) == [("packaging", "added", "Team", None, "9 USD per seat per month")]
    assert {claim.plan for claim in reads.claims(pricing.engine)} == {"Team"}


def test_a_plan_under_another_name_is_one_change_and_its_facts_go_with_it(pricing, made):
    basic = made.plan("Basic", made.price("0", kind=PriceKind.FREE))
    offer = {"features": [made.claim("SSO"), made.claim("Recording")], "limits": [made.limit("Seats", "50")]}
    pricing.show(0, basic, made.plan("Team", made.price("9"), **offer))
    for number in (1, 2, 3):
        pricing.show(number, basic, made.plan("Business", made.price("9"), **offer))
    assert changes(pricing.engine) == [
        (
            "packaging",
            "changed",
            "Business",
            "Team: 9 USD per seat per month",
            "Business: 9 USD per seat per month",
        )
    ]
    (change,) = reads.changes(pricing.engine, since=made.night_of(0), until=made.night_of(3))
    assert None not in (change.evidence_before, change.evidence_after)
    assert {claim.plan for claim in reads.claims(pricing.engine)} == {"Business"}
    assert {fact.plan for fact in reads.prices(pricing.engine)} == {"Basic", "Business"}


def test_a_plan_that_gives_way_to_one_of_another_price_is_two_changes(pricing, made):
    basic = made.plan("Basic", made.price("0", kind=PriceKind.FREE))
    pricing.show(0, basic, made.plan("Team", made.price("9")))
    for number in (1, 2):
        pricing.show(number, basic, made.plan("Enterprise", made.price("49")))
    assert [row[:3] for row in changes(pricing.engine)] == [
        ("packaging", "added", "Enterprise"), ("packaging", "removed", "Team"),
    ]  # fmt: skip


def test_a_plan_that_goes_is_told_on_the_second_night_and_ended_on_the_first(pricing, made):
    basic = made.plan("Basic", made.price("0", kind=PriceKind.FREE))
    pricing.show(0, basic, made.plan("Team", made.price("9"), features=[made.claim("SSO")]))
    assert pricing.show(1, basic).changes == 0
    assert pricing.show(2, basic).changes == 1
    assert changes(pricing.engine) == [("packaging", "removed", "Team", "9 USD per seat per month", None)]
    gone = [fact for fact in reads.prices(pricing.engine, history=True) if fact.plan == "Team"]
    assert [(fact.last_seen, fact.ended) for fact in gone] == [(made.instant_of(0), made.instant_of(1))]
    assert reads.claims(pricing.engine) == []


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if not verdict.factual])
def test_an_outage_of_any_kind_changes_no_fact(pricing, made, verdict):
    team = made.plan("Team", made.price("9"), features=[made.claim("SSO")])
    pricing.show(0, team)
    before = reads.prices(pricing.engine), reads.claims(pricing.engine)
    for number in range(1, 5):
        assert pricing.fail(number, verdict).changes == 0
    assert (reads.prices(pricing.engine), reads.claims(pricing.engine)) == before
    assert pricing.show(5, team).changes == 0
    assert changes(pricing.engine) == []


def test_a_page_that_is_as_it_was_extends_its_facts(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9")), releases=[made.release("1.0")])
    pricing.same(3)
    (fact,) = reads.prices(pricing.engine)
    assert fact.last_seen == made.instant_of(3)


def test_what_was_missing_ends_when_the_page_stays_as_it_was(pricing, made):
    pricing.show(0, features=[made.claim("Chat"), made.claim("Polls")])
    pricing.show(1, features=[made.claim("Chat")])
    pricing.same(2)
    assert changes(pricing.engine) == [("feature", "removed", "Polls", "offered", None)]


def test_the_same_night_again_changes_nothing(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9")), reviews=[made.review("r1", "Fine.")])
    pricing.show(1, made.plan("Pro", made.price("8")), releases=[made.release("2.0", made.night_of(1))])
    before = counts(pricing.engine), reads.prices(pricing.engine, history=True), changes(pricing.engine)
    again = pricing.show(
        1, made.plan("Pro", made.price("8")), releases=[made.release("2.0", made.night_of(1))]
    )
    assert (again.changes, again.facts) == (0, 0)
    assert (
        counts(pricing.engine),
        reads.prices(pricing.engine, history=True),
        changes(pricing.engine),
    ) == before


def test_a_failed_capture_gives_way_to_the_next_try_of_the_night(pricing, made):
    pricing.fail(0, Verdict.LOGIN)
    pricing.show(0, made.plan("Pro", made.price("9")))
    (row,) = reads.coverage(pricing.engine, since=made.night_of(0), until=made.night_of(0))
    assert (row.verdict, row.reason, row.captures) == (Verdict.OK, "", 1)


def test_a_good_capture_does_not_give_way_to_a_later_failure_of_the_night(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9")))
    pricing.fail(0, Verdict.BLOCKED)
    (row,) = reads.coverage(pricing.engine, since=made.night_of(0), until=made.night_of(0))
    assert row.verdict is Verdict.OK


def test_a_price_that_comes_back_within_five_captures_is_unstable(pricing, made):
    for number, amount in enumerate(["9", "8", "9"]):
        pricing.show(number, made.plan("Pro", made.price(amount)))
    assert [change[1] for change in changes(pricing.engine)] == ["unstable"]
    assert [fact.unstable for fact in reads.prices(pricing.engine, history=True)] == [False, False, True]


def test_a_period_that_changes_is_a_change(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("120", period=Period.YEAR)))
    pricing.show(1, made.plan("Pro", made.price("12")))
    assert changes(pricing.engine) == [
        ("price", "changed", "Pro", "120 USD per seat per year", "12 USD per seat per month")
    ]


def test_a_price_that_can_no_longer_be_read_is_not_a_change_on_one_night(pricing, made):
    unclear = made.price(None, kind=PriceKind.UNKNOWN, currency=None, period=None, unit=None, raw="Ask Joe")
    pricing.show(0, made.plan("Pro", made.price("12")))
    assert pricing.show(1, made.plan("Pro", unclear)).changes == 0
    assert pricing.show(2, made.plan("Pro", made.price("12"))).changes == 0
    pricing.show(3, made.plan("Pro", unclear))
    pricing.show(4, made.plan("Pro", unclear))
    assert changes(pricing.engine) == [("price", "changed", "Pro", "12 USD per seat per month", "Ask Joe")]


def test_a_feature_whose_status_changes_is_one_change(pricing, made):
    pricing.show(0, made.plan("Pro", features=[made.claim("Cloud recordings", ClaimStatus.ABSENT)]))
    pricing.show(1, made.plan("Pro", features=[made.claim("Cloud recording", ClaimStatus.LIMITED, "10 GB")]))
    assert changes(pricing.engine) == [
        ("feature", "changed", "Pro: Cloud recording", "absent", "limited (10 GB)")
    ]


def test_a_limit_stated_twice_is_one_change(pricing, made):
    def shown(size):
        stated = made.claim("Storage", ClaimStatus.LIMITED, size)
        return made.plan("Pro", features=[stated], limits=[made.limit("Storage", size)])

    pricing.show(0, shown("10 GB"))
    pricing.show(1, shown("5 GB"))
    assert changes(pricing.engine) == [
        ("limit", "changed", "Pro: Storage", "limited (10 GB)", "limited (5 GB)")
    ]


def test_a_limit_by_itself_is_a_change(pricing, made):
    pricing.show(0, made.plan("Basic", limits=[made.limit("Meeting duration", "60", "minutes")]))
    pricing.show(1, made.plan("Basic", limits=[made.limit("Meeting duration", "40", "minutes")]))
    assert changes(pricing.engine) == [
        ("limit", "changed", "Basic: Meeting duration", "60 minutes", "40 minutes")
    ]


def test_a_feature_that_comes_to_several_plans_is_one_change(pricing, made):
    def shown(*features):
        names = ("Free", "Pro", "Team")
        return [
            made.plan(name, features=[made.claim(f) for f in features[: 1 + place]])
            for place, name in enumerate(names)
        ]

    pricing.show(0, *shown("Chat"))
    pricing.show(1, *shown("Chat", "Polls"))
    assert changes(pricing.engine) == [("feature", "added", "Pro, Team: Polls", None, "offered")]
    assert len(reads.claims(pricing.engine)) == 5


def test_case_and_plural_of_a_value_are_no_change(pricing, made):
    pricing.show(0, made.plan("Pro", features=[made.claim("History", ClaimStatus.LIMITED, "30 Days")]))
    assert (
        pricing.show(
            1, made.plan("Pro", features=[made.claim("History", ClaimStatus.LIMITED, "30 day")])
        ).changes
        == 0
    )


def test_features_that_are_not_offered_come_and_go_unremarked(pricing, made):
    pricing.show(0, features=[made.claim("Chat")])
    pricing.show(1, features=[made.claim("Chat"), made.claim("Polls", ClaimStatus.ABSENT)])
    assert changes(pricing.engine) == []
    assert [claim.name for claim in reads.claims(pricing.engine)] == ["Chat", "Polls"]


def test_an_emptied_cell_is_not_a_removal_on_one_night(pricing, made):
    pricing.show(0, features=[made.claim("Chat")])
    assert pricing.show(1, features=[made.claim("Chat", ClaimStatus.UNKNOWN)]).changes == 0
    assert [claim.status for claim in reads.claims(pricing.engine)] == [ClaimStatus.OFFERED]
    pricing.show(2, features=[made.claim("Chat", ClaimStatus.UNKNOWN)])
    assert changes(pricing.engine) == [("feature", "changed", "Chat", "offered", "unknown")]


def test_a_new_release_is_a_change_and_an_old_one_that_is_newly_listed_is_not(pricing, made):
    first = made.release("5.8", date(2025, 12, 20))
    pricing.show(0, releases=[first])
    fresh = made.release("5.9", date(2026, 1, 2), "Polls", "Fixes")
    old = made.release("4.0", date(2024, 5, 1))
    pricing.show(1, releases=[fresh, first, old])
    assert changes(pricing.engine) == [("release", "added", "5.9", None, "Polls; Fixes")]
    assert [release.title for release in reads.releases(pricing.engine)] == ["5.9", "5.8", "4.0"]
    assert reads.releases(pricing.engine, since=date(2026, 1, 1))[0].items == ("Polls", "Fixes")


def test_a_release_that_announces_a_price_is_one_change_of_price_with_its_words(pricing, made):
    entries = (
        ReleaseItem(type=ItemType.ADDED, text="Polls"),
        ReleaseItem(type=ItemType.PRICE, text="Pro now costs $12"),
    )
    pricing.show(0, releases=[made.release("5.8", date(2025, 12, 20))])
    dearer = made.release("5.9", date(2026, 1, 2), *(entry.text for entry in entries))
    pricing.show(1, releases=[replace(dearer, entries=entries)])
    assert changes(pricing.engine) == [("price", "added", "5.9", None, "Pro now costs $12; Polls")]
    (change,) = reads.changes(pricing.engine, since=made.night_of(1), until=made.night_of(1))
    assert reads.evidence(pricing.engine)[change.evidence_after].quote == dearer.passage.quote


def test_a_release_that_a_changelog_and_its_feed_list_is_told_once(pricing, reviewing, made):
    for source in (pricing, reviewing):
        source.show(0, releases=[made.release("5.8", date(2025, 12, 20))])
    for source in (pricing, reviewing):
        source.show(1, releases=[made.release("5.9", date(2026, 1, 2), "Polls")])
    assert changes(pricing.engine) == [("release", "added", "5.9", None, "Polls")]
    assert len(reads.releases(pricing.engine)) == 4


def test_a_release_that_falls_off_the_page_has_not_gone(pricing, made):
    pricing.show(0, releases=[made.release("5.8", date(2025, 12, 20))])
    for number in (1, 2, 3):
        pricing.show(number)
    assert changes(pricing.engine) == []
    assert len(reads.releases(pricing.engine)) == 1


def test_every_fact_and_both_sides_of_a_change_lead_to_their_words(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9", raw="$9"), features=[made.claim("Chat")]))
    pricing.show(1, made.plan("Pro", made.price("8", raw="$8"), features=[made.claim("Chat")]))
    quotes = {number: evidence.quote for number, evidence in reads.evidence(pricing.engine).items()}
    assert [quotes[fact.evidence] for fact in reads.prices(pricing.engine, history=True)] == ["$9", "$8"]
    (change,) = reads.changes(pricing.engine, since=made.night_of(0), until=made.night_of(1))
    assert (quotes[change.evidence_before], quotes[change.evidence_after]) == ("$9", "$8")
    assert (change.kind, change.mode) == (ChangeKind.PRICE, ChangeMode.CHANGED)


def test_the_past_is_read_as_it_looked_then(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9")))
    pricing.show(1, made.plan("Pro", made.price("9")))
    pricing.show(2, made.plan("Pro", made.price("8")))
    (then,) = reads.prices(pricing.engine, as_of=made.instant_of(1))
    assert (then.amount, then.ended, then.last_seen) == (Decimal(9), None, made.instant_of(1))
    assert reads.prices(pricing.engine, as_of=made.instant_of(0) - timedelta(seconds=1)) == []
    assert [fact.amount for fact in reads.prices(pricing.engine)] == [Decimal(8)]


def test_an_older_capture_that_comes_late_is_kept_and_touches_no_fact(pricing, made):
    pricing.show(5, made.plan("Pro", made.price("8")))
    late = pricing.show(2, made.plan("Pro", made.price("9")))
    assert (late.changes, late.facts) == (0, 0)
    assert [fact.amount for fact in reads.prices(pricing.engine, history=True)] == [Decimal(8)]
    assert reads.nights(pricing.engine) == [made.night_of(2), made.night_of(5)]


def test_a_capture_of_an_unknown_source_says_what_to_do(market, made):
    capture = Capture(
        source="rival/nowhere",
        url="https://made.example/x",
        night=made.night_of(0),
        seen_at=made.instant_of(0),
        verdict=Verdict.ERROR,
    )
    with pytest.raises(
        StoreError, match="no source 'rival/nowhere' of product 'rival': sync the market file"
    ):
        store_capture(market, capture=capture, page=None, product="rival")


def test_a_load_that_fails_half_way_leaves_nothing_behind(pricing, made):
    before = counts(pricing.engine)
    broken = made.plan("Pro", made.price("9"), features=[made.claim("half a surrogate \ud800")])
    with pytest.raises(StoreError, match="surrogate"):
        pricing.show(0, broken)
    assert counts(pricing.engine) == before


def test_names_of_any_length_are_stored(pricing, made):
    long = "a very long name " * 400
    pricing.show(0, made.plan(long, made.price("9"), features=[made.claim(long)]))
    assert [claim.name for claim in reads.claims(pricing.engine)] == [long]


def test_a_release_keeps_its_version_and_what_each_item_tells_of(pricing, made):
    entries = (
        ReleaseItem(type=ItemType.ADDED, text="Polls"),
        ReleaseItem(type=ItemType.FIXED, text="Lost scroll"),
    )
    plain = made.release("5.8", date(2025, 12, 20), "Polls", "Lost scroll")
    pricing.show(0, releases=[plain])
    pricing.show(1, releases=[replace(plain, version="5.8", entries=entries)])
    with reading(pricing.engine) as connection:
        rows = connection.execute(
            text("SELECT version, place, type, text FROM release_items ORDER BY place")
        ).all()
    assert [tuple(row) for row in rows] == [("5.8", 1, "added", "Polls"), ("5.8", 2, "fixed", "Lost scroll")]
    stored = reads.releases(pricing.engine)[0]
    assert (stored.version, stored.types) == ("5.8", (ItemType.ADDED, ItemType.FIXED))
