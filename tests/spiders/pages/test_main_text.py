"""Main text: what is kept of a page, and what is left out as not its own. The pages are made."""

import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.articles import MOST, is_article, read_article
from spiders.pages.document import Document
from spiders.pages.main_text import read_main_text

PARAGRAPH = "Rooms are booked by the hour and the calendar shows who has which of them. " * 5


def text(html):
    return read_main_text(Document(html.encode()))


def test_menus_footers_and_side_columns_are_left_out():
    html = f"""<body><header><a href=/>Home</a></header><nav><a href=/a>Products</a></nav>
    <main><h1>Rooms</h1><p>{PARAGRAPH}</p></main><aside>Offers</aside><div class=siteSidebar>Tags</div>
    <footer>Imprint</footer></body>"""
    assert text(html) == f"Rooms\n{PARAGRAPH.strip()}"


def test_a_header_that_holds_the_title_stays():
    html = f"<body><header><h1>Rooms</h1></header><p>{PARAGRAPH}</p></body>"
    assert text(html).startswith("Rooms\n")


def test_blocks_headed_as_teasers_and_lists_of_links_are_left_out():
    links = "".join(f"<li><a href=/{n}>Another page {n}</a></li>" for n in range(6))
    html = f"""<body><h1>Rooms</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><section><h3>Related posts</h3>
    <p>Ten ways to meet</p></section><ul>{links}</ul></body>"""
    assert text(html) == f"Rooms\n{PARAGRAPH.strip()}"


def test_a_page_of_links_keeps_them():
    links = "".join(f"<li><a href=/{n}>Another page {n}</a></li>" for n in range(6))
    assert "Another page 5" in text(f"<body><h1>All pages</h1><ul>{links}</ul></body>")


def test_comments_are_left_out_of_an_article_and_stay_in_a_forum():
    posts = f"<div id=comments><p>{PARAGRAPH}</p><p>I agree with all of this.</p></div>"
    article = f"<meta property=og:type content=article><body><p>{PARAGRAPH * 3}</p>{posts}</body>"
    assert is_article(Document(article.encode()))
    assert "I agree" not in text(article)
    assert "I agree" in text(f"<body><h1>Thread</h1>{posts}</body>")


def test_a_page_whose_names_say_that_all_of_it_is_beside_the_point_is_kept():
    html = f"<body><div class=modal><h1>Rooms</h1><p>{PARAGRAPH}</p></div></body>"
    assert PARAGRAPH.strip() in text(html)


def test_a_page_without_a_body_has_no_main_text():
    assert text("") == ""


def test_text_beneath_thousands_of_blocks_is_found():
    depth = 3000
    html = f"<body>{'<div>' * depth}<p>{PARAGRAPH}</p>{'</div>' * depth}</body>"
    assert text(html) == PARAGRAPH.strip()


SENTENCES = [
    f"Room {n} is booked by the hour, and its calendar shows who has it on which day of the week."
    for n in range(12)
]
POST = f"""<html><head><meta property=og:type content=article><title>Rooms by the hour</title></head><body>
<nav><a href=/>Home</a></nav><article><h1>Rooms by the hour</h1>{"".join(f"<p>{one}</p>" for one in SENTENCES)}</article>
<div><p>Read next: ten ways to meet that nobody has thought of before today.</p></div></body></html>"""


def test_an_article_is_told_from_what_stands_beneath_it():
    told = text(POST)
    assert all(sentence in told for sentence in SENTENCES)
    assert "ten ways to meet" not in told


def test_a_guide_is_never_read_as_an_article(monkeypatch):
    def told(document):
        raise AssertionError

    monkeypatch.setattr("spiders.pages.main_text.read_article", told)
    assert SENTENCES[0] in read_main_text(Document(POST.encode()), kind=SourceKind.DOCS)
    with pytest.raises(AssertionError):
        read_main_text(Document(POST.encode()), kind=SourceKind.BLOG)


def test_an_article_beyond_the_cap_and_one_without_end_are_left_to_the_walk():
    document = Document(f"{POST}<!--{'x' * MOST}-->".encode())
    assert read_article(document) == ""
    assert SENTENCES[0] in read_main_text(document)
    deep = f"<meta property=og:type content=article><body>{'<div>' * 3000}<p>{PARAGRAPH}</p>"
    assert PARAGRAPH.strip() in text(deep)


def test_the_panels_of_tabs_and_questions_are_read_though_they_are_shut():
    answer = "Rooms may be given back until the evening before, at no cost to anyone."
    html = f"""<body><main><h1>Rooms</h1><p>{PARAGRAPH}</p><div role=tablist><button>Booking</button></div>
    <div role=tabpanel hidden><p>{answer}</p></div><div class=hint hidden>Loading the calendar</div></main></body>"""
    assert answer in text(html)
    assert "Loading" not in text(html)


def test_cards_that_are_links_from_end_to_end_are_read_and_lists_of_links_are_not():
    cards = "".join(
        f"<a href=/{n}><h3>Room {n}</h3><p>It holds {n} people, a screen, and a door that shuts.</p></a>"
        for n in range(2, 6)
    )
    links = "".join(f"<li><a href=/x{n}>Floor plan {n}</a></li>" for n in range(12))
    told = text(
        f"<body><main><h1>Rooms</h1><p>{PARAGRAPH}</p><div>{cards}</div><ul>{links}</ul></main></body>"
    )
    assert "It holds 4 people" in told
    assert "Floor plan" not in told


