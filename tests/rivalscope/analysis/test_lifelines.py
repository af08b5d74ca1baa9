from datetime import UTC, date, datetime, timedelta

import pytest

from rivalscope.analysis.launch import LEAST_WEEKS
from rivalscope.analysis.launches import PRAISED, launched
from rivalscope.analysis.lifelines import life_lines, named, terms
from rivalscope.analysis.voices import voices
from rivalscope.domain.market import Feature, Taxonomy
from rivalscope.domain.page import ClaimStatus, ItemType
from rivalscope.domain.reading import Polarity

PRODUCTS = ("ours", "kestrel", "marlow")
LOOKED = datetime(2026, 1, 5, tzinfo=UTC)
TAXONOMY = Taxonomy(
    features=(
        Feature(name="Whiteboard", aliases=("drawing board",)),
        Feature(name="Board"),
        Feature(name="Polls"),
    )
)


def lines(facts, claims, releases=()):
    found = life_lines(claims, releases, taxonomy=TAXONOMY, products=PRODUCTS, as_of=facts.as_of)
    return {line.feature: line for line in found}


def looked(facts, product):
    """What the first look at a product's page found."""
    return facts.claim(product, "Screen sharing", first_seen=LOOKED)


def release(facts, product, day, *items, types=(ItemType.ADDED,)):
    import dataclasses

    return dataclasses.replace(facts.release(product, "5.2", day=day, items=items), types=types)


def test_what_the_first_look_found_was_there_before_and_what_came_later_has_its_day(facts):
    early = facts.claim("kestrel", "Whiteboard", first_seen=LOOKED)
    late = facts.claim("ours", "Whiteboard", first_seen=LOOKED + timedelta(days=90))
    line = lines(facts, [looked(facts, "ours"), early, late])["Whiteboard"]
    assert [(one.product, one.known, one.since) for one in line.holders] == [
        ("kestrel", False, LOOKED.date()),
        ("ours", True, date(2026, 4, 5)),
    ]
    assert line.first.product == "kestrel"
    assert [one.product for one in line.came] == ["ours"]
    assert line.months == pytest.approx(3, abs=0.05)
    assert line.came[0].evidence == (late.evidence,)


def test_what_appears_in_the_first_fortnight_may_have_been_there(facts):
    soon = facts.claim("ours", "Whiteboard", first_seen=LOOKED + timedelta(days=14))
    assert lines(facts, [looked(facts, "ours"), soon])["Whiteboard"].came == ()


def test_two_that_had_it_before_we_looked_leave_nobody_first(facts):
    both = [facts.claim(product, "Whiteboard", first_seen=LOOKED) for product in ("ours", "kestrel")]
    line = lines(facts, both)["Whiteboard"]
    assert (line.first, line.months, line.standing) == (None, None, 2)


def test_release_notes_that_add_a_feature_date_it_and_those_that_mend_it_bound_it(facts):
    notes = [
        release(facts, "ours", date(2025, 6, 1), "A drawing board for every room"),
        release(
            facts, "kestrel", date(2025, 7, 1), "The whiteboard no longer freezes", types=(ItemType.FIXED,)
        ),
        release(facts, "marlow", date(2025, 8, 1), "Whiteboard", types=(ItemType.REMOVED,)),
    ]
    line = lines(facts, [facts.claim("ours", "Whiteboard", first_seen=LOOKED)], notes)["Whiteboard"]
    assert [(one.product, one.known, one.source) for one in line.holders] == [
        ("ours", True, "release notes"),
        ("kestrel", False, "release notes"),
    ]
    assert len(line.holders[0].evidence) == 2


def test_a_term_within_a_longer_one_is_not_named():
    known = terms(TAXONOMY)
    assert named("New: drawing boards", known) == {"Whiteboard"}
    assert named("Boards and polls", known) == {"Board", "Polls"}
    assert named("Faster start", known) == set()


def test_a_feature_ends_when_no_page_states_it_any_longer(facts):
    gone = LOOKED + timedelta(days=60)
    claims = [
        facts.claim("ours", "Polls", first_seen=LOOKED, ended=gone),
        facts.claim("kestrel", "Polls", first_seen=LOOKED, ended=gone),
        facts.claim("kestrel", "Polls", first_seen=gone, source="kestrel/features"),
        facts.claim("marlow", "Polls", ClaimStatus.PLANNED, first_seen=LOOKED),
    ]
    line = lines(facts, claims)["Polls"]
    assert {one.product: one.ended for one in line.holders} == {"ours": gone.date(), "kestrel": None}
    assert line.standing == 1


def talk(facts, weeks, *, praised=()):
    """Thirty weeks before the report's day and after, in which two products have ten reviews a week."""
    reviews, mentions = [], []
    until = facts.as_of.date()
    for product in ("ours", "kestrel"):
        for week in range(60):
            for number in range(10):
                day = until - timedelta(days=7 * week + number % 7)
                review = facts.review(product, date=day)
                reviews.append(review)
                if product == "ours" and week < weeks and number < 5:
                    mentions.append(facts.mention(review, "Whiteboard"))
    mentions += [
        facts.mention(review, "Whiteboard", Polarity.POSITIVE) for review in reviews[550 : 550 + len(praised)]
    ]
    return voices(reviews, mentions, [])


def follow(facts, weeks, **given):
    since = facts.as_of - timedelta(days=7 * weeks - 1)
    claims = [looked(facts, "ours"), facts.claim("ours", "Whiteboard", first_seen=since)]
    found = lines(facts, claims).values()
    return launched(
        found, talk(facts, weeks, **given), until=facts.as_of.date(), products=("ours", "kestrel")
    )


def test_a_launch_that_is_talked_of_has_a_clear_effect(facts):
    (one,) = follow(facts, 20)
    assert (one.product, one.feature, one.source, one.early, one.doubted) == (
        "ours",
        "Whiteboard",
        "pages",
        False,
        False,
    )
    spoken = one.effects[0]
    assert spoken.effect == pytest.approx(0.5, abs=0.02)
    assert one.clear[0] is spoken


def test_a_launch_of_three_weeks_is_too_early_to_tell(facts):
    (one,) = follow(facts, 3)
    assert one.early
    assert one.weeks == 2 < LEAST_WEEKS
    assert one.clear == ()


def test_what_customers_praised_before_is_no_launch(facts):
    (one,) = follow(facts, 20, praised=range(PRAISED))
    assert (one.praised, one.doubted) == (PRAISED, True)
