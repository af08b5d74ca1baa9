import os
from decimal import Decimal

import pytest

from rivalscope.evaluation.layouts import LAYOUTS, LAYOUTS_MADE, LAYOUTS_MARKET, count, measure_made
from rivalscope.evaluation.market.facts import MADE
from rivalscope.evaluation.market.markup import Said
from rivalscope.evaluation.suite import evaluate, read_floors
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page


def test_no_measure_of_the_made_layouts_is_below_its_floor():
    (result,) = evaluate([LAYOUTS_MADE], data=None, floors=read_floors())
    assert (result.fallen, result.report.wrong) == ((), ())
    assert len(LAYOUTS) >= 5


def test_a_page_of_other_prices_is_counted_as_false_and_as_missing():
    offering = MADE[0]
    body = LAYOUTS["utility"](offering).body.replace("$24", "$25").replace("1 TB", "2 TB")
    tally, wrong = count(offering, Said(body=body), "utility")
    assert (tally["prices"] - tally["right"], tally["false"], tally["cells"] - tally["cells right"]) == (
        1,
        1,
        1,
    )
    assert len(wrong) == 2


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_quote_of_a_made_layout_stands_where_its_passage_says(name):
    for offering in MADE:
        body = LAYOUTS[name](offering).body.encode()
        selections = Selections(body)
        page = read_page(body, url="https://made.example/pricing")
        facts = [fact for plan in page.plans for fact in (*plan.prices, *plan.features, *plan.limits)]
        assert all(selections.confirm(fact.passage) for fact in facts)
        assert all(price.raw for plan in page.plans for price in plan.prices)


def test_layouts_differ_in_what_they_say_as_well_as_in_how():
    crew = MADE[0].plans[1]
    assert crew.price == Decimal("9.50")
    said = {name: make(MADE[0]) for name, make in LAYOUTS.items()}
    assert {name for name, page in said.items() if page.annual} == {"toggle", "panels"}
    assert len({page.body for page in said.values()}) == len(LAYOUTS)


def test_the_report_has_prices_true_prices_and_cells_of_every_layout():
    measures = measure_made(None).measures
    assert {
        f"{name}.{kind}" for name in ("all", *LAYOUTS) for kind in ("prices", "true prices", "cells")
    } == set(measures)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="make check reads every page of the market"
)
def test_the_facts_of_a_real_market_are_read_in_every_layout(shared):
    (result,) = evaluate([LAYOUTS_MARKET], data=shared / "data", floors=read_floors())
    assert (result.skipped, result.fallen) == ("", ())
