"""Switches: the control of a page that chooses between prices by the month and by the year, and which of the two it shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bs4 import Tag

from rivalscope.domain.page import Billed, Period, Plan, Price, PriceKind
from spiders.pages.document import Document, attribute
from spiders.pages.indexes import gathered
from spiders.pages.panels import Panels
from spiders.pages.toggles import cycles_said, names_both, panels_of

_CONTROLS = frozenset({"button", "label", "a", "option"})
_NAMES = ("button", "label", "a", "option", "span", "p", "div", "li", "strong", "b", "h6", "legend")
_ROLES = frozenset({"tab", "radio", "button", "option", "switch"})
_LONGEST, _MOST_WORDS, _MOST_PIECES = 44, 3, 12
_MOST = 60
_NEAR = 14
"""How many elements may stand between the two sides of a switch."""
_HEIGHT = 3
_REST = re.compile(r"[\s,]*(?:[(\[·•|+–—-]|\d|\b(?:save|get|with|spar|sconto|rispar|ahorr|econom|économ|bespaar|oszcz)).*", re.IGNORECASE)  # fmt: skip
"""What a side says after its name: `Yearly (save 20%)`."""
_TERM = re.compile(
    r"^(?:/|per|a|an|each|every|par|pro|por|al|je|im)\b|[?？.]|^(?:billed|charged|invoiced)\b", re.IGNORECASE
)
"""Words that are the terms of a price where no control is made of them."""
_ACTIVE = re.compile(
    r"(?:^|[\s_-])(?:is[-_])?(?:active|selected|current|checked|aktiv|actif|active?o|activa)(?:$|\s)",
    re.IGNORECASE,
)
_STATES = ("aria-selected", "aria-checked", "aria-pressed", "aria-current")
_SHOWN = frozenset({"active", "checked", "on", "selected"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A choice between two ways to be charged."""

    shown: Billed | None = None
    """The side that the page was saved with; None when nothing says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    cycle: Billed
    element: Tag
    place: int


def switch_of(document: Document) -> Switch | None:
    """Return the switch of a page, found once; None when it has none."""
    return gathered(document, "switch", lambda: _find(document))


def as_shown(plans: Sequence[Plan], switch: Switch | None) -> tuple[Plan, ...]:
    """Return plans with prices by the month charged as the page's switch stands, where the page holds that side alone."""
    shown = None if switch is None else switch.shown
    stated = {price.billed for plan in plans for price in plan.prices} - {None, shown}
    years = any(price.period is Period.YEAR and price.amount for plan in plans for price in plan.prices)
    if shown is None or stated or (years and shown is Billed.MONTHLY):
        return tuple(plans)
    return tuple(
        replace(plan, prices=tuple(_charged(price, shown) for price in plan.prices)) for plan in plans
    )


def _charged(price: Price, shown: Billed) -> Price:
    fits = price.period is Period.MONTH or (price.period is Period.YEAR and shown is Billed.ANNUALLY)
    open_ = (
        price.kind is PriceKind.PRICED and price.amount and price.billed is None and price.qualifier is None
    )
    return replace(price, billed=shown) if fits and open_ else price


def _find(document: Document) -> Switch | None:
    if not names_both(document.text):
        return None
    sides = list(_sides(document))
    for side in sides:
        for other in sides:
            if side.cycle is not other.cycle and 0 < other.place - side.place <= _NEAR:
                return Switch(shown=_shown(document, side, other))
    return next((Switch(shown=shown) for shown in _boxes(document)), None)


def _sides(document: Document) -> Iterator[_Side]:
    """Yield the elements of a page that say no more than one way to be charged."""
    told = 0
    for place, element in enumerate(document.elements):
        start, end = document.span_of(element)
        if element.name not in _NAMES or not 0 < end - start <= _MOST_PIECES:
            continue
        cycle = _cycle_of(document.text_of(element), control=_is_control(element))
        if cycle is not None and not document.is_chrome(element):
            yield _Side(cycle=cycle, element=element, place=place)
            told += 1
            if told > _MOST:
                return


def _is_control(element: Tag) -> bool:
    return element.name in _CONTROLS or attribute(element, "role") in _ROLES


def _cycle_of(text: str, *, control: bool) -> Billed | None:
    """Return the one way to be charged that words name and nothing else; None for anything that says more."""
    if not 0 < len(text) <= _LONGEST or (_TERM.search(text) and not control) or text.endswith(("?", "？")):
        return None
    head = _REST.sub("", text)
    cycles = cycles_said(head) if 0 < len(head.split()) <= _MOST_WORDS else set()
    return cycles.pop() if len(cycles) == 1 else None


def _shown(document: Document, side: _Side, other: _Side) -> Billed | None:
    """Return which of two sides is chosen."""
    panels = panels_of(document)
    chosen = [one for one in (side, other) if _is_chosen(panels, document, one.element)]
    if len(chosen) == 1:
        return chosen[0].cycle
    boxes = [box for box in _between(document, side, other) if _is_box(box)]
    if not boxes:
        return None
    named = [cycles_said(attribute(box, "aria-label")) for box in boxes]
    on = next((next(iter(cycles)) for cycles in named if len(cycles) == 1), other.cycle)
    return on if any(map(_is_on, boxes)) else _other(on)


def _between(document: Document, side: _Side, other: _Side) -> list[Tag]:
    """Return the elements from one side of a switch to the other, and those beside both where it holds nothing else."""
    found = document.elements[side.place : other.place + 1]
    around = side.element.parent
    for _ in range(_HEIGHT):
        if around is None or len(document.text_of(around)) > 2 * _LONGEST:
            break
        found += around.find_all(["input", "button", "span", "div"], limit=30)
        around = around.parent
    return found


def _is_chosen(panels: Panels, document: Document, element: Tag) -> bool:
    """Tell whether the side of a switch is marked as the one that is shown: by itself, by its box or by what holds it alone."""
    boxes = [
        element.find("input"),
        panels.find(attribute(element, "for")) if attribute(element, "for") else None,
    ]
    places = [element, *element.find_all(True, limit=4), *(box for box in boxes if box is not None)]
    parent = element.parent
    if parent is not None and document.text_of(parent) == document.text_of(element):
        places.append(parent)
    return any(_is_on(place) or _ACTIVE.search(attribute(place, "class")) for place in places)


def _is_on(place: Tag) -> bool:
    return (
        any(attribute(place, name) not in ("", "false") for name in _STATES)
        or "checked" in place.attrs
        or "selected" in place.attrs
        or attribute(place, "data-state") in _SHOWN
    )


def _is_box(element: Tag) -> bool:
    return attribute(element, "type") == "checkbox" or attribute(element, "role") == "switch"


def _boxes(document: Document) -> Iterator[Billed]:
    """Yield what each box to tick that is named by one way to be charged shows: `Pay yearly`, ticked or not."""
    panels = panels_of(document)
    for box in (*document.named["input"], *document.named["button"]):
        if not _is_box(box):
            continue
        holder = box.find_parent("label")
        label = panels.label_of(box) or (document.text_of(holder) if isinstance(holder, Tag) else "")
        cycle = _cycle_of(label, control=True)
        if cycle is not None:
            yield cycle if _is_on(box) else _other(cycle)


def _other(cycle: Billed) -> Billed:
    return Billed.ANNUALLY if cycle is Billed.MONTHLY else Billed.MONTHLY
