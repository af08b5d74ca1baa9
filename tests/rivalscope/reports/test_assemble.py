"""Reports and digests of a small stored market of our own making, on each engine."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from flows import analysis
from flows.opened import OpenMarket
from rivalscope.analysis.changes import score
from rivalscope.analysis.gaps import analyse
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.crawl import CrawlOptions
from rivalscope.domain.fact import ChangeKind
from rivalscope.domain.market import Feature, Product, Source, SourceKind, Taxonomy
from rivalscope.domain.page import Claim, ClaimStatus, Page, Passage, Period, Plan, Price, PriceKind, Review
from rivalscope.domain.reading import Aspect, Comparison, Intent, IntentLabel, Polarity, Reading, Relation
from rivalscope.domain.settings import AnalysisOptions, MailOptions, Market, ScheduleOptions
from rivalscope.errors import UsageError
from rivalscope.reports import html
from rivalscope.reports.assemble import assemble_digest, assemble_report
from rivalscope.reports.content import DigestState
from rivalscope.reports.heard import hear
from rivalscope.reports.traces import named_evidence
from storage import findings, reads
from storage.engine import reading
from storage.loads import store_capture
from storage.market import sync_market
from storage.reviews import store_readings, unread

MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
PRAISE, WISH = "The calls are clear.", "Please add live captions."
MOVE = "We left Rival because support never answers."


def instant(night):
    return datetime(night.year, night.month, night.day, 2, tzinfo=UTC)


def source(product, kind):
    return Source(
        key=f"{product}/{kind}",
        product=product,
        kind=SourceKind(kind),
        url=f"https://{product}.example/{kind}",
    )


def passage(words, place):
    return Passage(selector=f"p:nth-of-type({place})", start=0, end=len(words), quote=words)


@pytest.fixture
def market(tmp_path):
    taxonomy = Taxonomy(
        features=(Feature(name="Calls", parent="Meetings"), Feature(name="Live captions", parent="Meetings")),
        version="aaaaaaaaaaaa",
    )
    return Market(
        name="Made market",
        timezone="Europe/Berlin",
        contact="made@example.org",
        products=(
            Product(
                slug="ours",
                name="Ours",
                ours=True,
                sources=(source("ours", "pricing"), source("ours", "reviews")),
            ),
            Product(slug="rival", name="Rival", sources=(source("rival", "pricing"),)),
        ),
        taxonomy=taxonomy,
        crawl=CrawlOptions(),
        digest=MailOptions(),
        analysis=AnalysisOptions(),
        schedule=ScheduleOptions(),
        path=Path(tmp_path / "market.toml"),
        database_url="",
        archive=Path(tmp_path / "archive"),
    )


class Nights:
    """Stores captures of the made market as a crawl would."""

    def __init__(self, engine, market):
        self.engine, self.market, self.snapshots = engine, market, 0
        sync_market(engine, market.products, market.taxonomy)

    def store(self, product, kind, night, *, verdict=Verdict.OK, reason="", **items):
        self.snapshots += 1
        ok = verdict is Verdict.OK
        where = source(product, kind)
        page = (
            Page(url=where.url, kind=where.kind, verdict=verdict, extractor="pages/1", **items)
            if ok
            else None
        )
        capture = Capture(
            source=where.key, url=where.url, night=night, seen_at=instant(night), verdict=verdict, reason=reason,
            status=200, snapshot=f"{self.snapshots:064x}" if ok else None,
        )  # fmt: skip
        store_capture(self.engine, capture=capture, page=page, product=product)

    def pricing(self, product, night, amount, captions):
        raw = f"${amount} per seat / month"
        price = Price(raw=raw, kind=PriceKind.PRICED, amount=Decimal(amount), currency="USD", period=Period.MONTH,
                      unit="seat", passage=passage(raw, 1))  # fmt: skip
        claim = Claim(name="Live captions", status=captions, passage=passage("Live captions", 2))
        self.store(product, "pricing", night, plans=(Plan(name="Pro", prices=(price,), features=(claim,)),))

    def analyse(self, as_of):
        analysis = analyse(
            products=self.market.products, claims=reads.claims(self.engine, as_of=as_of),
            mentions=reads.mentions(self.engine, as_of=as_of), reviews=reads.review_facts(self.engine, as_of=as_of),
            intents=reads.intents(self.engine, as_of=as_of), options=self.market.analysis, as_of=as_of,
            taxonomy="aaaaaaaaaaaa", model="m/1",
        )  # fmt: skip
        findings.store_analysis(self.engine, analysis)
        findings.score_changes(
            self.engine, score(reads.changes(self.engine, since=date(2026, 1, 1), until=as_of.date()))
        )


@pytest.fixture
def nights(engine, market):
    """Two weeks: the rival's price falls on the second Wednesday, and its Friday is blocked."""
    made = Nights(engine, market)
    for back in range(-7, 7):
        night = MONDAY + timedelta(days=back)
        made.pricing("ours", night, "11", ClaimStatus.ABSENT)
        if back == 4:
            made.store("rival", "pricing", night, verdict=Verdict.BLOCKED, reason="a challenge page")
        else:
            made.pricing("rival", night, "15.99" if back < 2 else "13.33", ClaimStatus.OFFERED)
        if back == 1:
            made.store("ours", "reviews", night, reviews=tuple(review(n) for n in range(8)))
            read(engine)
        if back in (-1, 6):
            made.analyse(instant(night) + timedelta(hours=1))
    return made


