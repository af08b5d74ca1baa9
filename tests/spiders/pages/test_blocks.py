"""Which elements state a price and little else; the pages are of our own making."""

import pytest

from spiders.pages.blocks import price_blocks
from spiders.pages.currencies import Hints
from spiders.pages.document import Document


def blocks(html: str) -> list[str]:
    document = Document(f"<!doctype html><html><body><main>{html}</main></body></html>".encode())
    return [document.text_of(block) for block in price_blocks(document, Hints())]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div><a><span>Black leather shoe for the evening</span></a><span class=product-price>Price of rental by itself - $30</span></div>", "Price of rental by itself - $30"),
        ("<div><span><i></i><span>$449</span></span><span>Wilma Made, Wilfred Made and Winifred Made</span></div>", "$449"),
        ("<div><h4>Made with care, for people who look for work</h4><b>$</b><ins><b><i>$</i>299</b></ins></div>", "$299"),
    ],
)  # fmt: skip
def test_a_price_that_stands_by_itself_among_other_inline_elements_is_a_block(html, expected):
    assert blocks(html) == [expected]


def test_an_amount_in_the_words_of_a_sentence_is_no_block():
    assert (
        blocks("<p>We spent months with it and paid <b>$449</b>, of which we regret none at all.</p>") == []
    )


def test_a_box_to_tick_beside_an_amount_makes_it_a_filter_or_an_extra(read_html):
    facets = "".join(
        f"<div class=f><h3>{name}</h3><label><input type=checkbox><span>{sum_}</span></label></div>"
        for name, sum_ in (("Junior", "$25,000"), ("Senior", "$50,000"))
    )
    assert read_html(f"<h1>Plans</h1>{facets}").plans == ()


def test_a_list_within_a_row_of_two_is_read_without_a_fault(read_html):
    first = "<li><b>Workshop</b><span>: two hours with you to outline the</span><i>Made</i><span>essay</span></li>"
    second = "<li><b>Session</b><span>: one hour with our own people to</span><span>finish it.</span></li>"
    nested = f"<ul><li><b>Writing</b><ul>{first}{second}<li><span>Two essays in the end.</span></li></ul></li></ul>"
    assert read_html(f"<h1>Plans</h1>{nested}").plans == ()
