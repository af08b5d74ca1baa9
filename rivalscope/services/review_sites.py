"""Services of reviews: stores of applications and sites that publish what customers write."""

from __future__ import annotations

from collections.abc import Mapping

from rivalscope.domain.market import SourceKind
from rivalscope.services.service import Basis, Option, Service, Terms

_COUNTRY = Option(
    name="country", note="country of the store, two letters", example="us", pattern="[a-z]{2}", default="us"
)


def _app_store(options: Mapping[str, str]) -> str:
    return (
        f"https://itunes.apple.com/{options['country']}/rss/customerreviews/page=1/id={options['id']}"
        "/sortby=mostrecent/json"
    )


APP_STORE = Service(
    name="app-store",
    title="App Store",
    kind=SourceKind.REVIEWS,
    options=(
        Option(name="id", note="number of the app in its address", example="546505307", pattern=r"\d{5,12}"),
        _COUNTRY,
    ),
    address=_app_store,
    terms=Terms(
        basis=Basis.OPEN,
        url="https://www.apple.com/legal/internet-services/itunes/",
        read=None,
        note="Apple publishes the customer-review feed for programs; it is undocumented and may change.",
    ),
    pace=2.0,
    most_pages=10,
    cap="500 reviews a country",
    note="Reviews of one country's store, newest first, 50 a page, with rating, version and date.",
    hosts=("itunes.apple.com",),
)

SERVICES = (APP_STORE,)
