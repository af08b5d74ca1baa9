"""Middlewares by themselves: a refresh is found in every encoding that a page may come in."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from spiders.middlewares import PoliteMetaRefreshMiddleware

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
