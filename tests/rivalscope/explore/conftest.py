"""A store of our own making with hostile text in it, whose evidence stands in pages that are really archived."""

from __future__ import annotations

import html
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Feature, Product, Source, SourceKind, Taxonomy
from rivalscope.domain.page import Claim, ClaimStatus, Page, Passage, Period, Plan, Price, PriceKind, Review
from rivalscope.domain.reading import Aspect, Intent, IntentLabel, Polarity, Reading
from spiders.pages.document import Document
from spiders.pages.passages import whole
from storage.archive import Archive
from storage.engine import open_engine
from storage.loads import store_capture
from storage.market import sync_market
from storage.reviews import store_readings, unread

HOSTILE = (
    "<script>window.hit = 1</script>",
    "\"><img src=x onerror='window.hit=2'>",
    "javascript:window.hit=3",
    "{{ 7 * 7 }} {% raw %}",
    "'; DROP TABLE review; --",
    "</pre></main><style>*{display:none}</style>",
    "https://evil.example/?q=<b>",
    "x" * 900,
    "👩‍👩‍👧 é 中文 \u202etxt.exe",
)
MARKET = """[market]
name = "Made <b>market</b>"
timezone = "UTC"
contact = "made@example.org"
taxonomy = "taxonomy.yml"
[[products]]
name = "Ours"
slug = "ours"
ours = true
[[products]]
name = "Rival <i>Meet</i>"
slug = "rival"
[[products.sources]]
kind = "pricing"
url = "https://made.example/pricing"
[[products.sources]]
kind = "reviews"
url = "https://made.example/reviews"
"""
FEATURE = "Recording <u>& more</u>"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A market's folder with its store."""

    folder: Path
    url: str
    archive: Archive

    @property
    def market(self) -> Path:
        return self.folder / "market.toml"


def paragraphs(*texts: str) -> bytes:
    told = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    return f"<!doctype html><html><body><h1>Plans</h1>{told}<p>The end.</p></body></html>".encode()


def passages(body: bytes) -> list[Passage]:
    document = Document(body)
    return [whole(document, element) for element in document.soup.find_all("p")]


def fill(url: str, folder: Path) -> Shown:
    """Load two nights of prices and features, and reviews over three weeks, as a crawl would."""
    (folder / "market.toml").write_text(MARKET)
    (folder / "taxonomy.yml").write_text("features:\n- name: Screen sharing\n")
    archive, engine = Archive(folder / "archive"), open_engine(url)
    sources = tuple(
        Source(
            key=f"rival/{kind}", product="rival", kind=SourceKind(kind), url=f"https://made.example/{kind}"
        )
        for kind in ("pricing", "reviews")
    )
    products = [
        Product(slug="ours", name="Ours", ours=True),
        Product(slug="rival", name="Rival <i>Meet</i>", sources=sources),
    ]
    sync_market(engine, products, Taxonomy(features=(Feature(name=FEATURE),), version="aaaaaaaaaaaa"))
    for night, amount in enumerate(("12", "15")):
        body = paragraphs(HOSTILE[0], f"${amount}", FEATURE, *HOSTILE[1:])
        name, raw, feature, *_rest = passages(body)
        price = Price(
            raw=raw.quote, kind=PriceKind.PRICED, amount=Decimal(amount), currency="USD", period=Period.MONTH,
            unit="seat", passage=raw,
        )  # fmt: skip
        claims = [Claim(name=FEATURE, status=ClaimStatus.OFFERED, value=HOSTILE[1], passage=feature)]
        plan = Plan(name=name.quote, prices=(price,), features=tuple(claims), limits=())
        _store(engine, archive, "pricing", night, body, plans=(plan,))
    texts = [f"Nice {text}" for text in HOSTILE]
    body = paragraphs(*texts)
    reviews = [
        Review(
            key=f"r{number}", text=one.quote, passage=one, date=date(2026, 1, 5) + timedelta(days=3 * number)
        )
        for number, one in enumerate(passages(body)[:-1])
    ]
    _store(engine, archive, "reviews", 0, body, reviews=tuple(reviews))
    readings = []
    for place, one in enumerate(unread(engine, model="m", taxonomy="t", limit=99)):
        polarity = Polarity.NEGATIVE if place % 2 else Polarity.POSITIVE
        aspect = Aspect(start=0, end=4, text="Nice", feature=FEATURE, polarity=polarity, confidence=0.9)
        intent = Intent(label=IntentLabel.REQUEST, confidence=0.9, start=0, end=len(one.text))
        readings.append((one.id, Reading(text=one.text, language="en", aspects=(aspect,), intents=(intent,))))
    store_readings(engine, readings, model="m", taxonomy="t")
    engine.dispose()
    return Shown(folder=folder, url=url, archive=archive)


def _store(engine, archive, kind, night, body, **facts):
    url = f"https://made.example/{kind}"
    page = Page(url=url, kind=SourceKind(kind), verdict=Verdict.OK, extractor="made/1", **facts)
    capture = Capture(
        source=f"rival/{kind}", url=url, night=date(2026, 1, 1) + timedelta(days=night),
        seen_at=datetime(2026, 1, 1, 2, tzinfo=UTC) + timedelta(days=night), verdict=Verdict.OK, reason="",
        snapshot=archive.put(body), items=page.items,
    )  # fmt: skip
    store_capture(engine, capture=capture, page=page, product="rival")


@pytest.fixture
def filled():
    """What fills a store, for tests (which cannot import it)."""
    return fill


@pytest.fixture(scope="session")
def shown(migrated_sqlite, tmp_path_factory) -> Shown:
    folder = tmp_path_factory.mktemp("shown")
    shutil.copy(migrated_sqlite, folder / "rivalscope.db")
    return fill(f"sqlite:///{folder / 'rivalscope.db'}", folder)


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    return HOSTILE


@pytest.fixture(scope="session")
def feature_name() -> str:
    return FEATURE
