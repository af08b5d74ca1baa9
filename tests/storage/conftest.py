"""A small market of our own making, and its pages, night after night."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.crawl import HostNight
from rivalscope.domain.fact import Burst
from rivalscope.domain.finding import (
    Analysis,
    FeatureCell,
    FeatureScore,
    Gap,
    GapKind,
    ReaderErrors,
    Spread,
    Standing,
)
from rivalscope.domain.lines import marks
from rivalscope.domain.market import Feature, Product, Source, SourceKind, Taxonomy
from rivalscope.domain.page import (
    Billed,
    Claim,
    ClaimStatus,
    Limit,
    Page,
    Passage,
    Period,
    Plan,
    Price,
    PriceKind,
    Release,
    Review,
    Role,
    Statement,
    StatementKind,
)
from rivalscope.domain.reading import Aspect, Comparison, Intent, IntentLabel, Polarity, Reading, Relation
from rivalscope.domain.settings import RetentionOptions
from storage.archive import Archive
from storage.bursts import store_bursts
from storage.engine import Engine, open_engine
from storage.findings import store_analysis
from storage.frontier import SqlFrontier
from storage.inspection import inspect
from storage.loads import LoadResult, store_capture
from storage.market import sync_market
from storage.retention import prune
from storage.reviews import store_readings, unread
from storage.rollups import compare

AFTER_ALL = datetime.now(UTC) + timedelta(days=1)
"""After every file of a test was put."""

FIRST = date(2026, 1, 1)
URLS = {"pricing": "https://made.example/pricing", "reviews": "https://made.example/reviews"}

TAXONOMY = Taxonomy(
    features=(
        Feature(name="Screen sharing", aliases=("share screen", "desktop sharing")),
        Feature(name="Recording", aliases=("cloud recording",)),
    ),
    version="aaaaaaaaaaaa",
)


def made_products() -> list[Product]:
    """Two products; ours has no sources."""
    sources = tuple(
        Source(key=f"rival/{kind}", product="rival", kind=SourceKind(kind), url=url)
        for kind, url in URLS.items()
    )
    return [
        Product(slug="ours", name="Ours", ours=True),
        Product(slug="rival", name="Rival", aliases=("Rival Meet",), sources=sources),
    ]


def night_of(number: int) -> date:
    return FIRST + timedelta(days=number)


def instant_of(number: int) -> datetime:
    return datetime(2026, 1, 1, 2, tzinfo=UTC) + timedelta(days=number)


_places = itertools.count()


def words(quote: str) -> Passage:
    """A passage that stands nowhere else."""
    return Passage(selector=f"p:nth-of-type({next(_places) + 1})", start=0, end=len(quote), quote=quote)


def price(
    amount: str | None, *, period=Period.MONTH, billed=None, unit="seat", currency="USD", **more
) -> Price:
    raw = more.pop("raw", f"${amount}")
    kind = more.pop("kind", PriceKind.PRICED)
    return Price(
        raw=raw,
        kind=kind,
        amount=None if amount is None else Decimal(amount),
        currency=currency,
        period=period,
        billed=billed,
        unit=unit,
        passage=words(raw),
        **more,
    )


def claim(name: str, status=ClaimStatus.OFFERED, value=None) -> Claim:
    return Claim(name=name, status=status, value=value, passage=words(name))


def limit(name: str, value: str, unit=None) -> Limit:
    return Limit(name=name, value=value, unit=unit, passage=words(f"{name} {value}"))


def plan(name: str, *prices: Price, features=(), limits=()) -> Plan:
    return Plan(name=name, prices=prices, features=tuple(features), limits=tuple(limits))


def statement(kind: StatementKind, subject: str, value: str | None = None) -> Statement:
    return Statement(kind=kind, subject=subject, value=value, passage=words(value or subject))


def role(title: str, function: str | None = None) -> Role:
    return Role(title=title, function=function, passage=words(title))


def release(title: str, day: date | None = None, *items: str) -> Release:
    return Release(date=day, title=title, items=items, passage=words(title))


def review(key: str, text: str, **more) -> Review:
    return Review(key=key, text=text, passage=words(text), **more)


@dataclass
class Nights:
    """A source of the made market, captured night after night."""

    engine: object
    source: str = "rival/pricing"
    url: str = URLS["pricing"]
    kind: SourceKind = SourceKind.PRICING
    snapshots: itertools.count = field(default_factory=itertools.count)

    def show(
        self,
        number: int,
        *plans: Plan,
        features=(),
        releases=(),
        reviews=(),
        statements=(),
        roles=(),
        lines=(),
        extras=(),
        reader="pages/4",
        **more,
    ) -> LoadResult:
        """Store what an ok page says on a night; its lines are those of its statements unless others are given."""
        page = Page(
            url=self.url,
            kind=self.kind,
            verdict=Verdict.OK,
            plans=plans,
            features=tuple(features),
            releases=tuple(releases),
            reviews=tuple(reviews),
            statements=tuple(statements),
            roles=tuple(roles),
            lines=marks(lines or [one.value or one.subject for one in statements]),
            extras=tuple(extras),
            extractor=reader,
        )
        return self.store(number, Verdict.OK, page, snapshot=f"{next(self.snapshots):064x}", **more)

    def fail(self, number: int, verdict: Verdict) -> LoadResult:
        """Store a capture that gives no facts."""
        return self.store(number, verdict, None)

    def same(self, number: int) -> LoadResult:
        """Store that the page is as it was."""
        return self.store(number, Verdict.NOT_MODIFIED, None)

    def store(self, number: int, verdict: Verdict, page: Page | None, **more) -> LoadResult:
        capture = Capture(
            source=self.source,
            url=self.url,
            night=night_of(number),
            seen_at=more.pop("seen_at", instant_of(number)),
            verdict=verdict,
            reason="" if verdict.factual else f"it is {verdict.value}",
            items=page.items if page else 0,
            **more,
        )
        return store_capture(self.engine, capture=capture, page=page, product="rival")


@pytest.fixture
def market(engine):
    """The store with the made market in it; whatever a test does to it, what is kept in step stays in step."""
    sync_market(engine, made_products(), TAXONOMY)
    yield engine
    assert not compare(engine)


@pytest.fixture
def pricing(market) -> Nights:
    return Nights(market)


@pytest.fixture
def reviewing(market) -> Nights:
    return Nights(market, source="rival/reviews", url=URLS["reviews"], kind=SourceKind.REVIEWS)


@pytest.fixture
def made():
    """The builders of this file, for tests (which cannot import it)."""
    return MADE


class MADE:
    night_of = staticmethod(night_of)
    instant_of = staticmethod(instant_of)
    words = staticmethod(words)
    price = staticmethod(price)
    claim = staticmethod(claim)
    limit = staticmethod(limit)
    plan = staticmethod(plan)
    release = staticmethod(release)
    statement = staticmethod(statement)
    role = staticmethod(role)
    review = staticmethod(review)
    products = staticmethod(made_products)
    taxonomy = TAXONOMY
    urls = URLS
    nights = Nights
    annually = Billed.ANNUALLY


def page_version(version: int) -> bytes:
    """A page of our own making; versions differ in a line."""
    chance = random.Random(1)
    lines = [f"<p>{chance.getrandbits(200):x}</p>" for _ in range(200)]
    lines[version % 200] = f"<p>version {version}</p>"
    return "\n".join(lines).encode()


class Site:
    """A page of the made market that is captured night after night, each version built upon the one before."""

    def __init__(self, engine, archive):
        self.engine, self.archive, self.made = engine, archive, MADE
        self.digests = []

    body = staticmethod(page_version)

    def show(self, night, version=None, *, claims=(), verdict=Verdict.OK, body=None, **more):
        url = self.made.urls["pricing"]
        base = self.digests[-1] if self.digests else None
        digest = None
        if body or version is not None:
            digest = self.archive.put(body or page_version(version), base=base)
        if verdict is Verdict.OK and digest:
            self.digests.append(digest)
        page = Page(
            url=url,
            kind=SourceKind.PRICING,
            verdict=verdict,
            features=tuple(self.made.claim(name) for name in claims),
            extractor="pages/1",
        )
        capture = Capture(
            source="rival/pricing",
            url=url,
            night=self.made.night_of(night),
            seen_at=self.made.instant_of(night),
            verdict=verdict,
            snapshot=more.pop("snapshot", digest),
            reason="" if verdict.factual else "it is a wall",
            **more,
        )
        store_capture(self.engine, capture=capture, page=page, product="rival")
        return digest

    def prune(self, *, now=datetime(2026, 3, 1, 2, tzinfo=UTC), settled=AFTER_ALL, dry_run=False, **options):
        return prune(
            self.engine,
            self.archive,
            RetentionOptions(**options),
            now=now,
            settled=settled,
            dry_run=dry_run,
        )

    @property
    def faults(self):
        return inspect(self.engine, self.archive, settled=AFTER_ALL).faults


@pytest.fixture
def site(market, tmp_path) -> Site:
    return Site(market, Archive(tmp_path / "archive"))


@pytest.fixture
def analysis() -> Analysis:
    """A small analysis of our own making: a gap, a lead, and a thin gap."""
    cell = FeatureCell(
        product="rival",
        feature="Recording",
        status=ClaimStatus.OFFERED,
        plans=("Pro", "Team, large"),
        value="10 GB",
        evidence=(1, 2),
        last_seen=instant_of(0),
        confidence=0.9,
        evidence_against=(3,),
    )
    score = FeatureScore(
        product="rival",
        feature="Recording",
        n=9,
        neutral=2,
        positive_share=2 / 3,
        score=0.64,
        low=0.4,
        high=0.83,
        importance=0.2,
        requests=1,
        ranked=True,
        evidence=(1,),
        uncorrected=0.61,
        standing=Standing.BETTER,
        better=0.97,
        place=1,
        best=0.9,
        order=0.9,
        compared=8,
        platforms=("g2.com", "file:survey, spring.csv"),
        caveat="read twice",
    )
    gap = Gap(
        kind=GapKind.PARITY,
        feature="Recording",
        ours=ClaimStatus.UNKNOWN,
        rivals=("rival", "other"),
        opportunity=11.5,
        low=9.25,
        high=13.0,
        n=9,
        importance=0.2,
        our_score=None,
        best_score=0.64,
        thin=False,
        summary="Rival has it.",
        evidence=(1, 2),
        severity=4.5,
        severity_low=4.0,
        severity_high=5.0,
        first=0.5,
        top=1.0,
        spread=Spread.PARITY,
        platforms=("g2.com",),
        chance=0.97,
        caveat="Not compared with Other.",
    )
    lead = replace(gap, kind=GapKind.LEAD, feature="Screen sharing", opportunity=3.0, rivals=())
    thin = replace(gap, feature="Polls", thin=True)
    return Analysis(
        as_of=instant_of(9),
        cells=(cell,),
        scores=(score,),
        gaps=(gap, lead, thin),
        taxonomy="t/1",
        model="m/1",
        errors=(
            ReaderErrors(model="m/1", good=10, good_right=9, bad=10, bad_right=8, origin="of our own making"),
        ),
        uncounted=("m/0",),
    )


def fill(pricing: Nights, reviewing: Nights, analysis: Analysis) -> None:
    """Put rows into every view of a store."""
    made = MADE
    pricing.show(
        0,
        made.plan(
            "Pro",
            made.price("15.90"),
            features=[made.claim("Screen share"), made.claim("Odd")],
            limits=[made.limit("Meeting duration", "40", "minutes")],
        ),
        statements=[made.statement(StatementKind.INTEGRATION, "Slack")],
        releases=[made.release("5.8", made.night_of(0), "Polls")],
        lines=["Loved by 12,400 users"],
        extras=[made.plan("Onboarding", made.price("250", period=None, unit=None))],
    )
    pricing.show(
        1,
        made.plan("Pro", made.price("13"), features=[made.claim("Share screen")]),
        lines=["Loved by 12,900 users"],
    )
    pricing.fail(2, Verdict.LOGIN)
    body = "I wish screen sharing were better than in Ours. We moved from Ours to Rival."
    reviewing.show(1, reviews=[made.review("r1", body, date=made.night_of(0), author="k1")])
    (stored,) = unread(pricing.engine, model="m/1", taxonomy="t", limit=9)
    read = Reading(
        text=body,
        language="en",
        aspects=(
            Aspect(
                start=7,
                end=21,
                text="screen sharing",
                feature="Screen sharing",
                polarity=Polarity.NEGATIVE,
                confidence=0.8,
            ),
        ),
        intents=(Intent(label=IntentLabel.REQUEST, confidence=0.9, start=0, end=48),),
        comparisons=(
            Comparison(
                winner="Ours",
                loser="Rival Meet",
                aspect="screen sharing",
                relation=Relation.BETTER,
                start=0,
                end=48,
            ),
            Comparison(winner="Rival", loser="Ours", aspect=None, relation=Relation.SWITCH, start=49, end=77),
        ),
        polarity=Polarity.NEGATIVE,
    )
    store_readings(pricing.engine, [(stored.id, read)], model="m/1", taxonomy="t")
    store_analysis(pricing.engine, analysis)
    day = made.night_of(0)
    rush = Burst(product="rival", source="rival/reviews", since=day, until=day, n=90, usual=2, z=40)
    store_bursts(pricing.engine, [rush])
    cost = HostNight(night=made.night_of(0), host="made.example", requests=3, robots="rules")
    frontier = SqlFrontier(pricing.engine, made.night_of(0))
    frontier.note_hosts([cost])
    frontier.settle()


@pytest.fixture
def filled(pricing, reviewing, analysis):
    """A store in which every view has rows."""
    fill(pricing, reviewing, analysis)
    return pricing.engine


@pytest.fixture(scope="module")
def filled_stores() -> Iterator[dict[str, Engine]]:
    """The filled stores of a module by their engine, made when they are first asked for."""
    stores: dict[str, Engine] = {}
    yield stores
    for engine in stores.values():
        engine.dispose()


@pytest.fixture
def shown(database_kind, filled_stores, request, tmp_path_factory) -> Engine:
    """A store in which every view has rows, one for a module on each engine: for tests that only read."""
    if database_kind not in filled_stores:
        if database_kind == "sqlite":
            file = tmp_path_factory.mktemp("filled") / "rivalscope.db"
            shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
            url = f"sqlite:///{file}"
        else:
            url = request.getfixturevalue("spare_postgres")()
        engine = open_engine(url)
        sync_market(engine, made_products(), TAXONOMY)
        reviewing = Nights(engine, source="rival/reviews", url=URLS["reviews"], kind=SourceKind.REVIEWS)
        fill(Nights(engine), reviewing, request.getfixturevalue("analysis"))
        filled_stores[database_kind] = engine
    return filled_stores[database_kind]
