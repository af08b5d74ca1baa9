"""Which sections a report has, in reading order."""

from collections.abc import Callable

from rivalscope.reports.content import Report
from rivalscope.reports.section import Section
from rivalscope.reports.sections import (
    comparisons,
    competitors,
    experience,
    importance,
    lifelines,
    over_time,
    problems,
    requests,
    share_of_voice,
    sureness,
    switching,
    swot,
    value,
)

ORDER: tuple[Callable[[Report], Section | None], ...] = (
    sureness.section,
    requests.section,
    problems.section,
    competitors.section,
    importance.section,
    experience.section,
    value.section,
    over_time.section,
    lifelines.section,
    share_of_voice.section,
    comparisons.section,
    switching.section,
    swot.section,
)
"""What makes each section; one gives None when the report was assembled without its findings."""


def sections(report: Report) -> tuple[Section, ...]:
    """Return the sections of a report, those without findings left out."""
    made = (make(report) for make in ORDER)
    return tuple(section for section in made if section is not None)
