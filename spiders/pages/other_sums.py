"""Other sums: amounts that stand alone like a price and are none, by what is said of them right beside.

Pages boast of savings, revenue and damages in the same large type as they state prices in.
"""

import re

from bs4 import Tag

from spiders.pages.currencies import BEFORE
from spiders.pages.document import Document, ancestors, attribute

_SAID = (
    r"(?:savings?|saved|revenue|funding|raised|losses|damages?|deductibles?|reimbursement|coverage|grants?|rebates?|salar(?:y|ies)"
    r"|wages?|profits?|pipeline|cybercrime|theft|fines?|penalt(?:y|ies)|donat(?:ed|ions?)|market size|trillion|billion|million)"
)
_AFTER = re.compile(rf"[\s+*†‡.,:–—-]*(?:[^\W\d_]+[\s-]+){{0,2}}?{_SAID}\b", re.IGNORECASE)
_DONE = re.compile(
    r"[\s+*†‡.,:–—-]*(?:already |on average |durchschnittlich |en moyenne )?(?:saved|raised|earned|recovered|donated|gespart|eingespart|économisée?s?|ahorrad[oa]s?|risparmiat[oi]|economizad[oa]s?|bespaard|zaoszczędzon\w+)\b",
    re.IGNORECASE,
)
"""Words after a sum that say what others did with it, whatever span of time they name: `saved on overtime a month`."""
_AVERAGE = re.compile(r"[\s+*†‡.,:–—-]*(?:estimated|average|median|typical)\b(?! price)", re.IGNORECASE)
_PRICED = re.compile(r"\b(?:per|/|month|year|user|seat|billed|plan|price|pay|free trial)\b|/", re.IGNORECASE)
_HUGE = re.compile(r"\d\s?(?:[TB]|BB|MM|bn|mln|mld|tn)\b")
_CHOICES = re.compile(rf"(?:(?:{BEFORE})\s?\d[\d.,]*\d\W{{0,3}}[,;|]\s*){{2,}}(?:or\s+)?(?:{BEFORE})\s?\d")
_ORDERS = re.compile(
    r"\b(?:orders?|purchases?|shipping|delivery)\b[^.!?$€£]{0,30}\b(?:of|over|above|from|under)\s*(?:[$€£]|\d)",
    re.IGNORECASE,
)
_PRICE_CLASS = re.compile(r"pric(?:e|ing)", re.IGNORECASE)
_PAY = re.compile(r"\d[^\d]{0,4}(?:[-–—]|to|or more)\s*\W?\s*(?:\d|$)|\bor more\b|\d\s?k?\+", re.IGNORECASE)
_EMPLOYED = re.compile(
    r"(?:full|part)[- ]time|permanent|contract(?:or)?|freelance|internship|vollzeit|teilzeit|festanstellung|temps plein|temps partiel|cdi|cdd|jornada completa|tempo pieno",
    re.IGNORECASE,
)
"""What stands in a line by itself in the list of jobs: how one is employed."""
_REVIEWED = re.compile(
    r"\breview(?:ed|ing)?(?: on| by)?\s*:|\breviewed on\b|\bverified (?:buyer|purchase|reviewer)\b",
    re.IGNORECASE,
)
_LONGEST_REVIEW = 1_200
_LABEL = re.compile(
    r"(?:saved|raised|earned|processed|handled|managed|spent|paid out|refunded)\b.*|(?:\S+ ){0,3}(?:limits?|budget|savings?|saved|raised|balance|revenue|turnover|takings|deductible|prize|bounty|earnings)\s*:?",
    re.IGNORECASE,
)
"""What labels a sum that nobody pays: `Dinner limit`, `Saved by customers last year`."""
_LONGEST_LABEL = 40
_OWN_TALE = re.compile(
    r"^\W*(?:we|i)\s+(?!charge|ask|offer|bill|sell|price|take)[\w'’]+\b.*[.!]\W*$|\b(?:costs?|saved?|saves) us\b",
    re.IGNORECASE,
)
"""A sentence in which a customer speaks of money."""
_NEAR = 70
_LONGEST = 200


def is_other_sum(document: Document, block: Tag) -> bool:
    """Tell whether the amount of a block is not what one pays: choices of cover, a sum of billions, a saving, a threshold."""
    text = document.text_of(block)
    if _OWN_TALE.search(text):
        return True
    if _HUGE.search(text) or _CHOICES.search(text) or _ORDERS.search(text):
        return True
    if (
        _is_labelled(document, block, text)
        or _is_pay(document, block, text)
        or _is_in_review(document, block)
    ):
        return True
    after = _words_after(document, block, text)
    if _DONE.match(after):
        return True
    if _PRICED.search(text) or any(
        _PRICE_CLASS.search(attribute(place, "class")) for place in (block, *block.find_all(True))
    ):
        return False
    return bool(_AFTER.match(after) or _AVERAGE.match(after)) and not _PRICED.search(after[:_NEAR])


def _words_after(document: Document, block: Tag, text: str) -> str:
    """Return what is said behind the last figure of a block: in it, or right after it."""
    digits = [match.end() for match in re.finditer(r"\d[\d.,]*", text)]
    rest = text[digits[-1] :] if digits else text
    return rest if rest.strip(" +*†‡.") else _after(document, block)


def _is_labelled(document: Document, block: Tag, text: str) -> bool:
    """Tell whether the label of an amount, in its block or right before it, says that it is no price."""
    digit = re.search(r"\d", text)
    own = text[: digit.start()].rstrip(" $€£:–—-") if digit else ""
    before = block.find_previous_sibling()
    label = own or (document.text_of(before) if isinstance(before, Tag) else "")
    return 0 < len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) is not None


def _is_pay(document: Document, block: Tag, text: str) -> bool:
    """Tell whether an amount is what a job pays: a range or an open end beside a line that says how one is employed."""
    if not _PAY.search(text):
        return False
    beside = (*block.find_previous_siblings(limit=6), *block.find_next_siblings(limit=6))
    return any(_EMPLOYED.fullmatch(document.text_of(other)) for other in beside)


def _is_in_review(document: Document, block: Tag) -> bool:
    """Tell whether an amount is what a customer says that they paid: all around it is one short review, with its date or author."""
    for above in ancestors(block):
        text = document.text_of(above)
        if len(text) > _LONGEST_REVIEW or above.name in ("body", "main"):
            return False
        if _REVIEWED.search(text):
            return True
    return False


def _after(document: Document, block: Tag) -> str:
    """Return the words that stand right after a block in the smallest element that has any more."""
    for place in (block, *ancestors(block)):
        parent = place.parent
        if parent is None or parent.name in ("body", "main", "html"):
            return ""
        for sibling in place.find_next_siblings(limit=3):
            said = document.text_of(sibling)
            if said:
                return said[:_NEAR] if len(said) <= _LONGEST else ""
    return ""
