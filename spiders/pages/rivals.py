"""Rivals: which other products a page names, and how it compares its own with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from rivalscope.domain.page import Claim, ClaimStatus, Passage, Statement, StatementKind
from spiders.pages.badges import read_badge
from spiders.pages.document import Document
from spiders.pages.grids import Grid, Row, find_grids
from spiders.pages.passages import whole
from spiders.pages.statuses import Status, read_cell, read_cell_of

MOST_RIVALS = 100
"""Rivals that are read of one page."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 200
_VERSUS = re.compile(r"(?:^(?:vs\.?|versus)|\s(?:vs\.?|versus|(?i:vs\.|versus)|VS))\s")
_PATH = re.compile(r"alternative|compar|(?:^|[-/_])(?:vs|versus)(?:[-/_]|$)|switch|migrat", re.IGNORECASE)
_NAME = r"(?-i:[A-Z0-9]|[a-z]+\.)[\w.&+'’!-]*(?: (?-i:[A-Z0-9])[\w.&+'’!-]*){0,3}"
_WAYS = (
    ("alternative", re.compile(rf"\balternatives? to (?P<name>{_NAME})", re.IGNORECASE)),
    ("alternative", re.compile(rf"(?P<name>{_NAME})(?:['’]s)? alternatives?\b", re.IGNORECASE)),
    ("switch", re.compile(rf"\b(?:switch(?:ing)?|migrat(?:e|ing|ion)|mov(?:e|ing)) (?:over |away )?from (?P<name>{_NAME})", re.IGNORECASE)),
    ("compared", re.compile(rf"\b(?:choose|chose|pick|prefer)\b.{{1,40}} over (?P<name>{_NAME})", re.IGNORECASE)),
    ("compared", re.compile(rf"\bcompared? (?:\w+ )?(?:to|with) (?P<name>{_NAME})", re.IGNORECASE)),
)  # fmt: skip
_LEAD = frozenset(
    ("the", "a", "an", "best", "top", "free", "open", "source", "open-source", "leading", "modern", "better", "simple", "simpler",
     "cheaper", "affordable", "powerful", "great", "good", "looking", "for", "your", "our", "my", "is", "compare", "comparing",
     "comparison", "why", "how", "does", "paid", "self-hosted", "european", "secure", "popular", "and", "of", "see", "read",
     "meet", "try", "favorite", "number", "one", "#1", "affordable", "smart", "smarter")
)  # fmt: skip
_TAIL = frozenset(
    ("comparison", "compared", "comparisons", "pricing", "features", "which", "what", "review", "reviews", "in", "for", "the", "is",
     "who", "how", "guide", "alternatives", "alternative", "and", "side", "by", "head", "to", "differences", "explained")
)  # fmt: skip
_GENERIC = re.compile(
    r"(?:us|we|them|others?|the others?|other .*|competitors?|the competition|features?|capabilit\w+|plans?|free|basic|starter|pro|plus|team|teams|business"
    r"|enterprise|premium|standard|growth|essentials?|advanced|ultimate|professional|personal|individual|custom|monthly|annual\w*|yearly|price|pricing|overview"
    r"|spreadsheets?|traditional .*|legacy .*|manual .*|diy|in-house|before|after|old|new|yes|no|in-person|in-office|on-premises?|open source|description|details|notes|total|\W*)",
    re.IGNORECASE,
)
_OURS = frozenset({"us", "we", "ours"})
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:USD|EUR|GBP|€|£)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """What a page says of other products."""

    statements: tuple[Statement, ...] = ()
    """One a rival with the way it is named (compared, alternative, switch), one a rival and feature that they are compared by."""
    claims: tuple[Claim, ...] = ()
    """What comparisons say of the page's own product."""
    titled: bool = False
    """Whether title or first heading name a rival: the page is there to compare."""
    own: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    def concerns(self, text: str) -> bool:
        """Tell whether a heading or name speaks of a rival."""
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in self.names)

    def speaks_of_own(self, text: str) -> bool:
        """Tell whether a heading names the page's own product too."""
        return any(key_of(word) in self.own for word in text.split())

    def foreign(self, name: str) -> bool:
        """Tell whether a plan or column of this name is another product, or in a comparison the product itself."""
        key = key_of(name)
        return bool(self.names) and (
            key in map(key_of, self.names) or (bool(self.claims) and key in self.own)
        )


