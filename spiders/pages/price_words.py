"""Price words: short texts that stand where a price would, and say that there is nothing to pay or whom to ask."""

import re

from rivalscope.domain.page import PriceKind
from spiders.pages.tongues import CONTACT_ABROAD, FREE

_LONGEST = 60
_FREE = re.compile(FREE, re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:please )?(?:contact(?: our)?(?: us| sales)?(?: team)?|(?:talk|speak|chat) (?:to|with) (?:us|sales|our (?:sales )?team|an expert|an advisor)"
    r"|let['’]s (?:talk|chat)|custom(?:ized|ised)?(?: pricing| price| quote| plan)?|(?:get|request|ask for) (?:a |an |your )?(?:custom )?(?:quote|pricing|price)"
    r"|call (?:us|sales|for pricing)|(?:price|pricing|available) (?:on|upon) request|(?:on|upon) request|poa|(?:auf )?anfrage|tailored(?: pricing)?|inquire|enquire|bespoke|quote[- ]based"
    rf"|contact (?:us|sales) for (?:pricing|price|details|a quote|a custom quote|custom pricing)|{CONTACT_ABROAD})[!.*]?",
    re.IGNORECASE,
)


def read_words(text: str) -> PriceKind | None:
    """Return what a short text without an amount says of a price: free, contact, or None for neither."""
    words = text.strip()
    if len(words) > _LONGEST:
        return None
    if _FREE.fullmatch(words):
        return PriceKind.FREE
    return PriceKind.CONTACT if _CONTACT.fullmatch(words) else None
