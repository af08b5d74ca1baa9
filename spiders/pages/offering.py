"""Offering: whether the plans found on a page are what it offers, or only what it writes about or sells once."""

import re

from rivalscope.domain.page import Period, Plan, PriceKind
from spiders.pages.articles import long_paragraphs
from spiders.pages.document import Document, attribute
from spiders.pages.jsonld import Node

_WRITINGS = frozenset(
    ["Article", "NewsArticle", "BlogPosting", "TechArticle", "ScholarlyArticle", "ReportageNewsArticle", "OpinionNewsArticle", "SatiricalArticle",
     "DiscussionForumPosting", "SocialMediaPosting", "QAPage", "Question", "Recipe", "HowTo", "Review", "Report", "NewsMediaOrganization"]
)  # fmt: skip
"""Types of schema.org whose pages tell of something and sell nothing."""
_ABOUT_PLANS = re.compile(
    r"\b(?:pricing|prices?|priced|how to buy|plans?|packages|editions|tiers?|subscriptions?|subscribe|memberships?|licen[cs](?:es?|ing)|what it costs|preise|tarife?s?|precios|prezzi|abonnements?|prijzen|ceny|priser|preços|planos|tarieven|cennik|ceník|hinnasto|fiyatlar|formules?|offres|tariffe|piani|planes|planer|pläne|paket(?:e|er|ter)?|paquetes|pacchetti|pacotes|pakiety|balíčky|ediciones|edizioni|éditions|editionen|edições|edities|lizenz(?:en)?|licencias|licenze|licences|licencí|compar(?:e|ing) (?:all |our |the |every )*(?:features|functions)|(?:features?|functional|plan) (?:comparison|matrix)|funktionsvergleich|leistungsvergleich|tariffer|tarifer|árak|csomagok|prețuri|pachete|hinnat|paketler|абонемент\w*|тариф\w*|цен[аы]|стоимость|ціни|вартість|τιμές|τιμολόγηση|πακέτα|harga)\b|料金|价格|価格|价目|定价|定價|套餐|プラン|요금|가격|플랜|الأسعار|التسعير|باقات|باقة|الخطط|מחירים|מחירון|תוכניות|חבילות|मूल्य|प्लान|योजना|bảng giá|ราคา|แพ็กเกจ",
    re.IGNORECASE,
)
_START = re.compile(
    r"(?:try|buy|order|subscribe|sign up|get|start|choose|select|join|upgrade)\b(?: [\w-]+){0,4}[!.]?|free trial",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:how|what|why|when|which|best|top|guide|the best|the \d+|\d+)\b|.*\b(?:deals?|reviews?|reviewed|versus|vs\.?|guide|cost guide|under [$€£]\d+|explained)(?!\w)",
    re.IGNORECASE,
)
"""How the title of something written begins, or what it says of itself."""
_PROSE_OF_PRICE = 500
"""Characters of long paragraphs that something written has for each thing it prices; a list of prices has few."""
_PAYS_ON = frozenset({Period.MONTH, Period.YEAR, Period.USE})
_MANY_CURRENCIES = 3
_SEVERAL = 4
_DATA = ("jsonld:", "attr:", "script:", "flight:")
_TOPS = ("title", "h1")
_PRICES = re.compile(
    r"\b(?:pric(?:ing|es?)|rates|fees|tarif(?:e|s|as|fe)?|preise?|prix|precios|prezzi|preços|prijzen|tarieven|cen[ay]|cennik|ceník|priser|hinnasto|fiyatlar)\b|料金|价格|価格|요금",
    re.IGNORECASE,
)
LEAST_LISTED = 3
"""Things with a price from which a page is a list of prices."""
_HEADS = ("title", "h1", "h2")


def is_offering(document: Document, nodes: list[Node], plans: tuple[Plan, ...]) -> bool:
    """Tell whether plans found on a page are offered there.

    A page that says of itself that it is an article, a question or a post offers none. A price that is
    paid again and again, or for each seat or use, speaks for itself; without one, the page must say
    that it is about plans and have more than one, or state an amount in data, or for two names.
    """
    if not plans or _is_shown(plans) or _is_written_about(document, nodes, plans):
        return False
    prices = [price for plan in plans for price in plan.prices]
    heads = " ".join(
        document.text_of(head) or head.get_text(" ") for name in _HEADS for head in document.named[name][:12]
    )
    told = _ABOUT_PLANS.search(heads) is not None
    lasting = sum(
        price.period in _PAYS_ON or price.billed is not None or price.unit not in (None, "flat")
        for price in prices
    )
    if lasting > 1 or (lasting and (len(plans) > 1 or told)):
        return True
    if any(price.amount and price.passage.selector.startswith(_DATA) for price in prices):
        return True
    if len(plans) < 2:
        # One plan that is made to measure: the page is about plans, and the plan says what it has.
        return told and bool(plans[0].features) and any(price.kind is PriceKind.CONTACT for price in prices)
    if not told and not _all_asked(plans):
        # Packages that are paid once: two names with an amount each, whatever the page calls them.
        return sum(any(price.amount for price in plan.prices) for plan in plans) > 1
    paid = any(price.kind is not PriceKind.FREE for price in prices)
    return paid or any(len(plan.features) >= 2 for plan in plans)


