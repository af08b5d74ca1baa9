"""History as pure logic: whatever the nights show, intervals tile, and nothing ends on a single miss."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.history import UNSTABLE_WITHIN, Held, Moment, Outcome, Seen, reconcile

START = datetime(2026, 1, 1, 2, tzinfo=UTC)


class Book:
    """A store in memory that does what an outcome says, for one kind of fact whose groups hold one value each."""

    def __init__(self):
        self.facts = {}
        self.ordinal = 0

    def night(self, number: int, values: dict[str, str], *, vague=(), waiting=frozenset()) -> Outcome:
        self.ordinal += 1
        at = START + timedelta(days=number)
        held = [
            Held(
                id=n,
                group=f["group"],
                value=f["value"],
                vague=f["vague"],
                suspected_night=f["night"],
                suspected_at=f["at"],
            )
            for n, f in self.facts.items()
            if f["ended"] is None
        ]
        seen = [Seen(group=g, value=v, vague=v in vague) for g, v in values.items()]
        recent = {(f["group"], f["value"]): f["ordinal"] for f in self.facts.values() if f["ended"]}
        moment = Moment(
            night=date(2026, 1, 1) + timedelta(days=number),
            seen_at=at,
            ordinal=self.ordinal,
            recent=recent,
            waiting=waiting,
        )
        outcome = reconcile(held, seen, moment)
        for fact in outcome.extended:
            self.facts[fact.id] |= {"last": at, "night": None, "at": None, "ordinal": self.ordinal}
        for fact in outcome.suspected:
            if fact.suspected_night is None:
                self.facts[fact.id] |= {"night": moment.night, "at": at}
        for fact, when in [*outcome.ended, *((f, w) for f, w, _ in outcome.replaced)]:
            self.facts[fact.id]["ended"] = when
        for s in [*outcome.opened, *(s for _, _, s in outcome.replaced)]:
            self.facts[len(self.facts)] = {
                "group": s.group,
                "value": s.value,
                "vague": s.vague,
                "first": at,
                "last": at,
                "ended": None,
                "night": None,
                "at": None,
                "ordinal": self.ordinal,
                "unstable": s.place in outcome.unstable,
            }
        return outcome


pages = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), max_size=3)


@settings(max_examples=300, deadline=None)
@given(st.lists(pages, max_size=12))
def test_intervals_of_a_group_tile_and_cover_every_night_that_showed_them(history):
    book = Book()
    for number, values in enumerate(history):
        book.night(number, values)
    by_group = defaultdict(list)
    for fact in book.facts.values():
        assert fact["first"] <= fact["last"]
        assert fact["ended"] is None or fact["last"] < fact["ended"]
        by_group[fact["group"]].append(fact)
    for facts in by_group.values():
        facts.sort(key=lambda fact: fact["first"])
        for former, later in pairwise(facts):
            assert former["ended"] is not None
            assert former["ended"] <= later["first"]
    for number, values in enumerate(history):
        at = START + timedelta(days=number)
        for group, value in values.items():
            standing = [
                f for f in by_group[group] if f["first"] <= at and (f["ended"] is None or at < f["ended"])
            ]
            assert [f["value"] for f in standing] == [value]


@settings(max_examples=200, deadline=None)
@given(st.lists(pages, min_size=1, max_size=10))
def test_every_held_fact_gets_exactly_one_fate(history):
    book = Book()
    for number, values in enumerate(history):
        held = [n for n, fact in book.facts.items() if fact["ended"] is None]
        outcome = book.night(number, values)
        fates = [f.id for f in (*outcome.extended, *outcome.suspected)]
        fates += [f.id for f, *_ in (*outcome.ended, *outcome.replaced)]
        assert sorted(fates) == held


@settings(max_examples=200, deadline=None)
@given(st.lists(pages, max_size=8), pages)
def test_the_same_page_twice_changes_nothing_the_second_time(history, page):
    book = Book()
    for number, values in enumerate([*history, page]):
        book.night(number, values)
    again = book.night(len(history) + 1, page)
    assert not again.opened
    assert not again.replaced
    assert not again.suspected


def test_a_fact_missing_once_is_only_suspected():
    book = Book()
    book.night(0, {"a": "x"})
    outcome = book.night(1, {})
    assert [fact.value for fact in outcome.suspected] == ["x"]
    assert not outcome.ended


def test_a_fact_missing_on_two_nights_ended_on_the_first_of_them():
    book = Book()
    book.night(0, {"a": "x"})
    book.night(1, {})
    outcome = book.night(2, {})
    assert [(fact.value, when) for fact, when in outcome.ended] == [("x", START + timedelta(days=1))]


def test_two_captures_of_one_night_are_one_witness():
    book = Book()
    book.night(0, {"a": "x"})
    book.night(1, {})
    assert not book.night(1, {}).ended


def test_another_value_takes_the_place_at_once():
    book = Book()
    book.night(0, {"a": "x"})
    ((fact, when, seen),) = book.night(1, {"a": "y"}).replaced
    assert (fact.value, when, seen.value) == ("x", START + timedelta(days=1), "y")


def test_a_value_that_comes_after_a_miss_took_the_place_when_the_old_one_went():
    book = Book()
    book.night(0, {"a": "x"})
    book.night(1, {})
    ((_, when, _),) = book.night(2, {"a": "y"}).replaced
    assert when == START + timedelta(days=1)


def test_a_value_that_returns_within_five_captures_is_unstable_and_after_that_it_is_not():
    for apart, unstable in [(UNSTABLE_WITHIN, True), (UNSTABLE_WITHIN + 1, False)]:
        book = Book()
        book.night(0, {"a": "x"})
        for number in range(1, apart):
            book.night(number, {"a": "y"})
        outcome = book.night(apart, {"a": "x"})
        assert bool(outcome.unstable) is unstable


def test_what_says_nothing_definite_does_not_replace_a_definite_statement_on_one_night():
    book = Book()
    book.night(0, {"a": "x"})
    outcome = book.night(1, {"a": "?"}, vague="?")
    assert not outcome.replaced
    assert not outcome.opened
    ((fact, when, seen),) = book.night(2, {"a": "?"}, vague="?").replaced
    assert (fact.value, when, seen.value) == ("x", START + timedelta(days=1), "?")


def test_a_fact_waits_for_what_it_belongs_to():
    book = Book()
    book.night(0, {"a": "x"})
    book.night(1, {})
    assert not book.night(2, {}, waiting=frozenset("a")).ended
    assert book.night(3, {}).ended
