"""Ageing: reviews go when they are older than the market file keeps them."""

import logging
from datetime import UTC, datetime, time, timedelta

from flows.opened import OpenMarket
from rivalscope.domain.forgetting import FORGOTTEN, Choice, Forgotten
from rivalscope.exports.renewing import renew_exports
from storage.archive import Archive
from storage.engine import writing
from storage.forgotten import set_review_days
from storage.letting_go import finish, forget_all

logger = logging.getLogger(__name__)


def age_limit(days: int, *, as_of: datetime) -> datetime:
    """Return the instant before which reviews are too old: the beginning of a UTC day."""
    return datetime.combine((as_of - timedelta(days=days)).date(), time(tzinfo=UTC))


def forget_old(opened: OpenMarket, *, as_of: datetime) -> Forgotten | None:
    """Forget reviews that are older than the market file keeps them; None when it sets no limit.

    Call it under the lease.
    """
    days = opened.market.privacy.review_days
    archive = Archive(opened.market.archive)
    with writing(opened.engine) as connection:
        set_review_days(connection, days)
    finish(opened.engine, archive)
    if days is None:
        return None
    rule = f"{FORGOTTEN}: older than {days} days"
    choice = Choice(before=age_limit(days, as_of=as_of))
    told = forget_all(opened.engine, archive, choice, at=as_of, rule=rule)
    if told.rows:
        _, failed = renew_exports(opened.engine, market=opened.market.name, at=as_of)
        for line in failed:
            logger.warning("an export still holds reviews that are too old: %s", line)
    return told
