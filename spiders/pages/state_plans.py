"""State plans: the plans that embedded state tells of, found by shape, and held against what the page shows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from rivalscope.domain.page import Plan, Price, PriceKind
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.names import name_key, plan_name
from spiders.pages.state_prices import StatePrice, state_prices
from spiders.pages.state_trees import Place, places_of
from spiders.pages.states import priced_states
from spiders.pages.text import plain_text

_NAME_KEYS = (
    "name",
    "title",
    "planName",
    "plan_name",
    "displayName",
    "display_name",
    "heading",
    "label",
    "tier",
    "plan",
)
_PLANS = re.compile(r"plan|tier|pricing|package|subscription|edition", re.IGNORECASE)
_FEATURES = re.compile(r"feature|benefit|perk|included|bullet", re.IGNORECASE)
MOST_PLANS = 20
"""Plans of one array; one with more is a catalogue."""

_Drafts: TypeAlias = list[tuple[str, list[StatePrice]]]


def read_state_plans(document: Document, *, hints: Hints, seen: Mapping[str, Sequence[Price]]) -> list[Plan]:
    """Return the plans of a page's embedded state that what it shows (`seen`, prices by the key of the plan) bears out.

    An array counts when a plan of it has an amount that the page shows for the plan of that name, and
    then only for plans that the page names. A page that shows no plan at all has those of an array
    that is called plans, tiers or the like, names them in its text or has none, and states a currency.
    """
    plans: dict[str, Plan] = {}
    shown = any(price.amount for prices in seen.values() for price in prices)
    for place in places_of(priced_states(document)):
        drafts = _drafts(place, hints)
        if len(drafts) < 2:
            continue
        for plan in _borne_out(drafts, seen) if shown else _alone(place, drafts, document, seen):
            plans.setdefault(name_key(plan.name), plan)
    return list(plans.values())


def _drafts(place: Place, hints: Hints) -> _Drafts:
    """Return names and prices of the items of an array, or of an object of objects, that look like plans."""
    if isinstance(place.value, list) and not 2 <= len(place.value) <= MOST_PLANS:
        return []
    items = place.items() or [member for member in place.members().values() if isinstance(member.value, dict)]
    if not 2 <= len(items) <= MOST_PLANS:
        return []
    drafts = []
    for item in items:
        members = item.members()
        name = next(
            (
                name
                for key in _NAME_KEYS
                if key in members
                and (text := members[key].text)
                and (name := plan_name(plain_text(text), hints=hints))
            ),
            "",
        )
        prices = state_prices(item, hints=hints) if name else []
        if prices:
            drafts.append((name, prices))
    return drafts


def _borne_out(drafts: _Drafts, seen: Mapping[str, Sequence[Price]]) -> list[Plan]:
    """Return the plans of an array that agrees with the page, in the scale in which it does."""
    for scale in (1, 100):
        agreeing = [
            (name, prices) for name, prices in drafts if _agrees(prices, seen.get(name_key(name), ()), scale)
        ]
        if agreeing:
            currency = _one_currency(seen)
            return [
                Plan(
                    name=name,
                    prices=tuple(_scaled(each, scale, currency) for each in prices if each.price.amount),
                )
                for name, prices in agreeing
            ]
    return []


def _agrees(prices: list[StatePrice], shown: Sequence[Price], scale: int) -> bool:
    """Tell whether an amount of the state stands on the page for the same plan, in the same currency and period."""
    return any(
        each.price.amount
        and (scale == 1 or each.bare)
        and price.amount == each.price.amount / scale
        and (price.currency == each.price.currency or None in (price.currency, each.price.currency))
        and (price.period is None or each.price.period in (None, price.period))
        for each in prices
        for price in shown
    )


def _scaled(each: StatePrice, scale: int, currency: str | None) -> Price:
    amount = each.price.amount
    if each.bare and scale != 1 and amount is not None:
        amount = amount / Decimal(scale)
    return replace(each.price, amount=amount, currency=each.price.currency or currency)


def _one_currency(seen: Mapping[str, Sequence[Price]]) -> str | None:
    """Return the currency of all prices that the page shows; None when they have several or none."""
    found = {price.currency for prices in seen.values() for price in prices if price.amount}
    return found.pop() if len(found) == 1 else None


def _alone(
    place: Place, drafts: _Drafts, document: Document, seen: Mapping[str, Sequence[Price]]
) -> list[Plan]:
    """Return the plans of an array on a page that shows no price: all have a currency, and their names are not denied."""
    first = place.items()[0].members() if place.items() else {}
    if not _PLANS.search(place.key) or not (_FEATURES.search(" ".join(first)) or len(drafts) >= 3):
        return []
    text = document.text.casefold()
    if len(text) > 200 and not all(name.casefold() in text for name, _ in drafts):
        return []
    plans = []
    for name, prices in drafts:
        sure = tuple(each.price for each in prices if _is_sure(each.price) and not seen.get(name_key(name)))
        if sure:
            plans.append(Plan(name=name, prices=sure))
    return plans if sum(any(price.amount for price in plan.prices) for plan in plans) >= 2 else []


def _is_sure(price: Price) -> bool:
    """Tell whether a price can stand without the page's own words: an amount with its currency and period, or words."""
    if price.kind is not PriceKind.PRICED:
        return price.kind is PriceKind.CONTACT or (
            price.kind is PriceKind.FREE and not price.raw[:1].isdigit()
        )
    return price.currency is not None and price.period is not None