def key_of(name: str) -> str:
    """Return what two ways of writing a product's name share."""
    return re.sub(r"[\W_]+", "", name.casefold())


def read_rivals(document: Document, *, url: str, product: str | None) -> Rivals:
    """Return the rivals that a page names in title, headings, links and heads of tables, and what it says of itself beside them.

    A comparison counts only when one side is the page's own product, known by `product` or the host: `Acme vs Foo`.
    """
    own = _own(url, product)
    found: dict[str, Statement] = {}
    heads = [*document.named["title"][:1], *(one for one in document.elements if one.name in _HEADINGS)]
    first = {id(one) for one in (*document.named["title"][:1], *document.named["h1"][:1])}
    titled = False
    for element in (*heads, *document.named["a"]):
        text = document.text_of(element)
        if not text or len(text) > (_LONGEST if element.name != "a" else 60):
            continue
        sure = bool(_PATH.search(urlsplit(url).path)) or any(key_of(word) in own for word in text.split())
        for name, way in _named(text, own, sure=sure, link=element.name == "a"):
            titled = titled or id(element) in first
            if len(found) < MOST_RIVALS:
                found.setdefault(key_of(name), _statement(name, way, whole(document, element)))
    claims: dict[str, Claim] = {}
    details: dict[tuple[str, str], Statement] = {}
    grids = find_grids(document) if found or document.named["table"] else []
    for grid in grids:
        if grid.declared or found:
            _read_grid(document, grid, own, found, claims, details)
    return Rivals(
        statements=(*found.values(), *details.values()),
        claims=tuple(claims.values()),
        titled=titled,
        own=own,
        names=tuple(one.subject for one in found.values()),
    )


def _own(url: str, product: str | None) -> frozenset[str]:
    """Return the keys of the names of a page's own product: that which it states, and the label of its host."""
    labels = (urlsplit(url).hostname or "").split(".")
    label = (
        labels[-2]
        if len(labels) >= 2 and len(labels[-2]) > 3
        else labels[-3]
        if len(labels) >= 3
        else labels[0]
    )
    names = {key_of(label)}
    if product:
        names |= {key_of(product), key_of(product.split()[0])} if product.split() else set()
    return frozenset(name for name in names if len(name) >= 2)


def _is_own(name: str, own: frozenset[str]) -> bool:
    words = name.split()
    return key_of(name) in own or (bool(words) and key_of(words[0]) in own)


def _named(text: str, own: frozenset[str], *, sure: bool, link: bool) -> Iterator[tuple[str, str]]:
    """Yield the rivals that a heading or link names, with the way it does.

    Unless the address or the words tell that the page compares its own product, only `vs Foo` and `Foo alternative` do:
    `Foo alternatives` is a list of others, `moving from Foo` may be about anything.
    """
    sides = _VERSUS.split(text)
    if len(sides) > 1:
        names = [_side(side, last=place > 0) for place, side in enumerate(sides)]
        if any(_is_own(name, own) for name in names) or not sides[0].strip():
            yield from ((name, "compared") for name in names if _stands(name, own))
        return
    for way, pattern in _WAYS:
        for match in pattern.finditer(text):
            one = way == "alternative" and re.search(r"\balternative\b", match.group(), re.IGNORECASE)
            if not one and (link or not sure):
                continue
            name = _trimmed(match["name"])
            if _stands(name, own):
                yield name, way


def _side(text: str, *, last: bool) -> str:
    """Return the name on one side of a `vs`: what stands nearest to it."""
    parts = re.split(r"\s*[:|–—?(),/]\s*|\s+-\s+", text.strip())
    words = (parts[0] if last else parts[-1]).split()
    if last:
        end = next(
            (n for n, word in enumerate(words) if n and (word.casefold() in _TAIL or word.isdigit())),
            len(words),
        )
        return _trimmed(" ".join(words[: min(end, 3)]))
    return _trimmed(" ".join(words[-3:]))


