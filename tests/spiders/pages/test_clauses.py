"""Passages of terms and documentation, on pages of our own making."""

import pytest

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import StatementKind
from spiders.pages.clauses import MOST, read_clauses
from spiders.pages.document import Document
from spiders.pages.main_text import read_main_text
from spiders.pages.passages import confirm

PAGE = b"""<html><body><nav><p>Products and everything else we make</p></nav>
<h1>Terms</h1><p>You may cancel at <b>any</b> time, and owe us nothing.</p>
<h2>Refunds</h2><ul><li>Refunds are paid within 14 days.</li><li>No</li></ul>
<div>Words of a block without a paragraph count as well.</div></body></html>"""


def passages(body, kind):
    document = Document(body)
    return read_clauses(document, kind=kind, main_text=read_main_text(document, kind=kind))


def test_every_passage_stands_under_its_heading_and_can_be_found_again():
    told = passages(PAGE, SourceKind.LEGAL)
    assert [(one.subject, one.value) for one in told] == [
        ("Terms", "You may cancel at any time, and owe us nothing."),
        ("Refunds", "Refunds are paid within 14 days."),
        ("Refunds", "Words of a block without a paragraph count as well."),
    ]
    assert {one.kind for one in told} == {StatementKind.CLAUSE}
    assert all(confirm(PAGE, one.passage) for one in told)


@pytest.mark.parametrize("kind", [SourceKind.PRICING, SourceKind.HOME, SourceKind.REVIEWS])
def test_other_pages_are_told_by_their_facts(kind):
    assert passages(PAGE, kind) == ()


def test_documentation_gives_passages_and_an_endless_page_no_more_than_the_most():
    body = b"<body>" + b"<p>A passage that is long enough.</p>" * (MOST + 50)
    told = passages(body, SourceKind.DOCS)
    assert len(told) == MOST
    assert told[0].kind is StatementKind.PASSAGE


SENTENCES = [
    f"On day {n} of the week the rooms are open from early in the morning until late at night."
    for n in range(8)
]


def post(*, teaser, meta="<meta property=og:type content=article>"):
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return f"""<html><head>{meta}<title>Opening hours</title></head><body><ul class=menu><li><a href=/>All that we make, in
    one list</a></li></ul><article><h1>Opening hours</h1>{text}</article><div class=related-posts><h3>Related posts</h3>
    <p>{teaser}</p></div></body></html>""".encode()


def test_an_article_gives_its_own_passages_whatever_is_advertised_beneath_it():
    told = passages(post(teaser="Ten ways to meet without a room at all."), SourceKind.BLOG)
    assert [one.value for one in told] == SENTENCES
    assert {(one.kind, one.subject) for one in told} == {(StatementKind.ARTICLE, "Opening hours")}
    other = passages(post(teaser="Why we paint our doors red this year."), SourceKind.BLOG)
    assert [one.value for one in other] == SENTENCES


def test_teasers_beneath_a_guide_are_no_passages_of_it():
    told = passages(post(teaser="Ten ways to meet without a room at all."), SourceKind.DOCS)
    assert [one.value for one in told] == SENTENCES


def test_a_page_that_lists_articles_gives_none():
    assert passages(post(teaser="Ten ways to meet.", meta=""), SourceKind.BLOG) == ()


def test_a_main_text_that_lost_most_of_a_page_is_not_believed():
    document = Document(PAGE)
    told = read_clauses(document, kind=SourceKind.LEGAL, main_text="Terms")
    assert told == passages(PAGE, SourceKind.LEGAL)
