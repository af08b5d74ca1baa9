"""Digests handed over: what became of each week's mail for each recipient, so that none is sent twice."""

from datetime import datetime

from sqlalchemy import insert, select, update

from storage.engine import Engine, reading, writing
from storage.tables import DigestRow


def record_digest(
    engine: Engine, *, week: str, recipient: str, message_id: str, state: str, at: datetime
) -> None:
    """Note what became of a week's digest for a recipient, in place of what was noted before."""
    place = (DigestRow.week == week, DigestRow.recipient == recipient)
    values = {"message_id": message_id, "state": state, "at": at}
    with writing(engine) as connection:
        if connection.scalar(select(DigestRow.id).where(*place).with_for_update()) is None:
            connection.execute(insert(DigestRow).values(week=week, recipient=recipient, **values))
        else:
            connection.execute(update(DigestRow).where(*place).values(**values))


def digest_state(engine: Engine, *, week: str, recipient: str) -> str | None:
    """Return what became of a week's digest for a recipient; None when it was never tried."""
    with reading(engine) as connection:
        return connection.scalar(
            select(DigestRow.state).where(DigestRow.week == week, DigestRow.recipient == recipient)
        )
