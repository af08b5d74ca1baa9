"""Blocks: the elements of a page that state a price and little else."""

import re

from bs4 import Tag
from bs4.element import NavigableString

from spiders.pages.currencies import Hints
from spiders.pages.document import INLINE, Document, ancestors, attribute
from spiders.pages.features import is_add_on_heading
from spiders.pages.indexes import HEADINGS, content_of, words_of
from spiders.pages.money import Money, find_money, read_words
from spiders.pages.price_words import read_call, said_after
from spiders.pages.switched import LEAST_SIDES, holds_prices
from spiders.pages.text import lowered

MOST_BLOCKS = 400
"""Prices, and words in place of prices, that are looked at in one page."""
MOST_CALLS = 1_000
"""Links, and buttons, of one page of which the words are looked at."""
LONGEST_PRICE = 120
"""Characters of a block that is a price and not a sentence about one."""

_RANKS = sorted(HEADINGS)
_NAMED = HEADINGS | {"summary", "dt", "legend", "th", "button", "label"}
_SENTENCE = 80
"""Characters that no word for a price has."""
_LONG_REST = 30
"""Characters after an amount in a heading from which they are more than its terms."""
_FORTUNE = 1_000_000
"""Amount from which it is a company's figure, not a plan's price."""
_CURRENCY = re.compile(
    r"[$€£¥₹₩₽₪₺₫฿₴₱₦円元]|\b[A-Z]{3}\b|\b(?:usd|eur|gbp|kr|zł)\b|[원đ]|\b(?:Kč|Ft|Rp|Rs|RM|TL|Fr|lei|руб|грн|лв)(?![a-z])|р\.|ر\.س|د\.إ|ج\.م|ر\.ق|د\.م|ש.ח|บาท|ريال|درهم|جنيه|[₡₲₵₮₭₼₾֏؋৳៛₦₸]|\d (?:dollars|euros?|pounds)\b"
)
_BUTTON_CLASS = re.compile(r"\bbtn|button|\bcta", re.IGNORECASE)
"""What the words of a card are called that look like a button where the card itself is a link."""
_LETTER = re.compile(r"[^\W\d_]")
_PRICE_CLASS = re.compile(r"price|cost|amount", re.IGNORECASE)
_PRICE_TERM = re.compile(
    r"(?:(?:monthly|annual|yearly|base|list|starting|perpetual|user|site|server|single|volume) )*(?:price|pricing|cost|fee|licen[cs]e|subscription|maintenance|renewal)s?(?: (?:and|&) \w+)?\W*",
    re.IGNORECASE,
)
NAME_CLASS = re.compile(
    r"(?:^|[-_\s])(?:(?:plan|tier|package|card|pricing|product)?[-_]*(?:name|title|heading|header|label))(?:$|[-_\s])|^(?:plan|tier|edition)$",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"\b(?:additional|extra|add[- ]?on|overage|setup fee|per extra|value of|you save|savings?)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"free|grat[iu]s|grátis|kosten|umsonst|gratuit|graça|coste|custo|frais|spese|darmo|bezpłatn|zdarma|ücretsiz|contac?t|kontakt|talk|chat|custom|quot|proposal|call|touch|reach|ask|request|poa|application|arrangement|pric|anfrag|anfordern|angebot|vereinb|absprache|individu|sprech|vertrieb|devis|demande|mesure|besoins|consult|conven|parl|person|medida|misura|pedido|presupuesto|orçamento|cotiz|habl|ventas|richiest|preventivo|concordare|combinar|fal[ae]|vend|maat|aanvra|offert|overleg|bel ons|wycen|zapyta|uzgodn|porozm|tailored|inquire|enquire|bespoke|demo"
    r"|無料|免[费費]|무료|ずっと|問|相談|見積|联系|聯絡|詢價|询价|문의|חינם|צור|по запросу|бесплатно|безкоштовно|ilma|förfrågan|begäran|aftale|forespørsel|vyžádání|dotaz|bize|teklif|تواصل|اتصل|مجان|السعر عند|मुफ|निःशुल्क|δωρεάν|επικοινων|ingyen|ajánlat|bedava|miễn|liên hệ|hubungi|ฟรี|ติดต่อ|ללא|קשר|להצעת|зв.яж|запит|договірн|договорн|свяж|связ|ofert|संपर्क|talep|cost|charge"
)


