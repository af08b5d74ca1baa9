"""Passages of terms and documentation, on pages of our own making."""

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import StatementKind
from spiders.pages.clauses import MOST, read_clauses
from spiders.pages.document import Document
from spiders.pages.passages import confirm

PAGE = b"""<html><body><nav><p>Products and everything else we make</p></nav>
<h1>Terms</h1><p>You may cancel at <b>any</b> time, and owe us nothing.</p>
<h2>Refunds</h2><ul><li>Refunds are paid within 14 days.</li><li>No</li></ul>
<div>Words of a block without a paragraph count as well.</div></body></html>"""


def test_every_passage_stands_under_its_heading_and_can_be_found_again():
    told = read_clauses(Document(PAGE), kind=SourceKind.LEGAL)
    assert [(one.subject, one.value) for one in told] == [
        ("Terms", "You may cancel at any time, and owe us nothing."),
        ("Refunds", "Refunds are paid within 14 days."),
        ("Refunds", "Words of a block without a paragraph count as well."),
    ]
    assert {one.kind for one in told} == {StatementKind.CLAUSE}
    assert all(confirm(PAGE, one.passage) for one in told)


@pytest.mark.parametrize("kind", [SourceKind.PRICING, SourceKind.HOME, SourceKind.REVIEWS])
def test_other_pages_are_told_by_their_facts(kind):
    assert read_clauses(Document(PAGE), kind=kind) == ()


def test_documentation_gives_passages_and_an_endless_page_no_more_than_the_most():
    body = b"<body>" + b"<p>A passage that is long enough.</p>" * (MOST + 50)
    told = read_clauses(Document(body), kind=SourceKind.DOCS)
    assert len(told) == MOST
    assert told[0].kind is StatementKind.PASSAGE
