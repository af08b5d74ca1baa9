"""Plans: cards, comparison tables and structured offers of a pricing page, brought together by name."""

from dataclasses import dataclass, field, replace

from rivalscope.domain.page import Billed, Claim, ClaimStatus, Limit, Period, Plan, Price, PriceKind
from spiders.pages.added_prices import added_prices
from spiders.pages.bullets import bullets_of, list_state
from spiders.pages.cards import Card, find_cards
from spiders.pages.choices import chosen_prices
from spiders.pages.columns import Column, with_head
from spiders.pages.comparisons import read_comparisons
from spiders.pages.currencies import Hints
from spiders.pages.document import Document
from spiders.pages.jsonld import Node
from spiders.pages.known_cards import named_cards
from spiders.pages.listings import Listings
from spiders.pages.lone_offers import read_lone_offer
from spiders.pages.minimums import minimums_in
from spiders.pages.money import find_money
from spiders.pages.names import name_key
from spiders.pages.offering import is_offering, is_writing
from spiders.pages.offers import read_offers
from spiders.pages.price_labels import charged_as_said
from spiders.pages.prices import prices_in, tidy
from spiders.pages.product_prices import read_product_prices
from spiders.pages.quantities import read_bullet
from spiders.pages.sales_cards import asked_price
from spiders.pages.state_plans import read_state_plans
from spiders.pages.switches import as_shown, switch_of
from spiders.pages.told_cards import told_cards


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A plan while its pieces are gathered."""

    name: str
    prices: list[Price] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    limits: dict[str, Limit] = field(default_factory=dict)

    def add_claim(self, claim: Claim) -> None:
        """Keep a claim unless the plan has one of that name; one that knows more replaces one that knows less."""
        key = claim.name.casefold()
        known = self.claims.get(key)
        if (
            known is None
            or known.status is ClaimStatus.UNKNOWN
            or (known.status is claim.status and known.value is None and claim.value)
        ):
            self.claims[key] = claim

    def add_limit(self, limit: Limit) -> None:
        """Keep a limit unless the plan has one of that name."""
        self.limits.setdefault(limit.name.casefold(), limit)


def read_plans(document: Document, nodes: list[Node], *, hints: Hints) -> tuple[Plan, ...]:
    """Return the plans of a pricing page in reading order, each once.

    What a visitor sees comes before structured data: a price that only the data tells is added when the
    visible plan has none for its way to pay, and fills what a visible price of the same amount leaves open.
    """
    drafts: dict[str, _Draft] = {}
    cards = find_cards(document, hints=hints) or told_cards(document, hints=hints)
    for card in cards:
        _add_prices(document, card, drafts.setdefault(name_key(card.name), _Draft(name=card.name)), hints)
    offers = read_offers(nodes, hints=hints)
    bare = [offer.name for offer in offers if name_key(offer.name) not in drafts]
    cards += named_cards(document, bare, hints=hints)
    known = [*(draft.name for draft in drafts.values()), *(offer.name for offer in offers)]
    columns = read_comparisons(document, hints=hints, names=known)
    listings = Listings(document, hints=hints, names=[*known, *(column.name for column in columns)])
    columns += listings.read()
    rows = frozenset(claim.name.casefold() for column in columns for claim in column.claims)
    for card in cards:
        draft = drafts.setdefault(name_key(card.name), _Draft(name=card.name))
        _add_bullets(document, card, draft, rows, listings.pairs)
    for column in columns:
        _add_column(column, drafts.setdefault(name_key(column.name), _Draft(name=column.name)))
    for offer in offers:
        _add_offer(drafts.setdefault(name_key(offer.name), _Draft(name=offer.name)), offer)
    seen = {key: tuple(draft.prices) for key, draft in drafts.items()}
    for plan in read_state_plans(document, hints=hints, seen=seen):
        _add_offer(drafts.setdefault(name_key(plan.name), _Draft(name=plan.name)), plan)
    if not any(price.amount for draft in drafts.values() for price in draft.prices):
        for plan in read_product_prices(document, nodes, hints=hints):
            drafts.setdefault(name_key(plan.name), _Draft(name=plan.name)).prices += plan.prices
    _ask(document, list(drafts.values()))
    switch = switch_of(document)
    plans = tuple(
        Plan(
            name=draft.name,
            prices=tidy(draft.prices, hints=hints, switched=switch is not None),
            features=tuple(draft.claims.values()),
            limits=tuple(draft.limits.values()),
        )
        for draft in drafts.values()
        if draft.prices or (draft.claims and not _is_rates(draft, hints))
    )
    if is_offering(document, nodes, plans):
        return as_shown(plans, switch)
    if is_writing(document, nodes):
        return ()
    return tuple(
        replace(plan, prices=tidy(plan.prices, hints=hints))
        for plan in read_lone_offer(document, hints=hints)
    )


def _ask(document: Document, drafts: list[_Draft]) -> None:
    """Add to plans of which none has a price that it is told on asking, where the page says so."""
    if len(drafts) > 1 and not any(draft.prices for draft in drafts):
        asked = asked_price(document)
        for draft in drafts:
            draft.prices += [asked] if asked and draft.claims else []


def _is_rates(draft: _Draft, hints: Hints) -> bool:
    """Tell whether all that is said of a draft without a price is what things cost: the column of a list of rates."""
    values = [claim.value for claim in draft.claims.values() if claim.value]
    return bool(values) and all(find_money(value, hints=hints) for value in values)


def _add_prices(document: Document, card: Card, draft: _Draft, hints: Hints) -> None:
    """Add the prices of a card to the plan of its name."""
    around = card.parts[0] if len(card.parts) == 1 else card.parts[0].parent
    own: list[Price] = []
    for block in card.prices:
        term = block.find_previous_sibling("dt") if block.name == "dd" else None
        prices = prices_in(document, block, hints=hints, around=around if term is None else None)
        if term is not None:
            prices = [with_head(price, document.text_of(term)) for price in prices]
        own += [_over(price, card.period) for price in prices]
    draft.prices += charged_as_said(document, card.parts, own)
    for part in card.parts:
        draft.prices += added_prices(document, part, own, hints=hints)
        draft.prices += chosen_prices(document, part, draft.prices, hints=hints)
    for part in card.parts:
        for limit in minimums_in(document, part):
            draft.add_limit(limit)


def _over(price: Price, period: Period | None) -> Price:
    """Return a price with the period that its card is called by, where it has none itself."""
    if period is None or price.period is not None or price.kind is not PriceKind.PRICED:
        return price
    return replace(price, period=period, unit=price.unit or "flat")


def _add_bullets(
    document: Document, card: Card, draft: _Draft, rows: frozenset[str], pairs: set[int]
) -> None:
    """Add what the bullets of a card say; where a comparison has a bullet's very words, its row says it."""
    for item in bullets_of(document, card.parts):
        told = id(item) in pairs or any(item is block for block in card.prices)
        read = None if told or document.text_of(item) == card.name else read_bullet(document, item)
        if read is None:
            continue
        claim, limit = read
        state = list_state(document, item) if claim.status is ClaimStatus.OFFERED else None
        claim = claim if state is None else replace(claim, status=state)
        if (
            claim.name.casefold() == claim.passage.quote.casefold()
            or claim.passage.quote.casefold() not in rows
        ):
            draft.add_claim(claim)
            if limit is not None:
                draft.add_limit(limit)