def review(number):
    words = f"{PRAISE} {WISH} {MOVE}"
    return Review(key=f"r{number}", text=words, date=MONDAY, rating=Decimal(4), best=Decimal(5),
                  passage=passage(words, 10 + number))  # fmt: skip


def read(engine):
    calls = Aspect(start=4, end=9, text="calls", feature="Calls", polarity=Polarity.POSITIVE, confidence=0.9)
    begins = len(PRAISE) + 1
    captions = Aspect(start=begins + 11, end=begins + 24, text="live captions", feature="Live captions",
                      polarity=Polarity.NEUTRAL, confidence=0.8)  # fmt: skip
    wish = Intent(label=IntentLabel.REQUEST, confidence=0.9, start=begins, end=begins + len(WISH))
    moved = len(f"{PRAISE} {WISH} ")
    switch = Comparison(winner="Ours", loser="Rival", aspect=None, relation=Relation.SWITCH, start=moved,
                        end=moved + len(MOVE))  # fmt: skip
    said = Reading(
        text=f"{PRAISE} {WISH} {MOVE}",
        language="en",
        aspects=(calls, captions),
        intents=(wish,),
        comparisons=(switch,),
        polarity=Polarity.POSITIVE,
    )
    numbers = [one.id for one in unread(engine, model="m/1", taxonomy="aaaaaaaaaaaa", limit=100)]
    store_readings(engine, [(number, said) for number in numbers], model="m/1", taxonomy="aaaaaaaaaaaa")


def test_the_report_joins_pages_and_reviews(nights, market):
    report = assemble_report(nights.engine, market, as_of=instant(date(2026, 11, 22)) + timedelta(hours=2))
    gap = next(gap for gap in report.analysis.gaps if gap.feature == "Live captions")
    assert (gap.kind.value, gap.ours, gap.rivals, gap.n, gap.thin) == (
        "parity",
        ClaimStatus.ABSENT,
        ("rival",),
        8,
        False,
    )
    (request,) = report.requests
    assert (request.feature, request.voices) == ("Live captions", 8)
    assert [change.subject for change in report.changes if change.kind is ChangeKind.PRICE] == ["Pro"]
    assert report.changes[0].score == pytest.approx(96.6, abs=0.1)
    assert report.parents["Live captions"] == "Meetings"
    assert set(named_evidence(report)) <= set(report.evidence)
    assert ("The ", f" are clear. {WISH} {MOVE}") in report.around.values()
    assert "Rival has it; our own pages say that we do not" in html.render(report)


