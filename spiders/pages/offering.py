"""Offering: whether the plans found on a page are what it offers, or only what it writes about or sells once."""

import re

from rivalscope.domain.page import Period, Plan, PriceKind
from spiders.pages.document import Document, attribute
from spiders.pages.jsonld import Node

_WRITINGS = frozenset(
    ["Article", "NewsArticle", "BlogPosting", "TechArticle", "ScholarlyArticle", "ReportageNewsArticle", "OpinionNewsArticle", "SatiricalArticle",
     "DiscussionForumPosting", "SocialMediaPosting", "QAPage", "Question", "Recipe", "HowTo", "Review", "Report", "NewsMediaOrganization"]
)  # fmt: skip
"""Types of schema.org whose pages tell of something and sell nothing."""
_ABOUT_PLANS = re.compile(
    r"\b(?:pricing|prices?|plans?|packages|editions|tiers?|subscriptions?|subscribe|memberships?|licen[cs](?:es?|ing)|what it costs|preise|tarife?s?|precios|prezzi|abonnements?|prijzen|ceny|priser|preços|planos)\b|料金|价格|価格",
    re.IGNORECASE,
)
_PAYS_ON = frozenset({Period.MONTH, Period.YEAR, Period.USE})
_DATA = ("jsonld:", "attr:", "script:", "flight:")
_HEADS = ("title", "h1", "h2")


def is_offering(document: Document, nodes: list[Node], plans: tuple[Plan, ...]) -> bool:
    """Tell whether plans found on a page are offered there.

    A page that says of itself that it is an article, a question or a post offers none. A price that is
    paid again and again, or for each seat or use, speaks for itself; without one, the page must say
    that it is about plans and have more than one, or state an amount in data, or for two names.
    """
    if not plans or _is_writing(document, nodes):
        return False
    prices = [price for plan in plans for price in plan.prices]
    heads = " ".join(
        document.text_of(head) or head.get_text(" ") for name in _HEADS for head in document.named[name][:12]
    )
    told = _ABOUT_PLANS.search(heads) is not None
    if (len(plans) > 1 or told) and any(
        price.period in _PAYS_ON or price.billed is not None or price.unit not in (None, "flat")
        for price in prices
    ):
        return True
    if any(price.amount and price.passage.selector.startswith(_DATA) for price in prices):
        return True
    if len(plans) < 2:
        return False
    if not told:
        # Packages that are paid once: two names with an amount each, whatever the page calls them.
        return sum(any(price.amount for price in plan.prices) for plan in plans) > 1
    paid = any(price.kind is not PriceKind.FREE for price in prices)
    return paid or any(len(plan.features) >= 2 for plan in plans)


def _is_writing(document: Document, nodes: list[Node]) -> bool:
    """Tell whether a page says that it is something written: an article, a post, a question with answers."""
    for node in nodes:
        if node.types & _WRITINGS and not any(up.types for up in _around(node)):
            return True
    for meta in document.named["meta"]:
        if attribute(meta, "property") == "article:published_time":
            return True
    return any(attribute(place, "itemtype").rstrip("/").rsplit("/", 1)[-1] in _WRITINGS - {"Review", "Question"}
               for name in ("html", "body", "main", "article") for place in document.named[name][:1])  # fmt: skip


def _around(node: Node) -> list[Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
