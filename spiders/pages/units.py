"""Units: what a price is for one of: a person who uses, or the thing counted."""

from spiders.pages.tongues import SEATS

_SEATS = frozenset(SEATS)
_ABBREVIATED = {"hr": "hour"}


def is_seat(noun: str) -> bool:
    """Tell whether a word in the singular and lower case means a person who uses."""
    return noun in _SEATS


def unit_of(noun: str, *, plain: bool = False) -> str:
    """Return `seat` for a noun that means a person who uses, else the thing counted in the singular.

    With `plain` the noun itself is always returned.
    """
    single = singular(noun.strip().lower())
    single = _ABBREVIATED.get(single, single)
    return "seat" if not plain and single.rsplit(" ", 1)[-1] in _SEATS else single


def singular(noun: str) -> str:
    """Return an English noun in the singular, by its ending."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "gbs")) and len(noun) > 3:
        return noun[:-1]
    return noun
