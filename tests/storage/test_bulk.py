"""Bulk: many rows at once say the same on both engines as rows inserted one by one."""

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from rivalscope.errors import StoreError
from storage.bulk import insert_rows, next_numbers
from storage.engine import reading, writing
from storage.tables import EvidenceRow, FeatureRow

NAMES = ("name", "key", "parent", "description", "origin", "position")
ROWS = [
    ("Tabs\tand\\slashes", "tabs", None, "two\nlines", "taxonomy", 1),
    ("Ünïcode 🎥 “quotes”", "unicode", "Parent", "", "observed", None),
]


def stored(engine):
    table = FeatureRow.__table__
    with reading(engine) as connection:
        columns = [table.c[name] for name in NAMES]
        return [tuple(row) for row in connection.execute(select(*columns).order_by(table.c.id))]


def test_rows_in_bulk_are_the_rows_that_were_given(engine):
    with writing(engine) as connection:
        insert_rows(connection, FeatureRow, NAMES, ROWS)
        insert_rows(connection, FeatureRow, NAMES, [])
    in_bulk = stored(engine)
    with writing(engine) as connection:
        connection.execute(FeatureRow.__table__.delete())
        connection.execute(insert(FeatureRow), [dict(zip(NAMES, row, strict=True)) for row in ROWS])
    assert in_bulk == stored(engine) == ROWS


def test_text_that_no_column_can_hold_is_refused_and_nothing_is_stored(engine):
    row = ("a\x00b", *ROWS[0][1:])
    with pytest.raises(StoreError, match="holds a NUL"), writing(engine) as connection:
        insert_rows(connection, FeatureRow, NAMES, [ROWS[1], row])
    assert stored(engine) == []


def test_a_row_that_breaks_a_rule_of_the_schema_is_told_as_by_any_other_statement(engine):
    with pytest.raises((StoreError, DBAPIError)), writing(engine) as connection:
        insert_rows(connection, FeatureRow, NAMES, [ROWS[0], ROWS[0]])
    assert stored(engine) == []


def test_numbers_are_given_once(engine):
    with writing(engine) as connection:
        first = next_numbers(connection, EvidenceRow, 3)
        assert len(set(first)) == 3
