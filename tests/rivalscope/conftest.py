"""What the rooms of rivalscope share: a maker of stored facts of our own invention, and a browser."""

from __future__ import annotations

import itertools
import os
import shutil
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rivalscope.domain.capture import Verdict
from rivalscope.domain.coverage import SourceCoverage
from rivalscope.domain.fact import (
    Change,
    ChangeKind,
    ChangeMode,
    ClaimFact,
    ComparisonFact,
    Evidence,
    IntentFact,
    Mention,
    PriceFact,
    ReleaseFact,
    ReviewFact,
)
from rivalscope.domain.finding import Gap, GapKind
from rivalscope.domain.market import Product, SourceKind
from rivalscope.domain.page import Billed, ClaimStatus, Period, PriceKind
from rivalscope.domain.reading import IntentLabel, Polarity, Relation

AS_OF = datetime(2026, 11, 22, 2, tzinfo=UTC)
FIRST = datetime(2026, 9, 7, 2, tzinfo=UTC)


class Facts:
    """Makes facts one by one; each gets its own evidence, kept in `evidence`."""

    as_of = AS_OF
    first = FIRST

    def __init__(self):
        self._ids = itertools.count(1)
        self.evidence: dict[int, Evidence] = {}

    def quote(self, words, *, product="ours", kind="pricing", url=None, seen_at=AS_OF):
        number = next(self._ids)
        self.evidence[number] = Evidence(
            id=number,
            source=f"{product}/{kind}",
            url=url or f"https://{product}.example/{kind}",
            snapshot=f"{number:064x}",
            selector="main > p",
            start=0,
            end=len(words),
            quote=words,
            seen_at=seen_at,
            extractor="pages/1",
        )
        return number

    def product(self, slug, *, name=None, ours=False):
        return Product(slug=slug, name=name or slug.title(), ours=ours, site=f"https://{slug}.example/")

    def claim(self, product, feature, status=ClaimStatus.OFFERED, **given):
        words = given.pop("quote", f"{feature}: {status}")
        settled = {
            "id": next(self._ids), "source": f"{product}/pricing", "plan": None, "name": feature, "value": None,
            "first_seen": FIRST, "last_seen": AS_OF, "ended": None, "learnt_at": FIRST,
        } | given  # fmt: skip
        return ClaimFact(
            product=product,
            feature=feature,
            status=status,
            evidence=self.quote(words, product=product, kind="features"),
            **settled,
        )

    def price(self, product, plan, amount, **given):
        raw = given.pop("raw", f"${amount} per seat / month")
        settled = {
            "id": next(self._ids), "source": f"{product}/pricing", "raw": raw, "kind": PriceKind.PRICED,
            "amount": Decimal(amount) if amount is not None else None, "currency": "USD", "period": Period.MONTH,
            "billed": Billed.ANNUALLY, "unit": "seat", "qualifier": None, "first_seen": FIRST, "last_seen": AS_OF,
            "ended": None, "learnt_at": FIRST,
        } | given  # fmt: skip
        return PriceFact(product=product, plan=plan, evidence=self.quote(raw, product=product), **settled)

    def review(self, product, **given):
        settled = {
            "id": next(self._ids), "source": f"{product}/reviews", "date": date(2026, 11, 1), "first_seen": AS_OF,
            "rating": Decimal(3), "polarity": Polarity.NEUTRAL, "author_key": None, "words": 30,
        } | given  # fmt: skip
        return ReviewFact(
            product=product, evidence=self.quote("A review.", product=product, kind="reviews"), **settled
        )

    def mention(self, review, feature, polarity=Polarity.POSITIVE, *, confidence=0.8, words=None):
        quote = self.quote(words or f"The {feature} is {polarity}.", product=review.product, kind="reviews")
        return Mention(
            id=next(self._ids),
            review=review.id,
            product=review.product,
            feature=feature,
            phrase=feature or "thing",
            polarity=polarity,
            confidence=confidence,
            date=review.date,
            rating=review.rating,
            evidence=quote,
        )

    def intent(self, review, feature, label=IntentLabel.REQUEST, *, confidence=0.9, words=None):
        words = words or f"Please add {feature}."
        return IntentFact(
            review=review.id,
            product=review.product,
            label=label,
            confidence=confidence,
            feature=feature,
            date=review.date,
            author_key=review.author_key,
            quote=words,
            evidence=self.quote(words, product=review.product, kind="reviews"),
        )

    def comparison(
        self, review, winner, loser, relation=Relation.SWITCH, *, aspect=None, words="We switched."
    ):
        return ComparisonFact(
            review=review.id,
            product=review.product,
            winner=winner,
            loser=loser,
            aspect=aspect,
            relation=relation,
            date=review.date,
            quote=words,
            evidence=self.quote(words, product=review.product, kind="reviews"),
        )

    def gap(self, feature, opportunity=10.0, *, half=1.0, **given):
        settled = {
            "kind": GapKind.PARITY, "ours": ClaimStatus.ABSENT, "rivals": ("zoom",), "n": 100, "importance": 0.1,
            "our_score": None, "best_score": None, "thin": False, "summary": f"{feature} is wanted.",
            "evidence": (1, 2), "low": opportunity - half, "high": opportunity + half,
        } | given  # fmt: skip
        return Gap(feature=feature, opportunity=opportunity, **settled)

    def change(self, product, before, after, **given):
        settled = {
            "id": next(self._ids), "source": f"{product}/pricing", "kind": ChangeKind.PRICE,
            "mode": ChangeMode.CHANGED, "subject": "Pro", "night": date(2026, 11, 18),
            "evidence_before": self.quote(before, product=product) if before else None,
            "evidence_after": self.quote(after, product=product) if after else None,
        } | given  # fmt: skip
        return Change(product=product, before=before, after=after, **settled)

    def release(self, product, title, *, day=date(2026, 11, 17), items=()):
        return ReleaseFact(
            id=next(self._ids),
            product=product,
            source=f"{product}/changelog",
            date=day,
            title=title,
            items=tuple(items),
            first_seen=AS_OF,
            evidence=self.quote(title, product=product, kind="changelog"),
        )

    def night(self, product, kind, night, *, verdict=Verdict.OK, reason="", captures=1, last_ok=None):
        seen = datetime(night.year, night.month, night.day, 2, tzinfo=UTC)
        factual = verdict is not None and verdict.factual
        return SourceCoverage(
            product=product,
            source=f"{product}/{kind}",
            kind=SourceKind(kind),
            url=f"https://{product}.example/{kind}",
            night=night,
            verdict=verdict,
            reason=reason,
            captures=captures,
            items=3 if factual else 0,
            last_ok=seen if factual else last_ok,
        )


@pytest.fixture
def facts() -> Facts:
    return Facts()


@pytest.fixture(scope="module")
def browser():
    """Debian's chromium, headless; what needs it is skipped without, or fails where `make check` insists."""
    if shutil.which("chromium") is None:
        if os.environ.get("RIVALSCOPE_REQUIRE_BROWSER"):
            pytest.fail("chromium is not installed and `make check` needs it: apt install chromium")
        pytest.skip("Debian's chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield opened
        opened.close()
