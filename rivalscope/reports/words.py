"""Values put into words: shares, money, days, names and statuses, the same in every format."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from rivalscope.domain.fact import PriceFact
from rivalscope.domain.finding import GapKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.wording import price_text

MARKS: Mapping[ClaimStatus, str] = {
    ClaimStatus.OFFERED: "●",
    ClaimStatus.LIMITED: "◐",
    ClaimStatus.ADD_ON: "⊕",
    ClaimStatus.BETA: "β",
    ClaimStatus.PLANNED: "○",
    ClaimStatus.ABSENT: "–",
    ClaimStatus.WITHDRAWN: "×",
    ClaimStatus.UNKNOWN: "?",
    ClaimStatus.CONFLICTING: "≠",
}

STATUSES: Mapping[ClaimStatus, str] = {
    ClaimStatus.OFFERED: "offered",
    ClaimStatus.LIMITED: "limited",
    ClaimStatus.ADD_ON: "add-on",
    ClaimStatus.BETA: "beta",
    ClaimStatus.PLANNED: "planned",
    ClaimStatus.ABSENT: "absent",
    ClaimStatus.WITHDRAWN: "withdrawn",
    ClaimStatus.UNKNOWN: "not stated",
    ClaimStatus.CONFLICTING: "conflicting",
}

MEANINGS: Mapping[ClaimStatus, str] = {
    ClaimStatus.OFFERED: "a page says that it is there",
    ClaimStatus.LIMITED: "there, within a stated limit",
    ClaimStatus.ADD_ON: "for an extra charge",
    ClaimStatus.BETA: "there, not finished",
    ClaimStatus.PLANNED: "announced, not there",
    ClaimStatus.ABSENT: "a page says that it is not there",
    ClaimStatus.WITHDRAWN: "was there, was taken away",
    ClaimStatus.UNKNOWN: "no page says anything: unknown, which is not a no",
    ClaimStatus.CONFLICTING: "one page says yes and another no: neither is taken for true",
}

KINDS: Mapping[GapKind, str] = {
    GapKind.PARITY: "Rivals have it, we do not or do not say so.",
    GapKind.QUALITY: "We have it, and a rival’s customers like theirs better.",
    GapKind.WHITE_SPACE: "Customers want it or suffer from it, and nobody serves it well.",
    GapKind.LEAD: "We have it or do it better than every rival.",
    GapKind.TABLE_STAKES: "We and nearly all rivals have it, and customers take it for granted.",
    GapKind.OVER_SERVED: "Everybody’s customers are satisfied with it, and few speak of it.",
}


def percent(share: float) -> str:
    """Return a share as whole percent, e.g. `83 %`."""
    return f"{100 * share:.0f} %"


def span(low: float, high: float) -> str:
    """Return an interval of shares, e.g. `71–90 %`."""
    return f"{100 * low:.0f}–{100 * high:.0f} %"


def signed(value: float) -> str:
    """Return a whole number with its sign, e.g. `+19`, `−27`."""
    return f"{value:+.0f}".replace("-", "−")


def tenth(value: float) -> str:
    """Return a number with one decimal."""
    return f"{value:.1f}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun, e.g. `1 source`, `1,200 reviews`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def unread(languages: Sequence[tuple[str, int]]) -> str:
    """Return how many reviews are set aside for their language, e.g. `3 reviews in nl (2) and de (1) are set aside`."""
    total = sum(n for _, n in languages)
    named = listed(f"{code} ({n:,})" for code, n in languages)
    return (
        f"{count(total, 'review')} in {named} {'is' if total == 1 else 'are'} set aside: only English is read"
    )


def listed(names: Iterable[str]) -> str:
    """Return names in a row, e.g. `Zoom, Webex and Pumble`; empty for none."""
    *head, last = list(names) or [""]
    return f"{', '.join(head)} and {last}" if head else last


def day(moment: date | datetime, zone: str | None = None) -> str:
    """Return a day as `22 November 2026`; an aware instant is first taken to the reader's zone."""
    if isinstance(moment, datetime) and zone is not None:
        moment = moment.astimezone(ZoneInfo(zone))
    return f"{moment.day} {moment:%B %Y}"


def clock(moment: datetime, zone: str) -> tuple[date, str]:
    """Return day and time of day of an aware instant in the reader's zone, e.g. `07:00`."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.date(), f"{local:%H:%M}"


def minute(moment: datetime, zone: str) -> str:
    """Return an aware instant as `22 November 2026, 07:00` in the reader's zone."""
    local, time = clock(moment, zone)
    return f"{day(local)}, {time}"


def short_day(moment: date | datetime) -> str:
    """Return a day as `22 Nov 2026`."""
    return f"{moment.day} {moment:%b %Y}"


def money(amount: Decimal, currency: str | None) -> str:
    """Return an amount with its currency, e.g. `13.33 USD`; at most two decimals, none for whole amounts."""
    shown = f"{amount:,.2f}".removesuffix(".00")
    return f"{shown} {currency}" if currency else shown


def price(fact: PriceFact) -> str:
    """Return a price in words, e.g. `from 13.33 USD per seat per month, billed annually`, as changes tell it."""
    return price_text(
        kind=fact.kind,
        raw=fact.raw,
        amount=fact.amount,
        currency=fact.currency,
        period=fact.period,
        billed=fact.billed,
        unit=fact.unit,
        qualifier=fact.qualifier,
    )


def plan_names(plans: Iterable[str], *, most: int = 3) -> str:
    """Return plan names in a row, and how many more there are beyond `most`."""
    names = list(plans)
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" +{rest}" if rest > 0 else "")
