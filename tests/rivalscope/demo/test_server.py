from datetime import date

import httpx
import pytest

from rivalscope.demo.market import Calendar
from rivalscope.demo.server import serving

CALENDAR = Calendar(until=date(2026, 11, 22))


@pytest.fixture
def market():
    with serving(CALENDAR) as server:
        server.night = CALENDAR.until
        yield server


def test_a_page_that_stayed_the_same_is_answered_with_304_whatever_the_noise(market):
    with httpx.Client(base_url=market.base) as client:
        first = client.get("/tolvenna/pricing")
        again = client.get("/tolvenna/pricing")
        assert first.text != again.text
        tag = {"If-None-Match": first.headers["etag"]}
        assert client.get("/tolvenna/pricing", headers=tag).status_code == 304
        market.night = CALENDAR.day(11, 6)
        assert client.get("/tolvenna/pricing", headers=tag).status_code == 200


def test_a_site_that_is_down_closes_the_connection_and_the_others_answer(market):
    market.failing = {"obrixy": "down"}
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{market.base}/obrixy/pricing")
    assert httpx.get(f"{market.base}/quillemar/pricing").status_code == 200
    assert httpx.get(f"{market.base}/reviews/obrixy").status_code == 200


def test_a_walled_site_shows_the_wall_on_every_page(market):
    market.failing = {"tolvenna": "login"}
    for page in ("", "pricing", "changelog.xml"):
        assert "Sign in to continue" in httpx.get(f"{market.base}/tolvenna/{page}").text


def test_robots_and_sitemap_name_this_server(market):
    assert f"Sitemap: {market.base}/sitemap.xml" in httpx.get(f"{market.base}/robots.txt").text
    assert f"<loc>{market.base}/obrixy/pricing</loc>" in httpx.get(f"{market.base}/sitemap.xml").text


@pytest.mark.parametrize("path", ["/nobody/", "/obrixy/login", "/reviews/nobody", "/reviews/obrixy?page=999"])
def test_what_is_not_there_is_404(market, path):
    assert httpx.get(market.base + path).status_code == 404


def test_head_gives_the_length_and_no_body(market):
    answer = httpx.head(f"{market.base}/obrixy/pricing")
    assert int(answer.headers["content-length"]) > 1000
    assert answer.content == b""
