"""Services that are asked by POST: Google's two stores, and Product Hunt.

What a page needs beyond its address stands in the fragment of its URL, which no server is sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from rivalscope.domain.market import SourceKind
from rivalscope.services.review_sites import COUNTRY, SLUG
from rivalscope.services.service import Basis, Option, Request, Service, Terms, Token

PLAY_RPC = "UsvDTd"
"""Name of the call that lists the reviews of an app."""
CHROME_RPC = "x1DgCd"
"""Name of the call that lists the reviews of an extension."""
_NEWEST = 2

_FORM = (("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),)
_LANGUAGE = Option(
    name="language", note="language, two letters", example="en", pattern="[a-z]{2}(-[A-Z]{2})?", default="en"
)

_PRODUCT_HUNT_QUERY = """query Comments($slug: String!, $after: String) {
  post(slug: $slug) {
    id name commentsCount reviewsCount reviewsRating
    comments(first: 20, after: $after, order: NEWEST) {
      pageInfo { endCursor hasNextPage }
      edges { node { id body createdAt user { name } } }
    }
  }
}"""


def position(url: str) -> str | None:
    """Return the place in the list that a URL's fragment holds; None for the first page."""
    return dict(parse_qsl(urlsplit(url).fragment)).get("token")


def moved(url: str, token: str) -> str:
    """Return the URL of the page at another place in the list."""
    fragment = {**dict(parse_qsl(urlsplit(url).fragment)), "token": token}
    return urlunsplit((*urlsplit(url)[:4], urlencode(fragment)))


def _play(options: Mapping[str, str]) -> str:
    query = urlencode({"rpcids": PLAY_RPC, "hl": options["language"], "gl": options["country"]})
    return f"https://play.google.com/_/PlayStoreUi/data/batchexecute?{query}#id={options['id']}"


def _play_request(url: str, options: Mapping[str, str]) -> Request:
    """Ask for the newest reviews, 199 at once: facundoolano/google-play-scraper lib/reviews.js has the same body."""
    asked: list[object] = [None, None, [2, _NEWEST, [199, None, position(url)], None, []], [options["id"], 7]]
    return _batch(url, PLAY_RPC, asked)


def _chrome(options: Mapping[str, str]) -> str:
    query = urlencode(
        {"rpcids": CHROME_RPC, "source-path": f"/detail/{options['id']}/reviews", "hl": options["language"]}
    )
    address = "https://chromewebstore.google.com/_/ChromeWebStoreConsumerFeUi/data/batchexecute"
    return f"{address}?{query}#id={options['id']}"


def _chrome_request(url: str, options: Mapping[str, str]) -> Request:
    token = position(url)
    size = [100] if token is None else [100, token]
    return _batch(url, CHROME_RPC, [options["id"], size, _NEWEST, None, None, None, 0])


def _batch(url: str, name: str, asked: list[object]) -> Request:
    call = [[[name, json.dumps(asked, separators=(",", ":")), None, "generic"]]]
    return Request(
        url=urlunsplit((*urlsplit(url)[:4], "")),
        method="POST",
        body=urlencode({"f.req": json.dumps(call, separators=(",", ":"))}).encode(),
        headers=_FORM,
    )


def _product_hunt_request(url: str, options: Mapping[str, str]) -> Request:
    asked = {
        "query": _PRODUCT_HUNT_QUERY,
        "variables": {"slug": options["slug"], "after": position(url)},
    }
    return Request(
        url=urlunsplit((*urlsplit(url)[:4], "")),
        method="POST",
        body=json.dumps(asked).encode(),
        headers=(("Content-Type", "application/json"),),
    )


GOOGLE_PLAY = Service(
    name="google-play",
    title="Google Play",
    kind=SourceKind.REVIEWS,
    options=(
        Option(
            name="id",
            note="name of the package",
            example="com.example.app",
            pattern=r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+",
        ),
        COUNTRY,
        _LANGUAGE,
    ),
    address=_play,
    request=_play_request,
    terms=Terms(
        basis=Basis.FORBIDDEN,
        url="https://play.google.com/intl/en/about/play-terms/",
        read=None,
        note="Google publishes no interface for the reviews of other people's apps; the page's own is not for programs.",
    ),
    pace=3.0,
    most_pages=100,
    note="Reviews in one language and country, newest first, 199 a page. For your own app import the export of the "
    "Google Play Console.",
    hosts=("play.google.com",),
)

CHROME_WEB_STORE = Service(
    name="chrome-web-store",
    title="Chrome Web Store",
    kind=SourceKind.REVIEWS,
    options=(
        Option(
            name="id", note="identifier of the extension, 32 letters", example="a" * 32, pattern="[a-p]{32}"
        ),
        _LANGUAGE,
    ),
    address=_chrome,
    request=_chrome_request,
    terms=Terms(
        basis=Basis.FORBIDDEN,
        url="https://policies.google.com/terms",
        read=None,
        note="Google publishes no interface for reviews of extensions; the page's own is not for programs.",
    ),
    pace=3.0,
    most_pages=50,
    note="Reviews in one language, newest first, 100 a page; the store says nowhere in them how many there are.",
    hosts=("chromewebstore.google.com", "chrome.google.com"),
)

PRODUCT_HUNT = Service(
    name="product-hunt",
    title="Product Hunt",
    kind=SourceKind.REVIEWS,
    options=(SLUG,),
    address=lambda options: f"https://api.producthunt.com/v2/api/graphql#slug={options['slug']}",
    request=_product_hunt_request,
    terms=Terms(
        basis=Basis.ASK,
        url="https://api.producthunt.com/v2/docs",
        read=None,
        note="The interface is for programs, but business use of it needs Product Hunt's leave.",
    ),
    pace=2.0,
    most_pages=100,
    note="Comments on a launch, newest first, 20 a page, without ratings: the interface gives no texts of reviews.",
    token=Token(required=True, note="a developer token of Product Hunt"),
)

SERVICES = (GOOGLE_PLAY, CHROME_WEB_STORE, PRODUCT_HUNT)
