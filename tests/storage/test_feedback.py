"""Feedback: marks are kept by reader, and lead back to what was told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rivalscope.domain.alert import Alert, AlertKind
from rivalscope.domain.feedback import Mark, ToldItem, code_of
from rivalscope.errors import UsageError
from storage.alerts import raise_alerts
from storage.feedback import feedback, give_feedback, newest_told, note_told, told_item

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def item(name, *, week="2026-W47", score=None):
    return ToldItem(
        code=code_of("change", name), kind="price", product="kestrel", title=name, week=week, score=score
    )


def test_a_reader_who_thinks_again_has_one_mark_the_newest(engine):
    pro = item("Pro", score=80.0)
    note_told(engine, [pro])
    assert give_feedback(engine, pro.code, Mark.NOISE, by="ana", at=AT) == pro
    give_feedback(engine, pro.code, Mark.USEFUL, by="ana", at=AT + timedelta(hours=1))
    give_feedback(engine, pro.code, Mark.NOISE, by="ben", at=AT)
    assert [(one.by, one.mark) for one in feedback(engine)] == [("ana", Mark.USEFUL), ("ben", Mark.NOISE)]
    assert [one.by for one in feedback(engine, since=AT + timedelta(minutes=1))] == ["ana"]


def test_an_item_told_again_is_one_item_of_the_newest_week(engine):
    note_told(engine, [item("Pro"), item("Team")])
    note_told(engine, [item("Pro", week="2026-W48", score=3.0)])
    assert [(one.title, one.week) for one in newest_told(engine, most=9)] == [
        ("Pro", "2026-W48"), ("Team", "2026-W47"),
    ]  # fmt: skip


def test_an_alert_is_marked_by_the_first_digits_of_its_key(engine):
    alert = Alert(
        key="0123456789abcdef", kind=AlertKind.PRICE, product="kestrel", title="Kestrel lowers Pro by 17 %.",
        detail="", night=date(2026, 11, 19),
    )  # fmt: skip
    raise_alerts(engine, [alert], channels=[], at=AT)
    give_feedback(engine, "0123456789", Mark.USEFUL, by="", at=AT)
    (one,) = feedback(engine)
    assert (one.item.title, one.item.kind, one.item.week) == (alert.title, "price alert", "2026-W47")


@pytest.mark.parametrize("code", ["", "%", "_123456789", "abcdefabcd", "0123456789abcdef"])
def test_a_code_of_nothing_that_was_told_is_refused(engine, code):
    raise_alerts(
        engine,
        [Alert(key="0123456789abcdef", kind=AlertKind.PRICE, product="k", title="T", detail="", night=date(2026, 11, 19))],
        channels=[], at=AT,
    )  # fmt: skip
    with pytest.raises(UsageError, match="nothing was told under"):
        give_feedback(engine, code, Mark.NOISE, by="ana", at=AT)
    assert feedback(engine) == []
    assert told_item(engine, "abcdefabcd") is None
