"""Known cards: the parts of a page that tell of plans whose names are known from elsewhere, such as its data."""

from collections import Counter
from collections.abc import Sequence

from bs4 import Tag

from spiders.pages.cards import Card
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.indexes import headings_of
from spiders.pages.names import name_key, plan_name


def named_cards(document: Document, names: Sequence[str], *, hints: Hints) -> list[Card]:
    """Return the cards without a readable price whose headings are plans that are known from elsewhere, such as data.

    Two of them must stand side by side.
    """
    wanted = {name_key(name): name for name in names}
    places: dict[int, tuple[Tag, str]] = {}
    held: Counter[int] = Counter()
    for heading in headings_of(document) if wanted else ():
        name = wanted.get(name_key(plan_name(document.text_of(heading), hints=hints)))
        if name and not document.is_chrome(heading):
            places[id(heading)] = heading, name
            held.update(id(above) for above in ancestors(heading))
    found: list[Card] = []
    for heading, name in places.values():
        found += [
            Card(name=name, parts=[place])
            for place in ancestors(heading)
            if place.parent is not None and held[id(place)] == 1 and held[id(place.parent)] > 1
        ]
    return found if len({card.name for card in found}) > 1 else []
