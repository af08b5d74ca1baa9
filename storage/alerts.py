"""Alerts in the store: each thing raised once, and on its way to each channel until it is told there."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from rivalscope.domain.alert import Alert, Told
from rivalscope.domain.delivery import DeliveryState, next_try
from storage.engine import Engine, reading, writing
from storage.tables import AlertDeliveryRow, AlertRow

_OPEN = (DeliveryState.WAITING, DeliveryState.DEFERRED)


def raise_alerts(engine: Engine, alerts: Iterable[Alert], *, channels: Sequence[str], at: datetime) -> int:
    """Store what was not raised before, waiting for every channel, in one transaction; returns how many are new."""
    wanted = {alert.key: alert for alert in alerts}
    with writing(engine) as connection:
        known = set(connection.scalars(select(AlertRow.key).where(AlertRow.key.in_(wanted))))
        fresh = [alert for key, alert in wanted.items() if key not in known]
        for alert in fresh:
            number = connection.execute(
                insert(AlertRow).values(**_values(alert), raised_at=at).returning(AlertRow.id)
            ).scalar_one()
            waiting = [
                {"alert_id": number, "channel": channel, "state": DeliveryState.WAITING.value, "at": at, "attempts": 0,
                 "next_try": at, "detail": ""}
                for channel in dict.fromkeys(channels)
            ]  # fmt: skip
            if waiting:
                connection.execute(insert(AlertDeliveryRow), waiting)
    return len(fresh)


def waiting_alerts(engine: Engine, *, channel: str, due: datetime) -> list[Told]:
    """Return the alerts that are to be tried in a channel by an instant, oldest first."""
    query = _told().where(
        AlertDeliveryRow.channel == channel,
        AlertDeliveryRow.state.in_(_OPEN),
        AlertDeliveryRow.next_try <= due,
    )
    with reading(engine) as connection:
        return [_read(row) for row in connection.execute(query)]


def settle_alerts(engine: Engine, told: Sequence[Told], *, problem: str, at: datetime) -> None:
    """Note that one message told all these alerts in their channel, or what it came to and when it is tried again."""
    with writing(engine) as connection:
        for one in told:
            attempts = one.attempts + 1
            again = next_try(attempts, at=at) if problem else None
            state = DeliveryState.SENT
            if problem:
                state = DeliveryState.DEFERRED if again else DeliveryState.GIVEN_UP
            number = select(AlertRow.id).where(AlertRow.key == one.alert.key).scalar_subquery()
            connection.execute(
                update(AlertDeliveryRow)
                .where(AlertDeliveryRow.alert_id == number, AlertDeliveryRow.channel == one.channel)
                .values(state=state.value, at=at, attempts=attempts, next_try=again, detail=problem)
            )


def alerts_since(engine: Engine, night: date) -> list[tuple[Alert, tuple[Told, ...]]]:
    """Return the alerts of a night and later, newest first, each with what became of it in its channels."""
    query = select(AlertRow.__table__).where(AlertRow.night >= night)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(AlertRow.night.desc(), AlertRow.id.desc()))
        found = [_alert(row) for row in rows]
        told = [_read(row) for row in connection.execute(_told().where(AlertRow.night >= night))]
    return [(alert, tuple(one for one in told if one.alert.key == alert.key)) for alert in found]


def _told() -> Any:
    return (
        select(
            *AlertRow.__table__.c,
            AlertDeliveryRow.channel,
            AlertDeliveryRow.state,
            AlertDeliveryRow.attempts,
            AlertDeliveryRow.at,
            AlertDeliveryRow.detail.label("came_to"),
        )
        .join(AlertDeliveryRow, AlertDeliveryRow.alert_id == AlertRow.id)
        .order_by(AlertRow.id, AlertDeliveryRow.id)
    )


def _read(row: Row[Any]) -> Told:
    return Told(
        alert=_alert(row),
        channel=row.channel,
        state=row.state,
        attempts=row.attempts,
        at=row.at,
        detail=row.came_to,
    )


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        key=row.key,
        kind=row.kind,
        product=row.product,
        title=row.title,
        detail=row.detail,
        night=row.night,
        url=row.url,
        evidence=tuple(row.evidence),
    )


def _values(alert: Alert) -> dict[str, Any]:
    return {
        "key": alert.key,
        "kind": alert.kind,
        "product": alert.product,
        "title": alert.title,
        "detail": alert.detail,
        "night": alert.night,
        "url": alert.url,
        "evidence": list(alert.evidence),
    }
