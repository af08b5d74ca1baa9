import pytest

from rivalscope.analysis.experience import Contradiction, Experience, Experienced
from rivalscope.domain.page import ClaimStatus
from rivalscope.reports.sections.experience import section


@pytest.fixture
def told(made, facts):
    """The section of a report with these findings."""

    def make(*found, stated=40, judged=12):
        come = Experienced(found=found, stated=stated, judged=judged, silent=3)
        return section(made.report(experience=come))

    return make


@pytest.fixture
def finding(facts):
    def make(kind=Contradiction.FAILS, **given):
        settled = {
            "kind": kind, "product": "ours", "feature": "Recording", "status": ClaimStatus.OFFERED, "confidence": 0.97,
            "n": 20, "score": 0.2, "low": 0.08, "high": 0.4, "problems": 7, "speakers": 25, "troubled": (0.14, 0.48),
            "evidence": (facts.quote("Recording in every plan."),), "evidence_against": (),
            "evidence_voices": (facts.quote("It lost two meetings."), facts.quote("No sound in it.")),
        } | given  # fmt: skip
        return Experience(**settled)

    return make


def test_a_claim_and_its_failure_stand_side_by_side_with_figures(told, finding, facts):
    found = told(finding())
    assert "12 claims" in found.told[0].text
    assert "80 % of opinions bad (60–92 %, n = 20), 7 of 25 reviewers report a problem" in found.told[0].text
    assert [facts.evidence[one.evidence].quote for one in found.quotations] == [
        "Recording in every plan.", "It lost two meetings.", "No sound in it.",
    ]  # fmt: skip
    (table,) = found.tables
    assert all(len(row) == len(table.head) for row in table.rows)
    assert set(found.cited()) <= set(facts.evidence)


def test_pages_that_contradict_each_other_show_both_words(told, finding, facts):
    no = facts.quote("Recording is not available.")
    found = told(finding(Contradiction.PAGES, status=ClaimStatus.CONFLICTING, evidence_against=(no,)))
    assert [facts.evidence[one.evidence].quote for one in found.quotations] == [
        "Recording in every plan.", "Recording is not available.",
    ]  # fmt: skip
    assert "no gap is claimed" in found.told[-1].text
    assert found.tables[0].rows[0][2].text == "conflicting"


def test_praise_for_what_no_page_offers_is_told(told, finding):
    silent = {
        "status": ClaimStatus.UNKNOWN,
        "confidence": None,
        "evidence": (),
        "score": 0.9,
        "low": 0.7,
        "high": 0.96,
    }
    found = told(finding(Contradiction.UNSAID, **silent))
    assert "90 % of opinions good (70–96 %, n = 20)" in found.told[-1].text
    assert "confidence" not in found.tables[0].head


def test_nothing_found_and_not_enough_data_are_different_results(told, made):
    assert told().told[0].text.startswith("None of the 12 claims")
    assert "28 other claims" in told().told[1].text
    few = told(judged=0).told[0].text
    assert few == "Not enough data: none of 40 claims is judged by 5 reviewers."
    assert section(made.report(experience=None)) is None


def test_a_failure_told_by_problems_alone_says_so(told, finding):
    found = told(finding(n=0, score=None, low=None, high=None, problems=12, speakers=16, troubled=(0.5, 0.9)))
    assert "12 of 16 reviewers report a problem" in found.told[0].text
    assert "opinions bad" not in found.told[0].text
