"""Reviews: schema.org reviews in JSON-LD and microdata, as masked text without markup."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from urllib.parse import urldefrag

from bs4 import Tag

from rivalscope.domain.matching import review_key
from rivalscope.domain.page import Passage, Review
from spiders.pages.dates import read_date
from spiders.pages.document import Document
from spiders.pages.jsonld import Node, escape
from spiders.pages.microdata import Item, items_of, nested, value_of
from spiders.pages.passages import value_passage, whole
from spiders.pages.privacy import mask
from spiders.pages.text import plain_text

_TYPES = frozenset({"Review", "UserReview", "CriticReview", "ClaimReview", "EmployerReview"})
_BODIES = ("reviewBody", "description", "text")
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?")
_COUNT = re.compile(r"\d{1,3}(?:[,.\u00a0 ]\d{3}){1,3}|\d{1,9}", re.ASCII)
_THOUSANDS = re.compile(r"\D")
_OUT_OF = re.compile(r"(?:/|\bof\b|\bout of\b|\bvon\b|\bsur\b)\s*(\d{1,4})", re.IGNORECASE)


def read_reviews(
    document: Document, nodes: list[Node], *, url: str, seen_at: dt.datetime | None
) -> tuple[Review, ...]:
    """Return the reviews of a page in reading order, each once, though it may be told in both forms."""
    found: dict[tuple[str, dt.date | None, Decimal | None], Review] = {}
    listed = [_from_node(node, url=url, seen_at=seen_at) for node in nodes if node.types & _TYPES]
    marked = (
        _from_item(document, item, url=url, seen_at=seen_at)
        for item in items_of(document)
        if item.types & _TYPES
    )
    for review in [*listed, *marked]:
        if review is not None and not (
            review.passage.selector[:6] != "jsonld" and _told(review, found.values())
        ):
            found.setdefault((review.text, review.date, review.rating), review)
    return tuple(_with_own_keys(list(found.values())))


def stated_reviews(document: Document, nodes: list[Node]) -> int | None:
    """Return how many reviews a page says there are (schema.org AggregateRating); None when it does not say.

    `reviewCount` counts texts and goes before `ratingCount`, which counts stars; of several the greatest is the
    product's own.
    """
    stated: dict[str, list[int]] = {"reviewCount": [], "ratingCount": []}
    for name, found in stated.items():
        told = [node.text(name) for node in nodes]
        told += [
            value_of(document, item.properties[name])
            for item in items_of(document)
            if name in item.properties
        ]
        found += [int(_THOUSANDS.sub("", text)) for text in told if text and _COUNT.fullmatch(text.strip())]
    return max(stated["reviewCount"] or stated["ratingCount"], default=None)


def read_rating(value: str, best: str = "") -> tuple[Decimal | None, Decimal | None]:
    """Return a rating and the best of its scale from strings such as `4,5` and `5`, or `4 out of 5 stars`."""
    found = _NUMBER.search(value)
    scale = _NUMBER.search(best) or _OUT_OF.search(value)
    return _decimal(found.group() if found else ""), _decimal(
        scale.group(scale.lastindex or 0) if scale else ""
    )


def _from_node(node: Node, *, url: str, seen_at: dt.datetime | None) -> Review | None:
    """Read one review of JSON-LD; None when it says nothing."""
    key = next((key for key in _BODIES if node.text(key)), None)
    title = plain_text(node.text("name") or node.text("headline") or "")
    value = node.value[key] if key else node.value.get("name") or node.value.get("headline")
    if key is None:
        key = "name" if node.value.get("name") else "headline"
    path = f"{node.path}/{escape(key)}"
    while isinstance(value, list) and len(value) == 1:
        value, path = value[0], f"{path}/0"
    if isinstance(value, dict):
        value, path = value.get("@value"), f"{path}/@value"
    if not isinstance(value, str) or not plain_text(value):
        return None
    rating, best = _node_rating(node.value.get("reviewRating"))
    return _made(
        passage=value_passage(path, value),
        title=title,
        date=node.text("datePublished") or node.text("dateCreated") or "",
        seen_at=seen_at,
        rating=rating,
        best=best,
        version=_version(node),
        key=_node_key(node, url),
        author=_author(node.value.get("author")),
    )


def _from_item(document: Document, item: Item, *, url: str, seen_at: dt.datetime | None) -> Review | None:
    """Read one review of microdata; None when it says nothing."""
    found = item.properties
    body = next((found[key] for key in _BODIES if key in found and document.text_of(found[key])), None)
    if body is None:
        return None

    def value(name: str, place: dict[str, Tag] = found) -> str:
        return value_of(document, place[name]) if name in place else ""

    scale = nested(found["reviewRating"]) if "reviewRating" in found else {}
    rating, best = read_rating(
        value("ratingValue", scale) or value("reviewRating"), value("bestRating", scale)
    )
    key = value("identifier") or value("url")
    author = nested(found["author"]) if "author" in found else {}
    return _made(
        passage=whole(document, body),
        title=plain_text(value("name") or value("headline")),
        date=value("datePublished") or value("dateCreated"),
        seen_at=seen_at,
        rating=rating,
        best=best,
        version=None,
        key=None if not key or urldefrag(key)[0] == key == urldefrag(url)[0] else key,
        author=value("name", author) or value("author") or None,
    )


def _made(
    *, passage: Passage, title: str, date: str, seen_at: dt.datetime | None, rating: Decimal | None, best: Decimal | None,
    version: str | None, key: str | None, author: str | None,
) -> Review:  # fmt: skip
    """Put a review together, masked."""
    text = mask(passage.quote)
    masked = Passage(selector=passage.selector, start=passage.start, end=passage.end, quote=text)
    own = key or review_key(text, rating=rating, date=read_date(date))
    day = read_date(date, seen_at=seen_at)
    return Review(text=text, title=mask(title) or None, date=day, rating=rating, best=best, version=version, key=own,
                  author=author, passage=masked)  # fmt: skip


def _with_own_keys(reviews: list[Review]) -> Iterator[Review]:
    """Yield reviews; where a site gives several the same key, it is the page's and says nothing."""
    keys = [review.key for review in reviews]
    for review in reviews:
        if keys.count(review.key) == 1:
            yield review
        else:
            own = review_key(review.text, rating=review.rating, date=review.date)
            yield Review(**{name: getattr(review, name) for name in Review.__slots__} | {"key": own})


