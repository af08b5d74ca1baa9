"""The switch of a page between prices by the month and by the year (all pages are made up)."""

import pytest

from rivalscope.domain.page import Billed
from spiders.pages.document import Document
from spiders.pages.reader import read_page
from spiders.pages.switches import switch_of


def _shown(switch: str) -> Billed | None:
    found = switch_of(Document(f"<body><!-- made --><main><h1>Plans</h1>{switch}</main></body>".encode()))
    assert found is not None
    return found.shown


@pytest.mark.parametrize(
    "switch",
    [
        '<button aria-selected="false">Monthly</button><button aria-selected="true">Yearly <em>save 20%</em></button>',
        '<ul><li><a href="#m">Mensuel</a></li><li class="active"><a href="#y">Annuel</a></li></ul>',
        "<label><input type=radio name=b> Pay monthly</label><label><input type=radio name=b checked> Pay yearly</label>",
        "<span>Monatlich</span><label><input type=checkbox checked></label><span>Jährlich</span>",
        '<span>Monthly</span><button role="switch" aria-checked="true"></button><span>Annually (2 months free)</span>',
        '<label><input type="checkbox" checked> Pay yearly</label> <p>Change to monthly at any time.</p>',
    ],
)
def test_the_chosen_side_of_a_switch_is_the_one_shown(switch: str):
    assert _shown(switch) is Billed.ANNUALLY


def test_a_box_that_is_not_ticked_shows_the_first_side():
    assert _shown("<span>Monthly</span><input type=checkbox><span>Yearly</span>") is Billed.MONTHLY


def test_terms_of_prices_are_no_switch():
    page = (
        "<body><!-- made --><p>$5</p><p>per month</p><p>$50</p><p>per year</p><p>Billed annually</p></body>"
    )
    assert switch_of(Document(page.encode())) is None


def _billed(prices: tuple[str, str]) -> list[Billed | None]:
    switch = '<button aria-pressed="true">Annual</button><button aria-pressed="false">Monthly</button>'
    cards = "".join(
        f"<section><h2>{name}</h2><p>{price}</p><ul><li>Boards</li></ul></section>"
        for name, price in zip(("Basic", "Plus"), prices, strict=True)
    )
    page = f"<body><!-- made --><main><h1>Pricing</h1>{switch}<div>{cards}</div></main></body>"
    read = read_page(page.encode(), url="https://made.example/pricing")
    return [price.billed for plan in read.plans for price in plan.prices]


def test_prices_of_a_page_that_holds_one_side_are_charged_as_its_switch_stands():
    assert _billed(("$5 / month", "$9 / month")) == [Billed.ANNUALLY, Billed.ANNUALLY]


def test_prices_that_say_how_they_are_charged_keep_it():
    said = _billed(("$5 / month, billed monthly", "$9 / month"))
    assert said == [Billed.MONTHLY, None]
