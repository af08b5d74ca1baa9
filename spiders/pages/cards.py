"""Cards: the plans of a pricing page that are told by a name and a price side by side."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bs4 import Tag

from rivalscope.domain.page import Period, PriceKind
from spiders.pages.blocks import call_blocks, in_terms, is_detail, price_blocks, word_blocks
from spiders.pages.card_names import name_in
from spiders.pages.card_places import (
    hashed_in,
    is_headed_anew,
    is_part,
    is_repeated,
    make_of,
    rates_in_list,
    row_of,
    twins_in,
)
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.elsewhere import is_below_plans, is_elsewhere
from spiders.pages.fee_words import is_extras_head
from spiders.pages.indexes import HEADINGS
from spiders.pages.labelled import owners_of
from spiders.pages.money import read_words
from spiders.pages.names import name_key, plan_name
from spiders.pages.other_sums import is_other_sum
from spiders.pages.sales_cards import sales_cards
from spiders.pages.sold_cells import is_sold
from spiders.pages.spans import name_above, span_in
from spiders.pages.toggles import is_side

_HEADINGS = sorted(HEADINGS)
_BARE = re.compile(r"[$€£]\s?\d[\d.,]*")
_LABELLED = 5
_LONE_HEIGHT = 4
_CALLED_PRICE = re.compile(r"pric(?:e|ing)", re.IGNORECASE)
MOST_CARDS = 60
"""Cards that are read of one page."""


@dataclass(slots=True, kw_only=True)
class Card:
    """One plan as it stands on the page."""

    name: str
    parts: list[Tag]
    """The element that holds the plan, or the run of siblings that tells of it."""
    prices: list[Tag] = field(default_factory=list)
    """Blocks that state its price."""
    period: Period | None = None
    """What it is paid for where that is all that the card is called, as in `Monthly` and `Annual` side by side."""


def find_cards(document: Document, *, hints: Hints) -> list[Card]:
    """Return the cards of a page in reading order.

    A card is the smallest element that holds a price and a name and has siblings that do too; where
    the names and prices stand loose side by side, it is the run from one name to the next. Siblings of
    the same make with words for a price ("Contact sales") are cards as well.
    """
    words = word_blocks(document)
    # A page may ask to contact sales for every plan: then the words that stand as prices lead to the cards.
    asked = [block for block in words if block.name not in ("a", "button")]
    found = _built(document, _amounts(document, hints), words, hints, only_words=False)
    found = found or _built(document, asked, words, hints, only_words=True)
    order = {id(element): place for place, element in enumerate(document.elements)}
    return sorted(found, key=lambda card: order.get(id(card.parts[0]), 0))[:MOST_CARDS]


def _amounts(document: Document, hints: Hints) -> list[Tag]:
    """Return the blocks that state an amount which may be what a plan costs."""
    every = [
        block
        for block in price_blocks(document, hints)
        if not is_other_sum(document, block)
        and not is_elsewhere(document, block)
        and not is_sold(document, block, hints=hints)
    ]
    rated = _labelled(document, [block for block in every if in_terms(document, block)], hints)
    own = {id(block) for card in rated for block in card.prices}
    blocks = [block for block in every if id(block) in own or not is_detail(document, block)]
    if any(id(block) not in own and _within(block, rated) for block in blocks):
        # A card that states a price by itself has details in its lists.
        blocks = [block for block in blocks if not (id(block) in own and is_detail(document, block))]
    return blocks


def _built(
    document: Document, blocks: list[Tag], words: list[Tag], hints: Hints, *, only_words: bool
) -> list[Card]:
    """Return the cards around blocks of price; `only_words` tells that those state no amount."""
    if not blocks:
        return []
    labelled = _labelled(document, blocks, hints)
    held = {id(block) for card in labelled for block in card.prices}
    blocks = [block for block in blocks if id(block) not in held]
    calls = call_blocks(document)
    cards, loose = _priced(document, blocks, words, hints)
    if not cards and calls and not only_words:
        # One price alone, beside cards of which only the buttons say what they are.
        cards, loose = _priced(document, blocks, [*words, *calls], hints)
    found = [card for card in cards if not only_words or _in_row(card, cards)]
    if only_words and not found:
        found = _lone(document, blocks, hints)
    found += _worded(document, [*labelled, *found], [*words, *calls], hints)
    runs = [card for parent, seeds in loose.values() for card in _runs(document, parent, seeds, hints)]
    found += runs if not only_words else [card for card in runs if not found and _is_lone_plan(card)]
    found = [card for card in found if not is_extras_head(card.name)]
    found = [*labelled, *_without_labels(document, found)]
    if found and not only_words:
        for name, place, asked in sales_cards(document, [card.name for card in found], hints):
            found.append(Card(name=name, parts=[place], prices=[asked]))
    return found


def _labelled(document: Document, blocks: list[Tag], hints: Hints) -> list[Card]:
    """Return the cards whose prices stand in rows with labels."""
    cards: dict[int, Card] = {}
    owners = owners_of(document, blocks, hints=hints)
    for block in blocks:
        if id(block) in owners:
            name, part = owners[id(block)]
            cards.setdefault(id(part), Card(name=name, parts=[part])).prices.append(block)
    return list(cards.values())


def _without_labels(document: Document, cards: list[Card]) -> list[Card]:
    """Return cards without those whose name only labels amounts, as the heads of columns do where each row is a card.

    A name is no plan's that stands five times with another amount, and with nothing but that amount.
    """
    amounts: defaultdict[str, set[str]] = defaultdict(set)
    for card in cards:
        words = document.text_of(card.parts[0]).removeprefix(card.name).strip()
        if _BARE.fullmatch(words):
            amounts[name_key(card.name)].add(words)
    return [card for card in cards if len(amounts[name_key(card.name)]) < _LABELLED]


def _priced(
    document: Document, blocks: list[Tag], words: list[Tag], hints: Hints
) -> tuple[list[Card], dict[int, tuple[Tag, list[Tag]]]]:
    """Return the cards around prices, and by their parent the prices that stand loose between headings."""
    held = Counter(id(above) for block in (*blocks, *words) for above in (block, *ancestors(block)))
    twins = twins_in(document, held)
    cards: dict[int, Card] = {}
    loose: dict[int, tuple[Tag, list[Tag]]] = {}
    for block in blocks:
        card = _enclosing(document, block, held, twins, cards, hints)
        if card is not None:
            cards[id(card.parts[0])] = card
            card.prices.append(block)
        elif (parent := row_of(block)) is not None:
            loose.setdefault(id(parent), (parent, []))[1].append(block)
    return list(cards.values()), loose


def _enclosing(
    document: Document,
    block: Tag,
    held: Counter[int],
    twins: set[tuple[str, str]],
    known: dict[int, Card],
    hints: Hints,
) -> Card | None:
    """Return the card around a price: it has a name, and a sibling that holds a price too, or twins elsewhere that have."""
    around = {id(above) for above in (block, *ancestors(block))}
    for place in (block, *ancestors(block)):
        parent = place.parent
        if parent is None or place.name in ("body", "html"):
            return None
        row = [child for child in parent.contents if isinstance(child, Tag) and held[id(child)]]
        if (len(row) < 2 and make_of(place) not in twins) or is_part(place):
            continue
        if id(place) in known:
            return known[id(place)]
        period = span_in(document, place)
        if period is None and is_side(place):
            continue
        if is_headed_anew(document, place, block, hints):
            return None
        name = name_above(document, place, hints=hints) if period else name_in(document, place, block, hints)
        if name and not is_repeated(document, place, name, hints):
            return Card(name=name, parts=[place], period=period)
        if any(id(heading) not in around for heading in place.find_all(_HEADINGS)):
            return None
    return None


def _runs(document: Document, parent: Tag, seeds: list[Tag], hints: Hints) -> list[Card]:
    """Return the cards of names and prices that stand loose in one element: each from its name to the next."""
    children = [child for child in parent.contents if isinstance(child, Tag)]
    ranks = Counter(child.name for child in children if child.name in HEADINGS)
    if not ranks:
        return []
    seeded: defaultdict[int, list[Tag]] = defaultdict(list)
    for seed in seeds:
        chain = {id(place) for place in (seed, *ancestors(seed))}
        seeded[next(index for index, child in enumerate(children) if id(child) in chain)].append(seed)
    cards: list[Card] = []
    current: Card | None = None
    for index, child in enumerate(children):
        if child.name in HEADINGS:
            name = plan_name(document.text_of(child), hints=hints)
            current = Card(name=name, parts=[]) if name else None
        if current is not None:
            current.parts.append(child)
            current.prices += seeded.get(index, [])
            if (
                child.name not in HEADINGS
                and not seeded.get(index)
                and read_words(document.text_of(child)) is not None
            ):
                current.prices.append(child)
        if child.name in HEADINGS and current is not None:
            cards.append(current)
    if any(card.prices for card in cards):
        # Beside plans with a price, one without may charge for use alone, by a list of rates.
        for card in cards:
            card.prices = card.prices or rates_in_list(document, card.parts, hints)
    return [card for card in cards if card.prices]


def _worded(document: Document, cards: list[Card], words: list[Tag], hints: Hints) -> list[Card]:
    """Return the siblings and twins of cards that have words where those have an amount."""
    if not cards:
        return []
    known = {id(card.parts[0]) for card in cards}
    makes = {make_of(card.parts[0]) for card in cards}
    parents = {id(card.parts[0].parent) for card in cards}
    hashed = hashed_in([card.parts[0] for card in cards])
    found: dict[int, Card] = {}
    for block in words:
        if block.name in HEADINGS and block.find_next_sibling() in words:
            continue  # `Custom`, priced on request: the name of a plan may be a word for its price
        for place in (block, *ancestors(block)):
            if id(place) in known:
                break
            if (make_of(place) in makes and (id(place.parent) in parents or place.get("class"))) or (
                (id(place.parent), place.name) in hashed
            ):
                name = name_in(document, place, block, hints)
                if name:
                    card = found.setdefault(id(place), Card(name=name, parts=[place]))
                    card.prices.append(block)
                break
    for card in found.values():
        # The words beside a name are its price; a button that says the same is only a button.
        plain = [block for block in card.prices if block.name not in ("a", "button")]
        free = [block for block in plain if read_words(document.text_of(block)) is PriceKind.FREE]
        card.prices = (free or plain or card.prices)[:1]
    return list(found.values())


def _within(block: Tag, cards: list[Card]) -> bool:
    """Tell whether a block stands in one of some cards."""
    parts = {id(part) for card in cards for part in card.parts}
    return any(id(above) in parts for above in ancestors(block))


def _lone(document: Document, blocks: list[Tag], hints: Hints) -> list[Card]:
    """Return the one card of a page that sells a single plan for the asking: below a heading such as `Plans`, with points of its own."""
    for block in blocks:
        for place, _ in zip(ancestors(block), range(_LONE_HEIGHT), strict=False):
            heading = place.find(_HEADINGS)
            if isinstance(heading, Tag) and len(place.find_all("li", limit=2)) > 1:
                name = plan_name(document.text_of(heading), hints=hints)
                if name and is_below_plans(document, heading) and place.name not in ("body", "main"):
                    return [Card(name=name, parts=[place], prices=[block])]
                break
    return []


def _in_row(card: Card, cards: list[Card]) -> bool:
    """Tell whether a card has a twin beside it: the same make in the same parent, or all the same classes in another column."""
    place = card.parts[0]
    return any(
        other is not card
        and make_of(other.parts[0]) == make_of(place)
        and (
            other.parts[0].parent is place.parent
            or (other.name != card.name and attribute(other.parts[0], "class") == attribute(place, "class"))
        )
        for other in cards
    )


def _is_lone_plan(card: Card) -> bool:
    """Tell whether a card with words for its price is a plan by itself: its words are called a price, and it lists what one gets."""
    words = card.prices[0]
    called = any(_CALLED_PRICE.search(attribute(one, "class")) for one in (words, *words.find_all(True)))
    return called and any(part.name in ("ul", "ol") or part.find(["ul", "ol"]) for part in card.parts)
