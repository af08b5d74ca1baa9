"""The step to editions: reviews, and what was read of them, are as they were; those known by a hash are known still."""

import hashlib
from decimal import Decimal

from alembic import command
from sqlalchemy import text

from flows.identity import tell_apart
from rivalscope.domain.matching import review_key
from rivalscope.domain.reading import Aspect, Comparison, Intent, IntentLabel, Polarity, Reading, Relation
from storage.engine import reading, writing
from storage.migrate import configuration
from storage.reviews import store_readings, unread

SAID = "Recording “works” for all of us, every day, on the train and in the office as well."


def rows(engine, query):
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def former_key(said, rating, day):
    told = f"{said}\x1f{rating}\x1f{day}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def test_back_and_forth_keeps_reviews_and_what_was_read_of_them(reviewing, made):
    engine = reviewing.engine
    day = made.night_of(0)
    keys = [review_key(SAID, rating=Decimal(5), date=date) for date in (day, None)]
    told = [
        made.review(key, SAID, rating=Decimal("5.0"), date=day, author=key)
        for key in (*keys, "the site's own")
    ]
    reviewing.show(0, reviews=[*told, made.review("r1", "Before.", rating=Decimal(3))])
    reviewing.show(1, reviews=[made.review("r1", "After.", rating=Decimal(3))])
    for review in unread(engine, model="m/1", taxonomy="t", limit=9):
        end = len(review.text)
        aspect = Aspect(
            start=0, end=end, text=review.text, feature=None, polarity=Polarity.POSITIVE, confidence=1
        )
        intent = Intent(label=IntentLabel.PRAISE, confidence=1)
        better = Comparison(winner="Rival", loser="Ours", aspect=None, relation=Relation.BETTER)
        read = Reading(
            text=review.text, language="en", aspects=(aspect,), intents=(intent,), comparisons=(better,)
        )
        store_readings(engine, [(review.id, read)], model="m/1", taxonomy="t")
    tell_apart(engine)
    queries = [f"SELECT * FROM {name} ORDER BY id" for name in ("mention", "intent", "comparison")]
    before = [rows(engine, query) for query in queries]
    assert [len(found) for found in before] == [4, 4, 4]

    command.downgrade(configuration(engine), "20261124c")
    assert [rows(engine, query) for query in queries] == before
    assert rows(engine, "SELECT count(*) FROM review WHERE text = 'Before.'") == [(0,)]
    with writing(engine) as connection:
        for new, written in zip(keys, (day.isoformat(), ""), strict=True):
            old = former_key(SAID, str(Decimal(5).normalize()), written)
            change = "UPDATE review SET key = :old WHERE key = :new"
            assert connection.execute(text(change), {"old": old, "new": new}).rowcount == 1

    command.upgrade(configuration(engine), "head")
    assert [rows(engine, query) for query in queries] == before
    found = rows(engine, "SELECT key, edition, cluster_id, superseded_at FROM review ORDER BY id")
    assert found == [(key, 1, None, None) for key in (*keys, "the site's own", "r1")]
    assert tell_apart(engine) == 2
    assert (
        rows(engine, "PRAGMA foreign_key_check" if engine.dialect.name == "sqlite" else "SELECT 1 LIMIT 0")
        == []
    )
