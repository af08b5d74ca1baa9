"""Services of reviews: stores of applications and sites that publish what customers write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from rivalscope.domain.market import SourceKind
from rivalscope.services.service import Basis, Option, Service, Terms, Token

COUNTRY = Option(
    name="country", note="country of the store, two letters", example="us", pattern="[a-z]{2}", default="us"
)
SLUG = Option(
    name="slug",
    note="name of the product in its address",
    example="acme-desk",
    pattern="[a-z0-9][a-z0-9-]{0,100}",
)

HTML = "text/html,application/xhtml+xml"


def _forbids(site: str, url: str) -> Terms:
    """Return the terms of a site whose text was not read: what is not known to be allowed is not done."""
    return Terms(
        basis=Basis.FORBIDDEN,
        url=url,
        read=None,
        note=f"{site} is known to refuse programs that collect its reviews.",
    )


def _app_store(options: Mapping[str, str]) -> str:
    return (
        f"https://itunes.apple.com/{options['country']}/rss/customerreviews/page=1/id={options['id']}"
        "/sortby=mostrecent/json"
    )


def _steam(options: Mapping[str, str]) -> str:
    query = {
        "json": "1",
        "filter": "recent",
        "language": options["language"],
        "purchase_type": "all",
        "num_per_page": "100",
        "cursor": "*",
    }
    return f"https://store.steampowered.com/appreviews/{options['id']}?{urlencode(query)}"


def _wordpress(options: Mapping[str, str]) -> str:
    query = urlencode({"action": "plugin_information", "request[slug]": options["slug"]})
    return f"https://api.wordpress.org/plugins/info/1.2/?{query}"


def _trustpilot_api(options: Mapping[str, str]) -> str:
    query = urlencode({"page": "1", "perPage": "100", "orderBy": "createdat.desc"})
    return f"https://api.trustpilot.com/v1/business-units/{options['id']}/reviews?{query}"


APP_STORE = Service(
    name="app-store",
    title="App Store",
    kind=SourceKind.REVIEWS,
    options=(
        Option(name="id", note="number of the app in its address", example="546505307", pattern=r"\d{5,12}"),
        COUNTRY,
    ),
    address=_app_store,
    terms=Terms(
        basis=Basis.OPEN,
        url="https://www.apple.com/legal/internet-services/itunes/",
        read=None,
        note="Apple publishes the feed of customer reviews for programs; it documents it no longer, and may end it.",
    ),
    pace=2.0,
    most_pages=10,
    cap="500 reviews a country",
    note="Reviews of one country's store, newest first, 50 a page, with rating, version and date.",
    hosts=("itunes.apple.com", "apps.apple.com"),
)

STEAM = Service(
    name="steam",
    title="Steam",
    kind=SourceKind.REVIEWS,
    options=(
        Option(name="id", note="number of the app in its address", example="431960", pattern=r"\d{1,10}"),
        Option(
            name="language",
            note="language as Steam names it, or all",
            example="english",
            pattern="[a-z]{2,20}",
            default="all",
        ),
    ),
    address=_steam,
    terms=Terms(
        basis=Basis.API,
        url="https://partner.steamgames.com/doc/store/getreviews",
        read=date(2026, 11, 23),
        note="Valve documents this interface for whoever wishes a dump of an application's reviews; it needs no key.",
    ),
    pace=1.5,
    most_pages=200,
    note="Reviews, newest first, 100 a page. A recommendation counts as the better of two, any other as the worse.",
    hosts=("store.steampowered.com",),
)

WORDPRESS = Service(
    name="wordpress-plugin",
    title="WordPress.org plugins",
    kind=SourceKind.REVIEWS,
    options=(SLUG,),
    address=_wordpress,
    terms=Terms(
        basis=Basis.API,
        url="https://codex.wordpress.org/WordPress.org_API",
        read=None,
        note="WordPress.org documents the interface of plugins, and offers reviews as a feed for readers.",
    ),
    pace=2.0,
    most_pages=40,
    note="How many reviews a plugin has, from the interface; the reviews themselves, 30 a page, from their feed.",
    hosts=("wordpress.org",),
    accept="application/json, application/rss+xml",
)

TRUSTPILOT_API = Service(
    name="trustpilot-api",
    title="Trustpilot's interface",
    kind=SourceKind.REVIEWS,
    options=(
        Option(
            name="id",
            note="number of the business unit",
            example="46d6a890000064000500e0c3",
            pattern="[0-9a-f]{24}",
        ),
    ),
    address=_trustpilot_api,
    terms=Terms(
        basis=Basis.API,
        url="https://documentation-apidocumentation.trustpilot.com/",
        read=None,
        note="For customers of Trustpilot with a key of their own, under the terms that came with it.",
    ),
    pace=1.0,
    most_pages=1000,
    note="Reviews of one business, newest first, 100 a page.",
    token=Token(required=True, header="apikey", form="{}", note="an API key of Trustpilot for Business"),
)


TRUSTPILOT = Service(
    name="trustpilot",
    title="Trustpilot",
    kind=SourceKind.REVIEWS,
    options=(
        Option(
            name="domain",
            note="domain of the business as in the address of its page",
            example="example.com",
            pattern=r"[a-z0-9][a-z0-9.-]{1,100}",
        ),
    ),
    address=lambda options: f"https://www.trustpilot.com/review/{options['domain']}?sort=recency",
    terms=_forbids("Trustpilot", "https://legal.trustpilot.com/for-everyone/terms-of-use-for-everyone"),
    pace=5.0,
    most_pages=200,
    note="Pages of a business, 20 reviews each, for users with Trustpilot's leave; without it use trustpilot-api or its "
    "export.",
    hosts=("trustpilot.com",),
    accept=HTML,
)

G2 = Service(
    name="g2",
    title="G2",
    kind=SourceKind.REVIEWS,
    options=(SLUG,),
    address=lambda options: f"https://www.g2.com/products/{options['slug']}/reviews",
    terms=_forbids("G2", "https://legal.g2.com/terms-of-use"),
    pace=5.0,
    most_pages=100,
    note="Pages of a product with schema.org reviews, for users with G2's leave; without it import the export.",
    hosts=("g2.com",),
    accept=HTML,
)

CAPTERRA = Service(
    name="capterra",
    title="Capterra",
    kind=SourceKind.REVIEWS,
    options=(
        Option(name="id", note="number of the product in its address", example="12345", pattern=r"\d{1,9}"),
        Option(
            name="slug",
            note="name of the product in its address",
            example="Acme-Desk",
            pattern="[A-Za-z0-9][A-Za-z0-9-]{0,100}",
        ),
    ),
    address=lambda options: f"https://www.capterra.com/p/{options['id']}/{options['slug']}/reviews/",
    terms=_forbids("Capterra", "https://www.capterra.com/legal/terms-of-use/"),
    pace=5.0,
    most_pages=100,
    note="Pages of a product with schema.org reviews, for users with Capterra's leave; without it import the export.",
    hosts=("capterra.com", "getapp.com", "softwareadvice.com"),
    accept=HTML,
)

TRUSTRADIUS = Service(
    name="trustradius",
    title="TrustRadius",
    kind=SourceKind.REVIEWS,
    options=(SLUG,),
    address=lambda options: f"https://www.trustradius.com/products/{options['slug']}/reviews",
    terms=_forbids("TrustRadius", "https://www.trustradius.com/legal/terms-of-use"),
    pace=5.0,
    most_pages=100,
    note="Pages of a product with schema.org reviews, for users with TrustRadius' leave; without it import a file.",
    hosts=("trustradius.com",),
    accept=HTML,
)

SERVICES = (APP_STORE, STEAM, WORDPRESS, TRUSTPILOT_API, TRUSTPILOT, G2, CAPTERRA, TRUSTRADIUS)
