"""What a sentence over a page's prices says of all of them."""

import pytest

from rivalscope.domain.page import Period
from spiders.pages.general import shared_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Prices per user per month.", (Period.MONTH, "seat")),
        ("Prix par siège et par mois. Organisation : engagement annuel.", (Period.MONTH, "seat")),
        ("Alle Preise pro Monat, zzgl. MwSt.", (Period.MONTH, "flat")),
        ("All prices are per workspace per month", (Period.MONTH, "workspace")),
        ("Prices per user.", (None, None)),
        ("Prices per user per month. Prices per site per year.", (None, None)),
        ("We review our prices every month.", (None, None)),
    ],
)
def test_a_sentence_over_all_prices_tells_what_each_is_for(
    text: str, terms: tuple[Period | None, str | None]
) -> None:
    assert shared_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Annual term licences in US dollars. Each is for the whole band.", (Period.YEAR, "flat")),
        ("Alle Preise jährlich, zzgl. MwSt.", (Period.YEAR, "flat")),
        ("Licence je trvalá.", (Period.ONCE, "flat")),
        ("Perpetual licences. Upgrades are free for a year.", (Period.ONCE, "flat")),
        ("Do you have perpetual licences for schools and others?", (None, None)),
        ("Annual plans save you a fifth.", (None, None)),
    ],
)
def test_a_sentence_that_calls_all_licences_by_their_term_holds_for_all_prices(
    text: str, terms: tuple[Period | None, str | None]
) -> None:
    assert shared_terms(text) == terms


def test_a_licence_that_is_bought_once_is_paid_once_and_a_course_that_is_paid_for_is_not() -> None:
    assert shared_terms("You buy a licence once and keep it.") == (Period.ONCE, "flat")
    assert shared_terms("You will receive access once you purchase the course.") == (None, None)
