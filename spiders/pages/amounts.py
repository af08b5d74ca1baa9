"""Amounts: figures as people write them, read as decimals, or not at all where two readings are possible."""

import re
import unicodedata
from decimal import Decimal

FIGURE = r"(?:\d+|(?=\.\d))(?:[.,'’]\d+|[\u00a0\u202f\u2009]\d{3}(?!\d))*(?:[eE]\d{1,2}(?![\w]))?(?:\s?[.,](?:\d\d(?!\d)|[-–—]{1,2}))?"
"""Pattern of a figure, without a sign: groups, decimals, an exponent, and the dash for no cents (`49,-`)."""
SCALE = r"(?:\s?(?:k|K|M)(?![\w]))?"
"""Pattern of the letter that may follow a figure and multiplies it."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_TIMES = {"k": 1_000, "K": 1_000, "M": 1_000_000}
_INDIAN = re.compile(r"\d{1,2}(,\d\d)+,\d{3}")
# Languages that write 1.234,56; in all others 1,234.56 is taken.
_COMMA_DECIMAL = frozenset(
    [
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "cs",
        "sk",
        "da",
        "sv",
        "nb",
        "no",
        "nn",
        "fi",
        "hu",
        "ro",
        "bg",
        "hr",
        "sl",
        "tr",
        "ru",
        "uk",
        "el",
        "id",
        "lt",
        "lv",
        "et",
        "ca",
        "eu",
        "gl",
        "vi",
    ]
)
# Regions that write 1,234.56 in a language that does otherwise elsewhere.
_POINT_REGIONS = frozenset(
    f"es-{region}" for region in ("mx", "us", "pr", "do", "gt", "hn", "ni", "sv", "pa", "pe", "419")
)
# Regions where both ways are met, beside an apostrophe for groups: one separator alone says nothing there.
_MIXED_REGIONS = ("ch", "li")
# Currencies whose amounts are written 1.234,56 in whatever language a page is.
_COMMA_CURRENCIES = frozenset({"COP", "ARS", "BRL"})
# Currencies without cents in use: three digits after either mark are a group.
_WHOLE_CURRENCIES = frozenset({"IDR", "VND", "CLP", "JPY", "KRW", "HUF", "ISK"})
_WIDE = {
    0xFF0C: ",",
    0xFF0E: ".",
    0x066B: ".",
    0x066C: ",",
    0xFF04: "$",
    0x00A0: " ",
    0xFFE1: "£",
    0xFFE5: "¥",
}
# Characters that a reader does not see: zero-width ones, soft hyphens, marks of writing direction.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


class _Digits(dict[int, int | str]):
    """Each character as itself, but decimal digits of any script as ASCII ones; filled as texts need it."""

    def __missing__(self, point: int) -> int | str:
        value = unicodedata.decimal(chr(point), None)
        self[point] = found = point if value is None else str(value)
        return found


_DIGITS = _Digits(_WIDE)


def plain_digits(text: str) -> str:
    """Return text with the digits of other scripts and wide signs as ASCII; every character keeps its place."""
    return text if text.isascii() else text.translate(_DIGITS)


def clean(text: str) -> tuple[str, list[int] | None]:
    """Return text without the characters that no reader sees, and where each kept one stood.

    The list has one entry more than the text, the end; it is None when nothing was left out.
    """
    if text.isascii() or not _UNSEEN.search(text):
        return text, None
    places = [place for place, character in enumerate(text) if not _UNSEEN.match(character)]
    return "".join(text[place] for place in places), [*places, len(text)]


def read_amount(figure: str, *, language: str = "", currency: str | None = None) -> Decimal | None:
    """Return what a figure amounts to; None when it can be read in two ways. The language may name its region: `es-mx`.

    Two different separators settle each other. One alone with three digits after it is a group in the
    language of the page or, where that says otherwise, ambiguous: `1,299` in English is 1299,
    `12.345` in English and `12,345` in German are nothing that can be known.
    """
    scale = 1
    figure = figure.strip()
    if figure[-1:] in _TIMES:
        scale, figure = _TIMES[figure[-1]], figure[:-1]
    figure = re.sub(r"[.,][-–—]+$", "", _SPACES.sub("", figure))
    figure, exponent = re.fullmatch(r"(.*?)([eE]\d+)?", figure).groups()  # type: ignore[union-attr]
    if currency in _WHOLE_CURRENCIES:
        figure = re.sub(r"(?<=\d)[.,](?=\d{3}(?:\D|$))", "", figure)
    plain = _unified(figure, comma=_by_comma(language, currency))
    if plain is None:
        return None
    if scale == 1 and not exponent:
        return Decimal(plain)
    amount = Decimal(plain + (exponent or "")) * scale
    return Decimal(int(amount)) if amount == int(amount) else amount


def _by_comma(language: str, currency: str | None) -> bool | None:
    """Tell whether decimals stand after a comma in a language; None where both ways are met."""
    tongue, _, region = language.partition("-")
    if region in _MIXED_REGIONS:
        return None
    return (tongue in _COMMA_DECIMAL and language not in _POINT_REGIONS) or currency in _COMMA_CURRENCIES


def _unified(figure: str, *, comma: bool | None) -> str | None:
    """Return a figure with a point for decimals and no groups; None when it is ambiguous or malformed."""
    commas, points = figure.count(","), figure.count(".")
    if not commas and not points:
        return figure
    if _INDIAN.fullmatch(figure):
        return figure.replace(",", "")
    if commas and points:
        decimal = "," if figure.rfind(",") > figure.rfind(".") else "."
        group = "." if decimal == "," else ","
        whole, _, cents = figure.rpartition(decimal)
        good = (decimal not in whole and _grouped(whole, group)) or _INDIAN.fullmatch(whole)
        return f"{whole.replace(group, '')}.{cents}" if good else None
    mark = "," if commas else "."
    if commas + points > 1:
        return figure.replace(mark, "") if _grouped(figure, mark) else None
    whole, _, cents = figure.partition(mark)
    if len(cents) != 3 or whole in ("", "0"):
        return f"{whole}.{cents}" if mark == "." or len(cents) <= 2 or whole == "0" else None
    by_group = comma is not None and (mark == ".") == comma
    return f"{whole}{cents}" if by_group and len(whole) <= 3 else None


def _grouped(figure: str, mark: str) -> bool:
    """Tell whether a whole number is written in groups of three."""
    first, *groups = figure.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)
