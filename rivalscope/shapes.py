"""Shapes: domain values as the JSON objects that commands print; scripts rely on their keys and order."""

from decimal import Decimal
from enum import StrEnum

from rivalscope.domain.page import Claim, Limit, Page, Plan, Price, Release, Review, Role, Statement


def page_shape(page: Page) -> dict[str, object]:
    """Return a page as `extract --json` prints it.

    Amounts are decimal strings, ratings numbers, dates ISO 8601; what is absent is None.
    """
    return {
        "url": page.url,
        "kind": page.kind.value,
        "verdict": page.verdict.value,
        "title": page.title,
        "text": page.text,
        "product": dict(page.product),
        "plans": [_plan(plan) for plan in page.plans],
        "features": [_claim(claim) for claim in page.features],
        "releases": [_release(release) for release in page.releases],
        "reviews": [_review(review) for review in page.reviews],
        "links": [{"url": link.url, "text": link.text, "kind": _word(link.kind)} for link in page.links],
        "roles": [_role(role) for role in page.roles],
        "statements": [_statement(statement) for statement in page.statements],
        "main_text": page.main_text,
        "extras": [_plan(extra) for extra in page.extras],
    }


def decimal_text(amount: Decimal | None) -> str | None:
    """Return an amount as a decimal string without an exponent, e.g. `15.99`; None stays None."""
    return None if amount is None else format(amount, "f")


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "name": plan.name,
        "prices": [_price(price) for price in plan.prices],
        "features": [
            {
                "name": claim.name,
                "status": claim.status.value,
                "value": claim.value,
                "quote": claim.passage.quote,
            }
            for claim in plan.features
        ],
        "limits": [_limit(limit) for limit in plan.limits],
    }


def _price(price: Price) -> dict[str, object]:
    return {
        "raw": price.raw,
        "kind": price.kind.value,
        "amount": decimal_text(price.amount),
        "currency": price.currency,
        "period": _word(price.period),
        "billed": _word(price.billed),
        "unit": price.unit,
        "qualifier": _word(price.qualifier),
    }


def _limit(limit: Limit) -> dict[str, object]:
    return {"name": limit.name, "value": limit.value, "unit": limit.unit}


def _claim(claim: Claim) -> dict[str, object]:
    return {"name": claim.name, "status": claim.status.value, "quote": claim.passage.quote}


def _release(release: Release) -> dict[str, object]:
    date = release.date.isoformat() if release.date else None
    return {
        "date": date,
        "title": release.title,
        "items": list(release.items),
        "version": release.version,
        "entries": [{"type": entry.type.value, "text": entry.text} for entry in release.entries],
    }


def _review(review: Review) -> dict[str, object]:
    return {
        "date": review.date.isoformat() if review.date else None,
        "rating": _number(review.rating),
        "best": _number(review.best),
        "title": review.title,
        "text": review.text,
    }


def _role(role: Role) -> dict[str, object]:
    date = role.date.isoformat() if role.date else None
    return {"title": role.title, "team": role.team, "location": role.location, "date": date}


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "kind": statement.kind.value,
        "subject": statement.subject,
        "value": statement.value,
        "quote": statement.passage.quote,
    }


def _number(value: Decimal | None) -> int | float | None:
    """Return a rating as a JSON number, whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _word(value: StrEnum | None) -> str | None:
    return None if value is None else value.value
