"""Told: what analyses, alerts and digests said of something that is forgotten."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from rivalscope.domain.feedback import CODE_DIGITS
from storage.engine import Connection
from storage.going import Going
from storage.portions import parts
from storage.tables import AlertRow, CellRow, GapRow, ProductRow, ScoreRow, ToldItemRow


def find_told(connection: Connection, going: Going) -> None:
    """Add the alerts and the items of digests that name a product that goes, or whose every passage goes."""
    names = _names(connection, going)
    if names:
        alerts = select(AlertRow.id).where(_naming(AlertRow, names, going.slugs))
        going.alerts |= set(connection.scalars(alerts))
        items = select(ToldItemRow.code).where(_naming(ToldItemRow, names, going.slugs))
        going.codes |= set(connection.scalars(items))
    for number, evidence in connection.execute(select(AlertRow.id, AlertRow.evidence)):
        if evidence and going.passages.issuperset(evidence):
            going.alerts.add(number)
    for some in parts(sorted(going.alerts)):
        keys = connection.scalars(select(AlertRow.key).where(AlertRow.id.in_(some)))
        going.codes |= {key[:CODE_DIGITS] for key in keys}


def _names(connection: Connection, going: Going) -> list[str]:
    """Return the names of products that go."""
    found: set[str] = set()
    for some in parts(sorted(going.products)):
        query = select(ProductRow.name, ProductRow.aliases).where(ProductRow.id.in_(some))
        for row in connection.execute(query):
            found |= {row.name, *row.aliases}
    return sorted(found)


def _naming(table: Any, names: list[str], slugs: set[str]) -> ColumnElement[bool]:
    """Return the condition that something told is about a product, or names it."""
    return or_(table.product.in_(slugs), *(table.title.icontains(name, autoescape=True) for name in names))


def take_out(connection: Connection, going: Going) -> None:
    """Take products out of gaps that compared them, and passages out of all that was concluded from them."""
    if going.slugs:
        rows = connection.execute(select(GapRow.id, GapRow.rivals))
        compared = [row.id for row in rows if going.slugs & set(row.rivals.split(", "))]
        for some in parts(compared):
            connection.execute(delete(GapRow).where(GapRow.id.in_(some)))
    for column in _listing():
        table = column.class_
        for number, named in connection.execute(select(table.id, column)).all():
            if going.passages.intersection(named or ()):
                left = [one for one in named if one not in going.passages]
                connection.execute(update(table).where(table.id == number).values({column.key: left}))


def _listing() -> Iterator[Any]:
    """Yield the columns that list passages by number."""
    yield from (
        CellRow.evidence,
        CellRow.evidence_against,
        ScoreRow.evidence,
        GapRow.evidence,
        AlertRow.evidence,
    )
