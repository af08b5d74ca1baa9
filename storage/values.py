"""Column types that hold the same values in SQLite and PostgreSQL: UTC instants, exact decimals, text, words."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Numeric, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from rivalscope.errors import StoreError

Json = JSON().with_variant(JSONB(), "postgresql")
"""A JSON value: text in SQLite, jsonb in PostgreSQL."""
JsonOrNull = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""The same where there may be none: None is the database's null, never JSON's."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in whole seconds of UTC: timestamptz in PostgreSQL, `2026-11-23T02:00:00Z` in SQLite.

    Whole seconds of fixed width sort as text, and both engines answer alike.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of the engine at hand."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write a value; None stays null."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise StoreError(
                f"the instant {value.isoformat()} has no time zone; the store takes aware instants only"
            )
        exact = value.astimezone(UTC).replace(microsecond=0)
        return exact.strftime("%Y-%m-%dT%H:%M:%SZ") if dialect.name == "sqlite" else exact

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """Read a value; null stays None."""
        if value is None:
            return None
        read = datetime.fromisoformat(value) if isinstance(value, str) else value
        return read.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number with every digit as given: numeric in PostgreSQL, plain decimal text in SQLite."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of the engine at hand."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Write a value; None stays null."""
        if value is None:
            return None
        if not value.is_finite():
            raise StoreError(f"{value} is not a finite number; store None with its raw text instead")
        plain = format(value, "f")
        return plain if dialect.name == "sqlite" else Decimal(plain)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | None:
        """Read a value; null stays None."""
        return None if value is None else Decimal(value)


class Words(TypeDecorator[str]):
    """Text that both engines can hold: PostgreSQL takes no NUL, and neither takes half a surrogate pair."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Write a value; None stays null."""
        if value is not None and ("\x00" in value or not _encodable(value)):
            raise StoreError(
                f"text beginning {value[:40]!r} holds a NUL or half a surrogate pair; clean it first"
            )
        # A StrEnum or a parser's string subclass would confuse the drivers.
        return None if value is None else str.__str__(value)


def holds(values: Sequence[str | None]) -> bool:
    """Whether both engines can hold all of these as they are; Words says of a single one what is wrong with it."""
    if not {type(value) for value in values} <= {str, type(None)}:
        return False
    joined = "".join(filter(None, values))
    return "\x00" not in joined and _encodable(joined)


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class Word(TypeDecorator[StrEnum]):
    """One word of a closed list, kept as text: a new word needs no migration."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        # Calling the class looks a value up no faster, and takes five times as long: rows come by the million.
        self._known = {word.value: word for word in words}

    def process_bind_param(self, value: StrEnum | str | None, _dialect: Dialect) -> str | None:
        """Write a value; None stays null."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any, _dialect: Dialect) -> StrEnum | None:
        """Read a value; null stays None."""
        return None if value is None else self._known.get(value) or self.words(value)
