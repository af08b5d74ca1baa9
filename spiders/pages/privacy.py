"""Privacy: personal data in text, masked so that every other character keeps its place."""

import re

MASK = "•"
"""What stands for one masked character."""

_EMAIL = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[^\W_](?:[\w-]{0,62}\.)+[^\W\d_]{2,24}")
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


_HANDLE = re.compile(r"(?<![\w/.@&•])@[A-Za-z_](?:[\w.]{1,28}\w)(?![\w@])")
# What products call their own: a reader may ask for @mentions, and write to @all.
_COMMON = frozenset(
    [
        "all",
        "channel",
        "everyone",
        "everybody",
        "group",
        "here",
        "home",
        "me",
        "mention",
        "mentioned",
        "mentioning",
        "mentions",
        "name",
        "names",
        "property",
        "reply",
        "role",
        "tag",
        "tags",
        "team",
        "teams",
        "user",
        "username",
        "users",
        "work",
    ]
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\w.-])[3-6]\d{3}(?:[ -]?\d){9,15}(?![\w.-]?\d)")
# With a first number of two digits or less it may as well be a version.
_ADDRESS = re.compile(r"(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)")
_ADDRESS_6 = re.compile(
    r"(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){3,7}(?::?[0-9A-Fa-f]{1,4})(?:::?[0-9A-Fa-f]{1,4}){0,3}(?![\w:])"
)
_SECRET = re.compile(
    r"(?:[?&#;](?:access_?token|auth|code|email|e-mail|key|api_?key|mail|otp|password|phone|pwd|secret|session|sid|sig|"
    r"signature|tel|token|user|username)=)([^\s&#<>\"']+)|(?<=://)([^\s/@<>\"']+)(?=@)",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """Return text with each character of personal data as `•`; its length stays.

    Masked are e-mail addresses, telephone numbers, handles such as @kim_lee, numbers of accounts (IBAN) and cards whose
    check digits hold, public addresses of the network, and in URLs what proves or tells who somebody is: passwords,
    tokens, sessions. A run of digits is a telephone number when it is written like one: with a plus, brackets, or
    separators, or after a word such as "phone". Dates, versions, amounts and plain long numbers stay.
    """
    if "=" in text or "://" in text:
        text = _SECRET.sub(_hide_group, text)
    if "@" in text:
        text = _HANDLE.sub(_hide_handle, _EMAIL.sub(_hide, text))
    text = _EMAIL_SPELT.sub(_hide, text)
    if not any(character.isdigit() for character in text):
        return text
    text = _CARD.sub(_hide_card, _IBAN.sub(_hide_iban, text))
    text = _ADDRESS_6.sub(_hide_address_6, _ADDRESS.sub(_hide_address, text))
    return _PHONE.sub(_hide_phone, text)


def _hide_group(match: re.Match[str]) -> str:
    """Mask what a group of a match holds and leave the rest."""
    place = 1 if match.group(1) is not None else 2
    begin, end = match.start(place) - match.start(), match.end(place) - match.start()
    return match.group()[:begin] + MASK * (end - begin) + match.group()[end:]


def _hide_handle(match: re.Match[str]) -> str:
    return match.group() if match.group()[1:].lower() in _COMMON else _hide(match)


def _hide_iban(match: re.Match[str]) -> str:
    """Mask the number of an account whose check digits hold (ISO 13616)."""
    number = match.group().replace(" ", "")
    digits = "".join(str(int(character, 36)) for character in number[4:] + number[:4])
    return _hide(match) if int(digits) % 97 == 1 else match.group()


def _hide_card(match: re.Match[str]) -> str:
    """Mask the number of a card whose check digit holds (ISO/IEC 7812-1, annex B)."""
    digits = [int(character) for character in match.group() if character.isdigit()]
    doubled = (
        digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))
    )
    return _hide(match) if sum(doubled) % 10 == 0 else match.group()


def _hide_address(match: re.Match[str]) -> str:
    """Mask an address of the network that is nobody's own; one that begins low may be a version."""
    parts = [int(part) for part in match.groups()]
    own = (
        parts[0] == 10
        or parts[0] == 127
        or parts[:2] == [192, 168]
        or (parts[0] == 172 and 16 <= parts[1] < 32)
    )
    return match.group() if max(parts) > 255 or (parts[0] < 100 and max(parts) < 100) or own else _hide(match)


def _hide_address_6(match: re.Match[str]) -> str:
    """Mask an address of the network in its longer form; times such as 10:30:00:00 hold two digits a part."""
    wide = any(len(part) > 2 for part in match.group().split(":"))
    return _hide(match) if wide else match.group()


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
