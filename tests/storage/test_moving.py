"""A store moves from one engine to the other and says the same there."""

import pytest
from sqlalchemy import text

from rivalscope.errors import StoreError
from rivalscope.exports.moving import digests, move_store
from storage.engine import open_engine, writing


@pytest.fixture
def other(filled, request, tmp_path):
    """The URL of an empty database of the other engine."""
    if filled.dialect.name == "postgresql":
        yield f"sqlite:///{tmp_path / 'other.db'}"
    else:
        import uuid

        import psycopg

        server = request.getfixturevalue("postgres_server")
        plain = server.replace("postgresql+psycopg://", "postgresql://", 1).format(database="postgres")
        name = f"m{uuid.uuid4().hex}"
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template1")
            yield server.format(database=name)
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_view_says_the_same_in_the_other_engine_and_new_rows_get_new_numbers(filled, other):
    copied = move_store(filled, other)
    assert (copied["review"], copied["price_fact"]) == (1, 3)
    target = open_engine(other)
    assert digests(target) == digests(filled)
    with writing(target) as connection:
        insert = "INSERT INTO setting (name, value) VALUES ('new', '1')"
        connection.execute(text(insert))
        assert connection.scalar(text("SELECT count(*) FROM setting WHERE name = 'new'")) == 1
    with pytest.raises(StoreError, match="holds rows already"):
        move_store(filled, other)
    target.dispose()


def test_a_store_does_not_move_into_itself(engine):
    url = engine.url.render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="is the store itself"):
        move_store(engine, url)
