"""Facts: plans, prices and cells of products as data, from our own small market or from a folder of YAML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

FACTS = "facts/saas_pricing"
"""Folder below the data folder: one folder a product, one YAML file a year (isa-group/SaaS-analysis, CC BY 4.0)."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SEATS = frozenset({"user", "host", "member", "person", "editor"})
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}

Cell = str | bool | None
"""What a cell says: yes, no, words, or nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFact:
    """One plan: its name, its monthly or yearly price, or the words in place of one."""

    name: str
    price: Decimal | None
    """None where the page says `words`."""
    words: str = ""
    unit: str = "user"
    """What is counted; empty for a flat price."""
    period: str = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFact:
    """One feature and what each plan has of it, in the order of the plans."""

    group: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """One product in one year."""

    product: str
    year: int
    currency: str
    plans: tuple[PlanFact, ...]
    rows: tuple[RowFact, ...]


def words_of(key: str, spec: dict[str, Any]) -> str:
    """Return a reader's name for a feature: the lead of its description, else its key spelled out."""
    lead, colon, _ = (spec.get("description") or "").partition(":")
    if colon and 0 < len(lead.strip()) <= 48:
        return " ".join(lead.split())
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", key)
    return " ".join((words[:1].upper() + words[1:]).split())


def read_offerings(data: Path) -> list[Offering]:
    """Read every product and year of the market's facts; features of one name count once."""
    found = []
    for path in sorted((data / FACTS).glob("*/*.yml")):
        if path.stem.isdigit():
            told = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  both loaders are safe ones
            found.append(_offering(path.parent.name, int(path.stem), told))
    return found


def _offering(product: str, year: int, told: dict[str, Any]) -> Offering:
    plans = told.get("plans") or {}
    rows: dict[str, RowFact] = {}
    for name, group, cells in (*_features(told, plans), *_limits(told, plans)):
        rows.setdefault(name.casefold(), RowFact(group=group, name=name, cells=cells))
    return Offering(
        product=product,
        year=year,
        currency=told.get("currency") or "USD",
        plans=tuple(_plan(key, plan) for key, plan in plans.items()),
        rows=tuple(rows.values()),
    )


def _plan(key: str, plan: dict[str, Any]) -> PlanFact:
    price, unit = plan.get("price"), plan.get("unit") or "user/month"
    name = " ".join(key.replace("_", " ").title().split())
    if not isinstance(price, int | float):
        return PlanFact(name=name, price=None, words=str(price))
    thing, _, period = unit.rpartition("/")
    return PlanFact(
        name=name, price=Decimal(str(price)), unit=thing, period="year" if period == "year" else "month"
    )


def _features(told: dict[str, Any], plans: dict[str, Any]) -> Iterator[tuple[str, str, tuple[Cell, ...]]]:
    for key, spec in (told.get("features") or {}).items():
        values = [_over(plan, "features", key, spec.get("defaultValue")) for plan in plans.values()]
        group = str(spec.get("tag") or spec.get("type") or "Product").capitalize()
        yield words_of(key, spec), group, tuple(_cell(value) for value in values)


def _limits(told: dict[str, Any], plans: dict[str, Any]) -> Iterator[tuple[str, str, tuple[Cell, ...]]]:
    for key, spec in (told.get("usageLimits") or {}).items():
        values = [_over(plan, "usageLimits", key, spec.get("defaultValue")) for plan in plans.values()]
        unit = spec.get("unit") or ""
        cells = tuple(
            "Unlimited" if value in (float("inf"), ".inf") else " ".join(f"{value} {unit}".split())
            for value in values
        )
        yield words_of(key, spec), "Limits", cells


def _over(plan: dict[str, Any], kind: str, key: str, default: object) -> object:
    own = (plan.get(kind) or {}).get(key)
    if own is None:
        return default
    return own.get("value") if isinstance(own, dict) else own


def _cell(value: object) -> Cell:
    if value is True:
        return True
    if value in (False, None):
        return False
    return " ".join(str(value).split()) or None


def _row(group: str, name: str, *cells: Cell) -> RowFact:
    return RowFact(group=group, name=name, cells=cells)


def _plan_at(name: str, price: str, unit: str = "user") -> PlanFact:
    return PlanFact(name=name, price=Decimal(price), unit=unit)


MADE = (
    Offering(
        product="lanternboard", year=2026, currency="USD",
        plans=(_plan_at("Free", "0"), _plan_at("Crew", "9.50"), _plan_at("Fleet", "24"),
               PlanFact(name="Harbour", price=None, words="Contact sales")),
        rows=(
            _row("Boards", "Boards", "3", "50", "Unlimited", "Unlimited"),
            _row("Boards", "Timeline view", False, True, True, True),
            _row("Boards", "Guest access", None, "5 guests", "100 guests", "Unlimited"),
            _row("Boards", "Templates", True, True, True, True),
            _row("Storage", "File storage", "500 MB", "20 GB", "1 TB", "Unlimited"),
            _row("Storage", "Version history", "7 days", "90 days", "1 year", "Unlimited"),
            _row("Security", "Single sign-on", False, False, True, True),
            _row("Security", "Audit log", False, False, None, True),
            _row("Security", "Data residency", False, False, "Coming soon", True),
            _row("Support", "Support", "Community", "E-mail", "E-mail and chat", "Named engineer"),
        ),
    ),
    Offering(
        product="ferrypost", year=2026, currency="EUR",
        plans=(_plan_at("Starter", "14.99", ""), _plan_at("Growth", "49", ""), _plan_at("Business Plus", "1250", "")),
        rows=(
            _row("Sending", "Contacts", "1,000", "25,000", "250,000"),
            _row("Sending", "E-mails a month", "10,000", "250,000", "Unlimited"),
            _row("Sending", "Dedicated IP", False, "Add-on", True),
            _row("Sending", "Send-time optimisation", False, True, True),
            _row("Reports", "Click maps", True, True, True),
            _row("Reports", "Revenue attribution", False, False, True),
            _row("Reports", "Data retention", "30 days", "1 year", "3 years"),
            _row("Team", "Users", "1", "5", "Unlimited"),
        ),
    ),
)  # fmt: skip
"""A market of our own making: two products that do not exist."""
