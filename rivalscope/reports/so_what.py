"""What an item of a digest means for us: what we have, what customers ask for, whom we lose and win. Facts, no advice."""

from collections.abc import Mapping, Sequence

from rivalscope.analysis.demand import Demand
from rivalscope.analysis.prices import monthly
from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import Shift
from rivalscope.domain.fact import Change, ChangeKind, ChangeMode, PriceFact
from rivalscope.domain.finding import FeatureScore
from rivalscope.domain.page import ClaimStatus, PriceKind
from rivalscope.reports.background import Background
from rivalscope.reports.stories import Story
from rivalscope.reports.words import count, listed, money, percent

_HAVE = frozenset({ClaimStatus.OFFERED, ClaimStatus.LIMITED, ClaimStatus.ADD_ON, ClaimStatus.BETA})

_OURS: Mapping[ClaimStatus, str] = {
    ClaimStatus.OFFERED: "We offer it",
    ClaimStatus.LIMITED: "We offer it within a limit",
    ClaimStatus.ADD_ON: "We offer it for an extra charge",
    ClaimStatus.BETA: "Ours is in beta",
    ClaimStatus.PLANNED: "We have announced it",
    ClaimStatus.ABSENT: "We do not have it",
    ClaimStatus.WITHDRAWN: "We took it away",
    ClaimStatus.UNKNOWN: "Our pages say nothing of it",
    ClaimStatus.CONFLICTING: "Our pages contradict each other on it",
}


def of_story(story: Story, known: Background, *, ours: str) -> str:
    """Return what a change means for us; empty for our own and where nothing is known that bears on it."""
    change = story.lead
    if change.product == ours:
        return ""
    if change.kind in (ChangeKind.FEATURE, ChangeKind.LIMIT):
        return of_feature(known.claimed.get(_evidence(change), story.subject), known, ours=ours)
    if change.kind is ChangeKind.PRICE:
        return _price(known.prices.get(_evidence(change)), known, ours=ours)
    if change.kind is ChangeKind.PACKAGING:
        return _plans(known, ours=ours)
    return ""


def of_rival(slug: str, known: Background, *, name: str) -> str:
    """Return how many reviewers went between a rival and us; empty when none did."""
    to_them, to_us = known.flows.get(slug, (0, 0))
    if not to_them + to_us:
        return ""
    return f"In {known.window_days} days {_voices(to_them)} went from us to {name} and {_voices(to_us)} from {name} to us."


def of_shift(shift: Shift, known: Background, *, ours: str, names: Mapping[str, str]) -> str:
    """Return how the other side stands on a feature whose share moved: ours for a rival's, the best rival's for ours."""
    if shift.measure is not Measure.SENTIMENT:
        return _wished(shift.feature, known)
    if shift.product != ours:
        return _liked(known.scores.get((ours, shift.feature)), "Of ours")
    judged = [
        score for (slug, feature), score in known.scores.items() if feature == shift.feature and slug != ours
    ]
    best = max(judged, key=lambda score: score.score or 0, default=None)
    return _liked(best, f"The best liked is {names.get(best.product, best.product)}’s:" if best else "")


def of_demand(feature: str | None, parts: Sequence[Demand], known: Background, *, ours: str) -> str:
    """Return who has what is asked for, or how ours is liked where it gives trouble; empty when no feature is named."""
    if feature is None:
        return ""
    own = known.cells.get((ours, feature), ClaimStatus.UNKNOWN)
    trouble = _liked(known.scores.get((ours, feature)), "Of ours")
    if parts and parts[0].label.value == "problem":
        return trouble
    having = sum(
        status in _HAVE for (slug, name), status in known.cells.items() if name == feature and slug != ours
    )
    theirs = (
        f"{count(having, 'rival')} {'offers' if having == 1 else 'offer'} it" if having else "no rival does"
    )
    return f"{_OURS[own]}; {theirs}."


def of_feature(feature: str, known: Background, *, ours: str) -> str:
    """Return what we have of a feature that a rival has or announces, and who asked for it."""
    told = [f"{_OURS[known.cells.get((ours, feature), ClaimStatus.UNKNOWN)]}.", _wished(feature, known)]
    return " ".join(words for words in told if words)


def _wished(feature: str, known: Background) -> str:
    everybody, own = known.wishes.get(feature, (0, 0))
    if not everybody:
        return ""
    whose = f", {own} of them of ours" if own else ""
    verb = "asked" if everybody != 1 else "has asked"
    return f"In {known.window_days} days {count(everybody, 'reviewer')} {verb} for it{whose}."


def _price(fact: PriceFact | None, known: Background, *, ours: str) -> str:
    """Set a price against our lowest of the same currency, unit and billing."""
    month = monthly(fact) if fact is not None and fact.kind is PriceKind.PRICED else None
    if fact is None or month is None:
        return ""
    own = [
        price
        for price in known.prices.values()
        if price.product == ours and price.kind is PriceKind.PRICED and price.unit == fact.unit
    ]
    alike = [price for price in own if (price.currency, price.billed) == (fact.currency, fact.billed)]
    months = [(own_month, price.plan) for price in alike if (own_month := monthly(price)) is not None]
    if months:
        least, plan = min(months)
        return f"{money(month, fact.currency)} a month; ours begin at {money(least, fact.currency)} ({plan})."
    others = sorted({price.currency for price in own if price.currency} - {fact.currency})
    return f"Ours are in {listed(others)}: they are not set against it." if others else ""


def _plans(known: Background, *, ours: str) -> str:
    own = [price for price in known.prices.values() if price.product == ours]
    if not own:
        return ""
    plans = list(dict.fromkeys(price.plan for price in own))
    free = any(price.kind is PriceKind.FREE for price in own)
    return f"We sell {listed(plans[:6])}{', one of them free' if free else ', none of them free'}."


def _liked(score: FeatureScore | None, whose: str) -> str:
    if score is None or score.positive_share is None:
        return ""
    return f"{whose} {percent(score.positive_share)} of opinions are positive (n = {score.n})."


def _voices(number: int) -> str:
    return count(number, "reviewer") if number else "no reviewer"


def _evidence(change: Change) -> int:
    number = change.evidence_before if change.mode is ChangeMode.REMOVED else change.evidence_after
    return number or -1
