"""The sections that are told once for every format, as sheets: one a table, numbers as numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rivalscope.reports.inert import one_line
from rivalscope.reports.section import Cell, Section, Table

Row = tuple[str | int | float | None, ...]

_LONGEST = 31
"""Characters that the name of a sheet may have."""

_BARE = re.compile(r"[-−+]?[\d,]+(\.\d+)?")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def sheets(sections: Iterable[Section]) -> Iterator[tuple[str, Sequence[str], list[Row]]]:
    """Yield title, head and rows of each table; a section without tables gives its sentences.

    Where a cell's words say more than its number (an interval, a unit), they stand in a column of their own beside it.
    Two columns at the end hold whether the row is thin, and the ids of its evidence.
    """
    for section in sections:
        for table in section.tables:
            title = section.title if len(section.tables) == 1 else f"{section.title}, {table.caption}"
            worded = _worded(table)
            yield title, _head(table, worded), [_row(row, worded) for row in table.rows]
        if not section.tables:
            told = [(one.text, " ".join(f"e{number}" for number in one.evidence)) for one in section.told]
            yield section.title, ("what", "evidence"), [*told]


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name that a workbook takes and that is in `taken` in no case; adds it there in lower case."""
    plain = one_line(_FORBIDDEN.sub(" ", title)).strip("' ") or "Table"
    name, number = plain[:_LONGEST].strip("' "), 1
    while name.casefold() in taken or name.casefold() == "history":  # Excel keeps that name to itself
        number += 1
        name = f"{plain[: _LONGEST - len(str(number)) - 1].strip(chr(39) + ' ')} {number}"
    taken.add(name.casefold())
    return name


def _worded(table: Table) -> frozenset[int]:
    """Return the columns of numbers whose words say more than the number."""
    return frozenset(
        column
        for column in range(len(table.head))
        if any(
            row[column].value is not None and not _BARE.fullmatch(row[column].text.strip())
            for row in table.rows
        )
    )


def _head(table: Table, worded: frozenset[int]) -> list[str]:
    head: list[str] = []
    for column, title in enumerate(table.head):
        head += [title, f"{title}, in words"] if column in worded else [title]
    return [*head, "thin", "ids"]


def _row(row: Sequence[Cell], worded: frozenset[int]) -> Row:
    values: list[str | int | float | None] = []
    for column, cell in enumerate(row):
        if column in worded:
            values += [cell.value, cell.text]
        else:
            values.append(cell.text if cell.value is None else cell.value)
    ids = dict.fromkeys(number for cell in row for number in cell.evidence)
    thin = "yes" if any(cell.thin for cell in row) else "no"
    return (*values, thin, " ".join(f"e{number}" for number in ids))
