"""Rivals: which other products a page names, and how it compares its own with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import Tag

from rivalscope.domain.page import Claim, ClaimStatus, Passage, Statement, StatementKind
from spiders.pages.badges import read_badge
from spiders.pages.document import Document, attribute
from spiders.pages.grids import Grid, Row, find_grids
from spiders.pages.indexes import headings_of
from spiders.pages.passages import whole
from spiders.pages.rival_names import TAIL, is_other, is_own, key_of, own_names, trimmed
from spiders.pages.statuses import Status, read_cell, read_cell_of

MOST_RIVALS = 100
"""Rivals that are read of one page."""

_LONGEST = 200
_LONGEST_LINK = 90
_VERSUS = re.compile(r"(?:^(?:vs\.?|versus)|\s(?:vs\.?|versus|(?i:vs\.|versus)|VS))\s")
_PATH = re.compile(r"alternative|compar|(?:^|[-/_])(?:vs|versus)(?:[-/_]|$)|switch|migrat", re.IGNORECASE)
_NAME = r"(?-i:[A-Z0-9]|[a-z]+\.)[\w.&+'’!-]*(?: (?-i:[A-Z0-9])[\w.&+'’!-]*){0,3}"
_WAYS = (
    ("alternative", re.compile(rf"\balternatives? to (?P<name>{_NAME})", re.IGNORECASE)),
    ("alternative", re.compile(rf"(?P<name>{_NAME})(?:['’]s)? alternatives?\b", re.IGNORECASE)),
    ("switch", re.compile(rf"\b(?:switch(?:ed|ing)?|migrat(?:ed?|ing|ion)|mov(?:ed?|ing)) (?:over |away )?from (?P<name>{_NAME})", re.IGNORECASE)),
    ("compared", re.compile(rf"\b(?:choose|chose|pick|prefer)\b.{{1,40}} over (?P<name>{_NAME})", re.IGNORECASE)),
    ("compared", re.compile(rf"\bcompared? (?:\w+ )?(?:to|with) (?P<name>{_NAME})", re.IGNORECASE)),
    ("compared", re.compile(rf"\bunlike (?P<name>{_NAME})", re.IGNORECASE)),
    ("alternative", re.compile(rf"\breplacements? for (?P<name>{_NAME})", re.IGNORECASE)),
    ("switch", re.compile(rf"\b(?:switched|moved|migrated) (?:over |away )?from (?P<name>{_NAME})(?= and\b| in\b|[.,!:]|$)", re.IGNORECASE)),
)  # fmt: skip
_HINTS = ("vs", "versus", "alternative", "switch", "migrat", "mov", "over", "compar", "unlike", "replacement")
"""What a text must hold of which `_VERSUS` or one of `_WAYS` finds something."""
_CERTAIN = re.compile(r"\balternative\b|\breplacements? for\b|\b(?:switched|moved|migrated)\b", re.IGNORECASE)
"""Ways that say by themselves whose rival is meant."""
_LINKED = re.compile(rf"compare (?:(?P<own>\w+) )?(?:to|with) (?P<name>{_NAME})", re.IGNORECASE)
_LISTED = re.compile(rf"(?P<name>(?!(?:Best|Top|All|More)\b|\d|[A-Z]+-based\b){_NAME}) [Aa]lternatives")
_BESIDE_OTHERS = re.compile(
    r"compar(?:ison|ed|ing|es?)\b.{0,30}\b(?:with|to|and) other\b.*|how (?:we|\w+) compares?.*|alternatives? to \w+",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s[|–—-]\s")
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


def read_rivals(document: Document, *, url: str, product: str | None) -> Rivals:
    """Return the rivals that a page names in title, headings, links and heads of tables, and what it says of itself beside them.

    A comparison counts only when one side is the page's own product, known by `product` or the host: `Acme vs Foo`.
    """
    own = own_names(url, product) | _site_names(document)
    found: dict[str, Statement] = {}
    heads = [*document.named["title"][:1], *headings_of(document)]
    first = {id(one) for one in (*document.named["title"][:1], *document.named["h1"][:1])}
    titled = False
    apart = bool(_PATH.search(urlsplit(url).path))
    for element in (*heads, *document.named["a"]):
        text = document.text_of(element)
        if not text or len(text) > (_LONGEST if element.name != "a" else _LONGEST_LINK):
            continue
        if text.isascii() and not any(map(text.lower().__contains__, _HINTS)):
            continue
        # What a title says behind a bar is whose page it is, not whom it speaks of.
        said = _SITE.split(text)[0] if element.name == "title" else text
        sure = apart or any(is_own(word, own) for word in said.split())
        for name, way in _named(text, own, sure=sure, link=element.name == "a"):
            titled = titled or id(element) in first
            if len(found) < MOST_RIVALS:
                found.setdefault(key_of(name), _statement(name, way, whole(document, element)))
    for name, way, element in (*_listed(document, own), *_beside_others(document, own)):
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


def _site_names(document: Document) -> frozenset[str]:
    """Return the key of the name that a title ends with when the link home has it too: it is the page's own."""
    titles = [document.text_of(title) or title.get_text(" ") for title in document.named["title"][:1]]
    tails = {key_of(_SITE.split(title)[-1]) for title in titles if _SITE.search(title)}
    homes = {
        key_of(_called(document, link)) for link in document.named["a"] if attribute(link, "href") == "/"
    }
    return frozenset(name for name in tails & homes if len(name) > 1)


