"""The outbox: each week's digest for each recipient, until it is delivered; none is lost, and none is sent twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from rivalscope.domain.delivery import Delivery, DeliveryState, Outgoing, next_try
from storage.engine import Engine, reading, writing
from storage.tables import DigestRow

_OPEN = (DeliveryState.WAITING, DeliveryState.DEFERRED)


def queue(
    engine: Engine, *, week: str, letters: Mapping[str, str], at: datetime, again: bool = False
) -> frozenset[str]:
    """Put a week's digest in the outbox for every recipient in one transaction; returns those who have it already.

    `letters` maps recipients to Message-IDs. Who has it is left out unless `again`; who was refused, deferred or given
    up is tried anew.
    """
    with writing(engine) as connection:
        rows = connection.execute(
            select(DigestRow.recipient, DigestRow.state).where(DigestRow.week == week).with_for_update()
        )
        states = {row.recipient: row.state for row in rows}
        have = frozenset() if again else frozenset(r for r in letters if states.get(r) == DeliveryState.SENT)
        fresh = {"state": DeliveryState.WAITING.value, "at": at, "queued_at": at, "attempts": 0, "next_try": at,
                 "detail": ""}  # fmt: skip
        for recipient, number in letters.items():
            values = {"message_id": number, **fresh}
            if recipient in have:
                continue
            if recipient in states:
                connection.execute(update(DigestRow).where(*_place(week, recipient)).values(**values))
            else:
                connection.execute(insert(DigestRow).values(week=week, recipient=recipient, **values))
    return have


def outgoing(engine: Engine, *, due: datetime | None = None, week: str | None = None) -> list[Outgoing]:
    """Return the mails of the outbox, oldest first: all of them, of one week, or those to be tried by an instant."""
    query = select(DigestRow.__table__).order_by(DigestRow.queued_at, DigestRow.id)
    if week is not None:
        query = query.where(DigestRow.week == week)
    if due is not None:
        query = query.where(DigestRow.state.in_(_OPEN), DigestRow.next_try <= due)
    with reading(engine) as connection:
        return [_outgoing(row) for row in connection.execute(query)]


def settle(engine: Engine, one: Outgoing, delivery: Delivery, *, at: datetime) -> Delivery:
    """Note what became of a mail, and when it is tried again; returns the delivery, given up when it never is."""
    attempts, state = one.attempts + 1, delivery.state
    again = next_try(attempts, at=at) if state is DeliveryState.DEFERRED else None
    if state is DeliveryState.DEFERRED and again is None:
        state = DeliveryState.GIVEN_UP
    with writing(engine) as connection:
        connection.execute(
            update(DigestRow)
            .where(*_place(one.week, one.recipient))
            .values(state=state.value, at=at, attempts=attempts, next_try=again, detail=delivery.detail)
        )
    return Delivery(recipient=delivery.recipient, state=state, detail=delivery.detail)


def _place(week: str, recipient: str) -> tuple[Any, ...]:
    return DigestRow.week == week, DigestRow.recipient == recipient


def _outgoing(row: Row[Any]) -> Outgoing:
    return Outgoing(
        week=row.week,
        recipient=row.recipient,
        message_id=row.message_id,
        state=DeliveryState(row.state),
        queued_at=row.queued_at,
        attempts=row.attempts,
        next_try=row.next_try,
        detail=row.detail,
    )
