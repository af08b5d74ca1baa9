from rivalscope.analysis.swot import Swot, Withheld
from rivalscope.analysis.swot_drafts import Quadrant
from rivalscope.reports.points import speakers, with_points
from rivalscope.reports.sections.swot import section


def test_points_lead_to_independent_evidence_of_two_sources(made):
    report = made.report()
    keys = {review.id: f"{review.product}/{review.author_key}" for review in made.reviews}
    said = speakers(made.mentions, reviewers=keys, wanted=report.evidence)
    report = with_points(report, speakers=said)
    assert report.swot.points
    for point in report.swot.points:
        sources = {report.evidence[number].source for number in point.evidence}
        assert len({said.get(number, report.evidence[number].url) for number in point.evidence}) >= 3
        assert len(sources) >= 2
    told = section(report)
    rows = [row for table in told.tables for row in table.rows]
    assert len(rows) + sum(table.left for table in told.tables) == len(report.swot.points)
    assert "independent reviewers or pages" in told.method


def test_points_that_are_withheld_are_counted(made):
    held = tuple(
        Withheld(quadrant=Quadrant.THREAT, subject=name, witnesses=n, sources=1)
        for name, n in (("Whiteboard", 5), ("Captions", 1))
    )
    told = section(made.report(swot=Swot(points=(), withheld=held)))
    assert told.told[0].text.startswith("No point has 3 independent reviewers or pages from 2 sources")
    assert told.told[1].text == (
        "Withheld for want of independent evidence: 2 threats; the nearest, Whiteboard, has 5 witnesses from 1 source."
    )
    assert told.tables == ()
    assert section(made.report(swot=None)) is None
