import os
from collections import Counter
from decimal import Decimal

import pytest

from rivalscope.domain.page import ClaimStatus, PriceKind
from rivalscope.evaluation.suite import evaluate, read_floors
from rivalscope.evaluation.vendor_gold import HELD_OUT, GoldPage, gold_pages, read_gold
from rivalscope.evaluation.vendors import MEASURES, VENDORS_MADE, count_page

PAGE = """<!-- Made up for this project. -->
<!doctype html><html lang=en><body><main><div class=row>
<section><h3>Solo</h3><p>$5 per user / month</p><ul><li>Reports</li></ul></section>
<section><h3>Team</h3><p>$9 per month</p><ul><li>Reports</li></ul></section></div>
<table><tr><th>Feature</th><th>Solo</th><th>Team</th></tr><tr><td>Sign-on</td><td>No</td><td>Yes</td></tr>
<tr><td>Storage</td><td>10 GB</td><td>20 GB</td></tr></table></main></body></html>
"""
GOLD = """
about = "two cards and a table"
language = "en"
[[plan]]
name = "Solo"
kind = "priced"
prices = [{ amount = "5.00", currency = "USD", period = "month", billed = "|monthly", unit = "seat" }]
list = ["offered: Reports"]
[[plan]]
name = "Team"
kind = "priced"
prices = [{ amount = "9", currency = "USD", period = "month", unit = "flat" }]
[[matrix]]
plans = ["Solo", "Team"]
rows = [["Sign-on", "absent", "offered"], ["Storage", "=10 GB", "=20 GB"]]
[[not_price]]
amount = "70"
currency = "USD"
why = "in no sentence"
"""


def gold(folder, said=GOLD, page=PAGE) -> GoldPage:
    (folder / "made.toml").write_text(said, encoding="utf-8")
    (folder / "made.html").write_text(page, encoding="utf-8")
    return read_gold(folder / "made.toml")


def test_what_is_read_rightly_counts_in_every_measure(tmp_path):
    tally = count_page(gold(tmp_path))
    assert tally.wrong == []
    assert tally.part == tally.whole
    assert tally.whole["prices exact"] == 2
    assert tally.whole["cells"] == 4
    assert tally.whole["list points"] == 1
    assert tally.whole["ticks and crosses not turned round"] == 3


def test_what_is_read_wrongly_is_named_and_counted_once(tmp_path):
    said = GOLD.replace('"5.00"', '"6"').replace('name = "Team"', 'name = "Crew"').replace('"Team"', '"Crew"')
    tally = count_page(gold(tmp_path, said.replace('"absent"', '"offered"')))
    share = {name: (tally.part[name], tally.whole[name]) for name in MEASURES}
    assert share["plans found"] == (1, 2)
    assert share["true plans"] == (1, 2)
    assert share["prices found"] == (1, 2)
    assert share["prices given to their plan"] == share["prices exact"] == (0, 2)
    assert share["true prices"] == (1, 2)
    assert share["true prices at their plan"] == (0, 2)
    assert share["cells"] == (1, 4)
    assert share["ticks and crosses not turned round"] == (1, 2)
    assert any("'Team'" in line for line in tally.wrong)


def test_terms_that_differ_are_found_at_the_plan_but_not_exact(tmp_path):
    tally = count_page(gold(tmp_path, GOLD.replace('unit = "seat"', 'unit = "contact"')))
    assert tally.part["prices given to their plan"] == 2
    assert tally.part["prices exact"] == 1


def test_money_that_is_no_price_and_was_read_is_named(tmp_path):
    page = PAGE.replace("</div>", "<section><h3>Costs</h3><p>$70 per month</p></section></div>")
    tally = count_page(gold(tmp_path, page=page))
    assert (tally.part["other money left alone"], tally.whole["other money left alone"]) == (0, 1)
    assert any("in no sentence" in line for line in tally.wrong)


def test_two_shipped_pages_are_held_against_their_gold():
    pages = {page.name: page for page in gold_pages("first")}
    tabs, cards = pages["first/webflow-tabs"], pages["first/bootstrap-cards"]
    assert Counter(offer.kind for offer in cards.offers if not offer.extra) == {
        PriceKind.FREE: 1,
        PriceKind.PRICED: 2,
    }
    assert cards.offers[1].prices[0].sum == (Decimal(15), "USD")
    assert cards.cells[3].status is ClaimStatus.UNKNOWN
    for page in (tabs, cards):
        tally = count_page(page)
        assert tally.part["prices found"] == tally.whole["prices found"] > 0
        assert set(tally.whole) <= set(MEASURES)
        assert tally.whole["plans found"] == 3


def test_pages_of_the_third_part_have_gold_that_stands_on_them():
    pages = {page.name: page for page in gold_pages("third")}
    desk = pages["third/helpdesk-two-copies"]
    assert [offer.names[0] for offer in desk.offers] == ["Team", "Growth", "Suite"]
    assert desk.offers[0].prices[1].sum == (Decimal(25), "USD")
    assert {cell.plan for cell in desk.cells} == {"Team", "Growth", "Suite"}
    for page in pages.values():
        assert page.body.startswith(b"<!-- Made up for this project"), page.name
        text = page.body.decode()
        missing = [name for offer in page.offers for name in offer.names[:1] if name.split()[0] not in text]
        assert missing == [], page.name
    tally = count_page(desk)
    assert tally.whole["plans found"] == 3
    assert set(tally.whole) <= set(MEASURES)


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="make check reads every made page")
def test_no_measure_is_below_its_floor_and_what_is_held_out_is_not_named():
    (result,) = evaluate([VENDORS_MADE], data=None, floors=read_floors())
    assert result.fallen == ()
    assert {
        f"{part}{name}" for part in ("", "second.", "third.", "fourth.", "held out.") for name in MEASURES
    } <= set(result.report.measures)
    assert not [line for line in result.report.wrong if line.startswith(f"{HELD_OUT}/")]
