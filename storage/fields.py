"""Fields: what stands of a page and what a page states, each plan, price, claim and limit by its name."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select, update

from rivalscope.domain.page import Page
from storage.engine import Connection
from storage.portions import parts
from storage.standing import OFFERS
from storage.statements import GROUP_SEPARATOR, PLANS, PRICES, Columns

Field = tuple[int, str]
"""Place of a kind of fact in OFFERS, and a group of it: a plan, a plan's prices, a claim, a limit; so for extras."""


def standing_fields(connection: Connection, location: int) -> dict[Field, str]:
    """Return what stands of a page and was there when it was last seen, by name."""
    fields: dict[Field, str] = {}
    for number, kind in enumerate(OFFERS):
        table = kind.table
        query = (
            select(table.__table__)
            .where(table.location_id == location, table.ended.is_(None), table.suspected_night.is_(None))
            .order_by(table.id)
        )
        for row in map(dict, connection.execute(query).mappings()):
            if not kind.silent(row):
                fields.setdefault((number, kind.group(row)), _name(number, row))
    return fields


def stated_fields(page: Page) -> set[Field]:
    """Return what a page states."""
    return {
        (number, kind.group(statement.columns))
        for number, kind in enumerate(OFFERS)
        for statement in kind.statements(page)
    }


def is_extra(field: Field) -> bool:
    """Tell whether a field is an extra or its prices; the group of a claim of no plan begins alike."""
    number, group = field
    return OFFERS[number] in {PLANS, PRICES} and group.startswith(GROUP_SEPARATOR)


def _name(number: int, row: Columns) -> str:
    kind = OFFERS[number]
    subject = kind.subject(row)
    if kind is PLANS:
        return subject if row["extra"] else f"plan {subject}"
    return f"price of {subject}" if kind is PRICES else subject


def miss(
    connection: Connection, location: int, gone: Collection[Field], *, at: datetime, night: date
) -> None:
    """Note of what stands of a page that some of it is missing since an earlier night: the next without it ends it."""
    for number, kind in enumerate(OFFERS):
        table = kind.table
        rows = connection.execute(
            select(table.__table__).where(
                table.location_id == location, table.ended.is_(None), table.suspected_night.is_(None)
            )
        ).mappings()
        lost = [one["id"] for one in map(dict, rows) if (number, kind.group(one)) in gone]
        for part in parts(lost):
            missing = {"suspected_at": at, "suspected_night": night}
            connection.execute(update(table).where(table.id.in_(part)).values(**missing))
