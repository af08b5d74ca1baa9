"""Review fields: values of reviews in files and JSON, read without guessing."""

import hashlib
from datetime import date
from decimal import Decimal, InvalidOperation


def decimal_of(text: str | None) -> Decimal | None:
    """Return a finite number as written, with a decimal point or comma; None for anything else."""
    try:
        number = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def review_key(text: str, *, rating: Decimal | None, day: date | None) -> str:
    """Return the identity of a review that has no id of its own: a hash of text, rating and date."""
    words = " ".join(text.split()).casefold()
    return hashlib.sha256(f"{words}\x00{rating}\x00{day}".encode()).hexdigest()[:32]
