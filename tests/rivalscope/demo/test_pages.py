import json
from datetime import date

import pytest
from bs4 import BeautifulSoup

from rivalscope.demo.market import Calendar, sites
from rivalscope.demo.pages import PER_PAGE, feed, login_wall, review_page, site_page
from rivalscope.demo.reviews import published
from spiders.pages.reader import read_page

CALENDAR = Calendar(until=date(2026, 11, 22))
SITES = sites(CALENDAR, CALENDAR.until)


def page(slug: str, name: str, *, visitors: int = 3, day: date = CALENDAR.until) -> BeautifulSoup:
    text = site_page(SITES[slug], name, day=day, visitors=visitors)
    assert text is not None
    return BeautifulSoup(text, "lxml")


def test_the_same_night_renders_the_same_page():
    assert page("tolvenna", "pricing") == page("tolvenna", "pricing")


@pytest.mark.parametrize("slug", SITES)
@pytest.mark.parametrize("name", ["", "pricing", "features", "changelog"])
def test_only_the_line_of_noise_changes_with_visitors_and_day(slug, name):
    one, two = page(slug, name), page(slug, name, visitors=7, day=date(2026, 11, 21))
    assert one != two
    for soup in (one, two):
        soup.select_one("p.live").decompose()
    assert one == two


@pytest.mark.parametrize("slug", SITES)
def test_every_plan_and_amount_stands_on_the_pricing_page(slug):
    text = page(slug, "pricing").get_text(" ", strip=True)
    for plan in SITES[slug].plans:
        assert plan.name in text
        assert plan.monthly is None or str(plan.monthly) in text or not plan.monthly
        assert plan.annual is None or str(plan.annual) in text


@pytest.mark.parametrize("week", [1, 4, 12])
@pytest.mark.parametrize("slug", SITES)
def test_our_reader_finds_every_price_of_every_plan_and_none_other(slug, week):
    site = sites(CALENDAR, CALENDAR.day(week, 6))[slug]
    body = site_page(site, "pricing", day=CALENDAR.until, visitors=3).encode()
    page = read_page(body, url=f"http://127.0.0.1/{slug}/pricing", content_type="text/html; charset=utf-8")
    found = {(plan.name, price.amount, price.currency) for plan in page.plans for price in plan.prices}
    expected = set()
    for plan in site.plans:
        for amount in {plan.monthly, plan.annual} - {None} or {None}:
            expected.add((plan.name, amount, site.currency if amount else None))
    assert found == expected


def test_the_four_pricing_pages_are_laid_out_differently():
    assert page("quillemar", "pricing").select("section.plan")
    assert page("quillemar", "pricing").select("table")
    assert len(page("dasperdesk", "pricing").select("table thead th")) == 4
    offers = json.loads(page("tolvenna", "pricing").select_one("script").string)["offers"]
    assert [offer["price"] for offer in offers] == ["12", "29", "59"]
    assert len(page("obrixy", "pricing").select("[data-billing=annual][hidden]")) == 3


def test_an_absent_feature_is_a_dash_and_a_silent_one_is_not_there():
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")]
        for row in page("quillemar", "pricing").select("tbody tr")
    }
    assert rows["Time tracking"] == ["—"] * 4
    assert rows["Live chat"] == ["—", "✓", "✓", "✓"]
    assert "Time tracking" not in page("quillemar", "features").get_text()


def test_reviews_come_twenty_a_page_with_the_same_words_for_people_and_machines():
    reviews = published(CALENDAR, "obrixy", CALENDAR.until)
    seen, number = [], None
    while True:
        soup = BeautifulSoup(review_page(SITES["obrixy"], reviews, number, visitors=1), "lxml")
        data = json.loads(soup.select_one("script").string)["review"]
        shown = [article.select("p")[1].get_text() for article in soup.select("article")]
        assert [entry["reviewBody"] for entry in data] == shown
        assert number is None or len(shown) == PER_PAGE
        seen += [entry["@id"] for entry in data]
        following = soup.select_one("link[rel=next]")
        if following is None:
            break
        number = int(following["href"].rpartition("=")[2])
    assert seen == [f"#review-{review.number}" for review in reviews]


def test_a_full_page_of_reviews_never_changes():
    def third(day: date) -> str | None:
        return review_page(SITES["obrixy"], published(CALENDAR, "obrixy", day), 3, visitors=1)

    assert third(CALENDAR.day(1, 6)) == third(CALENDAR.until)


def test_there_is_no_page_before_the_first_or_after_the_last():
    reviews = published(CALENDAR, "obrixy", CALENDAR.until)
    assert review_page(SITES["obrixy"], reviews, 0, visitors=1) is None
    assert review_page(SITES["obrixy"], reviews, 999, visitors=1) is None
    assert review_page(SITES["obrixy"], [], None, visitors=1) is None


def test_the_feed_lists_every_release():
    soup = BeautifulSoup(feed(SITES["obrixy"], base="http://127.0.0.1:1"), "xml")
    assert [entry.title.get_text() for entry in soup.select("entry")] == [
        r.title for r in SITES["obrixy"].releases
    ]


def test_the_wall_asks_for_a_password_and_says_nothing_else():
    soup = BeautifulSoup(login_wall(SITES["tolvenna"]), "lxml")
    assert soup.select_one("input[type=password]")
    assert "€" not in soup.get_text()


def test_there_is_no_page_of_another_name():
    assert site_page(SITES["obrixy"], "login", day=CALENDAR.until, visitors=1) is None
