"""Namings: whom and what a page names: customers and integrations by their logos and lists, certificates by their marks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bs4 import Tag

from rivalscope.domain.page import Statement, StatementKind
from spiders.pages.document import INLINE, Document, ancestors
from spiders.pages.indexes import holds, shorts_of
from spiders.pages.logos import Row
from spiders.pages.passages import passage_at, passage_in

MOST = 300
"""Names of one kind that are read of one page."""

_CUSTOMERS = re.compile(
    r"\b(?:trusted|loved|used|chosen|relied on) by\b|\b(?:our|happy|featured) customers\b|^customers$"
    r"|\bcustomers? (?:include|who trust)\b|\bpowering\b.*\b(?:teams|companies|brands)\b"
    r"|\bjoin\b.*\b(?:teams|companies|businesses|organi[sz]ations|brands)\b"
    r"|\b(?:teams|companies|brands|organi[sz]ations|businesses)\b.*\b(?:trust|love|rely on|run on|choose|use)\b",
    re.IGNORECASE,
)
_INTEGRATIONS = re.compile(
    r"\bintegrations?\b|\bintegrates? with\b|\bworks (?:\w+ )?with\b|\bconnects? (?:to|with)\b.*\b(?:apps|tools)\b"
    r"|\b(?:apps|tools) you (?:already )?(?:use|love|know)\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"\bdata sources?\b|\bintegrat(?:e|es|ing)\b|\bplugs? into\b", re.IGNORECASE)
_NEITHER = re.compile(
    r"\bawards?\b|\brecogni[sz]ed\b|\bleader\b|\bfeatured (?:in|on)\b|\bas seen\b|\bpress\b|\bbacked by\b|\binvestors?\b|\bcomplian|\bcertif|\bsecurity\b"
    r"|\baccessib|\bpartners?\b|\blanguages?\b|\bframeworks?\b|\bpayment methods?\b|\bfollow\b|\bsocial\b|\brat(?:ed|ings?)\b|\breviews?\b|\bdeploy|\bexperts?\b|\bmodels?\b",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"\b(?:twitter|facebook|instagram|youtube|tiktok|linkedin|app store|google play|visa|mastercard|g2|capterra)\b.*\b(?:twitter|facebook|instagram|youtube|tiktok|linkedin|app store|google play|paypal|g2|capterra|gartner)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"SOC ?[123](?:\s*(?:®|™))?(?:,? (?i:type) (?:II|I|2|1)\b)?|ISO(?:/IEC)?[ -]?(?:27001|27017|27018|27701|22301|9001|42001)"
    r"(?::20\d\d)?|HIPAA|GDPR|CCPA|PCI(?:[ -]DSS)?(?: Level[ -][1-4])?|FedRAMP(?: (?:High|Moderate|Low))?|HITRUST(?: CSF)?"
    r"|CSA STAR|FERPA|TISAX|Cyber Essentials(?: Plus)?|BSI C5|ENS High"
)
_NUMBER = re.compile(r"^(SOC|ISO)[ -]?(\d)")
"""What is written SOC2 and SOC 2 alike."""
_LAWS = frozenset({"HIPAA", "GDPR", "CCPA", "FERPA", "PCI"})
_KEPT = re.compile(r"\b(?:complian\w+|certif\w+|requirements|standards|attested)\b", re.IGNORECASE)
_KEPT_LAW = re.compile(
    r"^(?:\s*/\s*[A-Z]{3,6})?[\s-]*(?:\w+\s)?(?:complian(?:t|ce)|ready|certified|eligible|attestation)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not|no|isn['’]t|aren['’]t|without (?:(?:soc|iso|hipaa|gdpr)|(?:certif|complian)\w*)|working towards?|in progress|coming soon|planned|pursuing|expected|roadmap"
    r"|how to|what is|guide|checklist|vs)\b",
    re.IGNORECASE,
)
_LOGO = re.compile(
    r"\b(?:company |customer |brand |client |the )?(?:logo|logotype|icon|image)s?\b( of| for)?|[_ -](?:white|black|dark|light|default|colou?r|gr[ae]y|mono)(?=[_ -]|$)",
    re.IGNORECASE,
)
_SLUG = re.compile(r"(?:logo-)?(?P<name>[a-z][a-z-]{1,30}?)(?:-logo)?(?:-20\d\d)?")
"""An alternative text that is the name of a file: `logo-acme-2026`."""
_NO_NAME = re.compile(
    r"\b(?:screenshot|photo|picture|illustration|avatar|headshot|portrait|background|arrow|graphic|image|star|stars|rating|award|best|leader|puzzle"
    r"|play|video|quote|check|checkmark|close|menu|banner|hero|dashboard|placeholder|decorative|logos?|learn more|award|best|leader)\b|^\d+$|badge|https?:|_|^(?-i:[a-z0-9]+(?:-\w+)+)$",
    re.IGNORECASE,
)
_IMAGE = frozenset({"img"})
_LONGEST_CLAIM = 500
"""Characters of a block in which a certificate is looked for."""
_FEWEST, _LONGEST, _WORDS = 3, 40, 5
_MOST_HEADS = 20
"""Headings of one page beneath which names are looked for."""


def read_customers(document: Document, *, rows: Sequence[Row]) -> tuple[Statement, ...]:
    """Return the customers whose logos a page shows beneath words such as `trusted by`, by the logos' text."""
    found: list[Statement] = []
    for head in islice(_heads(document, _CUSTOMERS), _MOST_HEADS):
        block = _logos_after(document, head)
        found += _named(document, StatementKind.CUSTOMER, (_icon(document, image) for image in block))
    for row in rows:
        told = _told_of(row.head)
        if told is StatementKind.CUSTOMER or (
            told is None and row.marked and not _SOCIAL.search(_said(document, row))
        ):
            found += _named(document, StatementKind.CUSTOMER, (_icon(document, one) for one in row.pictures))
    return _once(found)


