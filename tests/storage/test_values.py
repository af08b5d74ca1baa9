"""Values: what is written is read again, the same on both engines; what cannot be held alike is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from rivalscope.errors import StoreError
from storage.engine import reading, writing
from storage.tables import AnalysisRow, SettingRow
from storage.values import ExactDecimal

both = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def round_trip(engine, value):
    with writing(engine) as connection:
        connection.execute(delete(SettingRow))
        connection.execute(insert(SettingRow).values(name="text", value=value))
    with reading(engine) as connection:
        return connection.execute(select(SettingRow.value)).scalar_one()


@both
@given(value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_comes_back_as_it_was(engine, value):
    assert round_trip(engine, value) == value


@pytest.mark.parametrize("value", ["a\x00b", "half \ud800"])
def test_text_that_one_engine_could_not_hold_is_refused_by_both(engine, value):
    with pytest.raises(StoreError, match="a NUL or half a surrogate pair"):
        round_trip(engine, value)


@both
@given(value=st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()))
def test_any_aware_instant_comes_back_in_utc_to_the_second(engine, value):
    store_instant(engine, value)
    with reading(engine) as connection:
        found = connection.execute(select(AnalysisRow.as_of)).scalar_one()
    assert found == value.astimezone(UTC).replace(microsecond=0)
    assert found.tzinfo is UTC or found.utcoffset() == timedelta(0)


def store_instant(engine, value):
    with writing(engine) as connection:
        connection.execute(delete(AnalysisRow))
        connection.execute(insert(AnalysisRow).values(as_of=value, taxonomy="", model="", learnt_at=value))


def test_an_instant_without_a_zone_is_refused(engine):
    with pytest.raises(StoreError, match="has no time zone"):
        store_instant(engine, datetime(2026, 1, 1))


def test_instants_sort_as_instants_whatever_their_zone(engine):
    east, west = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))
    instants = [
        datetime(2026, 1, 1, 9, tzinfo=east),
        datetime(2026, 1, 1, 1, tzinfo=UTC),
        datetime(2025, 12, 31, 18, tzinfo=west),
    ]
    with writing(engine) as connection:
        for instant in reversed(instants):
            connection.execute(
                insert(AnalysisRow).values(as_of=instant, taxonomy="", model="", learnt_at=instant)
            )
    with reading(engine) as connection:
        assert list(connection.scalars(select(AnalysisRow.as_of).order_by(AnalysisRow.as_of))) == instants


@pytest.mark.parametrize(
    "amount", ["0", "15.99", "15.90", "1E+3", "0.000000000000000001", "123456789012345678901234567890.12"]
)
def test_decimals_keep_every_digit(pricing, made, amount):
    from storage import reads

    pricing.show(0, made.plan("Pro", made.price(amount)))
    (fact,) = reads.prices(pricing.engine)
    assert format(fact.amount, "f") == format(Decimal(amount), "f")


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_what_is_no_number_is_no_amount(amount):
    with pytest.raises(StoreError, match="is not a finite number"):
        ExactDecimal().process_bind_param(Decimal(amount), None)


def test_dates_are_dates(pricing, made):
    from storage import reads

    pricing.show(0, releases=[made.release("1.0", date(2024, 2, 29))])
    assert reads.releases(pricing.engine)[0].date == date(2024, 2, 29)
