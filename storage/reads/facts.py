"""What products' pages state, now, as of an instant, or over time: prices, claims, releases, changes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from rivalscope.domain.fact import Change, ClaimFact, PriceFact, ReleaseFact
from rivalscope.domain.limit import LimitFact
from rivalscope.domain.page import ItemType, StatementKind
from rivalscope.domain.statement import StatementFact
from storage.engine import Engine, reading
from storage.tables import (
    ChangeRow,
    ClaimRow,
    FeatureRow,
    LimitRow,
    LocationRow,
    PriceRow,
    ProductRow,
    ReleaseRow,
    SourceRow,
    StatementRow,
)

_Table = type[PriceRow] | type[ClaimRow] | type[LimitRow] | type[StatementRow]


def prices(
    engine: Engine,
    *,
    product: str | None = None,
    as_of: datetime | None = None,
    history: bool = False,
    extras: bool = False,
) -> list[PriceFact]:
    """Return prices of plans, or with `extras` those of extras alone, by product, source, plan and place on the page.

    Those that stand today; with `as_of` those that stood then, as they looked then; with `history` all that were
    first seen by then.
    """
    query = _on_pages(PriceRow).order_by(
        ProductRow.position, SourceRow.key, LocationRow.id, PriceRow.plan_key, PriceRow.position, PriceRow.id
    )
    query = query.where(_standing(PriceRow, as_of, history=history), PriceRow.extra.is_(extras))
    if product is not None:
        query = query.where(ProductRow.slug == product)
    with reading(engine) as connection:
        return [_price(row, as_of) for row in connection.execute(query)]


def claims(engine: Engine, *, as_of: datetime | None = None, history: bool = False) -> list[ClaimFact]:
    """Return what pages say of features today, or said at an instant; plans of a product in the order of the page.

    With `history` all that was first seen by then, whether it stands or has ended.
    """
    query = (
        _on_pages(ClaimRow)
        .add_columns(FeatureRow.name.label("feature"), SourceRow.kind.label("kind"), LocationRow.url)
        .join(FeatureRow, FeatureRow.id == ClaimRow.feature_id)
        .where(_standing(ClaimRow, as_of, history=history))
        .order_by(ProductRow.position, ClaimRow.position, ClaimRow.id)
    )
    with reading(engine) as connection:
        return [_claim(row, as_of) for row in connection.execute(query)]


def limits(engine: Engine, *, as_of: datetime | None = None) -> list[LimitFact]:
    """Return the quantities that plans allow today, or allowed at an instant, in the order of product and page."""
    query = (
        _on_pages(LimitRow)
        .where(_standing(LimitRow, as_of, history=False))
        .order_by(ProductRow.position, SourceRow.key, LimitRow.position, LimitRow.id)
    )
    with reading(engine) as connection:
        return [
            LimitFact(
                product=row.slug,
                source=row.source,
                plan=row.plan,
                name=row.name,
                value=row.value,
                unit=row.unit,
                evidence=row.evidence_id,
            )
            for row in connection.execute(query)
        ]


def releases(engine: Engine, *, since: date | None = None, until: date | None = None) -> list[ReleaseFact]:
    """Return releases dated from `since` to `until`, both included, newest first; undated ones only without bounds."""
    query = (
        select(ReleaseRow.__table__, ProductRow.slug, SourceRow.key.label("source"))
        .join(SourceRow, SourceRow.id == ReleaseRow.source_id)
        .join(ProductRow, ProductRow.id == SourceRow.product_id)
        .order_by(ReleaseRow.published.is_(None), ReleaseRow.published.desc(), ReleaseRow.id)
    )
    if since is not None:
        query = query.where(ReleaseRow.published >= since)
    if until is not None:
        query = query.where(ReleaseRow.published <= until)
    with reading(engine) as connection:
        return [
            ReleaseFact(
                id=row.id,
                product=row.slug,
                source=row.source,
                date=row.published,
                title=row.title,
                items=tuple(row.items),
                first_seen=row.first_seen,
                evidence=row.evidence_id,
                version=row.version,
                types=tuple(map(ItemType, row.types or ())),
            )
            for row in connection.execute(query)
        ]


def changes(engine: Engine, *, since: date, until: date) -> list[Change]:
    """Return the changes recorded on the nights from `since` to `until`, both included, in the order recorded."""
    query = (
        select(ChangeRow.__table__, ProductRow.slug, SourceRow.key)
        .join(SourceRow, SourceRow.id == ChangeRow.source_id)
        .join(ProductRow, ProductRow.id == SourceRow.product_id)
        .where(ChangeRow.night.between(since, until))
        .order_by(ChangeRow.night, ChangeRow.id)
    )
    with reading(engine) as connection:
        return [
            Change(
                id=row.id,
                product=row.slug,
                source=row.key,
                kind=row.kind,
                mode=row.mode,
                subject=row.subject,
                extra=row.extra,
                before=row.before,
                after=row.after,
                night=row.night,
                score=row.score,
                reason=row.reason,
                parts=row.parts or {},
                evidence_before=row.evidence_before,
                evidence_after=row.evidence_after,
            )
            for row in connection.execute(query)
        ]


def statements(
    engine: Engine, *, as_of: datetime | None = None, kinds: Sequence[StatementKind]
) -> list[StatementFact]:
    """Return what pages say of some kinds, in the order of product, source and page; `as_of` as for claims."""
    query = (
        _on_pages(StatementRow)
        .where(StatementRow.kind.in_(kinds), _standing(StatementRow, as_of, history=False))
        .order_by(ProductRow.position, SourceRow.key, StatementRow.position, StatementRow.id)
    )
    with reading(engine) as connection:
        return [
            StatementFact(
                product=row.slug,
                source=row.source,
                kind=row.kind,
                subject=row.subject,
                value=row.value,
                first_seen=row.first_seen,
                last_seen=_seen_by(row.last_seen, as_of),
                ended=_ended_by(row.ended, as_of),
                evidence=row.evidence_id,
            )
            for row in connection.execute(query)
        ]


def _on_pages(table: _Table) -> Select[Any]:
    return (
        select(table.__table__, ProductRow.slug, SourceRow.key.label("source"))
        .join(LocationRow, LocationRow.id == table.location_id)
        .join(SourceRow, SourceRow.id == LocationRow.source_id)
        .join(ProductRow, ProductRow.id == SourceRow.product_id)
    )


def _standing(table: _Table, as_of: datetime | None, *, history: bool) -> ColumnElement[bool]:
    if as_of is None:
        return table.id.is_not(None) if history else table.ended.is_(None)
    seen = table.first_seen <= as_of
    return seen if history else and_(seen, or_(table.ended.is_(None), table.ended > as_of))


def _price(row: Row[Any], as_of: datetime | None) -> PriceFact:
    return PriceFact(
        id=row.id,
        product=row.slug,
        source=row.source,
        plan=row.plan,
        raw=row.raw,
        kind=row.kind,
        amount=row.amount,
        currency=row.currency,
        period=row.period,
        billed=row.billed,
        unit=row.unit,
        qualifier=row.qualifier,
        first_seen=row.first_seen,
        last_seen=_seen_by(row.last_seen, as_of),
        ended=_ended_by(row.ended, as_of),
        learnt_at=row.learnt_at,
        unstable=row.unstable,
        evidence=row.evidence_id,
    )


def _claim(row: Row[Any], as_of: datetime | None) -> ClaimFact:
    return ClaimFact(
        id=row.id,
        product=row.slug,
        source=row.source,
        plan=row.plan,
        feature=row.feature,
        name=row.name,
        status=row.status,
        value=row.value,
        first_seen=row.first_seen,
        last_seen=_seen_by(row.last_seen, as_of),
        ended=_ended_by(row.ended, as_of),
        learnt_at=row.learnt_at,
        evidence=row.evidence_id,
        position=row.position,
        kind=row.kind,
        url=row.url,
    )


def _seen_by(last_seen: datetime, as_of: datetime | None) -> datetime:
    """Return when a fact was last seen as of an instant: what came later was not known then."""
    return last_seen if as_of is None else min(last_seen, as_of)


def _ended_by(ended: datetime | None, as_of: datetime | None) -> datetime | None:
    return None if ended is None or (as_of is not None and ended > as_of) else ended
