"""Digests: what became of each, for each recipient."""

from datetime import UTC, datetime

from storage.digests import digest_state, record_digest

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_a_digest_has_one_state_for_each_week_and_recipient(engine):
    assert digest_state(engine, week="2026-W47", recipient="a@x.example") is None
    for state in ("pending", "sent"):
        record_digest(
            engine, week="2026-W47", recipient="a@x.example", message_id="<1@x>", state=state, at=AT
        )
    assert digest_state(engine, week="2026-W47", recipient="a@x.example") == "sent"
    assert digest_state(engine, week="2026-W47", recipient="b@x.example") is None
    assert digest_state(engine, week="2026-W48", recipient="a@x.example") is None
