"""Fees: what sentences of a pricing page say that something beside the plans costs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bs4 import Tag

from rivalscope.domain.page import Period, Price, Qualifier
from spiders.pages.allowances import without_allowance
from spiders.pages.currencies import Hints
from spiders.pages.document import INLINE, Document, ancestors
from spiders.pages.elsewhere import is_elsewhere
from spiders.pages.fee_words import FEE, HEADS, MORE, ONCE, OTHER_MONEY, VERB
from spiders.pages.money import Money, find_money
from spiders.pages.names import name_key
from spiders.pages.passages import passage_at

MOST_LEAVES = 3_000
LONGEST_LEAF = 700
LONGEST_SENTENCE = 240

_RANKS = ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"]
_QUOTES = frozenset({"blockquote", "q", "cite", "figcaption", "output", "time", "select", "dialog"})
_QUOTED = re.compile(r"[“”„«»「」]")
_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|(?<=[。！？])")
_ALSO = re.compile(r"\s*[,(]?\s*(?:plus|and|\+|und|zzgl\.?|et|plus|y|más|e|più|mais|en|i|oraz)\s*(?:an? |eine? |une? |una? |um |uma )?", re.IGNORECASE)  # fmt: skip
_PLUS = re.compile(
    r"(?<![^\W_])plus(?![^\W_])|\+(?=\s?(?:[$€£]|\d|[A-Z]{3}\s?\d|[A-Z]{1,2}\$))", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"^(?:the|der|die|das|les?|la|l['’]|los?|las|el|il|i|gli|os?|as?|de|het)\s+|^(?:an?|ein(?:e|en)?|une?|un|una|uma|um|een)\s+",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"(?:an?|eine?n?|une?|una|uma|um|een)\s", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:(?:with|for|at|bei|für|mit|avec|pour|con|para|com|met|voor|przy|dla)\s+\d.*|(?:it|this|that|these|those|they|we|you|he|she|what|which|there|our (?:plans?|prices?)|prices?|plans?|es|das|dies\w*|wir|sie|ce|cela|c['’]|il|nous|vous|esto|ello|questo|isto|isso|dit|wij|u|to|yes|no|ja|nein|oui|non|sí|sim|si|tak|nee?|total|vat|tax|mwst|tva|iva|btw|from|before|after|others?|competitors?|average|today|billed|and|or|then|only|up to|ab|dès|desde)\b.*)",
    re.IGNORECASE,
)
_APART = re.compile(r"[;:](?=.*\w)|\b(?:includ\w+|inkl\w*|inclu\w*|compris\w*|with|without|mit|ohne|avec|sans|con|sin|senza|com|sem|met|zonder|z|bez)\b", re.IGNORECASE)  # fmt: skip
_EACH = re.compile(r"\s*(?:each|apiece|a piece|je(?: stück)?|pro stück|l['’]unité|pièce|cada uno|la unidad|l['’]uno|cad|cada|per stuk|za sztukę)\b", re.IGNORECASE)  # fmt: skip
_ADD = re.compile(r"^(?:you can )?(?:add|ajoutez|añade|añada|aggiungi|adicione|voeg|dodaj|buchen sie)\s+(?P<name>.{3,50}?)\s+(?:for|für|pour|por|per|voor|za)\s*$", re.IGNORECASE)  # fmt: skip
_QUESTION = re.compile(
    r"(?:what (?:does|do|is|are)|how much (?:does|do|is|are)|was kostet|was kosten|wie viel kostet|wieviel kostet|combien coûtent?|quel est le prix d(?:e|u|es|['’])|¿?cuánto cuestan?|quanto costano?|quanto custam?|wat kosten?|hoeveel kosten?|ile kosztuj[eą])\s*"
    r"(?P<name>[^?？]{3,50}?)\s*(?:cost|costs|the price of)?\s*[?？]",
    re.IGNORECASE,
)
"""A question for what something costs."""
_LONGEST_QUESTION = 90
_FEE_OF = re.compile(
    r"(?P<name>(?:an?\s|the\s)?(?:[\w-]+\s){1,2}(?:fee|charge|surcharge|levy))\s+of\s*$", re.IGNORECASE
)
_BY_NUMBER = re.compile(r"\s*(?:per|/|for|pro|je|par|por|per|za)\s*\d", re.IGNORECASE)
_JOINS = frozenset({"to", "on", "for", "at", "by", "in", "of"})
_AROUND = re.compile(r"[^\W\d_][\w'’-]*")


def read_fees(document: Document, known: set[str], *, hints: Hints) -> Iterator[tuple[str, Price]]:
    """Yield the name and price of what sentences say is paid beside the plans; `known` are the keys of the plans' names.

    A sentence counts only where it names a fee, says that it is paid once or for more of something, or tells what a
    thing costs; one that speaks of savings, of others' prices or of examples never does.
    """
    for leaf in leaves(document, document.soup, fits=_may_speak):
        if not _speaks(document, leaf):
            continue
        text = document.text_of(leaf)
        aside = is_elsewhere(document, leaf)
        for start, end in _sentences(text):
            said = without_allowance(text[start:end])
            if (
                len(said) > LONGEST_SENTENCE
                or said.rstrip().endswith(("?", "？"))
                or OTHER_MONEY.search(said)
            ):
                continue
            found = find_money(_masked(said), hints=hints)
            last, name = 0, ""
            for money in found if len(found) <= 3 else ():
                if not (name and _ALSO.fullmatch(said[last : money.start])):
                    name = _name_of(document, leaf, said, money, last, aside=aside)
                if name and money.amount and name_key(name) not in known:
                    yield name, _price(document, leaf, start, said, money)
                last = money.end


def leaves(document: Document, around: Tag, *, fits: Callable[[str], bool] = bool) -> Iterator[Tag]:
    """Yield the blocks in an element that hold words and no other block, the element itself too; only those whose text fits."""
    for place, element in enumerate((around, *around.find_all(True))):
        if place > 20 * MOST_LEAVES:
            return
        if element.name in INLINE or not fits(document.text_of(element)):
            continue
        if not any(inner.name not in INLINE and inner.name not in ("br", "wbr", "hr") and document.text_of(inner) for inner in element.find_all(True, limit=60)):  # fmt: skip
            yield element


def prices_of(document: Document, element: Tag, *, hints: Hints) -> list[Price]:
    """Return the prices that an element states, those for more of something with them."""
    text = document.text_of(element)
    old = [
        (place, place + len(document.text_of(part)))
        for part in element.find_all(["s", "del", "strike"], limit=6)
        if (place := document.offset_of(part, element)) is not None
    ]
    prices = []
    for money in find_money(_masked(text), hints=hints):
        price = _price(document, element, 0, text, money)
        struck = any(start <= money.start < end for start, end in old)
        prices.append(replace(price, qualifier=Qualifier.WAS) if struck else price)
    return prices


def clean_name(words: str) -> str:
    """Return words before an amount as the name of a thing: without article, verb and what joins them; empty when they name none."""
    verb = VERB.search(words)
    name = (words[: verb.start()] if verb else words).strip(" -–—:|·•*,(+=").strip()
    name = re.sub(r",\s+(?:who|which|that|die|der|das|qui|que|che|któr\w+)\s.*$", "", name)
    name = re.sub(
        r"\s*(?:from|ab|à partir de|desde|dès|vanaf|od|for|für|pour|por|per|voor|za|of)$",
        "",
        name,
        flags=re.IGNORECASE,
    )
    bare = _ARTICLE.sub("", name)
    if (
        not 2 <= len(bare) <= 90
        or len(bare.split()) > 9
        or _NO_NAME.fullmatch(bare)
        or not _AROUND.search(bare)
    ):
        return ""
    return bare[0].upper() + bare[1:]


def _may_speak(text: str) -> bool:
    """Tell whether a text is as long as a sentence or a few, and has a figure."""
    return 5 < len(text) <= LONGEST_LEAF and any(map(str.isdigit, text))


def _speaks(document: Document, leaf: Tag) -> bool:
    """Tell whether a block may hold a sentence of the vendor's own about a fee."""
    text = document.text_of(leaf)
    return (
        _may_speak(text)
        and leaf.name not in (*_RANKS, "th", "button", "option", "label")
        and (leaf.name != "td" or text.rstrip().endswith("."))
        and is_own_words(document, leaf)
    )


