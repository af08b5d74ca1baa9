"""Runs migrations, for `rivalscope db upgrade` (which passes an engine) and for the alembic command in a checkout."""

import os

from alembic import context
from sqlalchemy import Connection, text

from storage import tables, values
from storage.engine import open_engine, writing

# Any number will do that no other program uses on the same server.
UPGRADE_LOCK = 7_313_540


def render(kind, item, autogen_context):
    """Write our column types as plain ones, so that a migration never depends on code that may change."""
    if kind != "type":
        return False
    if isinstance(item, values.UtcDateTime):
        return 'sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")'
    if isinstance(item, values.ExactDecimal):
        return 'sa.Numeric().with_variant(sa.Text(), "sqlite")'
    if isinstance(item, values.Words | values.Word):
        return "sa.Text()"
    if item is values.Json:
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run(connection: Connection) -> None:
    """Run every migration in the transaction that is open: the schema is the old one or the new one, never between."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_item=render,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    context.run_migrations()


def main() -> None:
    """Use the engine that was passed, else the database of the environment."""
    if context.is_offline_mode():
        message = "migrations need a database: set RIVALSCOPE_DATABASE_URL"
        raise SystemExit(message)
    engine = context.config.attributes.get("engine")
    engine = engine or open_engine(os.environ.get("RIVALSCOPE_DATABASE_URL", "sqlite:///rivalscope.db"))
    with writing(engine) as connection:
        run(connection)


main()
