"""Feedback in the store: what was told, and what readers think of it. Nothing else in the store depends on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from rivalscope.domain.feedback import CODE_DIGITS, Mark, Marked, ToldItem
from rivalscope.domain.week import week_of
from rivalscope.errors import UsageError
from storage.engine import Engine, reading, writing
from storage.tables import AlertRow, FeedbackRow, ToldItemRow


def note_told(engine: Engine, items: Iterable[ToldItem]) -> None:
    """Store the items of a digest, so that marks can be traced to them; one told again has its newest week."""
    wanted = {item.code: item for item in items}
    if not wanted:
        return
    with writing(engine) as connection:
        known = set(
            connection.scalars(select(ToldItemRow.code).where(ToldItemRow.code.in_(wanted)).with_for_update())
        )
        for code, item in wanted.items():
            values = {"kind": item.kind, "product": item.product, "title": item.title, "week": item.week,
                      "score": item.score}  # fmt: skip
            if code in known:
                connection.execute(update(ToldItemRow).where(ToldItemRow.code == code).values(**values))
            else:
                connection.execute(insert(ToldItemRow).values(code=code, **values))


def told_item(engine: Engine, code: str) -> ToldItem | None:
    """Return the item or alert of a code; None when nothing of that code was told."""
    with reading(engine) as connection:
        row = connection.execute(select(ToldItemRow.__table__).where(ToldItemRow.code == code)).first()
        if row is not None:
            return _item(row)
        alert = connection.execute(
            select(AlertRow.__table__).where(AlertRow.key.startswith(code, autoescape=True))
        ).first()
    return None if alert is None else _alert(alert)


def give_feedback(engine: Engine, code: str, mark: Mark, *, by: str, at: datetime) -> ToldItem:
    """Store what a reader thinks of an item, in the place of what they thought before; returns the item.

    UsageError for a code of which nothing was told.
    """
    item = told_item(engine, code) if len(code) == CODE_DIGITS else None
    if item is None:
        raise UsageError(
            f"nothing was told under {code!r}: the code of an item stands below it in the digest, and "
            "`rivalscope feedback` lists the newest"
        )
    with writing(engine) as connection:
        place = FeedbackRow.code == code, FeedbackRow.by == by
        known = connection.scalar(select(FeedbackRow.id).where(*place).with_for_update())
        if known is None:
            connection.execute(insert(FeedbackRow).values(code=code, by=by, mark=mark.value, at=at))
        else:
            connection.execute(update(FeedbackRow).where(*place).values(mark=mark.value, at=at))
    return item


def feedback(engine: Engine, *, since: datetime | None = None) -> list[Marked]:
    """Return what readers think of which item, newest first; of an instant and later, if one is given."""
    query = select(FeedbackRow.__table__).order_by(FeedbackRow.at.desc(), FeedbackRow.id.desc())
    if since is not None:
        query = query.where(FeedbackRow.at >= since)
    with reading(engine) as connection:
        rows = connection.execute(query).all()
        codes = {row.code for row in rows}
        told = connection.execute(select(ToldItemRow.__table__).where(ToldItemRow.code.in_(codes)))
        items = {row.code: _item(row) for row in told}
        for alert in connection.execute(select(AlertRow.__table__)) if codes - items.keys() else ():
            items.setdefault(alert.key[:CODE_DIGITS], _alert(alert))
    return [
        Marked(item=items[row.code], mark=Mark(row.mark), by=row.by, at=row.at)
        for row in rows
        if row.code in items
    ]


def marks(engine: Engine, *, since: datetime, until: datetime) -> dict[Mark, int]:
    """Return how many of each mark readers gave between two instants."""
    query = select(FeedbackRow.mark, func.count()).where(FeedbackRow.at >= since, FeedbackRow.at <= until)
    with reading(engine) as connection:
        return {Mark(name): n for name, n in connection.execute(query.group_by(FeedbackRow.mark))}


def newest_told(engine: Engine, *, most: int) -> list[ToldItem]:
    """Return what digests told, newest week first and the weightiest of it first."""
    query = select(ToldItemRow.__table__).order_by(
        ToldItemRow.week.desc(), func.coalesce(ToldItemRow.score, 0).desc(), ToldItemRow.id
    )
    with reading(engine) as connection:
        return [_item(row) for row in connection.execute(query.limit(most))]


def _item(row: Row[Any]) -> ToldItem:
    return ToldItem(
        code=row.code, kind=row.kind, product=row.product, title=row.title, week=row.week, score=row.score
    )


def _alert(row: Row[Any]) -> ToldItem:
    return ToldItem(
        code=row.key[:CODE_DIGITS],
        kind=f"{row.kind} alert",
        product=row.product,
        title=row.title,
        week=week_of(row.night),
    )
