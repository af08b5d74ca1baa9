"""Toggles: how an amount is charged by the switch, tab or list that it is shown under."""

import re
from collections.abc import Iterator

from bs4 import Tag

from rivalscope.domain.page import Billed
from spiders.pages.document import Document, ancestors
from spiders.pages.indexes import gathered
from spiders.pages.panels import Panels
from spiders.pages.text import lowered
from spiders.pages.tongues import MONTHLY, YEARLY

_CYCLE = re.compile(
    r"(?<![^\W\d_])(?:(month(?:ly|s)?|mensuel(?:le)?|mensual|mensal|mensile|monatlich|monat|maandelijks|maand|mois)"
    r"|(?:annual|annum|year)(?:ly|s)?|annuel(?:le)?|anual|annuale|j(?:ä|ae?)hrlich|jahr|jaarlijks|jaar)(?![^\W\d_])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-]+")
_HIDES = re.compile(r"hid(?:e|den|ing)|\bnot\b|!(?!=)|!=", re.IGNORECASE)
"""Words that turn a name round; two of them turn it back (`not-has-[[value=monthly]:checked]:hidden`)."""
_NAMING = re.compile(
    r"class|id|name|slot|aria-label|data-(?!props|state-json|config|x-).+|x-(?:show|if|text)|v-(?:if|else-if|show)|ng-(?:if|show|hide|bind)|\*ngif|w-.+",
    re.IGNORECASE,
)
"""Attributes whose words say when an element is shown; others hold the state of a whole component."""
SHOWN_TEXT = ("x-text", "x-html", "v-text", "v-html", "ng-bind", "data-text", ":text")
"""Attributes whose expression is the text of an element."""
CHOICE = re.compile(
    r"(?P<when>[^?]{1,60})\?\s*(?P<a>['\"`][^'\"`]{1,40}['\"`]|[\d.]+)\s*:\s*(?P<b>['\"`][^'\"`]{1,40}['\"`]|[\d.]+)"
)
"""An expression that chooses between two texts: `annual ? '$50' : '$5'`."""
_AMOUNT = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|kr|zł|円|[A-Z]{3}\b)")
_MONTHS, _YEARS = (
    re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)|{more}", re.IGNORECASE)
    for words, more in (
        (MONTHLY, "月(?:額|払い|契約)|月付|按月|월간|월 결제"),
        (YEARLY, "年(?:額|払い|契約)|年付|按年|연간|연 결제"),
    )
)
_STEMS = re.compile("month|mensu|mensa|mensi|monat|maand|mois|annu|anual|year|j(?:ä|ae?)hr|jaar")
_MAY_BE_MONTHLY, _MAY_BE_YEARLY = (
    re.compile("|".join([*sorted(re.escape(lowered(word)) for word in words), *more]))
    for words, more in (
        (MONTHLY, ("month", "mensu", "mensa", "mensi", "monat", "maand", "mois", "月", "월", "aylik")),
        (YEARLY, ("annu", "anual", "year", "jähr", "jaehr", "jahr", "jaar", "年", "연", "yillik")),
    )
)
"""What a text in lower case holds where it names a way to be charged: most hold neither, and this is told at once."""
_LONGEST_LABEL = 60
_LONGEST_WORD = 10
_PLAIN = frozenset(
    {"value", "title", "alt", "content", "label", "placeholder", "href", "for", "type", "rel", "summary"}
)
"""Attributes of HTML that describe or name something and never say when it is shown."""


def toggle_of(document: Document, element: Tag) -> Billed | None:
    """Return the billing that an element is shown for, by the names on it and around it; None when nothing says.

    Names are those of classes and all other attributes (`data-billing=annual`, `x-show="cycle == 'yearly'"`),
    the tab that a panel belongs to, and what a panel is labelled by. A name that hides counts for the
    other side.
    """
    for place in (element, *ancestors(element)):
        if place.name in ("body", "html", "main"):
            return None
        found = set(_told(place)) or _label(panels_of(document), place)
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def toggle_within(holder: Tag, element: Tag) -> Billed | None:
    """Return the billing that an amount is shown for by the names on it, up to the element that was read; None when they say nothing."""
    for place in (holder, *ancestors(holder)):
        if place is element:
            return None
        found = set(_told(place))
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def panels_of(document: Document) -> Panels:
    """Return the panels of a page, gathered once."""
    return gathered(document, "panels", lambda: Panels(document))


