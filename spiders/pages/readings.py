"""Readings: the text of an element as its prices are meant: raised cents are cents, a footnote's mark is none."""

import re
from dataclasses import dataclass

from bs4 import Tag

from spiders.pages.document import Document, attribute

_CENTS_CLASS = re.compile(
    r"(?:^|[-_\s])(?:cents?|decimals?|dec|fraction(?:al)?|minor|sub-?units?|pennies|penny|pence|kopecks|centimes|centavos|céntimos|grosz[ey]?|öre|øre)(?:$|[-_\s])",
    re.IGNORECASE,
)
_CENTS = re.compile(r"[.,]?(\d\d(?:\s?[€$£])?)")
_PRICED = re.compile(r"[$€£¥₹]|\b[A-Z]{3}\b|kr|zł")
_WHOLE = re.compile(r"[$€£¥₹]\s?\d{1,5}$")
"""A whole amount after its sign: two digits in an element of their own right after it are its cents."""
_SCALE = re.compile(r"[kmb]\b.*", re.IGNORECASE)
_MARK = re.compile(r"\[?\(?\d\)?\]?|[*†‡§]+")
_MOST_PARTS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Text to find prices in, and where each of its characters stands in the text of the element."""

    text: str
    places: list[int] | None = None
    """One for each character and one for the end; None when both texts are the same."""
    marks: tuple[tuple[int, str], ...] = ()
    """Raised figures and signs that lead to a footnote, with their place in the text of the element."""

    def place_of(self, offset: int, *, end: bool = False) -> int:
        """Return where a character of the reading stands in the text of the element, or what ends before it does."""
        if self.places is None:
            return offset
        return self.places[offset - 1] + 1 if end and offset else self.places[offset]


def reading_of(document: Document, element: Tag) -> Reading:
    """Return the reading of an element: `$14 99` with raised cents is `$14.99`, `$12 1` with a raised mark `$12`."""
    text = document.text_of(element)
    edits: list[tuple[int, int, str, int]] = []
    marks: list[tuple[int, str]] = []
    for part in element.find_all(True, limit=_MOST_PARTS):
        if (seam := _seam(document, part, element, text)) is not None and not (edits and seam < edits[-1][1]):
            edits.append((seam, seam, " ", seam))
        raised = part.name == "sup" or _CENTS_CLASS.search(attribute(part, "class")) is not None
        if not raised and (part.contents[1:] or not _CENTS.fullmatch(document.text_of(part))):
            continue
        words, place = document.text_of(part), document.offset_of(part, element)
        if not words or place is None or (edits and place < edits[-1][1]):
            continue
        before = text[:place].rstrip()
        if not raised and not _WHOLE.search(before):
            continue
        cents = _CENTS.fullmatch(words)
        if (
            cents
            and before[-1:].isdigit()
            and not text[place + len(words) : place + len(words) + 1].isdigit()
        ):
            edits.append((len(before), place + len(words), f".{cents.group(1)}", place + cents.start(1)))
        elif cents and before[-1:] in (".", ",") and before[-2:-1].isdigit():
            edits.append((len(before), place + len(words), cents.group(1), place + cents.start(1)))
        elif part.name == "sup" and _MARK.fullmatch(words) and before:
            edits.append((len(before), place + len(words), " ", place))
            marks.append((len(before), words.strip("[]()")))
    return _edited(text, edits, tuple(marks)) if edits else Reading(text=text)


def _seam(document: Document, part: Tag, element: Tag, text: str) -> int | None:
    """Return where an element begins right at the end of the one before it: styles part words that touch, as in `$35per user`."""
    before = part.previous_sibling
    if not isinstance(before, Tag) or before.find("sup") or part.name in ("sup", "sub"):
        return None
    place = document.offset_of(part, element)
    if not place or not text[place - 1].isalnum():
        return None
    if text[place].isdigit() and all(_PRICED.search(document.text_of(one)) for one in (before, part)):
        return place  # the same price in two currencies, of which a script shows one
    if not text[place].isalpha():
        return None
    return place if len(document.text_of(part)) > 1 and not _SCALE.fullmatch(document.text_of(part)) else None


def _edited(text: str, edits: list[tuple[int, int, str, int]], marks: tuple[tuple[int, str], ...]) -> Reading:
    """Return a reading with parts of a text replaced; what is put in stands where it was before."""
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for start, end, put, origin in edits:
        pieces += [text[last:start], put]
        places += range(last, start)
        lead = len(put) - len(put.lstrip("."))
        places += [start] * lead + [min(origin + place, end - 1) for place in range(len(put) - lead)]
        last = end
    pieces.append(text[last:])
    places += range(last, len(text) + 1)
    return Reading(text="".join(pieces), places=places, marks=marks)
