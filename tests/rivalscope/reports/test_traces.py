import dataclasses

from rivalscope.domain.fact import Evidence
from rivalscope.reports.traces import holders, named_evidence, surroundings

TEXT = "We use it daily. The breakout rooms are a joy, says everyone who has ever been in one of ours. " * 3


def passage(facts, number, first, last, **changed):
    """Words of the review, which begins five characters into the text that the selector yields."""
    settled = {
        "start": first + 5,
        "end": last + 5,
        "quote": TEXT[first:last],
        "selector": "jsonld:0/review/1/reviewBody",
        "snapshot": "ab" * 32,
    }
    return dataclasses.replace(facts.evidence[number], **(settled | changed))


def shown(facts, **changed) -> dict[int, tuple[str, str]]:
    start = TEXT.index("breakout rooms")
    mention, review = facts.quote("x"), facts.quote("y")
    words: dict[int, Evidence] = {mention: passage(facts, mention, start, start + 14, **changed)}
    whole = {review: passage(facts, review, 0, len(TEXT))}
    return surroundings(words, whole, {mention: review})


def test_a_mention_is_shown_among_the_words_around_it(facts):
    ((before, after),) = shown(facts).values()
    assert before == "We use it daily. The "
    assert after.startswith(" are a joy, says everyone")
    assert after.endswith("…")
    assert len(after) <= 111


def test_nothing_is_shown_around_words_that_are_not_there(facts):
    assert shown(facts, quote="other words") == {}
    assert shown(facts, snapshot="cd" * 32) == {}
    assert shown(facts, selector="row:1/text") == {}
    assert shown(facts, start=0, end=14) == {}


def test_a_mention_is_held_by_its_review(facts):
    review = facts.review("zoom")
    mention = facts.mention(review, "chat")
    assert holders([mention], [review]) == {mention.evidence: review.evidence}
    assert holders([mention], []) == {}


def test_every_evidence_that_a_report_names_is_found(made):
    report = made.report()
    named = set(named_evidence(report))
    assert {number for gap in report.analysis.gaps for number in gap.evidence} <= named
    assert {change.evidence_after for change in report.changes if change.evidence_after} <= named
    assert {price.evidence for price in report.prices} <= named
    assert {number for flow in report.flows for number in flow.evidence} <= named
