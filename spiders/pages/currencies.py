"""Currencies: the signs and codes that anchor an amount, and which ISO 4217 code each stands for."""

import re
from dataclasses import dataclass

from rivalscope.domain.page import Billed, Period
from spiders.pages.general import shared_terms
from spiders.pages.text import lowered

CODES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KES",
        "KRW",
        "KZT",
        "MAD",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NZD",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "UYU",
        "VND",
        "ZAR",
    ]
)
"""ISO 4217 codes that are read; codes that are also words in capitals (ALL, TOP, CUP) are not."""

SIGNS = {
    "US$": "USD", "U.S.$": "USD", "$US": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "CDN$": "CAD",
    "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "€": "EUR",
    "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "₪": "ILS", "₺": "TRY", "₫": "VND", "đ": "VND", "฿": "THB", "₴": "UAH",
    "₱": "PHP", "₦": "NGN", "₸": "KZT", "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "руб.": "RUB", "руб": "RUB",
    "р.": "RUB", "Р": "RUB", "грн.": "UAH", "грн": "UAH", "원": "KRW", "лв.": "BGN", "лв": "BGN", "TL": "TRY", "lei": "RON", "Rs.": "INR", "Rs": "INR",
    "₡": "CRC", "₲": "PYG", "₵": "GHS", "₮": "MNT", "₭": "LAK", "₼": "AZN", "₾": "GEL", "֏": "AMD", "؋": "AFN", "৳": "BDT", "៛": "KHR",
    "د.إ": "AED", "ريال سعودي": "SAR", "درهم إماراتي": "AED", "جنيه مصري": "EGP", "ر.س": "SAR", "ج.م": "EGP", "ر.ق": "QAR", "د.م": "MAD", "ש״ח": "ILS", 'ש"ח': "ILS", "บาท": "THB", "RM": "MYR", "Rp": "IDR", "Fr.": "CHF", "SFr.": "CHF",
}  # fmt: skip
_KRONE = {"sv": "SEK", "da": "DKK", "nb": "NOK", "no": "NOK", "nn": "NOK", "is": "ISK"}
_YEN_SIGNS = {"¥": None, "￥": None, "円": "JPY", "元": "CNY"}
_YEN = {"ja": "JPY", "zh": "CNY"}
# Regions whose own currency is written with a bare dollar sign: there `$` alone says too little.
_OTHER_DOLLARS = frozenset(
    ["au", "ca", "nz", "hk", "sg", "tw", "mx", "ar", "cl", "co", "uy", "jm", "bb", "tt", "fj", "na"]
)
_DOLLAR_CODES = frozenset(
    ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP", "UYU"]
)
_LOWER = ("usd", "eur", "gbp", "cad", "aud", "chf", "inr", "euro", "euros")


def _one_of(signs: list[str]) -> str:
    """Return a pattern of any of several signs, the longest first; one of letters ends and begins as a word does."""
    ordered = sorted(signs, key=len, reverse=True)
    worded = "|".join(re.escape(sign) for sign in ordered if sign[0].isalpha() and sign[-1] not in "$£")
    lettered = "|".join(re.escape(sign) for sign in ordered if sign[0].isalpha() and sign[-1] in "$£")
    drawn = "|".join(re.escape(sign) for sign in ordered if not sign[0].isalpha())
    # A letter before makes a dollar of another country out of a word that ends on it: `SMS$0.01`.
    return rf"(?<![^\W\d_])(?:{lettered})|{drawn}|(?<![^\W\d_])(?:{worded})(?![^\W\d_])"


_sign_alternatives = _one_of(list(SIGNS))
BEFORE = rf"(?:{_sign_alternatives}|\$|¥|￥|(?<![A-Za-z])(?:{'|'.join(sorted(CODES - {'TRY', 'PEN'}))})(?:\s?\$)?|(?<![A-Za-z])kr\.?)"
"""Pattern of what may stand before an amount."""
FIRSTS = "".join(sorted({re.escape(word[0]) for word in (*SIGNS, *CODES, "$", "¥", "￥", "kr")}))
"""The characters that it may begin with, as the inside of a set: most of a text can be passed over by them."""
AFTER = rf"(?:{_sign_alternatives}|\$|¥|￥|円|元|원(?=부터|이상|대|에|씩)|(?:{'|'.join(sorted(CODES))}|{'|'.join(_LOWER)}|kr\.?|dollars?)(?![A-Za-z]))"
"""Pattern of what may stand after an amount."""

_STATEMENT = re.compile(
    r"(?i:prices?|pricing|plans?|amounts?|charges|rates|fees|billed|charged|shown|listed|quoted)\b[^.!?$€£]{0,40}?\b"
    rf"(?:in|as)\s+(?:the\s+)?(?:(?P<code>{'|'.join(sorted(CODES))})\b|(?P<word>U\.?S\.?|Canadian|Australian|New Zealand"
    r"|Singapore|Hong Kong)\s+dollars?)",
)
# Characters of a page in which such a sentence is looked for.
_FAR = 300_000
_PESOS = re.compile(r"\b(?:en|in|em)\s+(?:pesos|dólares|dollars)\s+(?P<of>\w+)", re.IGNORECASE)
_PESOS_OF = {"mexicanos": "MXN", "chilenos": "CLP", "colombianos": "COP", "argentinos": "ARS", "uruguayos": "UYU", "americanos": "USD",
             "estadounidenses": "USD", "canadiens": "CAD", "américains": "USD", "us": "USD", "australiens": "AUD", "canadienses": "CAD", "canadenses": "CAD", "australianos": "AUD"}  # fmt: skip
