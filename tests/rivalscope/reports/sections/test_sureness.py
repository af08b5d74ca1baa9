from dataclasses import replace

import pytest

from rivalscope.domain.finding import Analysis, FeatureScore, ReaderErrors, Standing
from rivalscope.reports.sections.sureness import section


@pytest.fixture
def told(made, facts):
    def make(*scores, gaps=(), errors=(), uncounted=()):
        analysis = Analysis(
            as_of=facts.as_of, cells=(), scores=scores, gaps=gaps, taxonomy="t", model="m",
            errors=errors, uncounted=uncounted,
        )  # fmt: skip
        return section(replace(made.report(), analysis=analysis))

    return make


@pytest.fixture
def score(facts):
    def make(product, feature="calls", **given):
        settled = {
            "n": 60, "neutral": 0, "positive_share": 0.7, "score": 0.8, "low": 0.7, "high": 0.9, "importance": 0.1,
            "requests": 0, "ranked": True, "evidence": (facts.quote("The calls.", product=product),),
        } | given  # fmt: skip
        return FeatureScore(product=product, feature=feature, **settled)

    return make


def test_no_difference_shown_is_told_as_a_result_with_its_number(told, score):
    found = told(
        score("ours"),
        score("zoom", standing=Standing.LEVEL, better=0.6, platforms=("g2.com",)),
        score("webex", standing=Standing.BETTER, better=0.98, platforms=("g2.com",)),
    )
    assert found.told[0].text.startswith(
        "Of 2 comparisons of a rival’s feature with ours customers like theirs better in 1 and ours in 0; in 1 no "
        "difference shows with 50 opinions or more a side"
    )
    (table,) = found.tables
    assert [row[2].text for row in table.rows] == ["better", "no difference shown"]
    assert table.rows[0][3].text == "98 %"
    assert "n theirs" in table.head


def test_what_cannot_be_compared_says_why(told, score):
    apart = score("zoom", standing=Standing.APART, caveat="no platform has 5 opinions of each")
    found = told(score("ours"), apart)
    assert "is not compared: no platform has 5 opinions of each." in found.told[1].text
    assert found.tables[0].rows[0][-1].text == "no platform has 5 opinions of each"


def test_the_order_of_products_bears_its_chance(told, score):
    found = told(
        score("ours", place=2, best=0.1, order=0.64, platforms=("g2.com",)),
        score("zoom", place=1, best=0.75, order=0.64, platforms=("g2.com",)),
    )
    (row,) = found.tables[-1].rows
    assert [cell.text for cell in row[1:4]] == ["zoom, Northwind", "75 %", "64 %"]


def test_gaps_bear_their_severity_and_the_chance_of_their_place(told, facts):
    one = facts.gap("SSO", 12.0, severity=4.0, severity_low=3.0, severity_high=5.0, first=0.81, top=1.0)
    other = facts.gap("chat", 9.0, first=0.19, top=1.0)
    found = told(gaps=(one, other, facts.gap("files", 2.0)))
    assert any(
        "SSO has the greatest opportunity of the 2 ranked gaps" in sentence.text for sentence in found.told
    )
    assert [cell.text for cell in found.tables[0].rows[0][3:6]] == ["4.0 (3.0 to 5.0)", "81 %", "100 %"]


def test_what_was_corrected_and_what_was_not_is_told(told):
    errors = ReaderErrors(
        model="m", good=200, good_right=166, bad=220, bad_right=176, origin="reviews of ours"
    )
    texts = [sentence.text for sentence in told(errors=(errors,), uncounted=("other",)).told]
    assert texts[0].startswith("Not enough data")
    assert "83 % of 200 good opinions and 80 % of 220 bad ones are read right." in texts[1]
    assert texts[2].startswith("What other read is not corrected")


def test_without_an_analysis_there_is_no_section(made):
    report = made.report()
    assert section(replace(report, analysis=replace(report.analysis, model=""))) is None
