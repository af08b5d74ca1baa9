"""Rows of a name and a price beside the plans."""

import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.reader import read_page

_CARDS = "<h1>Pricing</h1><div><article class=c><h2>Alder</h2><p>€11 / month</p><ul class=b><li>SMS €0.10 per message</li><li>Fax €0.20 per page</li></ul></article><article class=c><h2>Birch</h2><p>€22 / month</p></article></div>"


def extras(body: str) -> dict[str, list[str]]:
    page = f"<!doctype html><!-- made --><html lang=en><title>Pricing</title><body>{_CARDS}{body}"
    read = read_page(page.encode(), url="https://v.example/pricing", kind=SourceKind.PRICING)
    return {plan.name: [str(price.amount) for price in plan.prices] for plan in read.extras}


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Messaging</h2><ul><li><b>Voice</b><i>€0.0079 per minute</i></li><li><b>Recording</b><i>€0.002 per minute</i></li></ul>",
        "<h2>Add-ons</h2><div><a class=t href=/v><strong>Voice</strong><span>Up to 5 lines</span><span>From €0.0079</span></a><a class=t href=/r><strong>Recording</strong><span>30 GB</span><span>From €0.002</span></a></div>",
        "<h2>Hardware</h2><div><figure><img src=a.png><figcaption><b>Voice</b><br>€0.0079</figcaption></figure><figure><img src=b.png><figcaption><b>Recording</b><br>€0.002</figcaption></figure></div>",
        "<form><legend>Modules</legend><label><input type=checkbox> Voice <b>+ €0.0079</b> per month</label><label><input type=checkbox> Recording <b>+ €0.002</b> per month</label></form>",
    ],
)
def test_rows_side_by_side_are_extras_each_with_its_name(body: str) -> None:
    assert extras(body) == {"Voice": ["0.0079"], "Recording": ["0.002"]}


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Policy</h2><div><div class=r><span>Dinner limit</span><span>€45 per person</span></div><div class=r><span>Taxi limit</span><span>€30 per trip</span></div></div>",
        "<h2>Also liked</h2><ul><li>Mug €9</li><li>Pen €2</li></ul>",
        "<h2>What customers say</h2><blockquote><p class=q>Saved €4 per order</p><p class=q>Won €9 per order</p></blockquote>",
    ],
)
def test_rows_of_other_money_are_no_extras(body: str) -> None:
    assert extras(body) == {}
