"""Roles: an analyst of a PostgreSQL store may read the views, and nothing else; SQLite has no roles and needs none.

The role's name is kept as a setting of the store: `rivalscope query` then asks as that role, and a migration, which
makes the views anew, gives it the right to read them again.
"""

import re
from collections.abc import Sequence

from sqlalchemy import Delete, Insert, delete, insert, select, text

from rivalscope.errors import StoreError, UsageError
from storage import views
from storage.engine import Connection, Engine, reading, writing
from storage.tables import SettingRow

SETTING = "analyst role"
"""Name of the setting."""
MARK = "May read the views of a store of rivalscope."
"""Comment of a role that was made here: no other is ever altered."""
_NAME = re.compile(r"(?!pg_|public$|none$)[a-z_][a-z0-9_]{0,62}")
_TAKEN = "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = :name"
_WHERE = "SELECT current_user, current_database(), current_schema()"


def role_statements(engine: Engine, name: str, *, seconds: int) -> list[str]:
    """Return the statements that make a role, or bring one that was made so up to date; they are run by the store's user.

    Its transactions only read unless told otherwise, and a statement ends after `seconds`. Nobody but the store's own
    user may then make temporary tables, or anything in the schema, and no table stays open to everybody. Raises
    UsageError for SQLite, for a name that can't be, and for a role that was not made here; StoreError when the store
    can't be reached.
    """
    _refuse_engine(engine)
    _refuse_name(name)
    with reading(engine) as connection:
        return _making(connection, name, seconds=seconds)


def drop_statements(engine: Engine, name: str) -> list[str]:
    """Return the statements that take a role away; what was closed to everybody else stays closed.

    Raises as `role_statements` does, and UsageError when there is no such role.
    """
    _refuse_engine(engine)
    _refuse_name(name)
    with reading(engine) as connection:
        if not _exists(connection, name):
            raise UsageError(f"there is no role {name}")
    forgotten = delete(SettingRow).where(SettingRow.name == SETTING, SettingRow.value == name)
    return [f'DROP OWNED BY "{name}"', _written(engine, forgotten), f'DROP ROLE "{name}"']


def run(engine: Engine, statements: Sequence[str]) -> None:
    """Run statements in one transaction; StoreError when the store's user may not."""
    try:
        with writing(engine) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    except StoreError as error:
        raise StoreError(f"{error}; whoever administers the server can run what --sql prints") from error


def renew_grants(engine: Engine) -> None:
    """Let the role of a store, if it has one, read the views that stand now: new ones know nothing of it."""
    if engine.dialect.name != "postgresql":
        return
    with writing(engine) as connection:
        name = connection.scalar(select(SettingRow.value).where(SettingRow.name == SETTING))
        if name is not None and connection.scalar(text(_TAKEN), {"name": name}) == MARK:
            schema = _quoted(str(connection.scalar(text("SELECT current_schema()"))))
            connection.exec_driver_sql(_grant(name, schema))


def _making(connection: Connection, name: str, *, seconds: int) -> list[str]:
    user, database, schema = (_quoted(str(one)) for one in connection.execute(text(_WHERE)).one())
    role = _quoted(name)
    made = (
        []
        if _exists(connection, name)
        else [f"CREATE ROLE {role} LOGIN", f"COMMENT ON ROLE {role} IS '{MARK}'"]
    )
    return [
        *made,
        f"ALTER ROLE {role} SET default_transaction_read_only = on",
        f"ALTER ROLE {role} SET statement_timeout = '{seconds}s'",
        f"ALTER ROLE {role} SET lock_timeout = '1s'",
        f"ALTER ROLE {role} SET idle_in_transaction_session_timeout = '{seconds}s'",
        f"ALTER ROLE {role} SET search_path = {schema}",
        f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
        f"GRANT TEMPORARY ON DATABASE {database} TO {user}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {role}",
        f"GRANT CONNECT ON DATABASE {database} TO {role}",
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        _grant(name, schema),
        f"GRANT {role} TO {user}",
        _written(connection.engine, delete(SettingRow).where(SettingRow.name == SETTING)),
        _written(connection.engine, insert(SettingRow).values(name=SETTING, value=name)),
    ]


def _grant(name: str, schema: str) -> str:
    named = ", ".join(f"{schema}.{view}" for view in views.NAMES)
    return f"GRANT SELECT ON {named} TO {_quoted(name)}"


def _written(engine: Engine, statement: Delete | Insert) -> str:
    """Return a statement with its values, for a script."""
    return str(statement.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True}))


def _exists(connection: Connection, name: str) -> bool:
    """Tell whether a role was made here; UsageError when one of that name was made elsewhere."""
    found = connection.execute(text(_TAKEN), {"name": name}).one_or_none()
    if found is not None and found[0] != MARK:
        raise UsageError(
            f"the server has a role {name} that was not made by this command: choose another name"
        )
    return found is not None


def _refuse_engine(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        raise UsageError(
            "a SQLite file has no roles and needs none: `rivalscope query` opens it read-only, and whoever may read the "
            "file may read all of it"
        )


def _refuse_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} can't be a role's name: write at most 63 small letters, digits and underscores, not pg_ first"
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
