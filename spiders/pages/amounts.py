"""Amounts: figures as people write them, read as decimals, or not at all where two readings are possible."""

import re
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
# Currencies whose amounts are written 1.234,56 in whatever language a page is.
_COMMA_CURRENCIES = frozenset({"COP", "ARS", "BRL"})
# Currencies without cents in use: three digits after either mark are a group.
_WHOLE_CURRENCIES = frozenset({"IDR", "VND", "CLP", "JPY", "KRW", "HUF", "ISK"})
_DIGITS: dict[int, str] = {}
for _zero in (0x0660, 0x06F0, 0x0966, 0xFF10):
    _DIGITS |= {_zero + value: str(value) for value in range(10)}
_DIGITS |= {0xFF0C: ",", 0xFF0E: ".", 0x066B: ".", 0x066C: ",", 0xFF04: "$", 0x00A0: " "}


def plain_digits(text: str) -> str:
    """Return text with the digits of other scripts and wide signs as ASCII; every character keeps its place."""
    return text if text.isascii() else text.translate(_DIGITS)


def read_amount(figure: str, *, language: str = "", currency: str | None = None) -> Decimal | None:
    """Return what a figure amounts to; None when it can be read in two ways.

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
    plain = _unified(figure, comma=language in _COMMA_DECIMAL or currency in _COMMA_CURRENCIES)
    if plain is None:
        return None
    if scale == 1 and not exponent:
        return Decimal(plain)
    amount = Decimal(plain + (exponent or "")) * scale
    return Decimal(int(amount)) if amount == int(amount) else amount


def _unified(figure: str, *, comma: bool) -> str | None:
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
    by_group = (mark == ".") == comma
    return f"{whole}{cents}" if by_group and len(whole) <= 3 else None


def _grouped(figure: str, mark: str) -> bool:
    """Tell whether a whole number is written in groups of three."""
    first, *groups = figure.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)
