"""Sales cards: the plan for the largest customers, told of apart from the cards with prices, whose price is told on asking."""

import re
from collections.abc import Sequence

from bs4 import Tag

from rivalscope.domain.page import Price, PriceKind
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.elsewhere import is_elsewhere
from spiders.pages.indexes import headings_of
from spiders.pages.money import find_money, read_words
from spiders.pages.names import plan_name
from spiders.pages.passages import whole
from spiders.pages.price_words import read_call

_LARGEST = re.compile(
    r"(?:\w+ )?(?:enterprise|corporate|unternehmen|entreprise|empresas?|empresarial|corporativo|corporate|impresa|grootzakelijk|korporacja)"
    r"(?: (?:plus|plan|edition|network|cloud|premium|grid))?|エンタープライズ(?:プラン)?|企业版|엔터프라이즈",
    re.IGNORECASE,
)
"""What vendors in every trade call what they sell to the largest customers."""
_MOST_CALLS = 400
_MOST_WORDS = 700
"""Characters of what is told of such a plan outside the cards."""
_MOST = 3
_QUOTE = re.compile(
    r"\b(?:quot(?:e|es|ation)|proposal|pricing|prices?|offers?|angebot|preise?|devis|tarifs?|presupuesto|cotiza\w+|precios?|preventivo|prezz[oi]|orçamento|cotação|preços?|offerte|prijs|wycen[ęa]|ofert[ęa]|nabídk\w+|ajánlat\w*|teklif|предложение|цену)\b|見積|报价|報價|견적|عرض سعر|הצעת מחיר",
    re.IGNORECASE,
)
"""What a button asks for where the price of everything is told on asking."""


def sales_cards(document: Document, known: Sequence[str], hints: Hints) -> list[tuple[str, Tag, Tag]]:
    """Return the name, element and words of price of plans for the largest that stand apart, without an amount; those known left out."""
    found: list[tuple[str, Tag, Tag]] = []
    for heading in headings_of(document):
        name = plan_name(document.text_of(heading), hints=hints)
        if name in known or _LARGEST.fullmatch(name) is None or document.is_chrome(heading):
            continue
        place = _around(document, heading, hints)
        if place is not None and not is_elsewhere(document, heading):
            found.append((name, *place))
    return found[:_MOST]


def asked_price(document: Document) -> Price | None:
    """Return the price in words that a page which states none asks to be asked for; None where it does not."""
    for name in ("a", "button"):
        for call in document.named[name][:_MOST_CALLS]:
            text = document.text_of(call)
            if _QUOTE.search(text) and read_words(text) is PriceKind.CONTACT and not document.is_chrome(call):
                return Price(raw=text, kind=PriceKind.CONTACT, passage=whole(document, call))
    return None


def _around(document: Document, heading: Tag, hints: Hints) -> tuple[Tag, Tag] | None:
    """Return the smallest element around a heading that asks to be asked, and the words that do; None where it says more or has another heading."""
    for place in ancestors(heading):
        text = document.text_of(place)
        if place.name in ("body", "main", "html") or len(text) > _MOST_WORDS:
            return None
        if any(other is not heading for other in place.find_all(heading.name)) or find_money(
            text, hints=hints
        ):
            return None
        for call in place.find_all(["a", "button", "p", "div", "span", "strong"], limit=40):
            if read_call(document.text_of(call)) is PriceKind.CONTACT:
                return place, call
    return None
