"""Privacy: personal data in text, masked so that every other character keeps its place."""

import re

MASK = "•"
"""What stands for one masked character."""

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24}"
)
_EMAIL_SPELT = re.compile(
    r"\b[A-Za-z0-9._-]{2,64}\s?(?:\[at\]|\(at\)|\{at\})\s?[A-Za-z0-9-]{2,63}\s?(?:\.|\[dot\]|\(dot\)|\{dot\})\s?[A-Za-z]{2,24}\b",
    re.IGNORECASE,
)
# From +, ( or a digit to a digit, 7 to 15 digits with at most two signs between two of them.
_PHONE = re.compile(r"(?<![\w.,$€£/#-])(?:\+|\()?\d(?:[ ().\u00a0/-]{0,2}\d){6,14}(?![\w%]|[.,]\d)")
_DATE = re.compile(
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:[ T]\d{1,2}(?::?\d\d)?)?"
)
# With points a version or an address of the network is likelier, unless it is grouped as numbers are.
_DOTTED = re.compile(r"\d{3}\.\d{3}\.\d{4}|0\d(?:\.\d\d){4}")
_NAMED = re.compile(
    r"(?:tel|phone|call|mobile|whatsapp|cell|fax|telephone|telefon)\W{0,4}(?:\w{1,6}\W{1,2}){0,2}$",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """Return text with each character of an e-mail address or telephone number as `•`; its length stays.

    A run of digits is a telephone number when it is written like one: with a plus, brackets, or
    separators, or after a word such as "phone". Dates, versions, amounts and plain long numbers stay.
    """
    if "@" in text:
        text = _EMAIL.sub(_hide, text)
    text = _EMAIL_SPELT.sub(_hide, text)
    return _PHONE.sub(_hide_phone, text) if any(character.isdigit() for character in text) else text


def _hide(match: re.Match[str]) -> str:
    return MASK * len(match.group())


def _hide_phone(match: re.Match[str]) -> str:
    """Mask a match that is a telephone number; leave any other run of digits."""
    number = match.group()
    groups = re.split(r"\D+", number.strip("+()"))
    spoken = _NAMED.search(match.string[max(0, match.start() - 30) : match.start()])
    if spoken or number.startswith(("+", "(")):
        return _hide(match)
    if _DATE.fullmatch(number) or _is_amount(groups) or ("." in number and not _DOTTED.fullmatch(number)):
        return number
    written = len(groups) >= 3 and all(len(group) >= 2 for group in groups[1:])
    international = number.startswith("00") and sum(map(len, groups)) >= 9
    national = len(groups) == 2 and 3 <= len(groups[0]) <= 5 and groups[0].startswith("0")
    return _hide(match) if written or international or national else number


def _is_amount(groups: list[str]) -> bool:
    """Tell whether groups of digits are thousands of a round number, such as `10 000 000`."""
    return len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[-1] == "000"