def _said(document: Document, row: Row) -> str:
    return " ".join(map(document.text_of, row.pictures))


def _told_of(head: str) -> StatementKind | None:
    """Return what the words above a row of logos say that they are; positioning stands for what is neither."""
    for text in reversed(head.split(" ¶ ")):
        if _CUSTOMERS.search(text):
            return StatementKind.CUSTOMER
        if _INTEGRATIONS.search(text) or _SOURCES.search(text):
            return StatementKind.INTEGRATION
        if _NEITHER.search(text):
            return StatementKind.POSITIONING
    return None


def read_integrations(document: Document, *, rows: Sequence[Row], page: bool) -> tuple[Statement, ...]:
    """Return the products that a page says its own works with, by logos, headings of cards and list items.

    `page` tells that the whole page is about integrations; else only what stands beneath a heading that says so counts.
    """
    found: list[Statement] = []
    for head in islice(_heads(document, _INTEGRATIONS), _MOST_HEADS):
        images = (_icon(document, image) for image in _logos_after(document, head))
        found += _named(document, StatementKind.INTEGRATION, images)
    for row in rows:
        if _told_of(row.head) is StatementKind.INTEGRATION:
            found += _named(
                document, StatementKind.INTEGRATION, (_icon(document, one) for one in row.pictures)
            )
    if page:
        cards = [one for name in ("h3", "h4") for one in document.named[name] if not document.is_chrome(one)]
        names = ((one, document.text_of(one)) for one in cards)
        named = list(_named(document, StatementKind.INTEGRATION, names))
        found += named if len(named) >= _FEWEST else []
    return _once(found)


