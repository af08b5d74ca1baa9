"""The matching key of a text: what two copies of the same words share, however they are typed."""

import datetime as dt
import hashlib
import sys
import unicodedata
from decimal import Decimal
from functools import cache

_LOOKALIKES = (
    # Letters of other scripts that read as Latin ones (Unicode TS 39, confusables.txt), and the Latin script's own
    # doubles that NFKC leaves alone. Pairs: what is written, what it reads as.
    "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԚQ ԜW ҮY һh аa ѵv еe ѕs іi јj оo рp сc уy хx ԁd ԛq ԝw ӏl гr "
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa γy ιi νv οo ρp σo υu ϲc ϳj Ϲc "
    "ՕO օo սu ոn հh ցg զq ՏS ℓl ıi ɑa ɡg ɩi ɪi ᴀa ʙb ᴄc ᴅd ᴇe ɢg ʜh ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz "
    '’\' ‘\' ʼ\' ′\' “" ”" „" «" »" ‐- ‑- ‒- –- —- −-'
)
_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Characters that show nothing and are no format characters by category: joiner, fillers, inherent vowels."""


@cache
def _reads() -> dict[int, str | None]:
    """Return what each character reads as: None for what shows nothing, a blank for controls; made once, in 0.1 s."""
    table: dict[int, str | None] = {}
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        if category == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
            table[code] = None
        elif category == "Cc":
            table[code] = " "
    table |= {ord(written): None for written in _UNSEEN}
    return table | {ord(pair[0]): pair[1] for pair in _LOOKALIKES.split()}


def match_text(text: str) -> str:
    """Return the matching key of a text; the text itself is what is stored and shown.

    NFKC, format characters out (zero width, bidi controls, soft hyphens), letters that only look Latin as Latin ones,
    case folded, white space as single blanks. Lookalikes are replaced before case is folded, for `Н` reads as H and
    `η` as n: a Greek text has therefore another key in capitals, and so is not matched with its own small letters.
    """
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFKC", text).translate(_reads())
    return " ".join(text.casefold().split())


def review_key(text: str, *, rating: Decimal | None, date: dt.date | None) -> str:
    """Return the identity of a review that its site gives none: 16 hex digits of a hash of what it says.

    The text is the masked one, so that no personal data goes into the hash, as its matching key. The date is one that
    is read without a clock (None for "2 weeks ago"), so that a review keeps its identity from night to night.
    """
    told = (
        match_text(text),
        "" if rating is None else str(rating.normalize()),
        date.isoformat() if date else "",
    )
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]


def same_words(before: str, now: str) -> bool:
    """Tell whether a text says what it said before: its matching key is the same, or it is the former one cut short."""
    old, new = match_text(before), match_text(now)
    if old == new:
        return True
    cut = new.removesuffix("...").rstrip()
    return cut != new and bool(cut) and old.startswith(cut)
