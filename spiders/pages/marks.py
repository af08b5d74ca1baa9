"""Marks of currency that are read only where a text is known to be a price: the rarer signs, words and codes.

Sources: ISO 4217 list one and the currency names and symbols of Unicode CLDR. None stands for a mark
that several currencies share.
"""

import re

from spiders.pages.currencies import CODES, SIGNS

THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies whose minor unit is a thousandth (ISO 4217)."""

_SIGNS = {
    "₤": None, "₶": None, "₭": "LAK", "₮": "MNT", "₡": "CRC", "₲": "PYG", "₵": "GHS", "GH₵": "GHS", "₨": None,
    "₣": None, "₿": None, "Ƀ": None, "ƒ": None, "₼": "AZN", "₾": "GEL", "֏": "AMD", "؋": "AFN", "৳": "BDT", "៛": "KHR", "﷼": None,
    "BZ$": "BZD", "CUC$": "CUC", "RD$": "DOP", "J$": "JMD", "MOP$": "MOP", "T$": "TOP", "TT$": "TTD", "Z$": None, "N$": "NAD", "$U": "UYU", "Bds$": "BBD",
    "AR$": "ARS", "CL$": "CLP", "CO$": "COP", "BN$": "BND", "WS$": "WST", "CV$": "CVE", "CN¥": "CNY", "SY£": "SYP", "LB£": "LBP", "￡": "GBP", "£E": "EGP",
    "B/.": "PAB", "S/.": "PEN", "S/": "PEN", "元": "CNY", "円": "JPY", "圆": "CNY", "圓": "CNY", "人民币": "CNY",
    "تومان": "IRR", "ریال": "IRR", "ريال": None, "درهم": None, "جنيه": None, "دينار": None, "र": None, "रु": None, "रु.": None, "රු": "LKR", "ரூ": None, "টকা": "BDT",
}  # fmt: skip
_WORDS = {
    "рублей": "RUB", "рубль": "RUB", "рубля": "RUB", "р": "RUB", "дин.": "RSD", "динар": "RSD", "Dinara": "RSD", "din": "RSD", "дин": "RSD", "ман.": "AZN", "тңг": "KZT", "тг": "KZT",
    "лари": "GEL", "lari": "GEL", "Zł": "PLN", "LEI": "RON", "Lei": "RON", "euro": "EUR", "euros": "EUR", "đ": "VND", "VNĐ": "VND",
    "Lek": "ALL", "Nu.": "BTN", "Nu": "BTN", "KM": "BAM", "FBu": "BIF", "Fbu": "BIF", "BD": "BHD", "Br": None, "CFA": None, "FCFA": "XAF", "kn": "HRK", "Fdj": "DJF",
    "Nfk": "ERN", "FG": "GNF", "KD": "KWD", "LD": "LYD", "MK": "MWK", "Rf": "MVR", "UM": None, "Db": None, "TSh": "TZS", "USh": "UGX", "KSh": "KES", "KShs": "KES",
    "DT": "TND", "VT": "VUV", "Vt": "VUV", "Bs": None, "Bs.": None, "ZK": "ZMW", "Ks": "MMK", "Dhs": "AED", "Dh": None, "SR": "SAR", "QR": "QAR", "Re": None, "Sl": None, "nis": "ILS", "NIS": "ILS",
    'ש"ח': "ILS", "ש״ח": "ILS", "ש'ח": "ILS", "stg": "GBP", "pound": None, "pounds": None, "yuan": "CNY", "hrn": "UAH", "so'm": "UZS", "soʻm": "UZS", "som": None, "kwz": "AOA", "Kz": "AOA", "MT": "MZN", "L.E.": "EGP", "LE": "EGP", "SFr": "CHF",
    "Esc": None, "NT": "TWD", "CND": "CAD", "dollars": None, "dollar": None,
}  # fmt: skip
# Codes in use or lately so that the finder in running text does not know, words among them.
_RARER = re.findall(
    r"\w+",
    "AFN ALL AMD ANG AOA ATS AWG AZN BAM BBD BDT BEF BHD BIF BMD BND BOB BSD BTN BWP BYN BYR BZD CDF CRC CUC CUP CVE DEM DJF DOP DZD ERN ESP ETB "
    "FIM FJD FKP FRF GEL GHS GIP GMD GNF GRD GTQ GYD HNL HRK HTG IEP IQD IRR ITL JMD JOD KGS KHR KMF KPW KWD KYD LAK LBP LKR LRD LSL LTL LUF "
    "LVL LYD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MZN NAD NIO NLG NPR OMR PAB PGK PTE PYG RWF SBD SCR SDG SHP SIT SKK SLE SLL SOS SRD SSP STN "
    "SVC SYP SZL TJS TMT TND TOP TTD TZS UGX UZS VES VUV WST XAF XCD XOF XPF YER ZMW ZWL",
)

MARKS: dict[str, str | None] = {
    **SIGNS, **_SIGNS, **_WORDS, "$": None, "¥": None, "￥": None, "kr": None, "kr.": None, "Kr": None, "KR": None,
    **{code: code for code in (*CODES, *_RARER)},
}  # fmt: skip
"""Each mark with its ISO 4217 code, or None where several currencies share it."""

# Marks that are drawn, or letters with a drawn sign, may touch anything; words end and begin as words do.
_NAMED = re.compile(r"(?:[^\W\d_]|[.'\"״ʻ])+\Z")
_UNSAFE = sorted((mark for mark in MARKS if _NAMED.match(mark) and mark[0].isascii()), key=len, reverse=True)
_SAFE = sorted(
    (mark for mark in MARKS if not (_NAMED.match(mark) and mark[0].isascii())), key=len, reverse=True
)
_LETTERED = [mark for mark in _SAFE if _NAMED.match(mark)]
_SIGNED = [mark for mark in _SAFE if not _NAMED.match(mark)]


def _any_of(marks: list[str]) -> str:
    return "|".join(re.escape(mark) for mark in marks)


_LOWER = [code.lower() for code in (*CODES, *_RARER)]
DRAWN = rf"{_any_of(_SIGNED)}|(?<![^\W\d_])(?:{_any_of(_LETTERED)})(?![^\W\d_])"
"""Pattern of the marks that are signs, or words of a script other than the Latin one."""
WORDED = rf"(?<![^\W\d_])(?:{_any_of([*_UNSAFE, *_LOWER])})(?![^\W\d_])"
"""Pattern of the marks in Latin letters."""