def _add_column(column: Column, draft: _Draft) -> None:
    """Add what a comparison says of a plan."""
    draft.prices += column.prices
    for claim in column.claims:
        draft.add_claim(claim)
    for limit in column.limits:
        draft.add_limit(limit)


def _add_offer(draft: _Draft, offer: Plan) -> None:
    """Add the prices of structured data to a plan where nothing visible says otherwise."""
    shown = len(draft.prices)
    for price in offer.prices:
        for place, seen in enumerate(draft.prices[:shown]):
            if seen.amount == price.amount and price.amount is not None:
                draft.prices[place] = _filled(seen, price)
    visible = draft.prices[:shown]
    for price in offer.prices:
        same = any(seen.amount == price.amount and price.amount is not None for seen in visible)
        if not visible or (not same and _other_way(price, visible)):
            draft.prices.append(price)


def _filled(seen: Price, told: Price) -> Price:
    """Return a visible price with what structured data says about the same amount and the page leaves open."""
    if seen.kind is not PriceKind.PRICED:
        return replace(seen, currency=seen.currency or told.currency)
    return replace(
        seen,
        currency=seen.currency or told.currency,
        period=seen.period or told.period,
        billed=seen.billed or told.billed,
        unit=seen.unit or told.unit,
    )


def _other_way(price: Price, visible: list[Price]) -> bool:
    """Tell whether a price is for a way to pay that no visible price is for."""
    periods = {seen.period for seen in visible}
    cycles = {seen.billed for seen in visible}
    yearly = price.billed is Billed.ANNUALLY and Billed.ANNUALLY not in cycles
    monthly = price.billed is not Billed.ANNUALLY and cycles == {Billed.ANNUALLY}
    return (
        price.period is not None
        and None not in periods
        and (price.period not in periods or yearly or monthly)
        and all(seen.kind is PriceKind.PRICED for seen in visible)
    )