def test_wishes_and_switches_agree_with_the_views(nights, market):
    report = assemble_report(nights.engine, market, as_of=instant(date(2026, 11, 22)) + timedelta(hours=2))
    with reading(nights.engine) as connection:
        asked = connection.execute(text("SELECT review, feature, evidence_id FROM requests")).all()
        moved = connection.execute(
            text("SELECT review, from_product, to_product, evidence_id FROM switches")
        ).all()
    (wish,) = report.wishes.wishes
    assert (wish.feature, wish.voices, wish.new, wish.holders) == ("Live captions", 8, 8, ("rival",))
    assert report.wishes.reviewers == len({row.review for row in asked}) == 8
    assert {row.feature for row in asked} == {wish.feature}
    assert set(wish.evidence) <= {row.evidence_id for row in asked}
    (route,) = report.switching.routes
    assert {(row.from_product, row.to_product) for row in moved} == {(route.origin, route.target)}
    assert route.done == len({row.review for row in moved}) == 8
    assert set(route.evidence) <= {row.evidence_id for row in moved}
    assert [(cause.theme.value, cause.voices, cause.of) for cause in route.causes] == [("support", 8, 8)]
    assert all(one.witnesses < 3 or one.sources < 2 for one in report.swot.withheld)


def test_a_blocked_night_is_coverage_and_no_change(nights, market):
    report = assemble_report(nights.engine, market, as_of=instant(date(2026, 11, 20)) + timedelta(hours=2))
    standing = next(one for one in report.sources if one.source == "rival/pricing")
    assert (standing.state.value, standing.reason) == ("failed", "a challenge page")
    assert report.partial
    assert not [change for change in report.changes if change.night == date(2026, 11, 20)]


def test_a_report_of_an_earlier_instant_knows_nothing_of_later_ones(nights, market):
    report = assemble_report(nights.engine, market, as_of=instant(date(2026, 11, 15)) + timedelta(hours=2))
    assert report.changes == ()
    assert {str(price.amount) for price in report.prices} == {"11", "15.99"}
    assert all(price.ended is None for price in report.prices)
    assert (report.coverage.reviews, report.requests) == (0, ())


def test_the_digest_tells_the_week(nights, market):
    digest = assemble_digest(nights.engine, market, week="2026-W47", now=NOW)
    assert digest.state is DigestState.CHANGED
    (group,) = digest.groups
    assert (group.product.slug, [change.kind.value for change in group.changes]) == ("rival", ["price"])
    assert ("15.99" in group.changes[0].before, "13.33" in group.changes[0].after) == (True, True)
    assert (digest.coverage.nights, digest.days, digest.new_reviews) == (7, 7, 8)
    assert [demand.voices for demand in digest.requests] == [8]
    assert set(named_evidence(digest)) <= set(digest.evidence)


def test_a_week_before_anything_ran_is_no_data(nights, market):
    digest = assemble_digest(nights.engine, market, week="2026-W40", now=NOW)
    assert (digest.state, digest.groups, digest.new_reviews) == (DigestState.NO_DATA, (), 0)


def test_a_quiet_week_says_that_nothing_changed(nights, market):
    digest = assemble_digest(nights.engine, market, week="2026-W46", now=NOW)
    assert (digest.state, digest.coverage.nights) == (DigestState.NOTHING, 7)


def test_a_week_to_come_or_none_is_refused(nights, market):
    for week in ("2026-W49", "nonsense"):
        with pytest.raises(UsageError):
            assemble_digest(nights.engine, market, week=week, now=NOW)


def test_an_empty_store_gives_an_honest_report(engine, market):
    sync_market(engine, market.products, market.taxonomy)
    report = assemble_report(engine, market, as_of=NOW)
    assert report.partial
    assert "nothing has been read yet" in html.render(report)


def test_what_was_read_once_gives_the_same_analysis_and_report(nights, market):
    moment = instant(date(2026, 11, 22)) + timedelta(hours=2)
    said = hear(nights.engine, market, as_of=moment)
    assert said.reviews
    assert said.mentions
    assert said.intents
    opened = OpenMarket(market=market, engine=nights.engine)
    apart, once = (analysis.analyse(opened, as_of=moment, heard=heard) for heard in (None, said))
    assert once == apart
    told = assemble_report(nights.engine, market, as_of=moment, heard=said)
    assert told == assemble_report(nights.engine, market, as_of=moment)
    assert told.requests


def test_reviews_are_counted_by_language_as_they_stand(nights):
    for moment in (instant(date(2026, 11, 15)), instant(date(2026, 11, 22)) + timedelta(hours=2)):
        stored = [review.language for review in reads.review_facts(nights.engine, as_of=moment)]
        assert list(reads.review_languages(nights.engine, as_of=moment).items()) == list(
            Counter(stored).items()
        )
