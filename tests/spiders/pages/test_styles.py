import pytest

from spiders.pages.document import Document
from spiders.pages.styles import drawn_by_style

SHEET = """<style>.k9{text-decoration:line-through;color:#999}.y1::before{content:"\\2713"} .n1:before { content: '✗' }
.tip::after{content:"→"}a.lnk:hover{text-decoration:line-through}</style>"""


@pytest.mark.parametrize(
    ("html", "told"),
    [('<li class="x k9">SSO</li>', "absent"), ('<li class="y1">SSO</li>', "offered"), ('<li class="n1">SSO</li>', "absent"), ('<li class="tip">SSO</li>', None),
     ('<li><span class="n1"></span></li>', "absent"), ('<li><b class="n1">SSO</b> for <i>all</i></li>', None), ('<li class="lnk">SSO</li>', None)],
)  # fmt: skip
def test_a_class_says_what_the_pages_own_styles_draw_with_it(html, told):
    document = Document(f"<html><head>{SHEET}</head><body><ul>{html}</ul></body></html>".encode())
    assert drawn_by_style(document, document.named["li"][0]) == told


def test_a_page_without_styles_draws_nothing():
    document = Document(b'<ul><li class="k9">SSO</li></ul>')
    assert drawn_by_style(document, document.named["li"][0]) is None
