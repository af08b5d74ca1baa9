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


DATED = "<html><head><meta property='article:published_time' content='2026-01-05'></head><body><h1>Plans</h1>"


def test_a_date_of_publication_hides_no_plans_where_the_page_asks_to_buy_each(read_html):
    asked = CARDS.replace("</p>", "</p><a>Start free trial</a>")
    url = "https://made.example/"
    assert len(read_page(f"{DATED}{asked}".encode(), url=url, kind=SourceKind.PRICING).plans) == 2
    assert read_page(f"{DATED}{CARDS}".encode(), url=url, kind=SourceKind.PRICING).plans == ()


def test_amounts_in_three_currencies_are_pictures_of_other_shops(read_html):
    shops = "".join(f"<div class=c><h3>{name}</h3><p>{sum_}</p></div>"
                    for name, sum_ in (("Wooden chair", "£120"), ("Silk scarf", "€71.21"), ("Red lamp", "$56")))  # fmt: skip
    assert read_html(f"<h1>Plans</h1>{shops}").plans == ()
    chosen = "".join(f"<div class=c><h3>{name}</h3><p>£{n}</p><p>€{n}</p><p>${n}</p></div>"
                     for name, n in (("Light", 5), ("Full", 9)))  # fmt: skip
    assert [len(plan.prices) for plan in read_html(f"<h1>Plans</h1>{chosen}").plans] == [3, 3]


def test_an_article_by_its_card_and_its_title_sells_nothing_where_it_asks_nobody_to_buy(read_html):
    article = "<html><head><meta property='og:type' content='article'></head><body><h1>{}</h1>{}"
    url, asked = "https://made.example/", CARDS.replace("</p>", "</p><button>Buy now</button>")
    for title, cards, plans in (
        ("The best lamps", CARDS, 0),
        ("The best lamps", asked, 2),
        ("Lamps", CARDS, 2),
    ):
        page = article.format(title, cards).encode()
        assert len(read_page(page, url=url, kind=SourceKind.PRICING).plans) == plans


SERVICES = "".join(
    f"<div class=c><h3>{name}</h3><p>${amount}</p><p>We come to you.</p></div>"
    for name, amount in (("Outlet", 89), ("Breaker", 149), ("Panel", 1595), ("Dimmer", 99))
)
TITLED = "<html><head><title>Pricing guide</title><meta property='og:type' content='article'></head><body><h1>Pricing guide</h1>"


def test_a_list_of_prices_is_no_article_though_its_maker_calls_every_page_one():
    url = "https://made.example/"
    plans = read_page(f"{TITLED}{SERVICES}".encode(), url=url, kind=SourceKind.PRICING).plans
    assert [plan.name for plan in plans] == ["Outlet", "Breaker", "Panel", "Dimmer"]


def test_an_article_writes_much_of_each_thing_that_it_prices():
    told = f"<p>{'What we liked of it most is how long it lasted in our workshop. ' * 12}</p>"
    page = f"{TITLED}{SERVICES.replace('<p>We come to you.</p>', told)}"
    assert read_page(page.encode(), url="https://made.example/", kind=SourceKind.PRICING).plans == ()
