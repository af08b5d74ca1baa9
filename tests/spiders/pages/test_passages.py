import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Passage
from spiders.pages.passages import Selections, confirm, select
from spiders.pages.reader import read_page

PAGES = ["cards.html", "grid.html", "toggle.html", "table.html", "jsonld.html", "merged.html", "features.html", "changelog.html", "changelog-flat.html",
         "reviews-jsonld.html", "reviews-microdata.html", "article.html", "feed.xml"]  # fmt: skip


def passages(page: Page) -> list[Passage]:
    found = [item.passage for plan in page.plans for item in (*plan.prices, *plan.features, *plan.limits)]
    return found + [item.passage for item in (*page.features, *page.releases, *page.reviews)]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("kind", [SourceKind.PRICING, SourceKind.FEATURES, SourceKind.CHANGELOG])
def test_every_quote_stands_where_its_passage_says(made, name, kind):
    body = made(name)
    selections = Selections(body)
    for passage in passages(read_page(body, url="https://made.example/", kind=kind)):
        assert selections.confirm(passage)
        assert passage.quote.strip()


def test_all_kinds_of_items_were_tried(made):
    counts = [
        len(passages(read_page(made(name), url="https://made.example/", kind=kind)))
        for name in PAGES
        for kind in (SourceKind.PRICING, SourceKind.FEATURES, SourceKind.CHANGELOG)
    ]
    assert sum(counts) > 100


FRAGMENTS = ["<section>", "</section>", "<h2>Pro</h2>", "<h3>Max &amp; co</h3>", "<p>$5/user/month</p>", "<p>from €9 per year</p>", "<s>$8</s>", "<ul><li>10 GB of storage<li>SSO: é\u0301 yes</ul>",
             "<table><tr><th><th>A $1/mo<th>B $2/mo<tr><td>x<td>✓<td>—</table>", "<time>2024-01-02</time>", "\x00", "\ud7ff", "•", "<div class=plan>", "</div>", "<h2>Add-ons</h2><ul><li>More: $5</ul>",
             '<script type="application/ld+json">{"@type": "Review", "reviewBody": "a@b.example é"}</script>', "&nbsp;", "\u200b", "<b>", "<!-- x -->"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=25),
    st.sampled_from([SourceKind.PRICING, SourceKind.FEATURES, SourceKind.CHANGELOG]),
)
def test_every_quote_of_any_page_stands_where_its_passage_says(pieces, kind):
    body = ("<html><body><main>" + "".join(pieces) + "</main></body></html>").encode()
    page = read_page(body, url="https://made.example/", kind=kind)
    selections = Selections(body)
    assert all(selections.confirm(passage) for passage in passages(page))


def test_offsets_survive_a_lost_content_type():
    body = "<html><head><meta charset=iso-8859-1></head><body><section><h2>Pro</h2><p>Tarif 5 € / mois</p></section><section><h2>Max</h2><p>9 € / mois</p></section></body></html>".encode()
    page = read_page(body, url="https://made.example/pricing", content_type="text/html; charset=iso-8859-1")
    assert page.plans
    assert all(confirm(body, passage) for passage in passages(page))


def test_a_changed_word_is_not_confirmed():
    body = b"<html><body><p>SSO is in all plans</p></body></html>"
    passage = Passage(selector="html > body > p", start=0, end=3, quote="SSO")
    assert confirm(body, passage)
    assert not confirm(body.replace(b"SSO", b"LDAP"), passage)
    assert not confirm(body, Passage(selector="html > body > div", start=0, end=3, quote="SSO"))
    assert not confirm(body, Passage(selector="html > body > p", start=0, end=99, quote="SSO"))


def test_a_masked_character_matches_any():
    body = b"<html><body><p>Write to a@b.example now</p></body></html>"
    assert confirm(body, Passage(selector="html > body > p", start=9, end=20, quote="•" * 11))
    assert not confirm(body, Passage(selector="html > body > p", start=9, end=20, quote="•" * 10))


def test_a_row_of_csv_is_found_by_number_and_column():
    body = 'text;stars/best\n"Good; really\nit is";5\nBad & dear;1\n'.encode("utf-8-sig")
    assert select(body, "row:0/text") == "Good; really it is"
    assert select(body, "row:1/stars/best") == "1"


def test_a_line_and_a_pointer_lead_into_json():
    lines = "\n".join(
        json.dumps(entry) for entry in ({"text": "One"}, {"text": "Two <b>bold</b>", "user": {"a/b": 4.50}})
    ).encode()
    assert select(lines, "line:1/text") == "Two bold"
    assert select(b'{"items": [{"a/b": 4.50, "ok": true}]}', "json:/items/0/a~1b") == "4.50"
    assert select(b'{"items": [{"a/b": 4.50, "ok": true}]}', "json:/items/0/ok") == "true"


@pytest.mark.parametrize(
    "selector",
    [
        "row:7/text",
        "row:x/text",
        "row:0/nope",
        "line:0/text",
        "json:/a",
        "feed:0/title",
        "feed:0/author",
        "jsonld:0/a",
        "jsonld:x",
        "p:hover",
    ],
)
def test_a_selector_that_leads_nowhere_is_a_lookup_error(selector):
    with pytest.raises(LookupError):
        select(b"text,stars\n", selector)
