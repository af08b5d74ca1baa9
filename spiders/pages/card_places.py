"""Card places: which elements around a price may be the card of a plan."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from bs4 import Tag

from rivalscope.domain.page import Period
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors, attribute
from spiders.pages.indexes import HEADINGS, holds
from spiders.pages.money import find_money
from spiders.pages.names import plan_name

_HEADINGS = sorted(HEADINGS)
_SEVERAL_NAMES = 2
_MOST_RATES = 40
_CARDS = frozenset({"article", "section", "li"})


def make_of(element: Tag) -> tuple[str, str]:
    """Return what siblings of one make share: name and first class."""
    return element.name, attribute(element, "class").partition(" ")[0]


def twins_in(document: Document, held: Counter[int]) -> set[tuple[str, str]]:
    """Return the makes of which two stand side by side with a price and a heading each: cards of that make may stand alone too."""
    found: set[tuple[str, str]] = set()
    beside: dict[tuple[int, tuple[str, str]], Tag] = {}
    for element in document.elements:
        if held[id(element)] and element.parent is not None and holds(document, element, HEADINGS):
            key = id(element.parent), make_of(element)
            if key in beside and (key[1][1] or element.name in _CARDS):
                found.add(key[1])
            beside[key] = element
    return found


def row_of(block: Tag) -> Tag | None:
    """Return the element in which a price stands loose beside others, or alone under a heading."""
    for place in (block, *ancestors(block)):
        parent = place.parent
        if parent is None or place.name in ("body", "html"):
            return None
        if any(isinstance(child, Tag) and child.name in HEADINGS for child in parent.contents):
            return parent
    return None


def is_part(place: Tag) -> bool:
    """Tell whether an element is too small to be a card: a remark, or a button that opens nothing."""
    opens = any(name in place.attrs for name in ("aria-expanded", "aria-controls", "data-bs-target"))
    return place.name == "small" or (place.name == "button" and not opens)


def is_repeated(document: Document, place: Tag, name: str, hints: Hints) -> bool:
    """Tell whether the card around a place has a heading of its own, and twins that say the name of the place too, as `Billed yearly`."""
    if any(plan_name(document.text_of(head), hints=hints) == name for head in place.find_all(_HEADINGS)):
        return False
    row = place.parent
    for above, _ in zip(ancestors(place), range(4), strict=False):
        beside = (
            *above.find_next_siblings(above.name, limit=3),
            *above.find_previous_siblings(above.name, limit=3),
        )
        twins = [other for other in beside if make_of(other) == make_of(above)]
        if twins:
            heads = [
                head
                for head in above.find_all(_HEADINGS)
                if row is not above and not any(row is one for one in head.parents)
            ]
            own = [plan_name(document.text_of(head), hints=hints) for head in heads]
            return any(own) and name not in own and any(name in document.lines_of(other) for other in twins)
    return False


def hashed_in(places: Sequence[Tag]) -> set[tuple[int, str]]:
    """Return where cards stand side by side of which each has a class of its own, as some builders of sites give: parents and names."""
    beside: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for place in places:
        beside[id(place.parent), place.name].append(make_of(place)[1])
    return {
        key
        for key, classes in beside.items()
        if len(classes) > 1 and all(classes) and len({*classes}) == len(classes)
    }


def is_headed_anew(document: Document, place: Tag, block: Tag, hints: Hints) -> bool:
    """Tell whether several names of one rank stand loose in an element with a price: none of them is that of the whole."""
    heads = [child for child in place.contents if isinstance(child, Tag) and child.name in HEADINGS]
    if len(heads) < _SEVERAL_NAMES or len({head.name for head in heads}) > 1:
        return False
    around = {id(above) for above in (block, *ancestors(block))}
    if any(id(head) in around for head in heads):
        return False
    return all(plan_name(document.text_of(head), hints=hints) for head in heads)


def rates_in_list(document: Document, parts: Sequence[Tag], hints: Hints) -> list[Tag]:
    """Return the points of a list of nothing but rates for use in the parts of a plan; none where a point is anything else."""
    for part in parts:
        points = part.find_all("li", limit=_MOST_RATES) if part.name in ("ul", "ol") else []
        stated = [find_money(document.text_of(point), hints=hints) for point in points]
        if len(points) > 1 and all(found and found[0].period is Period.USE for found in stated):
            return points
    return []
