import os
from collections import Counter
from decimal import Decimal

import pytest

from rivalscope.domain.page import PriceKind
from rivalscope.evaluation.real_prices import (
    NEW_LABELS,
    REAL_PRICES,
    Label,
    LabelledPage,
    count_page,
    labelled_pages,
)
from rivalscope.evaluation.suite import evaluate, read_floors

CARDS = (
    b"<!doctype html><html lang=en><body><main><div class=row>"
    b"<section><h3>Solo</h3><p>$5 per user / month</p></section>"
    b"<section><h3>Team</h3><p>$9 per month</p></section></div></main></body></html>"
)


def label(plan: str, amount: str, *terms: str, place: str = "plan") -> Label:
    period, billed, unit, qualifier = (*terms, "", "", "", "")[:4]
    return Label(
        plan=plan,
        raw=f"${amount}",
        amount=Decimal(amount),
        currency="USD",
        terms=(period, billed, unit, qualifier),
        kind=PriceKind.PRICED,
        place=place,
    )


def page(*prices: Label) -> LabelledPage:
    return LabelledPage(file="made", group="made", held_out=False, prices=prices)


def test_at_least_sixty_pages_have_prices_and_as_many_again_try_to_mislead():
    pages = labelled_pages()
    assert sum(bool(page.prices) for page in pages) >= 60
    assert sum(not page.prices for page in pages) >= 50
    assert len({page.file for page in pages}) == len(pages)
    assert Counter(page.group for page in pages)["software"] >= 30


def test_half_of_each_group_is_held_out():
    for group in {page.group for page in labelled_pages()}:
        halves = Counter(page.held_out for page in labelled_pages() if page.group == group)
        assert abs(halves[True] - halves[False]) <= 1


def test_the_odd_ones_of_the_pages_labelled_later_are_held_out_and_none_is_of_the_first():
    pages = labelled_pages(NEW_LABELS)
    assert sum(bool(page.prices) for page in pages) >= 30
    assert sum(not page.prices for page in pages) >= 20
    assert all(page.labelled for page in pages)
    assert not any(page.held_out and int(page.file) % 2 == 0 for page in pages)
    looked_at = [page.file for page in pages if not page.held_out and int(page.file) % 2]
    assert looked_at == ["0021", "0767", "4799"]
    files = [page.file for page in (*labelled_pages(), *pages)]
    assert len(set(files)) == len(files)
    assert not any(page.labelled for page in labelled_pages())


def test_a_label_is_as_long_as_a_price_and_says_what_it_is():
    pages = (*labelled_pages(), *labelled_pages(NEW_LABELS))
    for label in (label for page in pages for label in page.prices):
        assert 0 < len(label.raw) <= 60
        assert (label.amount is None) == (label.kind is PriceKind.CONTACT)
        assert label.place in ("plan", "prose", "other")


def test_what_is_right_counts_in_every_measure():
    counted = count_page(
        page(label("Solo", "5", "month", "", "seat"), label("Team", "9", "month", "", "flat")), CARDS
    )
    assert (counted.read, counted.true, counted.asked, counted.found) == (2, 2, 2, 2)
    assert (counted.named, counted.exact, counted.wrong) == (2, 2, ())


def test_what_the_page_does_not_state_is_named_as_wrong():
    counted = count_page(page(label("Team", "5", "month", "", "seat"), label("Team", "7", "month")), CARDS)
    assert (counted.read, counted.true, counted.asked, counted.found, counted.named) == (2, 1, 2, 1, 0)
    assert len(counted.wrong) == 3


def test_terms_that_differ_are_found_but_not_exact():
    counted = count_page(page(label("Solo", "5", "year"), label("Team", "9", place="prose")), CARDS)
    assert (counted.true, counted.asked, counted.found, counted.exact) == (2, 1, 1, 0)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="make check reads every labelled page"
)
def test_no_measure_on_real_prices_is_below_its_floor(shared):
    (result,) = evaluate([REAL_PRICES], data=shared / "data", floors=read_floors())
    assert (result.skipped, result.fallen) == ("", ())
    assert set(result.report.parts) == set(result.report.measures)


def test_without_the_pages_it_is_skipped_aloud():
    (result,) = evaluate([REAL_PRICES], data=None, floors={})
    assert "wcxb_dev" in result.skipped