def _told(review: Review, others: Iterable[Review]) -> bool:
    """Tell whether a review of microdata repeats one of JSON-LD, which may be cut short."""
    start = review.text[:80]
    return any(other.text[:80] == start and other.rating in (review.rating, None) for other in others)


def _node_rating(value: object) -> tuple[Decimal | None, Decimal | None]:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        return read_rating(str(value.get("ratingValue") or ""), str(value.get("bestRating") or ""))
    return read_rating(value) if isinstance(value, str) else (None, None)


def _node_key(node: Node, url: str) -> str | None:
    """Return the site's own identity of a review; None when it gives none of its own."""
    identifier = node.value.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("value")
    for given in (node.text("@id"), identifier, node.text("url")):
        if isinstance(given, str) and given.strip() and given.strip() not in (url, urldefrag(url)[0]):
            return given.strip()[:300]
    return None


def _version(node: Node) -> str | None:
    """Return the version of the product that a review says it is of."""
    about = node.value.get("itemReviewed")
    found = about.get("softwareVersion") if isinstance(about, dict) else None
    return found.strip()[:60] or None if isinstance(found, str) else None


def _author(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip()[:200] or None if isinstance(value, str) else None


def _decimal(figure: str) -> Decimal | None:
    try:
        return Decimal(figure.replace(",", "."))
    except InvalidOperation:
        return None
