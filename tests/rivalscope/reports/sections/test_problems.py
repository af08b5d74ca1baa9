import dataclasses
from datetime import date

import pytest

from rivalscope.analysis.intervals import wilson
from rivalscope.analysis.troubles import Portion, Trouble, Troubles, VersionTrouble
from rivalscope.reports.sections.problems import section


def portion(voices, n):
    low, high = wilson(voices, n)
    return Portion(voices=voices, n=n, low=low, high=high)


@pytest.fixture
def trouble():
    return Trouble(
        product="ours", feature="Sync", portion=portion(40, 200), earlier=portion(10, 100), later=portion(30, 100),
        p_value=0.0004, moved=True, rivals=0.05, evidence=(1, 2, 3, 4),
        versions=(
            VersionTrouble(
                version="5.2", portion=portion(18, 40), others=portion(6, 90), p_value=0.0001, stands_out=True
            ),
        ),
    )  # fmt: skip


@pytest.fixture
def told(made, trouble):
    found = Troubles(troubles=(trouble,), middle=date(2026, 5, 24), placed=130, reviews=230)
    return section(made.report(troubles=found))


def test_the_worst_its_trend_and_its_version_are_told_with_n_and_intervals(told):
    assert [sentence.text for sentence in told.told] == [
        "Most trouble at ours: Sync, reported by 40 of 200 (20 %, 15–26 %); of rivals' 5 % on the average.",
        (
            "Northwind, Sync: problems grew, 10 of 100 (10 %, 6–17 %) in the earlier half of the window, 30 of 100 (30 %, "
            "22–40 %) in the later."
        ),
        "Northwind 5.2: 18 of 40 (45 %, 31–60 %) report a problem with Sync; in other versions 6 of 90 (7 %, 3–14 %).",
    ]
    assert all(sentence.evidence for sentence in told.told)
    assert "known of 130 of 230 reviews" in told.method


def test_the_tables_and_the_chart_say_the_same(told):
    assert [cell.text for cell in told.tables[0].rows[0]][5:8] == ["grew", "5 %", "5.2"]
    assert told.tables[1].rows[0][4].text == "stands out"
    assert told.charts[0].alt.endswith("Sync. The table below gives the figures.")
    assert told.quotations[0].evidence == 1


def test_no_trouble_and_no_growth_are_results(made, trouble):
    none = Troubles(troubles=(), middle=date(2026, 5, 24), placed=0, reviews=230)
    assert section(made.report(troubles=none)).told[0].text == (
        "None of 230 reviews reports a problem with a feature that is known."
    )
    still = dataclasses.replace(trouble, moved=False, versions=())
    calm = section(made.report(troubles=dataclasses.replace(none, troubles=(still,))))
    assert calm.told[1].text == "No problem grew or fell by more than chance explains: 1 series tested."
    assert section(made.report(troubles=None)) is None