def is_own_words(document: Document, element: Tag) -> bool:
    """Tell whether an element is said by the vendor: it quotes nobody, and stands in no navigation and no calculator."""
    return (
        not document.is_chrome(element)
        and not _QUOTED.search(document.text_of(element))
        and not any(_is_quote(above) for above in (element, *ancestors(element)))
    )


def _is_quote(place: Tag) -> bool:
    """Tell whether an element holds words of others or of no sentence; what stands below a table is the vendor's own."""
    if place.name == "figcaption" and place.parent is not None:
        return place.parent.find("table") is None
    return place.name in _QUOTES


def _masked(text: str) -> str:
    """Return a text without the words that make an amount one for more of something, everything else in its place."""
    text = _PLUS.sub(lambda match: " " * len(match.group()), text)
    return MORE.sub(lambda match: " " * len(match.group()), text)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _name_of(document: Document, leaf: Tag, said: str, money: Money, last: int, *, aside: bool) -> str:
    """Return the name of the thing whose price a statement of a sentence is; empty when it is none beside the plans."""
    before, after = said[last : money.start], said[money.end :]
    subject = _subject(before)
    timed = money.period is not None or money.unit is not None or _EACH.match(after) is not None
    asked = _asked_for(document, leaf) if not before.strip(" :") and not last else ""
    timed = timed or _BY_NUMBER.match(after) is not None
    named = asked if asked and (timed or ONCE.search(said)) else ""
    named = named or (subject if subject and timed and MORE.search(subject) else "")
    named = (
        named
        or _fee_near(said, money)
        or _fee_of(before)
        or _more_near(before, said[money.start : money.end + 25])
    )
    if named:
        return named
    if ONCE.search(said[max(0, money.start - 30) : money.end + 60]):
        return _asked(document, leaf) or subject or _headed(document, leaf)
    added = _ADD.match(before.strip())
    if added is not None and timed and not aside:
        title = clean_name(_title(document, leaf))
        return title if title and not HEADS.search(title) else clean_name(added["name"])
    if subject and timed and not (_VAGUE.match(before.strip()) and not HEADS.search(_title(document, leaf))):
        return subject
    return ""