def read_certifications(document: Document) -> tuple[Statement, ...]:
    """Return the standards and laws that a page claims to keep, in words or in the text of a badge.

    A law counts only where its name stands alone, as on a badge, or beside a word such as `compliant`; nothing counts
    that is denied, planned or explained in the same block.
    """
    found: list[Statement] = []
    for element in _leaves(document):
        text = document.text_of(element)
        if len(text) > _LONGEST_CLAIM or _NOT_YET.search(text):
            continue
        for mark in _MARKS.finditer(text):
            law = mark.group() in _LAWS
            alone = len(text) <= len(mark.group()) + 12
            listed = _KEPT.search(text) is not None and len(set(_MARKS.findall(text))) > 1
            if (
                law
                and not listed
                and not (alone and _is_badge(document, element))
                and not _KEPT_LAW.match(text[mark.end() :])
            ):
                continue
            passage = passage_at(document, element, *mark.span())
            subject = _NUMBER.sub(r"\1 \2", " ".join(mark.group().split()))
            found.append(Statement(kind=StatementKind.CERTIFICATION, subject=subject, passage=passage))
    return _once(found)


def _is_badge(document: Document, element: Tag) -> bool:
    """Tell whether a name that stands alone is a badge, not a link to what a site says of a law."""
    if element.name == "img":
        return True
    links = (element, *islice(ancestors(element), 3))
    return not document.is_chrome(element) and element.find("a") is None and all(e.name != "a" for e in links)


def _leaves(document: Document) -> Iterator[Tag]:
    """Yield images and the blocks that hold no other block and a mark of a certificate."""
    if _MARKS.search("".join(document.pieces)) is None:
        return
    for element in document.elements:
        if element.name == "img" or (
            element.name not in INLINE
            and not any(isinstance(child, Tag) and child.name not in INLINE for child in element.contents)
        ):
            yield element


def _heads(document: Document, pattern: re.Pattern[str]) -> Iterator[Tag]:
    """Yield the short blocks whose words match, outermost first, those that hold images left out."""
    past = -1
    for element, start, end in shorts_of(document):
        text = document.text_of(element)
        if start >= past and pattern.search(text) and not holds(document, element, _IMAGE):
            past = end
            yield element


def _logos_after(document: Document, head: Tag) -> list[Tag]:
    """Return the images of the smallest block around a heading that holds some after it; none of one that says much."""
    _, end = document.span_of(head)
    for block in islice(ancestors(head), 4):
        if block.name in ("body", "main", "html"):
            return []
        images = [
            image
            for image in (*block.find_all("img"), *block.find_all("svg"))
            if document.span_of(image)[0] >= end and document.text_of(image)
        ]
        if len(images) >= _FEWEST:
            said = len(document.text_of(block)) - sum(len(document.text_of(image)) for image in images)
            return images[:MOST] if said < 60 * (len(images) + 4) else []
    return []


def _icon(document: Document, image: Tag) -> tuple[Tag, str]:
    """Return an image and the name that its text gives, the word logo left out."""
    text = document.text_of(image)
    slug = _SLUG.fullmatch(text) if "logo" in text else None
    name = slug["name"] if slug else _LOGO.sub(" ", text).strip(" -–—|:'’_")
    return image, name if name in text else ""


def _named(document: Document, kind: StatementKind, names: Iterable[tuple[Tag, str]]) -> list[Statement]:
    """Return statements of the names that read like ones, each where it stands."""
    found = []
    for element, name in names:
        fits = (
            2 <= len(name) <= _LONGEST
            and len(name.split()) <= _WORDS
            and not name.endswith((".", "?", "!", ":"))
        )
        slug = name.islower() and "-" in name and f"logo-{name}" in document.text_of(element)
        none = (_NO_NAME.search(name) and not slug) or _MARKS.search(name)
        passage = passage_in(document, element, name) if fits and not none else None
        if passage is not None:
            found.append(Statement(kind=kind, subject=name, passage=passage))
    return found


def _once(found: list[Statement]) -> tuple[Statement, ...]:
    """Return each name once, the first."""
    kept: dict[str, Statement] = {}
    for statement in found:
        kept.setdefault(statement.subject.casefold(), statement)
    return tuple(kept.values())[:MOST]
