"""Main text: what is kept of a page, and what is left out as not its own. The pages are made."""

from spiders.pages.document import Document
from spiders.pages.main_text import is_article, read_main_text

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
    assert text(html) == f"Rooms\n{PARAGRAPH.strip()}\n{PARAGRAPH.strip()}"


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
