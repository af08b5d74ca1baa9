"""Names: which words are the name of a plan, and which plans are the same."""

import re

from rivalscope.domain.page import ClaimStatus
from spiders.pages.badges import read_badge
from spiders.pages.currencies import Hints
from spiders.pages.money import find_money
from spiders.pages.price_words import read_words, said_after
from spiders.pages.text import lowered

_BADGE = re.compile(
    r"\s*[-–(\[|·]*\s*\b(?:most popular|popular(?: choice)?|recommended|best (?:value|seller|deal)|limited time(?: offer)?|save (?:up to )?\d+ ?%|\d+ ?% off|current plan|our pick)\b\s*[)\]!]*\s*",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"\s*[-–:|]?\s*(?:contact (?:sales|us)|custom(?: pricing)?|let['’]?s talk|(?:get|request) a quote|talk to (?:sales|us))\s*$",
    re.IGNORECASE,
)
_STATES = (ClaimStatus.PLANNED, ClaimStatus.WITHDRAWN)
_BADGE_WORDS = ("%", "popular", "recommended", "best ", "limited time", "current plan", "our pick")
_PRICE_WORDS = ("contact ", "custom", "talk", "quote")
"""Words without one of which a text has no such badge and no such words for a price."""
_AROUND = " -–—:|·•*"
_ASKED = re.compile(
    r"(?:Buy|Get|Order|Rent|Purchase|Pre-?[Oo]rder)\s+(?!(?:Now|Online|It|Today|Here|Your?|An?|In|From|Started|One|More|For|With|Up)\b)(?=[A-Z\d])"
)
"""What a shop says before the name of what it sells: `Buy Studio Pro`."""
_NOT_A_NAME = re.compile(
    r"(?:month(?:ly)?|year(?:ly)?|annual(?:ly)?|billed|price[sd]?|pricing|plans?|from|starting|starts|per|or|and|new|now|was|total(?=\W*(?:$|[a-z]* ?(?:pric|cost|due|amount|sav|pay|value|fees?\b|charges?|tax|users?\b|number|balance|today|order|revenue|fund|of\b|for\b|per\b|incl|excl)))|subtotal|features?|compare|choose|select|what|why|how|who|save"
    r"|everything|includes?|included|get started|buy|sign|start|try|learn|contact|talk|free trial|trial|faq|frequently|questions?|add[- ]?ons?|extras?|monthly|usd|eur|for|up to|best for|ideal|perfect"
    r"|with|(?:sale|regular|original|list|unit|old|current|special|our|your|total|normal) price|pricing plans|our plans|simple|flexible|transparent|ready|still|need|see|view|explore|join|trusted|more|most popular|popular|recommended|best value|limited(?=\W*(?:$|time|offer|availab|spots?\b|seats\b|period|deal|quantit|stock|to\b|until))|calculate|estimate|estimated|cost|amount|discount|tax(?:es)?"
    r"|add(?:ed)? to|you (?:may|might)|(?:customers|others|people) also|related|similar|accessories|sponsored|rated|ratings?|reviews?|refine|filters?|sort(?:ed)?|get up to|quantity|qty|availability|in stock|out of stock|sold out|subscribe|checkout|shipping|delivery|vat|e-?mail|phone|all others?|others)\b"
    r"(?!\s+(?:in one|access|pass|plus|pro)$)|.*[?.!:]$|.*\b(?:at|from|for|of|per|to|is|the|and|or|by|as low as)$|.*\b(?:logo|icon|image|picture|photo|screenshot|avatar)\b.*|.*\b(?:per|billed|/) ?(?:month|year|user|seat|mo|annually)\b",
    re.IGNORECASE,
)
_PRICING = re.compile(
    r"(?:ご利用)?(?:料金|価格|プラン|费用|价格|定价|套餐|요금|가격)+(?:表|一覧|体系|について|안내)?|(?:unsere |nos |nuestros |i nostri |onze |nossos |våra |vores )?"
    r"(?:preise|tarife|tarifs|prix|precios|planes|tarifas|prezzi|piani|tariffe|prijzen|tarieven|abonnementen|cennik|cenník|ceník|тариф(?:ы|и)|цены|ціни|τιμές|árak|prețuri|الأسعار|الباقات|מחירים|מחירון|hinnasto|prislista|prisliste|preços|planos|ceny|priser|abonnements|hinnat|fiyatlar)",
    re.IGNORECASE,
)
"""Headings over all plans, in languages other than English."""
_EMPTY = re.compile(r"[(\[]\s*[)\]]")
_KIND_WORDS = re.compile(r"\b(?:plan|edition|tier|package|subscription|licen[cs]e)s?\b", re.IGNORECASE)
_PLUS = re.compile(r"(?<=[^\W\d_])\s?\+(?!\w)")
"""The sign that sets a larger plan apart from that of the same name: `Core+`."""
_LOOSE_NAMES = frozenset(
    {
        "start",
        "trial",
        "simple",
        "select",
        "more",
        "flexible",
        "limited",
        "now",
        "custom",
        "new",
        "for teams",
        "individual",
    }
)


def plan_name(text: str, *, hints: Hints) -> str:
    """Return the name of a plan that a heading or cell states, without price and badge; empty when it states none."""
    found = find_money(text, hints=hints)
    for money in reversed(found):
        text = f"{text[: money.start]} {text[money.end :]}"
    low = lowered(text)
    text = _EMPTY.sub(" ", text) if "(" in text or "[" in text else text
    text = _BADGE.sub(" ", text) if any(word in low for word in _BADGE_WORDS) else text
    text = " ".join(text.split()).strip(_AROUND)
    if text.lower() in _LOOSE_NAMES:
        return text
    text = _without_words(text)
    text = _WORDED.sub("", text) if any(word in low for word in _PRICE_WORDS) else text
    text = _without_state(text.strip(_AROUND))
    text = _ASKED.sub("", text, count=1) if _ASKED.match(text) else text
    words = text.split()
    if not text or text[0] == "/" or len(text) > 60 or len(words) > 7 or not re.search(r"[^\W\d_]", text):
        return ""
    return "" if _NOT_A_NAME.match(text) or _PRICING.fullmatch(text) else text


def _without_state(text: str) -> str:
    """Return a text without what it says in brackets or behind it of a plan that is to come or gone: `Galaxy Coming soon`."""
    name, state = read_badge(text)
    return name if state in _STATES and name != text else text


def _without_words(text: str) -> str:
    """Return a text without the word for a price that it says after a name and a colon or dash: `Lite: free`."""
    said = said_after(text)
    return text[: -len(said)].strip(_AROUND) if said and read_words(said) is not None else text


def is_no_name(text: str) -> bool:
    """Tell whether words are those of a question, a call or a label, and name nothing that is sold."""
    return _NOT_A_NAME.match(text) is not None


def name_key(name: str) -> str:
    """Return what two ways of writing the same plan's name share."""
    name = _PLUS.sub(" plus", name)
    bare = _KIND_WORDS.sub(" ", name.casefold())
    return re.sub(r"[\W_]+", " ", bare).strip() or re.sub(r"[\W_]+", " ", name.casefold()).strip()
