"""Features: what a product page says it offers, as headings with the text that explains them."""

import re
from dataclasses import replace

from bs4 import Tag

from rivalscope.domain.page import Claim, ClaimStatus, Passage
from spiders.pages.badges import split_badge
from spiders.pages.currencies import Hints
from spiders.pages.document import Document, ancestors
from spiders.pages.indexes import HEADINGS, headings_of
from spiders.pages.money import find_money, read_words
from spiders.pages.passages import passage_at, whole
from spiders.pages.quantities import read_leading
from spiders.pages.rivals import Rivals
from spiders.pages.sections import headings_aside, is_no_feature
from spiders.pages.sentences import read_sentence
from spiders.pages.statuses import read_value, struck_out
from spiders.pages.text import lowered

MOST_FEATURES = 1_000
"""Features that are read of one page."""

_HEADINGS = ("h2", "h3", "h4", "h5")
_TEXT_BLOCKS = frozenset({"p", "dd", "span", "div", "blockquote", "figcaption"})
_ADD_ONS = re.compile(
    r"(?:optional |available |paid |our |popular )*add[- ]?ons?(?: (?:and|&) \w+)?(?: pricing)?|extras|optional extras",
    re.IGNORECASE,
)
_LISTS_FEATURES = re.compile(r"\bfeatures?\b|\bincluded\b|\bcapabilities\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…]$")
_ONE_CLAUSE = re.compile(r"(?:[^\s.?!…]+ ){1,6}[^\s.?!…]+[.]")
_LONGEST_NAME = 120
_LONGEST_BADGE = 30
_MARKED = 2
_MARKS = re.compile(
    r"b[eê]ta\b|s(?<!\ws)oon\b|planned|preview|deprecat|discontinu|retired|add-?on|geplant|demnächst|bientôt|próximamente|em breve|in arrivo|binnenkort|wkrótce|ベータ|予定|即将"
)
"""What marks a feature, in lower case; each begins with a letter of its own, by which most of a page is passed over."""
_BADGES = ("span", "small", "em", "i", "b", "strong", "sup", "mark", "div", "p")
_STATES = (ClaimStatus.PLANNED, ClaimStatus.BETA, ClaimStatus.ADD_ON, ClaimStatus.WITHDRAWN)
_SIGNS = re.compile(r"^[✓✔✅☑✗✘✕❌•·–—-]\ufe0f?\s*")
_CROSS = re.compile(r"[✗✘✕❌]")
_PROPERTY = re.compile(
    r"\d+[KD]?[ -](?:factor|way|click|step|bit|tap|day support|dimensional)\b|\d+[KkPp] (?:video|resolution|display|stream\w*|recording|export)\b",
    re.IGNORECASE,
)
"""A number that is what a thing is like, not how much of it there is."""
_ABSENT = re.compile(
    r"no (?P<name>(?!more\b|need\b|code\b|longer\b|limit|setup\b|credit\b|hidden\b|contracts?\b|ads\b|other\b|strings\b|lock)[^.,]{3,40})",
    re.IGNORECASE,
)
"""`No SSO` says that it is missing; `no more spreadsheets`, `no ads` are praise."""


def read_features(document: Document, *, rivals: Rivals | None = None) -> tuple[Claim, ...]:
    """Return the features of a product page in reading order, each name once.

    A feature is a heading outside the chrome of the page that is followed by text of its own; one that is
    followed by another heading only names a group. A list right after a heading that calls it features
    gives one feature an item. Questions, calls to act and headings of other sections are none. What stands under a
    heading that names a rival is said of the rival, and is no claim of this product.
    """
    found: dict[str, Claim] = {claim.name.casefold(): claim for claim in (rivals.claims if rivals else ())}
    foreign, aside = _foreign(document, rivals), headings_aside(document)
    for heading in (element for element in document.elements if element.name in _HEADINGS):
        if document.is_chrome(heading) or len(found) >= MOST_FEATURES or id(heading) in foreign:
            continue
        for claim in _claims_of(document, heading, aside=id(heading) in aside):
            found.setdefault(claim.name.casefold(), claim)
    return tuple(found.values())


