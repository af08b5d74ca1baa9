"""The pages of the fictional market as HTML, Atom and XML: pure functions of what a site publishes."""

import html
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from rivalscope.demo.reviews import DemoReview
from rivalscope.demo.site import Plan, Release, Site

PER_PAGE = 20
"""Reviews on one page of the review site."""

_SYMBOLS = {"USD": "$", "EUR": "€"}


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("rivalscope.demo"),
        autoescape=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _render(name: str, **values: Any) -> str:
    return _templates().get_template(name).render(**values)


def site_page(site: Site, page: str, *, day: date, visitors: int) -> str | None:
    """Return a page of a product's site by its path below the root ("" is home); None when there is none.

    `visitors` and the date stand in the footer: noise that no reader should take for a change.
    """
    if page == "pricing":
        return _pricing(site, day=day, visitors=visitors)
    if page in ("", "features", "changelog"):
        return _render(f"{page or 'home'}.html", site=site, day=day, visitors=visitors)
    return None


def _pricing(site: Site, *, day: date, visitors: int) -> str:
    def money(amount: Decimal) -> str:
        return f"{_SYMBOLS[site.currency]}{amount}"

    def header(plan: Plan) -> str:
        if plan.monthly is None:
            return "Contact sales"
        if not plan.monthly:
            return "Free"
        return f"{money(plan.monthly)} per agent per month, billed monthly"

    def yearly(plan: Plan) -> str:
        return f"{money(plan.annual)} per agent per month, billed annually" if plan.annual else ""

    return _render(
        f"pricing_{site.layout}.html",
        site=site,
        day=day,
        visitors=visitors,
        money=money,
        header=header,
        yearly=yearly,
        priced=False,
        loop_index=site.plans.index,
        offers=_offers(site),
    )


def _offers(site: Site) -> Markup:
    """Return the plans with a price as schema.org offers."""
    offers = [
        {
            "@type": "Offer",
            "name": plan.name,
            "price": str(plan.monthly),
            "priceCurrency": site.currency,
            "priceSpecification": {
                "@type": "UnitPriceSpecification",
                "price": str(plan.monthly),
                "priceCurrency": site.currency,
                "unitText": "agent/month",
                "billingDuration": "P1M",
            },
        }
        for plan in site.plans
        if plan.monthly is not None
    ]
    return _json_ld(
        {
            "@type": "SoftwareApplication",
            "name": site.name,
            "applicationCategory": "BusinessApplication",
            "offers": offers,
        }
    )


def _json_ld(value: dict[str, Any]) -> Markup:
    # "</" would end the script element; the escaped slash is the same JSON.
    text = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False)
    return Markup(text.replace("</", "<\\/"))  # noqa: S704  # JSON of our own, with the one dangerous sequence escaped


def feed(site: Site, *, base: str) -> str:
    """Return a product's changelog as an Atom feed; `base` is the server's root URL without a slash."""

    def items(release: Release) -> str:
        return "".join(f"<li>{html.escape(item)}</li>" for item in release.items)

    return _render("changelog.xml", site=site, base=base, items=items)


def review_page(
    site: Site, reviews: Sequence[DemoReview], number: int | None, *, visitors: int
) -> str | None:
    """Return a page of a product's reviews, which are given newest first; None when there is no such page.

    Pages are numbered from the oldest, so that a full one never changes; None asks for the newest, which leads on
    to the others.
    """
    last = (len(reviews) - 1) // PER_PAGE + 1
    number = last if number is None else number
    oldest_first = reviews[::-1]
    shown = oldest_first[(number - 1) * PER_PAGE : number * PER_PAGE][::-1] if number > 0 else []
    if not shown:
        return None
    data = {
        "@type": "SoftwareApplication",
        "name": site.name,
        "review": [_review_data(review) for review in shown],
    }
    return _render(
        "reviews.html", site=site, reviews=shown, number=number, data=_json_ld(data), visitors=visitors
    )


def _review_data(review: DemoReview) -> dict[str, Any]:
    data = {
        "@type": "Review",
        "@id": f"#review-{review.number}",
        "datePublished": review.date.isoformat(),
        "author": {"@type": "Person", "name": review.author},
        "reviewBody": review.written.text,
        "reviewRating": {"@type": "Rating", "ratingValue": review.written.stars, "bestRating": 5},
    }
    return data | ({"name": review.written.title} if review.written.title else {})


def login_wall(site: Site) -> str:
    """Return the page that asks to sign in."""
    return _render("login.html", site=site)


def robots(*, base: str) -> str:
    """Return robots.txt: everything but the login pages may be read."""
    return f"User-agent: *\nDisallow: /*/login\nSitemap: {base}/sitemap.xml\n"


def sitemap(slugs: Sequence[str], *, base: str) -> str:
    """Return the sitemap of every product's site."""
    return _render("sitemap.xml", slugs=slugs, base=base)


def site_list(slugs: Sequence[str]) -> str:
    """Return the page at the server's root, for people: the sites of the market."""
    return _render("index.html", slugs=slugs)
