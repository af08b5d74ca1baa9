"""Products in a sentence: those of the market, and other names where the grammar calls for a product."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from nlp.findings import findings
from nlp.lexicon.load import load_lexicon
from nlp.words import word_set

SELF = frozenset({"it", "this", "that", "they", "its", "here"})
"""Words for the product under review: a comparison with them leaves that side unsaid."""
NAME_PARTS = frozenset({"PROPN", "ADJ", "X"})
SKIPPED = word_set("the using use old my our their good regular with plain tools like just")
"""Words that may stand between a preposition and a product."""
SELF_NOUNS = frozenset(
    {"app", "application", "tool", "product", "software", "program", "platform", "service", "system"}
)
NOT_PRODUCTS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december english spanish french german chinese japanese russian italian portuguese"
    " dutch arabic hindi i ok okay pdf csv wifi wi-fi usb ui ux api url pc pcs tv god lol btw imo sso ios iphone ipad"
    " christmas america american europe european india uk us usa covid monthly yearly annual free pro premium basic"
    " enterprise business personal standard starter team plus version update v1 v2 v3 beta"
)
SHORT_NAME = 4
"""Letters of a name in capitals throughout, at most: AWS, ON24."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison where it stands in the text."""

    start: int
    end: int
    name: str | None
    """Name in the market, the words as written, or None for the product under review."""
    known: bool
    """Whether the market lists it."""


def known_sides(doc: Doc, sentence: Span) -> list[Side]:
    """Products of the market in the sentence, in order."""
    return [
        Side(start=one.start, end=one.end, name=one.name, known=True)
        for one in findings(doc).products
        if sentence.start <= one.start < sentence.end
    ]


def side_at(doc: Doc, place: int, sentence: Span, *, guess: bool = True) -> Side | None:
    """Return the product that starts at a token, after any `the`, `their`, `using`: known, guessed, or the reviewed one.

    None when nothing there can be a product.
    """
    while place < sentence.end and doc[place].lower_ in SKIPPED:
        place += 1
    if place >= sentence.end:
        return None
    for side in known_sides(doc, sentence):
        if side.start <= place < side.end:
            return side
    token = doc[place]
    if token.lower_ in SELF or (token.lower_ in SELF_NOUNS and _is_this(token)):
        return Side(start=place, end=place + 1, name=None, known=False)
    return guessed_side(doc, place, sentence) if guess else None


def _is_this(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ in {"this", "the", "your"}


def guessed_side(doc: Doc, place: int, sentence: Span) -> Side | None:
    """Return a name that the market does not know: capitalised words that look like one."""
    end = place
    while end < sentence.end and looks_like_name(doc[end]) and end - place < 3:
        end += 1
    if end == place or is_shouted(doc[place:end].text):
        return None
    return Side(start=place, end=end, name=doc[place:end].text, known=False)


def is_shouted(words: str) -> bool:
    """Whether words are in capitals as those are that are stressed, longer than most short names."""
    return words.isupper() and len(words) > SHORT_NAME


def looks_like_name(token: Token) -> bool:
    """Whether the word is written as a name and is not a day, a language, a format or a plan."""
    if not token.text[:1].isupper() or token.lower_ in NOT_PRODUCTS or not token.text[:1].isalpha():
        return False
    if token.is_sent_start and token.lower_ in load_lexicon().words:
        return False
    if token.pos_ == "PROPN":
        return True
    if token.is_sent_start:  # a capital says nothing here; an odd part of speech does
        return token.pos_ in {"ADJ", "X"} and token.dep_.startswith("nsubj")
    return token.pos_ in {"NOUN", "X"}


def side_after(doc: Doc, than: Token, sentence: Span) -> Side | None:
    """Return the side after `than`, also as `than in B`, `than what B offers`, `than B's`."""
    for place in range(than.i + 1, min(than.i + 5, sentence.end)):
        if doc[place].lower_ in {
            "in",
            "on",
            "with",
            "what",
            "at",
            "from",
            "anything",
            "that",
            "of",
            "those",
            "ms",
        }:
            continue
        side = side_at(doc, place, sentence)
        if side is not None:
            return side
        if doc[place].pos_ in {"VERB", "AUX", "NUM", "PUNCT"}:
            return None
    return None


def first_side(doc: Doc, sentence: Span, *, before: int, nearest: bool = False) -> Side | None:
    """Return the first (or nearest) product before a token: known ones first, else the subject of the sentence."""
    known = [side for side in known_sides(doc, sentence) if side.end <= before]
    if known:
        return known[-1] if nearest else known[0]
    places = range(before - 1, sentence.start - 1, -1)
    for place in places:
        token = doc[place]
        if token.dep_ in {"nsubj", "nmod:poss", "nsubj:pass"} or place == sentence.start:
            side = side_at(doc, place, sentence)
            if (
                side is not None
                and side.start <= place < side.end
                and (not side.name or token.pos_ in NAME_PARTS or not token.is_sent_start)
            ):
                return side
    return None
