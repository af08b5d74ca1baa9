import dataclasses

from rivalscope.analysis.switching import Route, Switching
from rivalscope.reports.charts_switching import switches_chart
from rivalscope.reports.sections.switching import section

EMPTY = Switching(routes=(), exchanges=(), joined=(), left=(), elsewhere=(), wavering=(), outside=0)


def test_switches_are_told_with_net_interval_and_reasons(made):
    report = made.report()
    told = section(report)
    balance, routes, reasons = told.tables
    done = sum(row[2].value for row in routes.rows)
    assert told.told[0].text.startswith(f"{done} switches between products of this market")
    pair = next(row for row in balance.rows if row[0].text == "Northwind and Kestrel")
    assert pair[3].value == pair[1].value - pair[2].value
    assert {row[0].text for row in reasons.rows} >= {"they come to us", "they leave us"}
    assert {"to", "more"} <= set(told.told[0].text.split()) or told.charts
    assert all(number in report.evidence for number in told.cited())


def test_nobody_who_switches_is_a_result(made):
    told = section(made.report(switching=EMPTY))
    assert (
        told.told[0].text
        == "No reviewer in the window says that they went from one product of this market to another."
    )
    assert told.tables == told.charts == ()
    assert section(made.report(switching=None)) is None


def test_threats_alone_draw_no_matrix_and_are_counted(made):
    route = Route(origin="ours", target="tarn", done=0, considered=2, threatened=1, causes=(), evidence=())
    told = section(made.report(switching=dataclasses.replace(EMPTY, routes=(route,))))
    assert told.told[0].text.endswith("; 3 reviewers may.")
    assert told.charts == ()
    assert [cell.text for cell in told.tables[0].rows[0][2:5]] == ["0", "2", "1"]


def test_the_matrix_names_each_product_once_a_side_and_is_told_in_words(made):
    report = made.report()
    chart = switches_chart(report.switching, report.products)
    assert "switches between products" in chart.alt
    for product in ("Northwind", "Kestrel", "Tarn"):
        assert chart.svg.count(f">{product}<") == 2