def price_blocks(document: Document, hints: Hints) -> list[Tag]:
    """Return the smallest blocks that state a price and little else, outside tables and the page's chrome."""
    blocks: dict[int, Tag] = {}
    words = words_of(document)
    for element in content_of(document):
        if len(blocks) >= MOST_BLOCKS:
            break
        own = words.get(id(element))
        said = element.attrs.get("role") == "text" and _CURRENCY.search(document.text_of(element))
        if not (said or (own and any(map(_CURRENCY.search, own)))):
            continue
        block = _price_block(document, element, hints)
        if block is not None:
            blocks[id(block)] = block
    unshown = [one for one in content_of(document) if _is_unshown(document, one)]
    blocks |= {id(one): one for one in unshown[:MOST_BLOCKS]}
    return [block for block in blocks.values() if not _is_in_table(block)]


def _is_in_table(block: Tag) -> bool:
    """Tell whether a block stands in a table of data: a cell with a heading and a list is a card of a table that only lays out."""
    for above in ancestors(block):
        if above.name == "td" and above.find(_RANKS) is not None and above.find(["ul", "ol"]) is not None:
            return False
        if above.name == "table":
            return True
    return False


def _is_unshown(document: Document, element: Tag) -> bool:
    """Tell whether an element is empty until a script shows one of the prices that its data holds."""
    return len(element.attrs) >= LEAST_SIDES and holds_prices(element) and not document.text_of(element)


def _price_block(document: Document, element: Tag, hints: Hints) -> Tag | None:
    """Return the block around a sign of currency that states a price; None when it says much else, or a fortune."""
    block = _block_of(element)
    for _ in range(3):
        text = document.text_of(block)
        if len(text) > LONGEST_PRICE:
            break
        found = find_money(text, hints=hints) if re.search(r"\d", text) else []
        if found and all(money.amount is not None and money.amount >= _FORTUNE for money in found):
            return None
        if found:
            short = len(text) <= 40 or (block.name in HEADINGS and not _is_headline(text, found))
            return block if short or _is_price(document, block, found) else _lone(document, element, hints)
        if block.parent is None or block.parent.name in ("body", "main"):
            return _lone(document, element, hints)
        block = _block_of(block.parent)
    return _lone(document, element, hints)


def _is_headline(text: str, found: list[Money]) -> bool:
    """Tell whether a heading is a sentence that speaks of money in its midst, as the headings of news do."""
    return found[0].start > 0 and len(text) - found[-1].end > _LONG_REST


def _is_price(document: Document, element: Tag, found: list[Money]) -> bool:
    """Tell whether statements are most of what an element says, or its class calls it a price."""
    said = sum(money.end - money.start for money in found)
    return (
        said >= 0.4 * len(document.text_of(element))
        or _PRICE_CLASS.search(attribute(element, "class")) is not None
    )


def _lone(document: Document, element: Tag, hints: Hints) -> Tag | None:
    """Return the widest inline element that is a price by itself: no words stand loose beside it, as in a sentence."""
    lone = None
    while element.name in INLINE and element.parent is not None:
        parent = element.parent
        if any(type(beside) is NavigableString and _LETTER.search(beside) for beside in parent.contents):
            return lone
        text = document.text_of(element)
        found = find_money(text, hints=hints) if len(text) <= LONGEST_PRICE else []
        if found and _is_price(document, element, found):
            lone = element
        element = parent
    return lone


def _block_of(element: Tag) -> Tag:
    """Return the nearest element at or around an element that parts words from their surroundings."""
    while element.name in INLINE and element.parent is not None and not _is_choice(element):
        element = element.parent
    return element


def _is_choice(element: Tag) -> bool:
    """Tell whether an element is a label or a link around one of several choices, as plans of a form are."""
    if element.name == "a":
        parts = [child for child in element.contents if isinstance(child, Tag)]
        beside = element.find_next_sibling("a") or element.find_previous_sibling("a")
        made = attribute(element, "class")
        return (
            len(parts) > 1 and made != "" and isinstance(beside, Tag) and attribute(beside, "class") == made
        )
    box = element.find("input") if element.name == "label" else None
    return isinstance(box, Tag) and attribute(box, "type") == "radio"


def word_blocks(document: Document) -> list[Tag]:
    """Return the elements whose whole text is a word for a price, such as `Free` or `Contact sales`."""
    found = []
    held = words_of(document)
    for element in content_of(document):
        words = held.get(id(element))
        if words is None or (
            any(len(one) > _SENTENCE for one in words) and len(document.text_of(element)) > _SENTENCE
        ):
            continue
        text = document.text_of(element) if _WORDS.search(lowered("\n".join(words))) else ""
        if text and (read_words(text) or (element.name in _NAMED and read_words(said_after(text)))):
            found.append(element)
            if len(found) >= MOST_BLOCKS:
                break
    return found


