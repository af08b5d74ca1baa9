from datetime import UTC, date, datetime

from rivalscope.domain.alert import Alert, AlertKind
from rivalscope.domain.delivery import WAITS
from storage.alerts import alerts_since, raise_alerts, settle_alerts, waiting_alerts

AT = datetime(2026, 11, 23, 3, tzinfo=UTC)
NIGHT = date(2026, 11, 22)
CHANNELS = ("slack 1a2b3c4d", "webhook 5e6f7a8b")


def alert(number):
    return Alert(
        key=f"k{number}", kind=AlertKind.PRICE, product="zoom", title=f"Price {number}.", detail="", night=NIGHT,
        url=None, evidence=(number,),
    )  # fmt: skip


def test_the_same_thing_is_raised_once_and_waits_in_every_channel(engine):
    assert raise_alerts(engine, [alert(1), alert(2)], channels=CHANNELS, at=AT) == 2
    assert raise_alerts(engine, [alert(2), alert(3)], channels=CHANNELS, at=AT) == 1
    for channel in CHANNELS:
        assert [one.alert for one in waiting_alerts(engine, channel=channel, due=AT)] == [
            alert(1),
            alert(2),
            alert(3),
        ]


def test_a_channel_that_fails_tries_again_later_and_the_other_is_done(engine):
    raise_alerts(engine, [alert(1)], channels=CHANNELS, at=AT)
    first, second = (waiting_alerts(engine, channel=channel, due=AT) for channel in CHANNELS)
    settle_alerts(engine, first, problem="", at=AT)
    settle_alerts(engine, second, problem="answered 503", at=AT)
    assert waiting_alerts(engine, channel=CHANNELS[0], due=AT + WAITS[0]) == []
    assert waiting_alerts(engine, channel=CHANNELS[1], due=AT) == []
    (again,) = waiting_alerts(engine, channel=CHANNELS[1], due=AT + WAITS[0])
    assert (again.attempts, again.detail) == (1, "answered 503")
    ((told, ways),) = alerts_since(engine, NIGHT)
    assert told == alert(1)
    assert [one.state for one in ways] == ["sent", "deferred"]


def test_a_channel_that_never_takes_it_is_given_up(engine):
    raise_alerts(engine, [alert(1)], channels=CHANNELS[:1], at=AT)
    now = AT
    for wait in (*WAITS, None):
        (one,) = waiting_alerts(engine, channel=CHANNELS[0], due=now)
        settle_alerts(engine, [one], problem="no answer", at=now)
        now += wait or WAITS[0]
    assert waiting_alerts(engine, channel=CHANNELS[0], due=now) == []
    assert alerts_since(engine, NIGHT)[0][1][0].state == "given up"


def test_an_alert_without_a_channel_is_kept_to_be_listed(engine):
    raise_alerts(engine, [alert(1)], channels=(), at=AT)
    assert alerts_since(engine, NIGHT) == [(alert(1), ())]
    assert alerts_since(engine, date(2026, 11, 23)) == []
