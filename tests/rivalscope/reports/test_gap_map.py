import dataclasses
import itertools
import re
import xml.etree.ElementTree as ET

from rivalscope.domain.finding import GapKind
from rivalscope.reports.gap_map import gap_map


def texts(chart):
    """Return (words, x, y) of each text of a drawing, in px from its top left."""
    found = []

    def walk(element, x, y):
        moved = re.match(r"translate\(([-\d.]+),\s*([-\d.]+)\)", element.get("transform", ""))
        if moved:
            x, y = x + float(moved[1]), y + float(moved[2])
        if element.tag.endswith("text"):
            found.append(("".join(element.itertext()), x, y))
        for child in element:
            walk(child, x, y)

    walk(ET.fromstring(chart.svg), 0.0, 0.0)
    return found


def test_every_ranked_gap_is_named_on_the_map(made):
    report = made.report()
    words = {text for text, _, _ in texts(gap_map(report))}
    assert {gap.feature for gap in report.analysis.gaps if not gap.thin} <= words


def test_no_name_is_written_over_another(made):
    report = made.report()
    gap = next(gap for gap in report.analysis.gaps if not gap.thin)
    crowd = tuple(
        dataclasses.replace(gap, feature=f"Feature {n}", importance=0.1 + n / 500, our_score=0.4 + n / 400)
        for n in range(20)
    )
    crowded = dataclasses.replace(report, analysis=dataclasses.replace(report.analysis, gaps=crowd))
    named = [one for one in texts(gap_map(crowded)) if one[0].startswith("Feature")]
    assert len(named) > 8
    for (first, x, y), (_, other_x, other_y) in itertools.combinations(named, 2):
        assert abs(y - other_y) > 10 or abs(x - other_x) > 5.5 * len(first), (x, y, other_x, other_y)


def test_a_feature_that_nobody_judges_stands_below_nought_and_is_told_so(made):
    report = made.report()
    gap = next(gap for gap in report.analysis.gaps if not gap.thin)
    silent = dataclasses.replace(gap, our_score=None)
    chart = gap_map(
        dataclasses.replace(report, analysis=dataclasses.replace(report.analysis, gaps=(silent,)))
    )
    assert "nobody judges ours, n =" in chart.alt
    places = {text: y for text, _, y in texts(chart)}
    assert places[gap.feature] > places["0"] - 4


def test_without_a_ranked_gap_there_is_no_map(made):
    report = made.report()
    thin = tuple(dataclasses.replace(gap, thin=True) for gap in report.analysis.gaps)
    assert (
        gap_map(dataclasses.replace(report, analysis=dataclasses.replace(report.analysis, gaps=thin))) is None
    )


def test_kinds_are_told_apart_without_colour(made):
    report = made.report()
    gap = next(gap for gap in report.analysis.gaps if not gap.thin)
    gaps = tuple(
        dataclasses.replace(gap, kind=kind, feature=kind.value, importance=0.05 + n / 20)
        for n, kind in enumerate(GapKind)
    )
    chart = gap_map(dataclasses.replace(report, analysis=dataclasses.replace(report.analysis, gaps=gaps)))
    legend = re.findall(r'aria-roledescription="symbol"|class="mark-symbol role-legend-symbol"', chart.svg)
    assert len(legend) == len(GapKind)
    shapes = re.findall(r'role-legend-symbol.*?d="([^"]*)"', chart.svg, re.DOTALL)
    assert len(set(shapes)) == len(GapKind)
