"""A made market of any size: products, three years of nights, and what their pages said on each."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from rivalscope.benchmarks.made_reviews import FEATURES, MENTIONS, Voices, names, taxonomy
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Product, Source, SourceKind
from rivalscope.domain.page import (
    Claim,
    ClaimStatus,
    Page,
    Passage,
    Period,
    Plan,
    Price,
    PriceKind,
    Release,
    Review,
)

PRODUCTS = 20
KINDS = (SourceKind.PRICING, SourceKind.FEATURES, SourceKind.CHANGELOG, SourceKind.REVIEWS)
MENTIONS_PER_CAPTURE = 500
"""100,000 captures to 50 million mentions."""

LAST = date(2026, 11, 2)
YEARS = 3
PLANS = ("Free", "Starter", "Team", "Business", "Enterprise")
CLAIMS = 40
"""Features that a product's page speaks of, of sixty; of more features two thirds."""

_STATUSES = (
    ClaimStatus.OFFERED,
    ClaimStatus.LIMITED,
    ClaimStatus.ADD_ON,
    ClaimStatus.BETA,
    ClaimStatus.PLANNED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One capture of the made market, with what it says."""

    product: str
    capture: Capture
    page: Page | None


def products() -> list[Product]:
    """Return the products, the first of them ours; reviewed less and less from the first to the last."""
    return [_product(number) for number in range(PRODUCTS)]


def _product(number: int) -> Product:
    slug = f"made-{number + 1:02}"
    sources = tuple(
        Source(
            key=f"{slug}/{kind.value}", product=slug, kind=kind, url=f"https://{slug}.example/{kind.value}"
        )
        for kind in KINDS
    )
    return Product(slug=slug, name=f"Made {number + 1:02}", ours=number == 0, sources=sources)


class MadeMarket:
    """The nights of a made market with about so many mentions; the same seed gives the same pages."""

    def __init__(
        self, *, mentions: int, seed: int = 1, features: int = len(FEATURES), years: int = YEARS
    ) -> None:
        self._random = Random(seed)  # noqa: S311 - made texts, not secrets
        self.products = products()
        self.reviews = max(PRODUCTS, mentions // MENTIONS)
        captures = max(2 * PRODUCTS * len(KINDS), mentions // MENTIONS_PER_CAPTURE)
        self._count = captures // (PRODUCTS * len(KINDS))
        self._days = 365 * years
        self._features = names(features)
        self.taxonomy = taxonomy(features)
        self._voices = Voices(seed + 1, [product.name for product in self.products], features)
        self._plans = {one.slug: self._first_plans() for one in self.products}
        self._claims = {one.slug: self._first_claims() for one in self.products}
        self._releases: dict[str, list[Release]] = {one.slug: [] for one in self.products}
        self._said: dict[str, Page] = {}
        self._written = 0

    def nights(self) -> Iterator[list[Fetched]]:
        """Yield what each night fetched, the oldest first."""
        apart = timedelta(days=max(1, self._days // self._count))
        first = LAST - apart * (self._count - 1)
        for number in range(self._count):
            yield list(self._night(first + apart * number, apart, left=self._count - number))

    def _night(self, night: date, apart: timedelta, *, left: int) -> Iterator[Fetched]:
        due = (self.reviews - self._written) / left
        shares = [1 / (place + 2) for place in range(PRODUCTS)]
        for share, product in zip(shares, self.products, strict=True):
            count = round(due * share / sum(shares))
            for source in product.sources:
                yield self._fetch(product.slug, source, night, self._page(source, night, apart, count))

    def _fetch(self, slug: str, source: Source, night: date, page: Page | None) -> Fetched:
        """One fetch in fifty gives nothing; a page that says what it said before is not modified."""
        known = self._said.get(source.key)
        verdict, reason = Verdict.OK, ""
        if page is None:
            verdict, reason = Verdict.ERROR, "the host did not answer in 30 seconds"
        elif known is not None and _says(known) == _says(page):
            verdict = Verdict.NOT_MODIFIED
        body = f"{source.key} {night}"
        capture = Capture(
            source=source.key,
            url=source.url,
            night=night,
            seen_at=datetime(night.year, night.month, night.day, 2, tzinfo=UTC),
            verdict=verdict,
            reason=reason,
            status=200 if verdict is Verdict.OK else None,
            snapshot=hashlib.sha256(body.encode()).hexdigest() if verdict is Verdict.OK else None,
            content_type="text/html",
            size=20_000,
            items=page.items if page else 0,
        )
        if verdict is Verdict.OK and page is not None:
            self._said[source.key] = page
        return Fetched(product=slug, capture=capture, page=page if verdict is Verdict.OK else None)

    def _page(self, source: Source, night: date, apart: timedelta, count: int) -> Page | None:
        said: dict[str, tuple[Plan, ...] | tuple[Claim, ...] | tuple[Release, ...] | tuple[Review, ...]] = {}
        if source.kind is SourceKind.REVIEWS:
            said["reviews"] = tuple(self._reviews(count, night, apart))
        elif self._random.random() < 0.02:
            return None
        elif source.kind is SourceKind.PRICING:
            said["plans"] = self._priced(source.product)
        elif source.kind is SourceKind.FEATURES:
            said["features"] = self._claimed(source.product)
        else:
            said["releases"] = self._released(source.product, night)
        return Page(url=source.url, kind=source.kind, verdict=Verdict.OK, extractor="made/1", **said)  # type: ignore[arg-type]

    def _reviews(self, count: int, night: date, apart: timedelta) -> Iterator[Review]:
        for place in range(count):
            self._written += 1
            yield self._voices.review(self._written, place, after=night - apart, until=night)

    def _first_plans(self) -> list[int | None]:
        """Return dollars a month of each plan; None for one whose price is told on request."""
        base = self._random.randint(4, 12)
        return [0, base, 2 * base, 4 * base, None]

    def _priced(self, product: str) -> tuple[Plan, ...]:
        amounts = self._plans[product]
        if self._random.random() < 0.05:
            place = self._random.randint(1, 3)
            amounts[place] = max(1, (amounts[place] or 1) + self._random.choice((-2, -1, 1, 2, 3)))
        return tuple(_plan(place, amount) for place, amount in enumerate(amounts))

    def _first_claims(self) -> dict[str, ClaimStatus]:
        named = self._random.sample(self._features, max(CLAIMS, 2 * len(self._features) // 3))
        return {name: self._random.choices(_STATUSES, weights=(70, 12, 8, 5, 5))[0] for name in named}

    def _claimed(self, product: str) -> tuple[Claim, ...]:
        stated = self._claims[product]
        if self._random.random() < 0.1:
            name = self._random.choice(sorted(stated))
            stated[name] = self._random.choice(_STATUSES)
        return tuple(
            Claim(name=name.capitalize(), status=status, passage=_words(f"#features > li:nth-of-type({place + 1})", name))
            for place, (name, status) in enumerate(stated.items())
        )  # fmt: skip

    def _released(self, product: str, night: date) -> tuple[Release, ...]:
        releases = self._releases[product]
        if not releases or self._random.random() < 0.3:
            named = self._random.sample(self._features, 3)
            version = f"{night.year - 2020}.{night.month}.{night.day}"
            releases.insert(
                0,
                Release(
                    date=night,
                    title=f"Release {version}",
                    version=version,
                    items=tuple(f"Better {name}" for name in named),
                    passage=_words(f"#log > article:nth-of-type({night.toordinal()})", f"Release {version}"),
                ),
            )
            del releases[20:]
        return tuple(releases)


def _says(page: Page) -> tuple[object, ...]:
    return page.plans, page.features, page.releases, page.reviews


def _plan(place: int, amount: int | None) -> Plan:
    name = PLANS[place]
    raw = "Contact sales" if amount is None else "Free" if amount == 0 else f"${amount} per seat and month"
    kind = PriceKind.CONTACT if amount is None else PriceKind.FREE if amount == 0 else PriceKind.PRICED
    price = Price(
        raw=raw,
        kind=kind,
        amount=None if amount is None else Decimal(amount),
        currency="USD" if amount else None,
        period=Period.MONTH if amount else None,
        unit="seat" if amount else None,
        passage=_words(f"#plans > div:nth-of-type({place + 1}) > p", raw),
    )
    return Plan(name=name, prices=(price,))


def _words(selector: str, quote: str) -> Passage:
    return Passage(selector=selector, start=0, end=len(quote), quote=quote)
