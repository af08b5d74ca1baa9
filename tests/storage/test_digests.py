"""The outbox of digests."""

from datetime import UTC, datetime, timedelta

from rivalscope.domain.delivery import WAITS, Delivery, DeliveryState
from storage.digests import outgoing, queue, settle

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
WEEK = "2026-W47"
LETTERS = {"a@x.example": "<1@x>", "b@x.example": "<2@x>"}


def fate(one, state, detail=""):
    return Delivery(recipient=one.recipient, state=state, detail=detail)


def test_a_digest_is_queued_for_every_recipient_at_once(engine):
    assert queue(engine, week=WEEK, letters=LETTERS, at=AT) == frozenset()
    waiting = outgoing(engine, due=AT)
    assert [(one.recipient, one.message_id) for one in waiting] == list(LETTERS.items())
    assert {(one.state, one.queued_at, one.attempts) for one in waiting} == {(DeliveryState.WAITING, AT, 0)}
    assert outgoing(engine, week="2026-W48") == []


def test_who_has_it_is_not_queued_again_unless_asked(engine):
    queue(engine, week=WEEK, letters=LETTERS, at=AT)
    for one in outgoing(engine, due=AT):
        settle(engine, one, fate(one, DeliveryState.SENT), at=AT)
    assert queue(engine, week=WEEK, letters=LETTERS, at=AT) == LETTERS.keys()
    assert outgoing(engine, due=AT) == []
    assert queue(engine, week=WEEK, letters=LETTERS, at=AT, again=True) == frozenset()
    assert len(outgoing(engine, due=AT)) == 2


def test_one_that_is_refused_waits_no_longer_and_the_other_one_does(engine):
    queue(engine, week=WEEK, letters=LETTERS, at=AT)
    first, second = outgoing(engine, due=AT)
    settle(engine, first, fate(first, DeliveryState.REFUSED, "550 no such user"), at=AT)
    settle(engine, second, fate(second, DeliveryState.DEFERRED, "451 later"), at=AT)
    assert outgoing(engine, due=AT) == []
    (waiting,) = outgoing(engine, due=AT + WAITS[0])
    assert (waiting.recipient, waiting.attempts, waiting.detail) == ("b@x.example", 1, "451 later")


def test_one_that_is_deferred_rests_longer_each_time_and_is_given_up_at_last(engine):
    queue(engine, week=WEEK, letters={"a@x.example": "<1@x>"}, at=AT)
    now, rests = AT, []
    while due := outgoing(engine, due=now):
        done = settle(engine, due[0], fate(due[0], DeliveryState.DEFERRED, "451 later"), at=now)
        (one,) = outgoing(engine, week=WEEK)
        if one.next_try is None:
            break
        rests.append(one.next_try - now)
        now = one.next_try
    assert tuple(rests) == WAITS
    assert done.state is one.state is DeliveryState.GIVEN_UP
    assert now - AT > timedelta(days=2)
    assert queue(engine, week=WEEK, letters={"a@x.example": "<1@x>"}, at=now) == frozenset()
    assert outgoing(engine, due=now)[0].attempts == 0