def _all_asked(plans: tuple[Plan, ...]) -> bool:
    """Tell whether every plan is priced on asking and says what it has."""
    return all(
        len(plan.features) > 1 and {price.kind for price in plan.prices} == {PriceKind.CONTACT}
        for plan in plans
    )


def is_price_list(document: Document, nodes: list[Node]) -> bool:
    """Tell whether a page without plans may be a list of prices: its title or first heading speaks of them, and it is nothing written."""
    heads = [
        document.text_of(head) or head.get_text(" ") for name in _TOPS for head in document.named[name][:1]
    ]
    told = any(_PRICES.search(head) and not _TITLE.match(head) for head in heads)
    return told and not is_writing(document, nodes)


def _is_shown(plans: tuple[Plan, ...]) -> bool:
    """Tell whether plans are pictures of other people's shops: each in its own currency, and of three or more.

    A page that sells in several currencies states each plan in more than one, or all plans in the one chosen.
    """
    sums = [{price.currency for price in plan.prices if price.amount and price.currency} for plan in plans]
    stated = sum(any(price.amount for price in plan.prices) for plan in plans)
    several = sum(len(each) > 1 for each in sums)
    return len(set().union(*sums)) >= _MANY_CURRENCIES and 2 * several < stated


def is_writing(document: Document, nodes: list[Node]) -> bool:
    """Tell whether a page says that it is something written: an article, a post, a question with answers."""
    return _is_typed_writing(document, nodes) or _is_dated(document)


def _is_typed_writing(document: Document, nodes: list[Node]) -> bool:
    """Tell whether data or markup of a page calls it something written."""
    return any(node.types & _WRITINGS and not any(up.types for up in _around(node)) for node in nodes) or any(
        attribute(place, "itemtype").rstrip("/").rsplit("/", 1)[-1] in _WRITINGS - {"Review", "Question"}
        for name in ("html", "body", "main", "article")
        for place in document.named[name][:1]
    )


def _is_dated(document: Document) -> bool:
    """Tell whether a page says when it was published; some makers of sites say so of every page."""
    return any(attribute(meta, "property") == "article:published_time" for meta in document.named["meta"])


def _is_titled_article(document: Document) -> bool:
    """Tell whether a page's card for sharing calls it an article, as that of many shops does, and its title is one's."""
    called = any(
        attribute(meta, "property") == "og:type" and attribute(meta, "content") == "article"
        for meta in document.named["meta"]
    )
    titles = [document.text_of(head) for name in ("title", "h1") for head in document.named[name][:1]]
    return called and any(_TITLE.match(title) for title in titles)


def _is_written_about(document: Document, nodes: list[Node], plans: tuple[Plan, ...]) -> bool:
    """Tell whether plans are what something written tells of: its data says so, or its date or title where it sells nothing.

    WordPress and some makers of shops date every page and call it an article, so neither counts where a page asks to
    buy as often as it has prices, or has far more prices than it could write about.
    """
    if _is_typed_writing(document, nodes):
        return True
    if not (_is_dated(document) or _is_titled_article(document)):
        return False
    priced = sum(any(price.amount for price in plan.prices) for plan in plans)
    return not (_asks_to_start(document, priced) or _is_list(document, priced))


def _is_list(document: Document, priced: int) -> bool:
    """Tell whether a page lists prices: several, and few words in long paragraphs for each."""
    return priced >= _SEVERAL and long_paragraphs(document) < _PROSE_OF_PRICE * priced


def _asks_to_start(document: Document, priced: int) -> bool:
    """Tell whether a page asks to buy or try as often as it has plans with an amount, of which it has several."""
    asked = sum(
        not document.is_chrome(control) and _START.fullmatch(document.text_of(control)) is not None
        for name in ("a", "button")
        for control in document.named[name]
    )
    return 1 < priced <= asked


def _around(node: Node) -> list[Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found
