"""Elsewhere: parts of a pricing page where amounts are no prices of its own: questions, news, stories, calculators, other products."""

import re

from bs4 import Tag

from spiders.pages.document import INLINE, Document, ancestors
from spiders.pages.indexes import HEADINGS, gathered, headings_of

_HEADS = re.compile(
    r"\bfaqs?\b|frequently asked|^(?:\w+ ){0,2}questions(?: (?:and|&) answers)?\W*$|^good to know\b|^q ?& ?a$"
    r"|preguntas frecuentes|^preguntas$|häufige(?:n)? (?:gestellte )?fragen|fragen (?:und|&) antworten|^fragen$|questions (?:fréquentes|courantes)|foire aux questions|domande frequenti"
    r"|veelgestelde vragen|perguntas frequentes|^(?:dúvidas|perguntas)\b|vanliga frågor|ofte stil(?:le|te)[dt]e|najczęściej zadawane|často kladené|الأسئلة الشائعة|أسئلة شائعة|שאלות נפוצות|частые вопросы|часті (?:за)?питання|sık(?:ça)? sorulan|usein kysyt|gyakori kérdések|întrebări frecvente|συχνές ερωτήσεις|câu hỏi thường|よくある(?:ご)?質問|常见问题|常見問題|자주 묻는"
    r"|\b(?:our|the|from (?:the|our)|latest|recent) (?:blog|news|posts?|articles?)\b|^newsroom$|\bin the (?:press|news|media)\b|aus (?:unserem|dem) blog|^aktuelles$|derniers articles|nuestro blog|^noticias$|últimas noticias|notre blog|dal (?:nostro )?blog|do blog|お知らせ|ブログ"
    r"|\b(?:customer|success|user|switching|client) stor(?:y|ies)\b|\bcase stud(?:y|ies)\b|^(?:customers|testimonials?|reviews)\b|\bcustomers (?:say|love|are saying)\b|^(?:opiniones|témoignages|avis|bewertungen|kundenstimmen|referenzen|recensioni|ervaringen|depoimentos|testimonios)\b|das sagen|お客様の声|導入事例"
    r"|\bcalculator\b|^(?:work out|calculate|estimate)\b|\bsavings? (?:estimat|by|per|for)|^(?:your )?savings$|\byou (?:could |can |will |would |might )?save\b|\bcould you save\b|^(?:our )?(?:sponsors|backers|funding|investors)\b|^what do(?:es)? .{2,40} cost (?:you|your)\b|\breturn on investment\b|\broi\b|^how much (?:can|could|will|do) (?:you|your)\b|rechner$|simulador|calculadora|simulateur"
    r"|\b(?:apps?|products?|items?|offers?) like this\b|^(?:similar|related|recommended)\b|\b(?:you (?:may|might) also|customers also|others also|people also)\b|ähnliche|produits similaires|productos relacionados",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:plans?|pricing|prices|packages|memberships?|subscriptions?)\b|\b(?:preise|tarife|tarifs|abonnements?|precios|planes|prezzi|piani|prijzen|preços|planos|ceny)\b|料金|价格|الأسعار|باقات|מחירים|тарифы|цены|ціни",
    re.IGNORECASE,
)
"""What a heading says where the page comes back to what it sells, whatever the heading's rank."""
_SECTIONS = ("section", "article", "aside", "details")
_RANKS = sorted(HEADINGS)
_LONGEST = 90
_PARTS = ["h1", "h2", "h3"]
_FEW = 3
"""Words of a heading that says what follows and no more."""
_SUMS = 2
"""Figures of a drawn screen: a lone price that is told again in words for those who listen has one."""
_TALKS = frozenset({"blockquote", "q", "cite", "output", "time", "figcaption"})
"""Elements that quote, compute or date."""


def elsewhere(document: Document) -> list[tuple[int, int]]:
    """Return the stretches of a page that stand below headings of another matter, as pieces of its text.

    Such a stretch reaches to the next heading of the same rank or a higher one, to one that speaks of plans, or to the
    end of its section: many pages choose ranks by size alone.
    """
    return gathered(document, "elsewhere", lambda: _stretches(document))


def _stretches(document: Document) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: tuple[int, str, int] | None = None
    for element in headings_of(document):
        start, _ = document.span_of(element)
        text = document.text_of(element)
        other = element.name != "h1" and 0 < len(text) <= _LONGEST and _HEADS.search(text) is not None
        back = not other and _BACK.search(text) is not None
        if opened is not None and (element.name <= opened[1] or back or start >= opened[2]):
            found.append((opened[0], min(start, opened[2])))
            opened = None
        if opened is None and other:
            section = element.find_parent(_SECTIONS)
            end = len(document.pieces) if section is None else document.span_of(section)[1]
            opened = start, element.name, end
    if opened is not None:
        found.append((opened[0], opened[2]))
    return found


def is_elsewhere(document: Document, block: Tag) -> bool:
    """Tell whether a block stands where amounts are no prices: in such a stretch, in a quotation, in an answer to a question."""
    place, _ = document.span_of(block)
    if any(start <= place < end for start, end in elsewhere(document)):
        return True
    for above in (block, *ancestors(block)):
        if (above.name in _TALKS and not _is_set(above)) or (
            above is not block and _is_drawing(document, above)
        ):
            return True
        if above.name == "details":
            summary = above.find("summary")
            if isinstance(summary, Tag) and document.text_of(summary).endswith(("?", "？")):
                return True
    output = block.find("output")
    return (isinstance(output, Tag) and not _is_set(output)) or document.text_of(block).endswith(("?", "？"))


def _is_set(element: Tag) -> bool:
    """Tell whether an output is the price of one of several things, as a choice within its card sets it, and nothing reckoned for a visitor."""
    card = element.parent
    if element.name != "output" or card is None or card.find(_RANKS, recursive=False) is None:
        return False
    beside = (card.find_next_sibling(card.name), card.find_previous_sibling(card.name))
    return any(isinstance(other, Tag) and other.find(_RANKS, recursive=False) is not None for other in beside)


def is_below_plans(document: Document, place: Tag) -> bool:
    """Tell whether the heading above an element says no more than that plans follow."""
    heading = place.find_previous(_PARTS)
    words = document.text_of(heading) if isinstance(heading, Tag) else ""
    return 0 < len(words.split()) <= _FEW and _BACK.search(words) is not None


def _is_drawing(document: Document, element: Tag) -> bool:
    """Tell whether an element is a picture of a screen that is drawn in markup: kept from those who listen, alone of its make, nothing in it to press.

    What a switch or a row of slides hides stands beside its like, and a plan has its button.
    """
    if element.attrs.get("aria-hidden") != "true" or element.name in INLINE:
        return False
    words = document.text_of(element)
    if (
        len(re.findall(r"\d[\d.,]*", words)) < _SUMS
        or element.find(["a", "button", "input", "label", "li"]) is not None
    ):
        return False
    made = element.attrs.get("class")
    beside = (*element.find_previous_siblings(element.name), *element.find_next_siblings(element.name))
    return not any(other.attrs.get("class") == made or "aria-hidden" in other.attrs for other in beside)
