"""The schema: what migrations make is what the tables and views say, on both engines, forwards and backwards."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from storage import views
from storage.engine import reading, writing
from storage.migrate import configuration, ready
from storage.tables import metadata


def test_migrations_make_exactly_the_tables_of_the_code(engine):
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_views_in_the_database_are_those_of_the_code(engine):
    assert set(stored_views(engine)) == set(views.NAMES)
    before = stored_views(engine)
    with writing(engine) as connection:
        for name in reversed(views.NAMES):
            connection.execute(text(f"DROP VIEW {name}"))
        for statement in views.create_statements(engine.dialect.name):
            connection.execute(text(statement.replace(":", r"\:")))
    assert stored_views(engine) == before


def stored_views(engine) -> dict[str, str]:
    with reading(engine) as connection:
        looked = inspect(connection)
        return {name: looked.get_view_definition(name) for name in looked.get_view_names()}


@pytest.mark.parametrize("name", views.NAMES)
def test_every_view_answers_on_an_empty_store(engine, name):
    with reading(engine) as connection:
        assert connection.execute(text(f"SELECT * FROM {name}")).all() == []


def test_going_back_leaves_an_empty_database_and_forward_again_the_same_one(store_url):
    engine = ready(store_url)
    with reading(engine) as connection:
        tables = sorted(inspect(connection).get_table_names())
    command.downgrade(configuration(engine), "base")
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert inspect(connection).get_view_names() == []
    command.upgrade(configuration(engine), "head")
    with reading(engine) as connection:
        assert sorted(inspect(connection).get_table_names()) == tables
    engine.dispose()


def test_every_table_and_column_says_what_it_means():
    silent = [table.name for table in metadata.tables.values() if not table.comment]
    silent += [str(c) for table in metadata.tables.values() for c in table.columns if not c.comment]
    assert silent == []


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_postgresql_keeps_the_comments(engine):
    with reading(engine) as connection:
        found = connection.execute(text("SELECT obj_description('current_prices'::regclass)")).scalar_one()
        column = connection.execute(text("SELECT col_description('product'::regclass, 2)")).scalar_one()
        told = connection.execute(text("SELECT col_description('price_history'::regclass, 7)")).scalar_one()
    assert found == views.COMMENTS["current_prices"]
    assert told == (
        "Amount; 0 when free. SQLite gives the nearest double. Unit: units of the currency. May be null. Example: 15.99"
    )
    assert column == metadata.tables["product"].columns["slug"].comment