def cycle_in(words: str) -> set[Billed]:
    """Return the ways to be charged that words name."""
    if _STEMS.search(lowered(words)) is None:
        return set()
    return {
        Billed.MONTHLY if match.group(1) else Billed.ANNUALLY
        for match in _CYCLE.finditer(_WORDS.sub(" ", words))
    }


def cycles_said(words: str) -> set[Billed]:
    """Return the ways to be charged that words for a reader name, in any language."""
    low = lowered(words)
    monthly, yearly = _MAY_BE_MONTHLY.search(low), _MAY_BE_YEARLY.search(low)
    found = cycle_in(words) if monthly or yearly else set()
    found |= {Billed.MONTHLY} if monthly and _MONTHS.search(words) else set()
    found |= {Billed.ANNUALLY} if yearly and _YEARS.search(words) else set()
    return found


def names_both(words: str) -> bool:
    """Tell whether words for a reader name both ways to be charged."""
    low = lowered(words)
    may_be = _MAY_BE_MONTHLY.search(low) is not None and _MAY_BE_YEARLY.search(low) is not None
    return may_be and len(cycles_said(words)) == len(Billed)


def _told(element: Tag) -> Iterator[Billed]:
    """Yield the ways to be charged that an element's attributes name."""
    for name, value in element.attrs.items():
        words = value if isinstance(value, str) else " ".join(value)
        if not (_NAMING.fullmatch(name) or _is_own_switch(name, words)):
            continue
        if (name in SHOWN_TEXT and CHOICE.search(words)) or (
            name == "aria-label" and (element.attrs.get("role") == "text" or _AMOUNT.search(words))
        ):
            continue  # both sides of a switch, or a price in words: neither says when it is shown
        tokens = words.split() if name == "class" else [words if len(words) <= 80 else ""]
        for token in (*tokens, name if name.startswith("data-") and not words else ""):
            for cycle in cycle_in(token):
                yield _other(cycle) if (len(_HIDES.findall(token)) + (name == "ng-hide")) % 2 else cycle


def is_side(element: Tag) -> bool:
    """Tell whether an element is one side of a switch: it is named for one way to be charged, and what stands beside it for the other."""
    own = set(_told(element))
    beside = (*element.find_previous_siblings(limit=3), *element.find_next_siblings(limit=3))
    return len(own) == 1 and any({_other(cycle) for cycle in own} == set(_told(other)) for other in beside)


def _is_own_switch(name: str, value: str) -> bool:
    """Tell whether an attribute that a site made up says when an element is shown: `pricing="annual"`, one word for a cycle and no more."""
    return name not in _PLAIN and len(value) <= _LONGEST_WORD and _CYCLE.fullmatch(value) is not None


def sides_of(choice: str) -> Iterator[tuple[Billed, str]]:
    """Yield the two texts that an expression chooses between with how each is charged; none where it tells no cycle."""
    match = CHOICE.search(choice)
    cycles = cycle_in(match["when"]) if match is not None else set()
    if match is None or len(cycles) != 1:
        return
    cycle = cycles.pop()
    first = _other(cycle) if len(_HIDES.findall(match["when"])) % 2 else cycle
    for billed, words in ((first, match["a"]), (_other(first), match["b"])):
        yield billed, words.strip("'\"`")


def _label(panels: Panels, element: Tag) -> set[Billed]:
    """Return the ways to be charged that the tab or label of an element names."""
    label = "" if element.attrs.get("role") == "text" else panels.label_of(element)
    return cycles_said(label) if 0 < len(label) <= _LONGEST_LABEL and not _AMOUNT.search(label) else set()


def _other(cycle: Billed) -> Billed:
    return Billed.ANNUALLY if cycle is Billed.MONTHLY else Billed.MONTHLY
