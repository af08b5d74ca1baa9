"""Middlewares by themselves: heads are complete, and a refresh is found in every encoding that a page may come in."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from spiders.middlewares import HeadMiddleware, PoliteMetaRefreshMiddleware

REFRESH = '<html><head><meta http-equiv="REFRESH" content="0; url=/plans"></head>'


@pytest.fixture(scope="module")
def follow():
    middleware = PoliteMetaRefreshMiddleware(get_crawler())

    def followed(text, encoding):
        request = Request("https://made.example/")
        response = HtmlResponse(request.url, body=text.encode(encoding), encoding=encoding)
        return middleware.process_response(request, response).url

    return followed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "shift_jis"])
def test_a_refresh_is_followed_in_whatever_encoding(follow, encoding):
    assert follow(REFRESH, encoding) == "https://made.example/plans"
    assert follow(" " * 3900 + REFRESH, encoding) == "https://made.example/plans"
    assert follow(REFRESH.replace("REFRESH", "content-type"), encoding) == "https://made.example/"


def test_every_request_says_who_we_are_unless_it_says_something_itself():
    settings = {"USER_AGENT": "made/1 (+https://made.example)", "DOWNLOAD_TIMEOUT": 7}
    middleware = HeadMiddleware.from_crawler(get_crawler(settings_dict=settings))
    plain = Request("https://made.example/")
    own = Request("https://made.example/", headers={"user-agent": "own"}, meta={"download_timeout": 2})
    for request in (plain, own):
        middleware.process_request(request)
        request.headers.appendlist("Accept-Encoding", "of its own")
    middleware.process_request(another := Request("https://made.example/"))
    said = [request.headers["User-Agent"] for request in (plain, own, another)]
    assert said == [b"made/1 (+https://made.example)", b"own", b"made/1 (+https://made.example)"]
    assert [request.meta["download_timeout"] for request in (plain, own)] == [7, 2]
    assert another.headers.getlist("accept-encoding") == [b"gzip, deflate, br, zstd"]
    assert b"Accept" in another.headers
