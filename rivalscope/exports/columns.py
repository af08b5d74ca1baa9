"""Columns of an export: what kind of value each column of a view holds, the same from either engine."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from storage.views.columns import VIEW_COLUMNS, ViewColumn
from storage.views.glossary import DATE, INSTANT, SHARE

Value = str | int | float | bool | Decimal | datetime | date | None
"""A value as exports hold it: instants aware in UTC, decimals with every digit."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    """A double."""
    DECIMAL = "decimal"
    """Exact."""
    FLAG = "flag"
    """True or false; 1 or 0 in SQL."""
    INSTANT = "instant"
    DATE = "date"
    JSON = "json"
    """A JSON value as text."""


_BY_UNIT = {
    INSTANT: Kind.INSTANT,
    DATE: Kind.DATE,
    SHARE: Kind.NUMBER,
    "1 or 0": Kind.FLAG,
    "JSON array": Kind.JSON,
    "units of the currency": Kind.DECIMAL,
    "1 to 5": Kind.DECIMAL,
    "site's scale": Kind.DECIMAL,
    "as the value before it": Kind.NUMBER,
    "reviews a day": Kind.NUMBER,
    "standard deviations": Kind.NUMBER,
    "seconds": Kind.NUMBER,
}
_WORDS = frozenset({"", "decimal text", "hex", "ISO 4217", "ISO 639-1", "comma and blank between"})
"""Units of columns that hold text, whatever their example looks like."""


def kinds(view: str) -> dict[str, Kind]:
    """Return the kind of each column of a view, in its order; KeyError when there is no such view."""
    return {name: _kind(column) for name, column in VIEW_COLUMNS[view].items()}


def _kind(column: ViewColumn) -> Kind:
    if column.unit in _BY_UNIT:
        return _BY_UNIT[column.unit]
    if column.unit in _WORDS:
        return Kind.TEXT
    if column.unit.startswith("0 to "):
        return Kind.NUMBER
    return Kind.INTEGER if column.example.isdigit() else Kind.TEXT


def plain_row(names: Sequence[str], columns: dict[str, Kind], row: Sequence[Any]) -> list[Value]:
    """Return a row of a view as either engine gave it, in values of the kinds of its columns.

    SQLite knows no decimals: an `amount` is taken from `amount_text`, which has every digit.
    """
    values = [
        plain(value, columns[name]) if value is not None else None
        for name, value in zip(names, row, strict=True)
    ]
    if "amount_text" in columns and "amount" in columns:
        exact = values[names.index("amount_text")]
        values[names.index("amount")] = None if exact is None else shortest(Decimal(str(exact)))
    return values


def plain(value: Any, kind: Kind) -> Value:
    """Return a value of a column of some kind."""
    return _READ[kind](value)


def shortest(number: Decimal) -> Decimal:
    """Return a decimal without zeros at its end: 4.50 and 4.5 are one value."""
    whole = number == number.to_integral_value()
    return number.quantize(Decimal(1)) if whole else number.normalize()


def written(value: Value) -> str:
    """Return a value as text: instants `2026-11-23T02:00:00Z`, decimals without exponent, flags true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def _decimal(value: Any) -> Decimal:
    return shortest(value if isinstance(value, Decimal) else Decimal(repr(value)))


def _instant(value: Any) -> datetime:
    return (value if isinstance(value, datetime) else datetime.fromisoformat(value)).astimezone(UTC)


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _document(value: Any) -> str:
    return json.dumps(json.loads(value) if isinstance(value, str) else value, ensure_ascii=False)


_READ: dict[Kind, Callable[[Any], Value]] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.DECIMAL: _decimal,
    Kind.FLAG: bool,
    Kind.INSTANT: _instant,
    Kind.DATE: _date,
    Kind.JSON: _document,
}
