"""Strengths, weaknesses, opportunities and threats of a report whose evidence is known."""

import dataclasses
from collections.abc import Iterable, Mapping

from rivalscope.analysis.swot import Witness, swot
from rivalscope.analysis.swot_drafts import Found
from rivalscope.domain.fact import ComparisonFact, Evidence, IntentFact, Mention
from rivalscope.reports.content import Report


def with_points(report: Report, *, speakers: Mapping[int, str]) -> Report:
    """Return the report with the points that its findings and their evidence make.

    `speakers` gives evidence id → key of the reviewer whose words it is (`speakers`); other evidence is a page's.
    """
    found = Found(
        products=report.products,
        cells=report.analysis.cells,
        scores=report.analysis.scores,
        wishes=report.wishes.wishes if report.wishes else (),
        movements=report.time.movements if report.time else (),
        routes=report.switching.routes if report.switching else (),
        exchanges=report.switching.exchanges if report.switching else (),
        minimum_n=report.minimum_n,
    )
    witnesses = {number: _witness(one, speakers.get(number)) for number, one in report.evidence.items()}
    return dataclasses.replace(report, swot=swot(found, witnesses=witnesses))


def speakers(
    remarks: Iterable[Mention | IntentFact | ComparisonFact],
    *,
    reviewers: Mapping[int, str],
    wanted: Mapping[int, Evidence],
) -> dict[int, str]:
    """Return evidence id → key of the reviewer, for the wanted evidence that is a reviewer's words.

    `reviewers` gives review id → key of its reviewer (`sentiment.reviewer_keys`).
    """
    return {
        one.evidence: reviewers[one.review]
        for one in remarks
        if one.evidence in wanted and one.review in reviewers
    }


def _witness(evidence: Evidence, speaker: str | None) -> Witness:
    return Witness(who=speaker or evidence.url, source=evidence.source)