def call_blocks(document: Document) -> list[Tag]:
    """Return the buttons whose words say what a card without a price is: to be used for nothing, or to be asked for."""
    return [
        element
        for name in ("a", "button", "span")
        for element in document.named[name][:MOST_CALLS]
        if (name != "span" or _BUTTON_CLASS.search(attribute(element, "class")))
        and not document.is_chrome(element)
        and read_words(document.text_of(element)) is None
        and read_call(document.text_of(element)) is not None
    ]


def is_detail(document: Document, block: Tag) -> bool:
    """Tell whether a price is a detail of something else: a bullet, an option, an add-on, one more of something."""
    extra = _EXTRA.search(document.text_of(block))
    if extra or any(_is_ticked(label) for label in block.find_all("label", limit=4)):
        return True
    for above in (block, *ancestors(block)):
        if above.name in ("select", "option", "dialog") or _is_ticked(above):
            return True
        if above.name == "dd" and (_prices_by_name(document, above) or _is_plan_told(document, above)):
            return False
        if above.name in ("li", "dd") and not _is_card(above) and not _is_priced_list(above):
            return above.find(list(HEADINGS)) is None and not any(
                NAME_CLASS.search(attribute(inner, "class")) for inner in above.find_all(True, class_=True)
            )
        for sibling in above.find_previous_siblings(limit=12):
            if sibling.name in HEADINGS:
                if is_add_on_heading(document.text_of(sibling)):
                    return True
                break
    return False


def in_terms(document: Document, block: Tag) -> bool:
    """Tell whether a price is told for a term of a definition list, and for no more of what the plan holds."""
    told = block.name == "dd" or block.find_parent("dd") is not None
    return told and not _EXTRA.search(document.text_of(block))


def _is_ticked(element: Tag) -> bool:
    """Tell whether an element is the label of a box to tick: an extra, or a filter of a list."""
    if element.name != "label":
        return False
    boxes = [*element.find_all("input"), *element.find_previous_siblings("input", limit=1)]
    return any(attribute(box, "type") == "checkbox" for box in boxes)


def _prices_by_name(document: Document, value: Tag) -> bool:
    """Tell whether the term that a value is told for says that it is the price, or is all that stands before it."""
    term = value.find_previous_sibling("dt")
    return term is not None and _PRICE_TERM.fullmatch(document.text_of(term)) is not None


def _is_plan_told(document: Document, value: Tag) -> bool:
    """Tell whether what is told for a term is a plan: it is built as a card, or its list has one term and a list like it stands near."""
    blocks = [child for child in value.contents if isinstance(child, Tag) and child.name not in INLINE]
    if len(blocks) > 1 and value.find(["ul", "ol", "table"]) is not None:
        return True
    holder = value.find_parent("dl")
    terms = holder.find_all("dt", limit=2) if holder is not None else []
    if holder is None or len(terms) != 1 or len(holder.find_all("dd", limit=2)) < len(terms) + 1:
        return False
    beside = (holder.find_next("dl"), holder.find_previous("dl"))
    return any(
        isinstance(other, Tag)
        and len(other.find_all("dt", limit=2)) == 1
        and (other.parent is holder.parent or attribute(other, "class") == attribute(holder, "class"))
        and document.text_of(other) != document.text_of(holder)
        for other in beside
    )


def _is_priced_list(item: Tag) -> bool:
    """Tell whether an item stands in a list that is a plan: its first item is called a name or header, and a list like it stands near."""
    holder = item.parent
    first = holder.find("li") if holder is not None else None
    if (
        holder is None
        or not isinstance(first, Tag)
        or first is item
        or not NAME_CLASS.search(attribute(first, "class"))
    ):
        return False
    name = attribute(holder, "class")
    after = holder.find_next(holder.name, attrs={"class": name}) or holder.find_previous(
        holder.name, attrs={"class": name}
    )
    return bool(name) and after is not None


def _is_card(item: Tag) -> bool:
    """Tell whether a list item is built as a card: of several blocks, and not of a line of words."""
    blocks = [child for child in item.contents if isinstance(child, Tag) and child.name not in INLINE]
    return item.name == "li" and len(blocks) >= 2
