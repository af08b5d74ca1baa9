"""Kinds of facts: what of a page is one statement, when two are the same, and how a change of one is put in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rivalscope.domain.fact import ChangeKind
from rivalscope.domain.page import Claim, ClaimStatus, Page, Passage, Plan, PriceKind
from rivalscope.domain.parity import strength
from rivalscope.domain.wording import claim_text, limit_text, price_text
from storage.history import Pairing, Value, in_order
from storage.names import name_key
from storage.tables import ClaimRow, LimitRow, PlanRow, PriceRow, StatementRow

Columns = Mapping[str, Any]
"""A statement as the columns of its table: from a page, or from a stored row."""

GROUP_SEPARATOR = "\x1f"
"""Between plan and name in a group, and before the key of an extra; no cleaned text of a page holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a page."""

    columns: Columns
    passage: Passage | None
    """None for a plan that shows only its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """One kind of fact: its table and its rules; each rule reads the columns of a page's statement or a stored row."""

    table: type[PlanRow | PriceRow | ClaimRow | LimitRow | StatementRow]
    change: Callable[[Columns | None, Columns | None], ChangeKind]
    """What a change from one to the other is about; None for nothing before or after."""
    group: Callable[[Columns], str]
    value: Callable[[Columns], Value]
    vague: Callable[[Columns], bool]
    subject: Callable[[Columns], str]
    text: Callable[[Columns], str]
    statements: Callable[[Page], list[Statement]]
    pair: Pairing = in_order
    silent: Callable[[Columns], bool] = lambda _columns: False
    """Whether it offers nothing: coming and going of such a statement is no change."""


def plan_key(name: str) -> str:
    """Return the key of a plan's name; never empty, for the empty key stands for the product as a whole."""
    return name_key(name) or "?"


def offer_key(columns: Columns) -> str | None:
    """Return the key of the plan that a row is or belongs to, marked where it is an extra; None for neither.

    A plan and an extra may have the same name: they are two.
    """
    key: str | None = columns.get("plan_key")
    return f"{GROUP_SEPARATOR}{key}" if key is not None and columns.get("extra") else key


def _merged(plans: Sequence[Plan]) -> list[tuple[str, int, Plan]]:
    """Return each plan with its key and place; sections of the page that name the same plan are one."""
    merged: dict[str, Plan] = {}
    for plan in plans:
        key = plan_key(plan.name)
        if key in merged:
            known = merged[key]
            plan = replace(  # noqa: PLW2901 - the plan as known so far takes its place
                known,
                prices=known.prices + plan.prices,
                features=known.features + plan.features,
                limits=known.limits + plan.limits,
            )
        merged[key] = plan
    return [(key, position, plan) for position, (key, plan) in enumerate(merged.items())]


def _offers(page: Page) -> list[tuple[str, int, Plan, bool]]:
    """Return each plan and then each extra with its key, its place among its like, and whether it is an extra."""
    sold = ((page.plans, False), (page.extras, True))
    return [(*offer, extra) for plans, extra in sold for offer in _merged(plans)]


def _plan_statements(page: Page) -> list[Statement]:
    return [
        Statement(
            columns={"plan_key": key, "name": plan.name, "position": position, "extra": extra},
            passage=_first_passage(plan),
        )
        for key, position, plan, extra in _offers(page)
    ]


def _first_passage(plan: Plan) -> Passage | None:
    passages = [price.passage for price in plan.prices[:1]]
    passages += [claim.passage for claim in plan.features[:1]]
    passages += [limit.passage for limit in plan.limits[:1]]
    return passages[0] if passages else None


def _price_statements(page: Page) -> list[Statement]:
    return [
        Statement(
            columns={
                "plan_key": key,
                "plan": plan.name,
                "position": position,
                "extra": extra,
                "raw": price.raw,
                "kind": price.kind,
                "amount": price.amount,
                "currency": price.currency,
                "period": price.period,
                "billed": price.billed,
                "unit": price.unit,
                "qualifier": price.qualifier,
            },
            passage=price.passage,
        )
        for key, _, plan, extra in _offers(page)
        for position, price in enumerate(plan.prices)
    ]


def _claim_statements(page: Page) -> list[Statement]:
    """Return one statement for each plan and name; where a page says two things, the stronger stands."""
    found: dict[tuple[str, str], tuple[int, str | None, Claim]] = {}
    everywhere: list[tuple[str, int, str | None, Sequence[Claim]]] = [("", 0, None, page.features)]
    everywhere += [(key, position, plan.name, plan.features) for key, position, plan in _merged(page.plans)]
    for key, position, plan_name, claims in everywhere:
        for claim in claims:
            place = (key, name_key(claim.name))
            known = found.get(place)
            if known is None or strength(claim.status) < strength(known[2].status):
                found[place] = (position, plan_name, claim)
    return [
        Statement(
            columns={
                "plan_key": key,
                "plan": plan_name,
                "position": position,
                "name_key": name,
                "name": claim.name,
                "status": claim.status,
                "value": claim.value,
            },
            passage=claim.passage,
        )
        for (key, name), (position, plan_name, claim) in found.items()
    ]