def _fee_of(before: str) -> str:
    """Return the fee that stands right before its amount: `An export fee of`."""
    match = _FEE_OF.search(before)
    return clean_name(match["name"]) if match else ""


def _fee_near(said: str, money: Money) -> str:
    """Return the fee that a sentence names near an amount, as it is written; empty when it names none."""
    near = [match for match in FEE.finditer(said) if _joined(said, match, money)]
    if not near:
        return ""
    name = min(near, key=lambda match: abs(match.start() - money.start)).group()
    return name[0].upper() + name[1:]


def _joined(said: str, fee: re.Match[str], money: Money) -> bool:
    """Tell whether a fee and an amount belong together: they stand close, and nothing between them includes or sets apart."""
    if money.start <= fee.start() <= money.end:
        return True
    early = fee.end() <= money.start
    between = said[fee.end() : money.start] if early else said[money.end : fee.start()]
    return len(between) <= (60 if early else 30) and not _APART.search(between)


def _more_near(before: str, rest: str) -> str:
    """Return what an amount is for more of, such as `Extra users`; empty when the words near it say no such thing."""
    behind = list(MORE.finditer(before[-45:]))
    match, words = (behind[-1], before[-45:]) if behind else (MORE.search(rest[:60]), rest)
    if match is None:
        return ""
    following = _AROUND.match(words, match.end() + 1)
    if following is not None and following.group().lower() in _JOINS:
        return ""
    if following is not None and not VERB.match(words[match.end() : following.end() + 1]):
        return f"{match.group().capitalize()} {following.group()}"
    earlier = _AROUND.findall(words[: match.start()])
    return f"{earlier[-1].capitalize()} {match.group()}" if earlier else ""


def _subject(before: str) -> str:
    """Return the words that a verb of cost, or a colon, sets before an amount; empty when nothing of the kind stands there."""
    words = before.strip()
    if words.endswith((":", "–", "—", "：")):
        return clean_name(words) if len(words.split()) <= 8 else ""
    verb = VERB.search(before)
    return clean_name(before[: verb.start()]) if verb and len(before[: verb.start()].split()) <= 8 else ""


def _asked_for(document: Document, leaf: Tag) -> str:
    """Return the thing that the question above an answer asks the price of; empty when it asks something else."""
    title = _title(document, leaf)
    match = _QUESTION.match(title) if len(title) <= _LONGEST_QUESTION else None
    return clean_name(match["name"]) if match else ""


def _asked(document: Document, leaf: Tag) -> str:
    """Return the fee that the question or heading above a sentence asks for."""
    match = FEE.search(_title(document, leaf))
    return match.group()[0].upper() + match.group()[1:] if match else ""


def _headed(document: Document, leaf: Tag) -> str:
    """Return the heading above a sentence as a name; empty for a question and for what is long."""
    title = _title(document, leaf)
    return "" if title.endswith(("?", "？")) or len(title) > 60 or _NO_NAME.fullmatch(title) else title


def _title(document: Document, leaf: Tag) -> str:
    heading = leaf.find_previous(_RANKS)
    return document.text_of(heading) if isinstance(heading, Tag) else ""


def _price(document: Document, leaf: Tag, offset: int, said: str, money: Money) -> Price:
    """Return the price of a statement that begins at a place of a block's text."""
    passage = passage_at(document, leaf, offset + money.start, offset + money.end)
    price = Price(
        raw=passage.quote, kind=money.kind, amount=money.amount, currency=money.currency, period=money.period,
        billed=money.billed, unit=money.unit, qualifier=money.qualifier, passage=passage,
    )  # fmt: skip
    around = said[max(0, money.start - 40) : money.end + 40]
    if price.period in (None, Period.USE) and ONCE.search(around):
        return replace(price, period=Period.ONCE, unit=price.unit or "flat")
    return (
        replace(price, period=Period.USE)
        if price.period is None and _EACH.match(said[money.end :])
        else price
    )
