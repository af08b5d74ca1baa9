import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.reader import read_page

CARDS = "<div class=c><h3>Light</h3><p>$5</p></div><div class=c><h3>Full</h3><p>$9</p></div>"


def test_cards_with_bare_amounts_are_plans_where_the_page_says_so(read_html):
    assert [plan.name for plan in read_html(f"<h1>Plans</h1>{CARDS}").plans] == ["Light", "Full"]


def test_things_that_cost_nothing_are_no_plans_where_nothing_says_so(read_html):
    free = CARDS.replace("$5", "Free").replace("$9", "Free")
    shop = f"<html><title>Guides</title><body><h1>Our guides</h1>{free}</body></html>"
    assert read_page(shop.encode(), url="https://made.example/", kind=SourceKind.PRICING).plans == ()
    assert len(read_html(f"<h1>Plans</h1>{free.replace('Free', '$5', 1)}").plans) == 2


@pytest.mark.parametrize("kind", ["BlogPosting", "QAPage", "DiscussionForumPosting", "TechArticle"])
def test_a_page_that_says_it_is_written_offers_no_plans(read_html, kind):
    data = f'<script type="application/ld+json">{{"@type": "{kind}", "name": "Prices compared"}}</script>'
    monthly = CARDS.replace("</p>", " per month</p>")
    assert len(read_html(f"<h1>Plans</h1>{monthly}").plans) == 2
    assert read_html(f"{data}<h1>Plans</h1>{monthly}").plans == ()