def _limit_statements(page: Page) -> list[Statement]:
    return [
        Statement(
            columns={
                "plan_key": key,
                "plan": plan.name,
                "position": position,
                "name_key": name_key(limit.name),
                "name": limit.name,
                "value": limit.value,
                "unit": limit.unit,
            },
            passage=limit.passage,
        )
        for key, position, plan in _merged(page.plans)
        for limit in plan.limits
    ]


def _price_value(columns: Columns) -> Value:
    ways = tuple(
        columns[name] for name in ("kind", "amount", "currency", "period", "billed", "unit", "qualifier")
    )
    return (*ways, columns["raw"] if columns["kind"] is PriceKind.UNKNOWN else None)


# How far two prices are from being the same way to pay: what a price is for weighs more than how it is counted.
_DISTANCE = (1, 0, 8, 8, 4, 2, 4, 0)


def pair_prices(old: Sequence[Value], new: Sequence[Value]) -> list[tuple[int, int]]:
    """Pair a plan's former prices with its new ones: same way to pay first, then the most alike, nearest amount."""
    ranked = sorted((_price_distance(o, n), i, j) for i, o in enumerate(old) for j, n in enumerate(new))
    pairs: list[tuple[int, int]] = []
    for _, i, j in ranked:
        if all(i != before and j != after for before, after in pairs):
            pairs.append((i, j))
    return pairs


def _price_distance(old: Any, new: Any) -> tuple[int, Decimal]:
    apart = sum(weight for weight, o, n in zip(_DISTANCE, old, new, strict=True) if o != n)
    return apart, abs((old[1] or Decimal(0)) - (new[1] or Decimal(0)))


def _price_text(columns: Columns) -> str:
    names = ("kind", "raw", "amount", "currency", "period", "billed", "unit", "qualifier")
    return price_text(**{name: columns[name] for name in names})


def _claim_change(before: Columns | None, after: Columns | None) -> ChangeKind:
    """Return what a claim's change is about: one that stays limited and changes its quantity is a limit's."""
    if before and after and before["status"] is after["status"] is ClaimStatus.LIMITED:
        return ChangeKind.LIMIT
    return ChangeKind.FEATURE


_PLURAL = re.compile(r"(?<=[^\W\d_]{3})s\b")


def compared(text: str | None) -> str | None:
    """Return a quantity or wording without what is no change: case, white space, a plural's s."""
    return None if text is None else _PLURAL.sub("", " ".join(text.casefold().split()))


def _named_subject(columns: Columns) -> str:
    return f"{columns['plan']}: {columns['name']}" if columns["plan"] else str(columns["name"])


def _named_group(columns: Columns) -> str:
    return f"{columns['plan_key']}{GROUP_SEPARATOR}{columns['name_key']}"


def _offer_subject(columns: Columns, name: str) -> str:
    return f"{columns[name]} (extra)" if columns["extra"] else str(columns[name])


PLANS = FactKind(
    table=PlanRow,
    change=lambda _before, _after: ChangeKind.PACKAGING,
    group=lambda columns: str(offer_key(columns)),
    value=lambda _columns: (),
    vague=lambda _columns: False,
    subject=lambda columns: _offer_subject(columns, "name"),
    text=lambda columns: str(columns["name"]),
    statements=_plan_statements,
)
PRICES = FactKind(
    table=PriceRow,
    change=lambda _before, _after: ChangeKind.PRICE,
    group=lambda columns: str(offer_key(columns)),
    value=_price_value,
    vague=lambda columns: columns["kind"] is PriceKind.UNKNOWN,
    subject=lambda columns: _offer_subject(columns, "plan"),
    text=_price_text,
    statements=_price_statements,
    pair=pair_prices,
)
CLAIMS = FactKind(
    table=ClaimRow,
    change=_claim_change,
    group=_named_group,
    value=lambda columns: (columns["status"], compared(columns["value"])),
    vague=lambda columns: columns["status"] is ClaimStatus.UNKNOWN,
    subject=_named_subject,
    text=lambda columns: claim_text(columns["status"], columns["value"]),
    statements=_claim_statements,
    silent=lambda columns: columns["status"] in {ClaimStatus.UNKNOWN, ClaimStatus.ABSENT},
)
LIMITS = FactKind(
    table=LimitRow,
    change=lambda _before, _after: ChangeKind.LIMIT,
    group=_named_group,
    value=lambda columns: (compared(columns["value"]), compared(columns["unit"])),
    vague=lambda _columns: False,
    subject=_named_subject,
    text=lambda columns: limit_text(columns["value"], columns["unit"]),
    statements=_limit_statements,
)