_ABROAD = re.compile(
    r"(?i:preise|beträge|prix|tarifs|montants|precios|tarifas|importes|montos|valores|prezzi|tariffe|importi|preços|prijzen|tarieven|bedragen|ceny|kwoty)\b[^.!?$€£]{0,40}?\b"
    rf"(?:in|en|em|w)\s+(?P<code>{'|'.join(sorted(CODES))})\b"
)
_DOLLARS = {
    "us": "USD",
    "canadian": "CAD",
    "australian": "AUD",
    "new zealand": "NZD",
    "singapore": "SGD",
    "hong kong": "HKD",
}
_BILLED = re.compile(
    r"(?:(?<![\w-] )(?<![\w-])|\b(?:all|our|the|these|those|paid|listed|other|usd|eur|gbp)\s+)(?:prices?|plans?|amounts?|fees|subscriptions?)\b[^.!?$€£]{0,60}?\bbilled (monthly|annually|yearly)\b", re.IGNORECASE
)  # fmt: skip
_MACHINES = re.compile(
    r"\b(?:servers?|containers?|infrastructure|kubernetes|observability|virtual machines|VMs|metrics|CPUs?|endpoints?)\b",
    re.IGNORECASE,
)


_CODED = re.compile(r"[A-Z]{3}\b")
"""What may be a code: a page without one names none in a sentence."""
_PESO_WORDS = ("pesos", "dólares", "dollars")
_MACHINE_WORDS = ("server", "container", "infrastructure", "kubernetes", "observability", "virtual machines", "vms", "metrics", "cpu", "endpoint")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a page says about its prices as a whole."""

    language: str | None = None
    """Language tag of the page, in lower case, e.g. `en-au`."""
    currency: str | None = None
    """Code that the page says its prices are in, e.g. "Prices in CAD"."""
    billed: Billed | None = None
    """How prices are charged unless one says otherwise."""
    period: Period | None = None
    """What prices are paid for unless one says otherwise: `Prices per user per month`."""
    unit: str | None = None
    """For what each price of that period is."""
    machines: bool = False
    """Whether the page speaks of computers, of which a host is one; elsewhere a host is a person who invites."""

    @property
    def tongue(self) -> str:
        """The language without its region; empty when the page names none."""
        return (self.language or "").partition("-")[0]


def hints_of(text: str, *, language: str | None) -> Hints:
    """Read the sentences of a page that hold for all its prices.

    A sentence counts when it is about prices ("Prices in USD, billed monthly unless noted"). Two
    sentences that contradict each other say nothing.
    """
    text = text[:_FAR]
    low = lowered(text)
    codes = _codes_in(text, low)
    billed = (
        {match.group(1).lower() == "monthly" for match in _BILLED.finditer(text)}
        if "billed " in low
        else set()
    )
    period, unit = shared_terms(text)
    machines = any(word in low for word in _MACHINE_WORDS) and _MACHINES.search(text) is not None
    return Hints(
        period=period,
        unit="seat" if unit == "host" and not machines else unit,
        machines=machines,
        language=language.lower().replace("_", "-") if language else None,
        currency=codes.pop() if len(codes) == 1 else None,
        billed=(Billed.MONTHLY if billed.pop() else Billed.ANNUALLY) if len(billed) == 1 else None,
    )


def _codes_in(text: str, low: str) -> set[str]:
    """Return the codes of the currencies that sentences of a page say its prices are in; `low` is the page in lower case."""
    codes: set[str] = set()
    coded = not CODES.isdisjoint(_CODED.findall(text))
    if coded or "dollar" in low:
        for match in _STATEMENT.finditer(text):
            word = (match["word"] or "").replace(".", "").lower()
            codes.add(match["code"] or _DOLLARS[word])
    if any(word in low for word in _PESO_WORDS):
        codes |= {code for match in _PESOS.finditer(text) if (code := _PESOS_OF.get(match["of"].lower()))}
    return codes | {match["code"] for match in _ABROAD.finditer(text)} if coded else codes


def currency_of(mark: str, hints: Hints) -> str | None:
    """Return the code that a sign or code stands for; None when it may be several.

    A bare `$` is the dollar that the page says its prices are in; without such a sentence it is USD,
    unless the page's language belongs to a region with another dollar.
    """
    mark = mark.strip()
    code = mark[:3].upper()
    if code in CODES and not mark[3:].strip(" $"):
        return code
    if mark in SIGNS:
        return SIGNS[mark]
    if mark in _YEN_SIGNS:
        return (
            _YEN_SIGNS[mark]
            or _YEN.get(hints.tongue)
            or (hints.currency if hints.currency in _YEN.values() else None)
        )
    if mark.lower().startswith("kr"):
        return _KRONE.get(hints.tongue) or (hints.currency if hints.currency in _KRONE.values() else None)
    return "EUR" if mark.lower().startswith("euro") else _dollar(hints)


def _dollar(hints: Hints) -> str | None:
    """Return the code that a bare dollar sign stands for on a page."""
    if hints.currency in _DOLLAR_CODES:
        return hints.currency
    _, dash, region = (hints.language or "").partition("-")
    return None if dash and region in _OTHER_DOLLARS else "USD"
