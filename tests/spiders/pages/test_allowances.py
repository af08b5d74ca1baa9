"""What a priced line says of free amounts and of payment in parts (all pages are made up)."""

import pytest

from spiders.pages.allowances import without_allowance

_CARDS = "<div>" + "".join(
    f"<section><h2>{name}</h2><p>${amount} / month</p><ul><li>Boards</li></ul></section>"
    for name, amount in (("Solo", 9), ("Team", 29))
)


@pytest.mark.parametrize(
    "text",
    [
        "100 GB free, then $0.10 per GB",
        "$0.10 / GB / day (first GB free)",
        "Rastreador: R$ 390,00 por unidade, em até 10x de R$ 39,00 sem juros.",
        "10 GB kostenlos, danach 0,05 € pro GB",
    ],
)
def test_a_line_keeps_its_amount_and_its_places(text):
    left = without_allowance(text)
    assert len(left) == len(text)
    assert not {"free", "até", "kostenlos"} & set(left.replace(",", " ").replace(")", " ").split())
    assert any(amount in left for amount in ("$0.10", "R$ 390,00", "0,05 €"))


@pytest.mark.parametrize(
    ("html", "name", "amount"),
    [
        ("<dl><dt>File storage</dt><dd>$0.10 / GB / day (first GB free)</dd></dl>", "File storage", "0.10"),
        (
            "<h3>What do plastic cards cost?</h3><p>$2.50 each, once, in any plan.</p>",
            "Plastic cards",
            "2.50",
        ),
        ("<p>Light agents, who may read and comment, are $2 per month.</p>", "Light agents", "2"),
        ("<p>Further build minutes are $8 per 1,000.</p>", "Further build minutes", "8"),
        ("<p>An export fee of $0.18 is added to each order.</p>", "Export fee", "0.18"),
        ("<h2>Add-ons</h2><div><b>Toll-free number</b><br>$7 / month each</div>", "Toll-free number", "7"),
        (
            "<figure><table><tr><td>Proofs</td><td>✓</td></tr></table><figcaption>Storage beyond that is $0.20 per GB and month.</figcaption></figure>",
            "Storage beyond that",
            "0.20",
        ),
    ],
)
def test_what_is_sold_beside_plans_is_named_with_its_price(read_html, html, name, amount):
    page = read_html(f"<!-- made --><h1>Pricing</h1>{_CARDS}</div>{html}")
    found = [(extra.name, str(price.amount)) for extra in page.extras for price in extra.prices]
    assert found == [(name, amount)]


def test_what_a_customer_cut_is_no_extra(read_html):
    story = "<h2>Add-ons</h2><div>Extra seat $5 / month</div><p>How Penhale cut its phone bill from $9,400 to $3,100 a month</p>"
    page = read_html(f"<!-- made --><h1>Pricing</h1>{_CARDS}</div>{story}")
    assert {str(price.amount) for extra in page.extras for price in extra.prices} <= {"5"}
