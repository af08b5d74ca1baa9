"""Decoding: bytes to text once, by byte order mark, validity, header, declaration and language, in this order."""

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# What browsers take these labels to mean (WHATWG Encoding Standard, section 4.2).
_LABELS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
           "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
           "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-9": "cp1254", "tis-620": "cp874"}  # fmt: skip
# What pages of a language that name no character set are in (HTML Living Standard, 13.2.3.2, suggested defaults).
_DEFAULTS = {"ar": "cp1256", "fa": "cp1256", "ba": "cp1251", "be": "cp1251", "bg": "cp1251", "ky": "cp1251", "mk": "cp1251", "ru": "cp1251", "sr": "cp1251",
             "tg": "cp1251", "tt": "cp1251", "uk": "cp1251", "cs": "cp1250", "hu": "iso-8859-2", "pl": "iso-8859-2", "sl": "iso-8859-2", "hr": "cp1250", "sk": "cp1250",
             "el": "iso-8859-7", "et": "cp1257", "lt": "cp1257", "lv": "cp1257", "he": "cp1255", "ja": "cp932", "ko": "cp949", "ku": "cp1254", "tr": "cp1254",
             "th": "cp874", "vi": "cp1258", "zh": "gb18030"}  # fmt: skip
_LANGUAGE = re.compile(rb"<html[^>]{0,300}?\slang\s*=\s*[\"']?([a-zA-Z-]{2,20})", re.IGNORECASE)
# Codecs of Python that are not character sets of the web.
_REFUSED = frozenset(
    {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)
# A byte order mark apart, a document that was found to be ASCII-compatible cannot be in these.
_WIDE = re.compile(r"utf-?(16|32)|ucs-?[24]")
# Character sets whose bytes are all ASCII, so that being valid UTF-8 says nothing about them.
_SEVEN_BIT = re.compile(r"iso-?2022|hz")
# UTF-8 of currency signs as Windows-1252 shows it: £ as Â£, € as â‚¬.
_SIGNS = "|".join(re.escape(sign.encode().decode("cp1252")) for sign in "£¥¢€₹₺₩₪₫₦₱₲₴₵₸₽")
# A sign that was lost is told from a lost dash or quote by what its amount is for.
_FOR = r"\s?(?:/|per\b|pro\b|par\b)"
_GARBLED = re.compile(
    rf"({_SIGNS})\s?\d|\d\s?({_SIGNS})|(?<!\d)(\ufffd)\s?\d[\d.,]*{_FOR}|\d\s?(\ufffd){_FOR}", re.IGNORECASE
)
_SUSPECT = re.compile(
    rf"[\ufffd{re.escape(''.join({sign.encode().decode('cp1252')[0] for sign in '£¥¢€₹₺₩₪₫₦₱₲₴₵₸₽'}))}]",
    re.IGNORECASE,
)
"""What every garbled sign begins with."""


def decode(body: bytes, *, content_type: str | None = None) -> str:
    """Return the text of a body, without NUL characters and byte order mark; never fails.

    A byte order mark decides. Else bytes that are valid UTF-8 are UTF-8 whatever a header or a meta
    element claims (other character sets do not fall into that pattern by chance), which also keeps
    offsets the same when the header is no longer known. Else the header's character set, then the
    document's own, then the one that pages of its language were written in, then Windows-1252; bytes
    without meaning become U+FFFD.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace").replace("\x00", "")
    declared = _declared(body, content_type)
    if not any(_SEVEN_BIT.match(name) for name in declared[:1]):
        try:
            return body.decode("utf-8").replace("\x00", "")
        except UnicodeDecodeError:
            pass
    for name in declared:
        if name == "utf-8" and not _damaged_utf8(body):
            continue  # says UTF-8, but hardly a sequence of it is there: an old page with a new header
        try:
            return body.decode(name, "replace").replace("\x00", "")
        except (LookupError, UnicodeError):
            continue
    fallback = "utf-8" if _damaged_utf8(body) and not declared else _of_language(body)
    return body.decode(fallback, "replace").replace("\x00", "")


def garbled_price(text: str) -> str | None:
    """Return a currency sign that was decoded wrongly before it came to us, where it stands by a number.

    A page may hold `â‚¬12`: UTF-8 that its own server took for Windows-1252, or a sign that was lost as U+FFFD.
    What it costs can then no longer be told from what it used to cost.
    """
    if text.isascii() or _SUSPECT.search(text) is None:
        return None
    found = _GARBLED.search(text)
    return next(filter(None, found.groups())) if found is not None else None


def _of_language(body: bytes) -> str:
    """Return the character set that pages of a document's language were written in before UTF-8."""
    found = _LANGUAGE.search(body[:4096])
    name = _DEFAULTS.get(found.group(1)[:2].decode("ascii").lower(), "cp1252") if found else "cp1252"
    if found and found.group(1).lower() in (b"zh-tw", b"zh-hk", b"zh-hant"):
        return "big5"
    return name


def _damaged_utf8(body: bytes) -> bool:
    """Tell whether bytes that are not valid UTF-8 were meant as it: most of those beyond ASCII are whole sequences.

    In Windows-1252 an é before a curly quote looks like one, but the other accents of the text do not.
    """
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(not character.isascii() for character in text) - broken > broken


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Return the character sets that header and document name, normalised, the most trusted first."""
    head = body[:4096]
    found = [match.group(1) for match in [_HEADER.search(content_type or "")] if match]
    found += [match.group(1).decode("ascii") for match in (_XML.search(head), _META.search(head)) if match]
    names = [_LABELS.get(name.lower(), name.lower().replace("_", "-")) for name in found]
    names = ["utf-8" if name in ("utf8", "utf-8") else name for name in names]
    return [name for name in names if name not in _REFUSED and not _WIDE.match(name)]