def _trimmed(name: str) -> str:
    """Return a name without the words around it that are none of it."""
    words = name.strip(" .,:;!?'’").split()
    while words and (words[0].casefold() in _LEAD or words[0].isdigit()):
        words.pop(0)
    while words and words[-1].casefold() in _TAIL | _LEAD:
        words.pop()
    return " ".join(words).strip(" .,:;!?")


def _stands(name: str, own: frozenset[str]) -> bool:
    """Tell whether words are the name of another product."""
    proper = bool(name) and (
        name[0].isupper() or name[0].isdigit() or "." in name or any(map(str.isupper, name))
    )
    return proper and len(name) <= 40 and not _is_own(name, own) and not _GENERIC.fullmatch(name)


def _statement(name: str, way: str, passage: Passage) -> Statement:
    return Statement(kind=StatementKind.RIVAL, subject=name, value=way, passage=passage)


def _read_grid(
    document: Document,
    grid: Grid,
    own: frozenset[str],
    found: dict[str, Statement],
    claims: dict[str, Claim],
    details: dict[tuple[str, str], Statement],
) -> None:
    """Read a grid of features by products, when its head names the page's own product and another.

    What the page does not call a table is one only when a heading named the other, and one without ticks is none.
    """
    for place, head in enumerate(grid.rows[:3]):
        texts = [document.text_of(cell) for cell in head.cells]
        ours = next((n for n, text in enumerate(texts) if n and (key_of(text) in own | _OURS)), None)
        theirs = {n: text for n, text in enumerate(texts) if n and n != ours and _is_head(text, own)}
        if not grid.declared:
            theirs = {n: text for n, text in theirs.items() if key_of(text) in found}
        plans = any(n and n != ours and _is_own(text, own) for n, text in enumerate(texts))
        rows = [row for row in grid.rows[place + 1 :] if len(row.cells) == len(head.cells)]
        if ours is None or not theirs or plans or not _ticked(document, rows, (ours, *theirs)):
            continue
        for n, name in theirs.items():
            found.setdefault(key_of(name), _statement(name, "compared", whole(document, head.cells[n])))
        for row in rows:
            _read_row(document, row, texts, ours, theirs, claims, details)
        return


def _ticked(document: Document, rows: list[Row], places: tuple[int, ...]) -> bool:
    """Tell whether at least two rows of a grid say yes or no of a product."""
    telling = (ClaimStatus.OFFERED, ClaimStatus.ABSENT)
    return sum(any(read_cell(document, row.cells[n]).status in telling for n in places) for row in rows) > 1


def _is_head(text: str, own: frozenset[str]) -> bool:
    return len(text.split()) <= 4 and _stands(text, own) and not _MONEY.search(text)


def _read_row(
    document: Document,
    row: Row,
    texts: list[str],
    ours: int,
    theirs: dict[int, str],
    claims: dict[str, Claim],
    details: dict[tuple[str, str], Statement],
) -> None:
    """Read what a row says of the page's own product, and of it beside each rival."""
    feature, badge = read_badge(document.text_of(row.cells[0])[:120])
    if len(feature) < 2:
        return
    told = {n: read_cell_of(document, row.cells[n], plan=texts[n], feature=feature) for n in (ours, *theirs)}
    text = document.text_of(row.element)
    passage = whole(document, row.element if 0 < len(text) <= 1_000 else row.cells[0])
    mine = told[ours]
    if badge is not ClaimStatus.OFFERED and mine.status is ClaimStatus.OFFERED:
        mine = Status(status=badge, value=mine.value)
    if mine.status is not ClaimStatus.UNKNOWN and not _MONEY.search(mine.value or ""):
        claim = Claim(name=feature, status=mine.status, value=mine.value, passage=passage)
        claims.setdefault(feature.casefold(), claim)
    for n, name in theirs.items():
        if ClaimStatus.UNKNOWN not in (mine.status, told[n].status):
            value = f"ours {_said(mine)}, theirs {_said(told[n])}"
            one = Statement(
                kind=StatementKind.RIVAL, subject=f"{name}: {feature}", value=value, passage=passage
            )
            details.setdefault((key_of(name), feature.casefold()), one)


def _said(status: Status) -> str:
    return status.value or status.status.value
