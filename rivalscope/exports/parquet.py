"""Parquet: a view as a columnar file whose schema says what each column means."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from rivalscope.exports.columns import Kind, Value
from storage.views.columns import VIEW_COLUMNS

DIGITS, PLACES = 38, 12
"""Digits of a decimal, and those after its point: the widest that readers of Parquet commonly take."""

_GROUP = 20_000
"""Rows of a group, which are held in memory until it is whole."""

_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.JSON: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DECIMAL: pa.decimal128(DIGITS, PLACES),
    Kind.FLAG: pa.bool_(),
    Kind.INSTANT: pa.timestamp("ms", tz="UTC"),
    Kind.DATE: pa.date32(),
}


class ParquetFile:
    """A Parquet file: instants in UTC, decimals exact, flags booleans; a decimal that does not fit is null, and counted."""

    def __init__(self, path: Path, view: str, columns: Mapping[str, Kind]) -> None:
        self.cut = 0
        self._columns = columns
        explained = VIEW_COLUMNS[view]
        self._schema = pa.schema(
            [
                pa.field(
                    name,
                    _TYPES[kind],
                    metadata={"meaning": explained[name].meaning, "unit": explained[name].unit},
                )
                for name, kind in columns.items()
            ]
        )
        self._writer = pq.ParquetWriter(str(path), self._schema, compression="zstd")
        self._waiting: list[Sequence[Value]] = []

    @classmethod
    def open(cls, path: Path, view: str, columns: Mapping[str, Kind], *, at: datetime) -> Self:  # noqa: ARG003
        """Begin a new file."""
        return cls(path, view, columns)

    def write(self, rows: Sequence[Sequence[Value]]) -> None:
        """Add rows."""
        self._waiting += rows
        if len(self._waiting) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """Complete the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if not self._waiting:
            return
        arrays = [
            pa.array([self._fit(row[place], kind) for row in self._waiting], type=_TYPES[kind])
            for place, kind in enumerate(self._columns.values())
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._waiting = []

    def _fit(self, value: Value, kind: Kind) -> Any:
        if kind is Kind.DECIMAL and isinstance(value, Decimal) and not _fits(value):
            self.cut += 1
            return None
        return value


def _fits(number: Decimal) -> bool:
    """Tell whether a decimal can be written without losing a digit."""
    _, digits, exponent = number.as_tuple()
    places = -exponent if isinstance(exponent, int) else 0
    return places <= PLACES and len(digits) - places <= DIGITS - PLACES