def test_what_is_said_twice_for_two_sizes_of_screen_is_read_once_but_code_is_left_alone():
    twin = "<p class=wide>Every room has a screen and a door that shuts.</p><p class=small>Every room has a screen and a door that shuts.</p>"
    assert text(f"<body><p>{PARAGRAPH}</p>{twin}</body>").count("a screen") == 1
    assert text(f"<body><p>{PARAGRAPH}</p>{twin}<pre>make</pre></body>").count("a screen") == 2


def test_a_block_named_after_its_place_is_read_when_it_has_a_heading_and_tells_something():
    body = f"<div class=row-sidebar-left><h2>Booking</h2><p>{PARAGRAPH}</p></div>"
    rest = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert "Booking" in text(f"<body><main><h1>Rooms</h1>{rest}{body}</main></body>")


def test_what_stands_for_a_picture_is_no_text():
    html = f"<body><main><h1>Rooms</h1><img src=a.png alt='A screen with a calendar'><p>{PARAGRAPH}</p></main></body>"
    assert text(html) == f"Rooms\n{PARAGRAPH.strip()}"


def test_a_question_that_is_a_button_and_a_section_s_own_head_are_text():
    html = f"""<body><main><h1>Rooms</h1><section><header><h2>Who it is for</h2><p>{PARAGRAPH}</p></header></section>
    <h3><button>Can guests book?</button></h3><div><p>{PARAGRAPH}</p></div><button>Try it now</button></main></body>"""
    said = text(html)
    assert "Who it is for" in said
    assert "Can guests book?" in said
    assert "Try it now" not in said


def test_a_page_of_sections_is_more_than_the_one_with_the_most_paragraphs():
    told = f"<section><h2>How it works</h2><div><p>{PARAGRAPH * 4}</p></div></section>"
    short = "".join(
        f"<section><h2>{name}</h2><div>Made for teams that share rooms, and quick to set up.</div></section>"
        for name in ("Calendars", "Screens", "Guests")
    )
    assert "Screens" in text(f"<body><main><h1>Rooms</h1>{told}{short}</main></body>")


def test_a_window_that_asks_for_consent_is_left_out_though_it_says_more_than_the_page():
    asked = "".join(
        f"<p>Partner {n} may store cookies on this device, and reads them again.</p>" for n in range(40)
    )
    html = f"<body><div><h1>Rooms</h1><p>{PARAGRAPH}</p></div><div id=cookie-consent-sdk>{asked}</div></body>"
    assert text(html) == f"Rooms\n{PARAGRAPH.strip()}"


def test_reviews_on_the_page_of_a_product_are_left_out_and_those_of_a_page_of_reviews_stay():
    told = "".join(
        f"<p>Number {n} holds my coffee well, and the lid shuts as it should.</p>" for n in range(9)
    )
    page = f"<body><main><h1>Mug</h1><p>{PARAGRAPH}</p><div class=customer-reviews>{told}</div></main></body>"
    shop = f"<meta property=og:type content=product>{page}"
    assert "holds my coffee" in text(page)
    assert text(shop) == f"Mug\n{PARAGRAPH.strip()}"


def test_a_form_that_is_the_shell_of_a_text_is_read_and_one_to_fill_in_is_not():
    shell = f"<form><input type=hidden name=a><p>{SENTENCES[0]}</p></form>"
    asking = f"<form><p>{SENTENCES[1]}</p><input type=text name=b></form>"
    told = text(f"<body><main><h1>Rooms</h1><p>{PARAGRAPH}</p>{shell}{asking}</main></body>")
    assert SENTENCES[0] in told
    assert SENTENCES[1] not in told


def test_sections_that_a_template_calls_an_article_are_read_to_the_end(monkeypatch):
    monkeypatch.setattr("spiders.pages.main_text.read_article", lambda _: "\n".join(SENTENCES[:8]))
    assert SENTENCES[11] in text(POST)
    long = "\n".join([" ".join(SENTENCES[:4]), " ".join(SENTENCES[4:8])])
    monkeypatch.setattr("spiders.pages.main_text.read_article", lambda _: long)
    assert SENTENCES[11] not in read_main_text(Document(POST.encode()), kind=SourceKind.BLOG)


def test_of_an_article_that_took_some_teasers_along_our_own_walk_is_read(monkeypatch):
    teasers = "\n".join(
        f"Read next, part {n}: ten ways to meet that nobody has thought of." for n in range(6)
    )
    monkeypatch.setattr("spiders.pages.main_text.read_article", lambda _: "\n".join([*SENTENCES, teasers]))
    assert "Read next, part" not in text(POST)
    monkeypatch.setattr("spiders.pages.main_text.read_article", lambda _: "\n".join(SENTENCES))
    assert text(POST) == "\n".join(SENTENCES)


def test_forms_within_forms_are_no_shells_of_text():
    forms = "".join(
        f"<form><p>Form {n} stands in the one before it, and asks for nothing.</p>" for n in range(2000)
    )
    told = text(f"<body><p>{PARAGRAPH}</p>{forms}</body>")
    assert PARAGRAPH.strip() in told
    assert "Form 1999" not in told
