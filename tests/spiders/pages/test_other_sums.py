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
        "<div><p class=block>$2,300</p><p>saved on overtime a month by most</p></div>",
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


def test_rows_with_labels_of_limits_and_sums_below_headings_of_savings_are_no_plans(read_html):
    row = "<div class=r><span>{} limit</span><span>£{} per trip</span></div>"
    card = "<div class=c><h3>{}</h3><p class=price>£{}</p><p>per year</p></div>"
    page = read_html(
        "<h1>Pricing</h1><div><div class=p><h2>Alder</h2><p>£5 per month</p></div><div class=p><h2>Birch</h2><p>£9 per month</p></div></div>"
        f"<h3>Policy</h3><div>{row.format('Dinner', 45)}{row.format('Taxi', 30)}</div>"
        f"<h2>Savings by size</h2><div>{card.format('Small', '40,000')}{card.format('Large', '90,000')}</div>"
    )
    assert [plan.name for plan in (*page.plans, *page.extras)] == ["Alder", "Birch"]


def test_the_only_plan_of_a_page_may_be_for_the_asking(read_html):
    card = "<div class=card><h3>Alder Platform</h3><p class=price>Quote on request</p><ul><li>Answer bots</li><li>Deflection</li></ul></div>"
    page = read_html(
        f"<title>Pricing</title><h1>Pricing</h1><p>Made for you.</p><h2>Plans</h2><div>{card}</div>"
    )
    assert [(plan.name, str(plan.prices[0].kind)) for plan in page.plans] == [("Alder Platform", "contact")]
