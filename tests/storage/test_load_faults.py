"""A package that fails at any of its statements leaves nothing behind; a night loaded twice changes nothing."""

import os
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import event, select

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from rivalscope.domain.reading import Aspect, Intent, IntentLabel, Polarity, Reading
from storage.captures import Load
from storage.engine import reading, writing
from storage.loads import store_loads
from storage.reviews import import_reviews, store_readings, unread
from storage.tables import metadata

STEP = 1 if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else 9
"""Every so manieth statement fails, one try each."""
ANEW = frozenset({"mention", "intent", "comparison", "opinion_week"})


class Cut(Exception):
    """The fault that is put in."""


def held(engine):
    """Every row of every table; of readings, which are written anew, their numbers are left out: nothing names them."""
    found = {}
    with reading(engine) as connection:
        for table in metadata.sorted_tables:
            wanted = [column for column in table.c if column.name != "id" or table.name not in ANEW]
            found[table.name] = Counter(repr(tuple(row)) for row in connection.execute(select(*wanted)))
    return found


def cut(engine, load, *, at):
    """Run a load that fails before its statement of a number; returns whether it came so far."""
    ran = []

    def count(_connection, _cursor, statement, *_more):
        if len(ran) == at:
            raise Cut(statement)
        ran.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        load(engine)
    except Cut:
        return True
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return False


def night(made, number, *, plans, claims, reviews):
    """A package of a night: a page of prices and one of reviews."""
    kinds = {"pricing": SourceKind.PRICING, "reviews": SourceKind.REVIEWS}
    said = {"pricing": {"plans": plans, "features": claims}, "reviews": {"reviews": reviews}}
    loads = []
    for name, kind in kinds.items():
        url = made.urls[name]
        page = Page(url=url, kind=kind, verdict=Verdict.OK, extractor="pages/4", **said[name])
        capture = Capture(
            source=f"rival/{name}",
            url=url,
            night=made.night_of(number),
            seen_at=made.instant_of(number),
            verdict=Verdict.OK,
            snapshot=f"{2 * number + (name == 'pricing'):064x}",
            items=page.items,
        )
        loads.append(Load(capture=capture, page=page, product="rival", learnt_at=made.instant_of(number)))

    def load(engine):
        with writing(engine) as connection:
            store_loads(connection, loads)

    return load


def file_of(made, *reviews):
    """A file of reviews."""

    def load(engine):
        import_reviews(
            engine,
            product="rival",
            file_name="g2.csv",
            snapshot="f" * 64,
            night=made.night_of(2),
            seen_at=made.instant_of(2),
            reviews=reviews,
        )

    return load


def readings(engine, polarity, model):
    """What the reviews of a store were read to say."""
    told = []
    for review in unread(engine, model=model, taxonomy="t", limit=100):
        aspect = Aspect(
            start=0, end=4, text=review.text[:4], feature="Recording", polarity=polarity, confidence=1
        )
        wish = Intent(label=IntentLabel.REQUEST, confidence=1, start=0, end=len(review.text))
        told.append((review.id, Reading(text=review.text, language="en", aspects=(aspect,), intents=(wish,))))
    return lambda opened: store_readings(opened, told, model=model, taxonomy="t")


@pytest.fixture
def packages(market, made):
    """A store with a night in it, read, and the packages that come next."""
    dated = [made.review(f"r{n}", f"Nice recording {n}.", date=made.night_of(0)) for n in range(3)]
    chat, polls = made.claim("Chat"), made.claim("Polls")
    former = {"plans": (made.plan("Pro", made.price("16")),), "claims": (chat,), "reviews": tuple(dated)}
    night(made, 0, **former)(market)
    readings(market, Polarity.POSITIVE, "m/1")(market)
    edited = replace(dated[0], text="Poor recording.", passage=made.words("Poor recording."))
    now = {
        "plans": (made.plan("Pro", made.price("14")), made.plan("Team", made.price("30"))),
        "claims": (chat, polls),
        "reviews": (edited, *dated[1:], made.review("r9", "New here.")),
    }
    return {
        "night": night(made, 1, **now),
        "file": file_of(made, made.review("g1", "Fine recording."), made.review("g2", "Late.")),
        "readings": readings(market, Polarity.NEGATIVE, "m/2"),
    }


@pytest.mark.parametrize("name", ["night", "file", "readings"])
def test_a_package_is_stored_whole_or_not_at_all_and_once(market, packages, name):
    load, before, number = packages[name], held(market), 0
    while cut(market, load, at=number):
        assert held(market) == before, f"failed before statement {number}"
        number += STEP
    assert number > 0
    stored = held(market)
    assert stored != before
    load(market)
    changed = {table for table, rows in held(market).items() if rows != stored[table]}
    # A file that is imported again is another sight of it: its ordinal goes up, and what it says stays.
    assert changed <= ({"capture", "location"} if name == "file" else set())