def _called(document: Document, element: Tag) -> str:
    """Return the words of an element, or those that stand for its picture."""
    picture = element.find("img")
    return document.text_of(element) or (attribute(picture, "alt") if isinstance(picture, Tag) else "")


def _listed(document: Document, own: frozenset[str]) -> list[tuple[str, str, Tag]]:
    """Return the rivals of links such as `Compare with Foo`, and those of two or more that read `Foo alternatives`."""
    compared: list[tuple[str, str, Tag]] = []
    others: list[tuple[str, str, Tag]] = []
    for link in document.named["a"]:
        text = document.text_of(link)
        match = _LINKED.fullmatch(text)
        if match is not None and is_other(match["name"], own) and is_own(match["own"] or "us", own | _OURS):
            compared.append((match["name"], "compared", link))
        match = _LISTED.fullmatch(text) if text.endswith("lternatives") else None
        if match is not None and is_other(match["name"], own):
            others.append((match["name"], "alternative", link))
    several = len({key_of(name) for name, _, _ in others}) > 1
    return compared + (others if several and not _is_article(document) else [])


def _is_article(document: Document) -> bool:
    """Tell whether a page calls itself an article (https://ogp.me/#types); its links lead to what others are about."""
    return any(
        attribute(meta, "property") == "og:type" and attribute(meta, "content") == "article"
        for meta in document.named["meta"]
    )


def _beside_others(document: Document, own: frozenset[str]) -> Iterator[tuple[str, str, Tag]]:
    """Yield the products that head the parts of a section which compares with other products."""
    under: str | None = None
    for heading in headings_of(document):
        text = document.text_of(heading).rstrip("#¶\u200b ")
        if under is not None and heading.name <= under:
            under = None
        if _BESIDE_OTHERS.fullmatch(text):
            under = heading.name
        elif under is not None and len(text.split()) <= 3 and is_other(text, own):
            yield text, "compared", heading


def _named(text: str, own: frozenset[str], *, sure: bool, link: bool) -> Iterator[tuple[str, str]]:
    """Yield the rivals that a heading or link names, with the way it does.

    Unless the address or the words tell that the page compares its own product, only `vs Foo` and `Foo alternative` do:
    `Foo alternatives` is a list of others, `moving from Foo` may be about anything.
    """
    sides = _VERSUS.split(text)
    if len(sides) > 1:
        names = [_side(side, last=place > 0) for place, side in enumerate(sides)]
        if any(is_own(name, own) for name in names) or not sides[0].strip():
            yield from ((name, "compared") for name in names if is_other(name, own))
        return
    for way, pattern in _WAYS:
        for match in pattern.finditer(text):
            if not _CERTAIN.search(match.group()) and (link or not sure):
                continue
            name = trimmed(match["name"])
            if is_other(name, own):
                yield name, way


def _side(text: str, *, last: bool) -> str:
    """Return the name on one side of a `vs`: what stands nearest to it."""
    parts = re.split(r"\s*[:|–—?(),/]\s*|\s+-\s+", text.strip())
    words = (parts[0] if last else parts[-1]).split()
    if last:
        end = next(
            (n for n, word in enumerate(words) if n and (word.casefold() in TAIL or word.isdigit())),
            len(words),
        )
        return trimmed(" ".join(words[: min(end, 3)]))
    return trimmed(" ".join(words[-3:]))


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
        texts = [_called(document, cell) for cell in head.cells]
        ours = next((n for n, text in enumerate(texts) if n and (key_of(text) in own | _OURS)), None)
        theirs = {n: text for n, text in enumerate(texts) if n and n != ours and _is_head(text, own)}
        if not grid.declared:
            theirs = {n: text for n, text in theirs.items() if key_of(text) in found}
        plans = any(n and n != ours and is_own(text, own) for n, text in enumerate(texts))
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
    return len(text.split()) <= 4 and is_other(text, own) and not _MONEY.search(text)


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
