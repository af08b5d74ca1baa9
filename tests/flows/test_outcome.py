from datetime import date

from flows.outcome import Collected


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