def read_marked(document: Document, *, rivals: Rivals | None = None) -> tuple[Claim, ...]:
    """Return the features of a page that marks several of them as new, planned or gone; nothing of one that marks hardly any."""
    if len(_MARKS.findall(lowered(document.text))) < _MARKED:
        return ()
    claims = read_features(document, rivals=rivals)
    return claims if sum(claim.status in _STATES for claim in claims) >= _MARKED else ()


def _foreign(document: Document, rivals: Rivals | None) -> set[int]:
    """Return the headings that speak of a rival, and those below one that speaks of a rival alone, by identity."""
    found: set[int] = set()
    under: str | None = None
    for heading in headings_of(document):
        if rivals is None or not rivals.names:
            return found
        text = document.text_of(heading)
        if under is not None and heading.name <= under:
            under = None
        if rivals.concerns(text):
            found.add(id(heading))
            if under is None and heading.name != "h1" and not rivals.speaks_of_own(text):
                under = heading.name
        elif under is not None and not rivals.speaks_of_own(text):
            found.add(id(heading))
    return found


def read_add_ons(document: Document, *, hints: Hints) -> tuple[Claim, ...]:
    """Return the add-ons that a pricing page lists under a heading of that name, with their price as value."""
    found: dict[str, Claim] = {}
    for heading in headings_of(document):
        if _ADD_ONS.fullmatch(document.text_of(heading)):
            for item in add_on_items(heading):
                claim = _add_on(document, item, hints)
                if claim is not None:
                    found.setdefault(claim.name.casefold(), claim)
    return tuple(found.values())


def add_on_items(heading: Tag) -> list[Tag]:
    """Return the list items and rows that stand under a heading of add-ons, up to the next heading of its rank."""
    items: list[Tag] = []
    for part in section_of(heading):
        items += [part] if part.name == "li" else part.find_all(["li", "tr"])
    return items


def is_add_on_heading(text: str) -> bool:
    """Tell whether a heading introduces add-ons."""
    return _ADD_ONS.fullmatch(text) is not None


def section_of(heading: Tag) -> list[Tag]:
    """Return the elements that follow a heading up to the next heading of its rank, climbing out of wrappers."""
    place = heading
    while True:
        parts: list[Tag] = []
        for sibling in place.next_siblings:
            if isinstance(sibling, Tag):
                if sibling.name in HEADINGS and sibling.name <= heading.name:
                    return parts
                parts.append(sibling)
        parent = place.parent
        if parts or parent is None or parent.name in ("body", "main", "html", "[document]"):
            return parts
        place = parent


def _claims_of(document: Document, heading: Tag, *, aside: bool) -> list[Claim]:
    """Return what one heading claims: the items of a list that it introduces as features, else itself unless set aside."""
    text = document.text_of(heading)
    words = (
        _own_text(document, heading) if 2 <= len(text) <= _LONGEST_NAME and not text.endswith("?") else None
    )
    if words is None:
        return []
    if words.name in ("ul", "ol") and _LISTS_FEATURES.search(text):
        items = words.find_all("li", recursive=False)
        return [claim for item in items if (claim := _item_claim(document, item)) is not None]
    return [] if aside or is_no_feature(text) else [_claim(document, heading, words, text)]


def _own_text(document: Document, heading: Tag) -> Tag | None:
    """Return the first block of text after a heading, before any other heading; None when there is none."""
    place: Tag | None = heading
    for _ in range(3):
        if place is None or place.name in ("body", "main"):
            return None
        for sibling in place.next_siblings:
            if not isinstance(sibling, Tag):
                continue
            if sibling.name in HEADINGS:
                return None
            block = _first_block(document, sibling)
            if block is not None:
                return None if block.name in HEADINGS else block
        place = place.parent
    return None


def _first_block(document: Document, element: Tag) -> Tag | None:
    """Return the first heading, list or block of at least three words in an element."""
    for inner in (element, *element.find_all(True, limit=60)):
        if inner.name in HEADINGS or inner.name in ("ul", "ol"):
            return inner
        is_leaf = inner.name in _TEXT_BLOCKS and not inner.find(["p", "div", "ul", "ol", *HEADINGS])
        if is_leaf and len(document.text_of(inner).split()) >= 3:
            return inner
    return None


