"""Price keys: what the name of a key in embedded data says about the amount that stands under it."""

import re
from dataclasses import dataclass

from rivalscope.domain.page import Period

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PRICE = frozenset({"price", "prices", "pricing", "amount", "cost"})
_UNDER = frozenset(
    {"price", "prices", "pricing", "amount", "cost", "value", "billing", "default", "base", "regular", "flat"}
)
_MONTH = frozenset({"month", "monthly", "mo"})
_YEAR = frozenset({"year", "yearly", "annual", "annually", "annum", "yr"})
_SEAT = frozenset({"user", "seat", "member", "agent"})
_CENTS = frozenset({"cent", "cents", "minor"})
# What makes a key with a price's name tell of something else: of an old price, a saving, one more of something.
_ELSE = frozenset(
    ["id", "ids", "label", "text", "description", "desc", "title", "note", "notes", "suffix", "prefix", "currency", "type",
     "count", "min", "max", "minimum", "maximum", "discount", "discounted", "save", "saved", "saving", "savings", "setup",
     "addon", "addons", "add", "extra", "additional", "overage", "range", "old", "original", "compare", "was", "strike",
     "strikethrough", "tax", "vat", "limit", "key", "name", "url", "link", "subtitle", "class", "hidden", "show", "renewal",
     "intro", "introductory", "refund", "credit", "credits", "shipping", "off", "percent", "percentage", "list", "msrp",
     "valid", "until", "usage", "metered", "tier", "tiers", "lookup", "symbol", "sign", "format", "hint", "caption"]
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceKey:
    """What a key says of its amount."""

    month: bool = False
    year: bool = False
    seat: bool = False
    cents: bool = False

    @property
    def period(self) -> Period | None:
        """The one period that it names; None when it names none or both."""
        return None if self.month == self.year else Period.MONTH if self.month else Period.YEAR


def price_key(key: str, *, under: bool = False) -> PriceKey | None:
    """Read a key; None when no amount of a price is meant.

    `under` says that the key stands in an object which is itself under a price's key, where `monthly`
    or `value` are enough. A sum is in cents only where the key says so: `amountInCents`, and
    `unit_amount` as payment providers call the smallest unit of a currency.
    """
    words = {word.lower() for word in _WORDS.findall(key)}
    if words & _ELSE or not words & (_PRICE | (_UNDER | _MONTH | _YEAR if under else frozenset())):
        return None
    return PriceKey(
        month=bool(words & _MONTH),
        year=bool(words & _YEAR),
        seat=bool(words & _SEAT),
        cents=bool(words & _CENTS) or {"unit", "amount"} <= words,
    )


def period_of(word: str | None) -> Period | None:
    """Return the period that a value such as `monthly` or `year` names; None for any other."""
    words = {part.lower() for part in _WORDS.findall(word or "")}
    month, year = bool(words & _MONTH), bool(words & _YEAR)
    return None if month == year else Period.MONTH if month else Period.YEAR
