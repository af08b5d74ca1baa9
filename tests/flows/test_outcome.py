from datetime import date

from flows.outcome import Collected, Failing
from rivalscope.domain.capture import Verdict


def test_a_partial_night_is_not_complete_and_says_why():
    night = date(2026, 11, 22)
    collected = Collected(
        night=night, crawl=None, files=(), failing=(), cut_short="5 pages gave facts, 10 are usual"
    )
    assert not collected.complete
    assert collected.data()["partial"] == "5 pages gave facts, 10 are usual"
    assert "night 2026-11-22 is partial: 5 pages gave facts, 10 are usual" in "\n".join(collected.lines())


def test_a_night_that_read_everything_is_complete():
    collected = Collected(night=date(2026, 11, 22), crawl=None, files=(), failing=())
    assert (collected.complete, collected.data()["partial"]) == (True, None)


def test_a_night_says_what_the_load_gate_published_quarantined_and_kept():
    failing = (
        Failing(source="a/pricing", verdict=Verdict.PARTIAL, reason="price jump?: Pro", quarantined=True),
        Failing(source="b/pricing", verdict=Verdict.LOGIN, reason="it asks for a password"),
        Failing(source="c/pricing", verdict=None, reason=""),
    )
    collected = Collected(night=date(2026, 11, 22), crawl=None, files=(), failing=failing, published=21)
    told = list(collected.lines())
    assert "load gate: 21 sources published, 1 quarantined, 2 kept as last good" in told
    assert "`rivalscope quarantine list` shows what waits for a decision" in told
    data = collected.data()
    assert (data["published"], data["quarantined"], data["kept"]) == (21, 1, 2)
    assert [one["outcome"] for one in data["failing"]] == ["quarantined", "kept", "kept"]