def _claim(document: Document, heading: Tag, words: Tag, text: str) -> Claim:
    """Return the claim of a heading; its quote runs on to the end of the text after it where both stand together."""
    name, status, value = split_badge(text)
    if status is ClaimStatus.OFFERED:
        status = _badge_beside(document, heading) or status
    told = read_sentence(document.text_of(words)) if status is ClaimStatus.OFFERED else None
    if _is_struck_heading(document, heading):
        status, value, told = ClaimStatus.ABSENT, None, None
    return Claim(
        name=name,
        status=told.status if told else status,
        value=told.value if told else value,
        passage=_quote(document, heading, words, text),
    )


def _badge_beside(document: Document, heading: Tag) -> ClaimStatus | None:
    """Return what a badge says that stands right beside a heading in an element of its own; None where none does."""
    for beside in (heading.find_next_sibling(), heading.find_previous_sibling()):
        words = document.text_of(beside) if isinstance(beside, Tag) and beside.name in _BADGES else ""
        told = read_value(words) if 0 < len(words) <= _LONGEST_BADGE else None
        if told is not None and told.value is None and told.status in _STATES:
            return told.status
    return None


def _is_struck_heading(document: Document, heading: Tag) -> bool:
    """Tell whether a heading is struck out; a cross beside it is decoration, one that opens and closes a panel."""
    return document.text_of(heading) == " ".join(
        map(document.text_of, heading.find_all(["s", "del", "strike"]))
    )


def _quote(document: Document, heading: Tag, words: Tag, text: str) -> Passage:
    """Return the passage of heading and text together, else of the heading alone."""
    both = f"{text} {document.text_of(words)}"
    if words.name not in ("ul", "ol") and len(both) <= 1_000:
        around = {id(above) for above in ancestors(words)}
        for above in ancestors(heading):
            if id(above) in around:
                start = document.text_of(above).find(both)
                return (
                    passage_at(document, above, start, start + len(both))
                    if start >= 0
                    else whole(document, heading)
                )
    return whole(document, heading)


def _item_claim(document: Document, item: Tag) -> Claim | None:
    """Return the claim of one item of a feature list: its quantity and name, what stands before a colon or dash, else all.

    A quantity is a limit unless it is one from which the product starts: `10 GB of storage`, but `100+ integrations`.
    """
    text = document.text_of(item)
    name, status, value = split_badge(_SIGNS.sub("", text))
    passage = whole(document, item)
    if _CROSS.match(text) or struck_out(item):
        return Claim(name=name[:_LONGEST_NAME], status=ClaimStatus.ABSENT, passage=passage) if name else None
    if status is ClaimStatus.OFFERED:
        led = read_leading(name, passage)
        if led is not None and not _PROPERTY.match(name):
            least = (led.value or "").endswith("+")
            return replace(led, status=ClaimStatus.OFFERED) if least else led
        absent = _ABSENT.fullmatch(name)
        if absent is not None:
            return Claim(name=absent["name"], status=ClaimStatus.ABSENT, passage=passage)
    parted = re.split(r":\s| [–—-] ", name, maxsplit=1)
    name, rest = parted[0], parted[1] if len(parted) > 1 else ""
    if status is ClaimStatus.OFFERED and rest:
        name, status, value = split_badge(name)
    if not 2 <= len(name) <= _LONGEST_NAME or (
        _SENTENCE_END.search(name) and not _ONE_CLAUSE.fullmatch(name)
    ):
        return None
    told = read_sentence(rest) if status is ClaimStatus.OFFERED and rest else None
    return Claim(
        name=name.rstrip("."),
        status=told.status if told else status,
        value=told.value if told else value,
        passage=passage,
    )


def _add_on(document: Document, item: Tag, hints: Hints) -> Claim | None:
    """Return the add-on that a list item or row states; None when it states none."""
    text = document.text_of(item)
    if not text or len(text) > 400:
        return None
    money = find_money(text, hints=hints)
    name, colon, rest = text.partition(": ")
    value = rest.strip() if colon else (text[money[0].start :].strip() if money else "")
    if not colon:
        name = text[: money[0].start] if money else text
    name = name.strip(" :–—-|·")
    if not 2 <= len(name) <= 120:
        return None
    if not money and value and read_words(value) is None and not colon:
        return None
    return Claim(name=name, status=ClaimStatus.ADD_ON, value=value or None, passage=whole(document, item))
