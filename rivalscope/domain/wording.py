"""Facts in words: how a price, a claim or a limit is written in a change, a report or a digest."""

from collections.abc import Mapping
from decimal import Decimal

from rivalscope.domain.capture import Ending
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.market import SourceKind
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.page import Billed, ClaimStatus, Period, PriceKind, Qualifier


def noise_text(noise: Mapping[NoiseKind, int]) -> str:
    """Return what was counted as noise, e.g. `9 lines kept back as noise: 5 date, 4 counter`; empty for nothing."""
    if not noise:
        return ""
    kinds = ", ".join(f"{number:,} {kind.value}" for kind, number in noise.items())
    total = sum(noise.values())
    return f"{total:,} line{'' if total == 1 else 's'} kept back as noise: {kinds}"


def price_text(
    *,
    kind: PriceKind,
    raw: str,
    amount: Decimal | None = None,
    currency: str | None = None,
    period: Period | None = None,
    billed: Billed | None = None,
    unit: str | None = None,
    qualifier: Qualifier | None = None,
) -> str:
    """Return a price in words, e.g. `from 15.99 USD per seat per month, billed annually`.

    What is unknown is left out; a price of unknown kind is given in the page's own words.
    """
    if kind is PriceKind.FREE:
        return "free"
    if kind is PriceKind.CONTACT:
        return "contact sales"
    if kind is PriceKind.UNKNOWN or amount is None:
        return raw
    words = [qualifier.value] if qualifier else []
    words.append(format(amount, "f"))
    if currency:
        words.append(currency)
    if unit and unit != "flat":
        words.append(f"per {unit}")
    if period:
        words.append({Period.ONCE: "once", Period.USE: "per use"}.get(period, f"per {period.value}"))
    return " ".join(words) + (f", billed {billed.value}" if billed else "")


def claim_text(status: ClaimStatus, value: str | None) -> str:
    """Return a claim in words, e.g. `limited (10 GB)`."""
    return f"{status.value} ({value})" if value else status.value


def limit_text(value: str, unit: str | None) -> str:
    """Return a limit in words, e.g. `40 minutes`."""
    return f"{value} {unit}" if unit else value


def size_text(size: int) -> str:
    """Return a number of bytes for people, e.g. `412 kB`, `3.1 MB`; decimal units."""
    if size < 1000:
        return f"{size} B"
    if size < 999_500:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1e6:,.1f} MB"


_ENDINGS = {
    Ending.CAP: "the service gives no more",
    Ending.LIMIT: "review_pages of market.toml ends the list there",
    Ending.LOOP: "its pages repeat themselves",
    Ending.ELSEWHERE: "its next page is on another host",
}
"""Endings of a list that may leave something out; the others leave nothing."""


def extent_text(row: SourceCoverage) -> str:
    """Return how much of a list of reviews is held, e.g. `312 of 1,204 stated reviews; the service gives no more`.

    Empty for a source that is no list of reviews, and for a list of which all is held as far as it says. A source may
    state fewer than are held: reviews that it took down are kept.
    """
    if row.kind not in (SourceKind.REVIEWS, SourceKind.JSON) or row.held is None:
        return ""
    why = _ENDINGS.get(row.ending, "") if row.ending is not None else "the list was cut off by a failure"
    if row.stated is None:
        return f"{row.held:,} reviews; {why}" if why else ""
    if row.held >= row.stated and not why:
        return ""
    told = f"{row.held:,} of {row.stated:,} stated reviews"
    return f"{told}; {why}" if why else told
