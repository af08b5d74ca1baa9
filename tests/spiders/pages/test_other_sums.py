"""Amounts in large type that are no price; the pages are of our own making."""

import pytest

from spiders.pages.document import Document
from spiders.pages.other_sums import is_other_sum


def judged(html: str) -> bool:
    document = Document(f"<!doctype html><html><body><main>{html}</main></body></html>".encode())
    block = next(element for element in document.elements if "block" in element.attrs.get("class", ""))
    return is_other_sum(document, block)


@pytest.mark.parametrize(
    "html",
    [
        "<div><p class=block>$50</p><p>annual savings</p></div>",
        "<div><h4>Made Park</h4><p class=block>$1,000+ saved</p><h5>a week</h5></div>",
        "<div><p class=block>$240,000</p><p>Average total cost of a bad choice</p></div>",
        "<div><div><p class=block>$4,200</p></div><p>in cost savings</p></div>",
        "<div><p class=block>$10.5T</p><p>cost of it all</p></div>",
        "<div><p class=block>$32BB</p></div>",
        "<div><p class=block>$2,500, $5,000, $7,000</p></div>",
        "<div><p class=block>Free delivery on orders of $75 or more</p></div>",
    ],
)
def test_what_is_said_beside_an_amount_tells_that_it_is_no_price(html):
    assert judged(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div><h3>Pro</h3><p class=block>$50</p><p>per month</p></div>",
        "<div><h3>Pro</h3><p class=block>$50</p><a>Contact sales</a></div>",
        "<div><h3>Pro</h3><p class=block>$50</p><p>20% savings with yearly billing</p></div>",
        "<div><h3>Pro</h3><p class=block>$50/mo</p><p>annual savings</p></div>",
        "<div><h3>Pro</h3><p class='block price'>$50</p><p>annual savings</p></div>",
        "<div><h3>Pro</h3><p class=block>$15 <s>$20</s></p></div>",
        "<div><h3>Pro</h3><p class=block>$19 – $49</p><p>for teams of any size</p></div>",
        "<div><h3>Pro</h3><p class=block>$50</p><p>Everything in Solo</p><p>Saved searches</p></div>",
        "<div><h3>Pro</h3><p class=block>$50</p></div>",
    ],
)
def test_a_price_stays_one_whatever_else_its_card_says(html):
    assert not judged(html)


JOB = "<div><h3>Engineer</h3><p>{how}</p><p class=block>{pay}</p></div>"


@pytest.mark.parametrize("pay", ["$50,000 - $74,999 USD", "$100,000 or more"])
def test_a_range_beside_how_one_is_employed_is_pay(pay):
    assert judged(JOB.format(how="Full-Time", pay=pay))
    assert not judged(JOB.format(how="For teams", pay=pay))


def test_a_course_by_full_time_has_its_price():
    assert not judged(JOB.format(how="Full-time", pay="$9,000"))


def test_what_a_reviewer_says_they_paid_is_no_price():
    review = "<div><b>Ann M</b><p>Quick and kind.</p><p>Reviewed on: 10/12/2025</p><p class=block>Cost: <b>$409</b></p></div>"
    assert judged(review)
    assert not judged(review.replace("Reviewed on: 10/12/2025", "930 verified reviews"))
