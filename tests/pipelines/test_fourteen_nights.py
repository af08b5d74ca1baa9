"""Fourteen nights over sites that fail in every way: no removal and no price change is told that did not happen.

The real reader, judge, pipelines and store run; only the network is left out. RIVALSCOPE_EXHAUSTIVE=1 runs every failure
on every site, else every failure runs on one of them, for nine nights.
"""

import asyncio
import os
import random
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from pipelines.deduplicate import DeduplicatePipeline
from pipelines.judge import JudgePipeline
from pipelines.quarantine import QuarantinePipeline
from pipelines.validate import ValidatePipeline
from rivalscope.analysis.coverage import gave_facts
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.crawl import FrontierEntry
from rivalscope.domain.market import Product, Source, SourceKind, Taxonomy
from rivalscope.evaluation.recorded import recorded
from spiders.items import Fetched
from spiders.pages.reader import read_page
from storage import reads
from storage.claims import with_earlier
from storage.engine import open_engine, reading
from storage.loads import Load
from storage.market import sync_market
from storage.tables import ChangeRow, SourceRow
from storage.writer import Writer

FIRST = date(2026, 11, 1)
NIGHTS = 14
DOWN = frozenset({4, 7, 8, 11})
"""Nights on which a site fails: alone, twice running, alone."""
EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
MADE = "tests/pages/made"
SITES = {
    "cards": ("cards.html", SourceKind.PRICING),
    "table": ("table.html", SourceKind.PRICING),
    "features": ("features.html", SourceKind.FEATURES),
}
WALLS = {answer.name: answer for answer in recorded()}


@dataclass(frozen=True)
class Answer:
    """What a server says on one night; a verdict instead of it when no answer comes."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    refused: Verdict | None = None


def refused(verdict):
    return lambda _page: Answer(refused=Verdict(verdict))


def status(code, body=b"<html><title>Error</title><body><h1>Error</h1></body></html>"):
    return lambda _page: Answer(body=body, status=code)


def wall(name):
    answer = WALLS[name]
    return lambda _page: Answer(body=answer.body, status=answer.status, headers=tuple(answer.headers.items()))


def cut(share):
    return lambda page: Answer(body=page[: int(len(page) * share)])


def fewer(page):
    return Answer(body=page, headers=(("content-length", str(len(page) + 900)),))


def without_main(page):
    """The page's frame alone: its middle failed to render."""
    soup = BeautifulSoup(page, "lxml")
    for element in soup.select("main, table, section, article, ul"):
        element.decompose()
    soup.body.append(
        "We build boards, charts and calendars for crews of every size, from Berlin and from home."
    )
    return Answer(body=str(soup).encode())


def halved(page):
    """The page with more than half of the elements gone that hold facts."""
    soup = BeautifulSoup(page, "lxml")
    elements = soup.select("section li, section h2, section h3, section p, table tr, dt, dd, li, article")
    for number, element in enumerate(elements):
        if number % 5:
            element.decompose()
    return Answer(body=str(soup).encode())


def german(page):
    return Answer(body=re.sub(rb'lang="[^"]*"', b'lang="de-DE"', page, count=1).replace(b"$", "€".encode()))


def listed_elsewhere(page):
    links = (
        b'<link rel="canonical" href="https://made.example/fr/pricing">'
        b'<link rel="alternate" hreflang="fr" href="https://made.example/fr/pricing">'
        b'<link rel="alternate" hreflang="en" href="https://made.example/pricing">'
    )
    return Answer(
        body=re.sub(rb'lang="[^"]*"', b'lang="fr"', page, count=1).replace(b"</head>", links + b"</head>")
    )


def redesigned(_page):
    body = (
        b"<!DOCTYPE html><html lang='en'><head><title>Plans</title></head><body><main><h1>One price for all</h1>"
        b"<p>Talk to us about what your crew needs, and we will find the plan that fits. Boards, charts and calendars "
        b"come with every one of them.</p></main></body></html>"
    )
    return Answer(body=body)


FAILURES = {
    "no connection": refused("error"),
    "no certificate": refused("tls-error"),
    "robots unreachable": refused("robots-unreachable"),
    "robots disallow": refused("disallowed"),
    "redirect loop": refused("redirect-loop"),
    "too large": refused("too-large"),
    "refused address": refused("refused-address"),
    "cut at a third": cut(0.35),
    "cut at four fifths": cut(0.8),
    "fewer bytes": fewer,
    "404": status(404),
    "410": status(410),
    "500": status(500),
    "502": status(502),
    "504 and the page": lambda page: Answer(body=page, status=504),
    "401": wall("login/401-basic"),
    "403 challenge": wall("blocked/cloudflare-just-a-moment"),
    "429": wall("blocked/cloudflare-1015"),
    "451": wall("blocked/geo-block-451"),
    "503 maintenance": wall("error/maintenance-503"),
    "202 challenge": wall("blocked/aws-waf-challenge-202"),
    "captcha in 200": wall("blocked/perimeterx-in-200"),
    "rate limit in 200": wall("blocked/rate-limit-in-200"),
    "login in 200": wall("login/plain-form"),
    "consent in 200": wall("consent/google-before-you-continue"),
    "soft 404": wall("soft-404/plain"),
    "parked domain": wall("soft-404/parked-for-sale"),
    "maintenance in 200": wall("error/maintenance-in-200"),
    "nothing": wall("empty/zero-bytes"),
    "shell": wall("empty/react-root"),
    "frame without its middle": without_main,
    "half of it": halved,
    "German edition": german,
    "French edition by its own word": listed_elsewhere,
    "redesign": redesigned,
}


NAMED = {
    Verdict.TLS_ERROR: {"no certificate"},
    Verdict.ROBOTS_UNREACHABLE: {"robots unreachable"},
    Verdict.DISALLOWED: {"robots disallow"},
    Verdict.REDIRECT_LOOP: {"redirect loop"},
    Verdict.TOO_LARGE: {"too large"},
    Verdict.REFUSED_ADDRESS: {"refused address"},
    Verdict.TRUNCATED: {"cut at a third", "cut at four fifths", "fewer bytes"},
    Verdict.LOGIN: {"401", "login in 200"},
    Verdict.BLOCKED: {"403 challenge", "429", "451", "202 challenge", "captcha in 200", "rate limit in 200"},
    Verdict.CONSENT: {"consent in 200"},
    Verdict.SOFT_404: {"soft 404", "parked domain"},
    Verdict.EMPTY: {"nothing", "shell"},
    Verdict.PARTIAL: {
        "frame without its middle", "half of it", "German edition", "French edition by its own word", "redesign",
    },
    Verdict.ERROR: {
        "no connection", "404", "410", "500", "502", "504 and the page", "503 maintenance", "maintenance in 200",
    },
}  # fmt: skip
"""What each failure is to be called."""
CALLED = {failure: verdict for verdict, failures in NAMED.items() for failure in failures}

TRUE = {
    "cards": {
        3: ("Crew", b"$9.50</strong>", b"$11</strong>"),
        6: ("Priority support", b"<li>Priority support: $49 /month</li>", b""),
        9: ("Fleet", b"now $24", b"now $27"),
    },
    "table": {
        3: ("Group", "€8".encode(), "€9".encode()),
        6: ("Audit log", b"<tr><td>Audit log</td><td>\xe2\x9c\x97</td><td>Add-on</td><td>\xe2\x9c\x93</td></tr>", b""),
        9: ("Reminders", b"<tr><td>Support", b"<tr><td>Reminders</td><td>Yes</td><td>Yes</td><td>Yes</td></tr><tr><td>Support"),
    },
    "features": {
        3: ("Burndown reports", b"<div><h3>Gantt", b"<div><h3>Burndown reports</h3><p>See how much is left to do.</p></div><div><h3>Gantt"),
        6: ("Invoices", b"<li>Invoices</li>", b""),
        9: ("Milestones", b"<div><h3>Gantt", b"<div><h3>Milestones</h3><p>Mark the day by which it is done.</p></div><div><h3>Gantt"),
    },
}  # fmt: skip
"""What a site changes for good: by night the subject, and the bytes that give way to others."""


class Market:
    """Sites captured night after night into a real store."""

    def __init__(self, engine, names):
        self.engine = engine
        self.writer = Writer(engine)
        self.sources = {}
        products = [Product(slug="ours", name="Ours", ours=True)]
        for number, (name, kind) in enumerate(names.items()):
            slug = f"p{number}"
            source = Source(
                key=f"{slug}/{kind}", product=slug, kind=kind, url=f"https://{slug}.example/{kind}"
            )
            self.sources[name] = source
            products.append(Product(slug=slug, name=name, sources=(source,)))
        sync_market(engine, products, Taxonomy(features=(), version="aaaaaaaaaaaa"))

    def night(self, number, answers):
        """Capture every site once; returns the verdicts by name."""
        return asyncio.run(self._night(number, answers))

    async def _night(self, number, answers):
        night = FIRST + timedelta(days=number)
        with reading(self.engine) as connection:
            entries = [FrontierEntry(url=s.url, source=s.key) for s in self.sources.values()]
            earlier = {claim.entry.url: claim.earlier for claim in with_earlier(connection, entries)}

        def items_before(url):
            return earlier[url].items if earlier.get(url) else 0

        judge = JudgePipeline(SimpleNamespace(earlier_items=items_before))
        validate = ValidatePipeline(SimpleNamespace(inc_value=lambda *_: None))
        deduplicate, quarantine = DeduplicatePipeline(), QuarantinePipeline(self.writer)
        verdicts = {}
        for name, answer in answers.items():
            item = _fetched(self.sources[name], answer, night)
            item = deduplicate.process_item(validate.process_item(judge.process_item(item)))
            item = await quarantine.process_item(item)
            page = item.page if item.capture.verdict is Verdict.OK else None
            load = Load(
                capture=item.capture, page=page, product=item.source.product, learnt_at=item.capture.seen_at
            )
            await asyncio.wrap_future(self.writer.load(load))
            verdicts[name] = item.capture.verdict
        return verdicts

    def changes(self, name=None):
        """Return mode, kind, subject and night of each change, of one site or of all."""
        query = (
            select(ChangeRow.mode, ChangeRow.kind, ChangeRow.subject, ChangeRow.night)
            .join(SourceRow, SourceRow.id == ChangeRow.source_id)
            .order_by(ChangeRow.id)
        )
        if name:
            query = query.where(SourceRow.key == self.sources[name].key)
        with reading(self.engine) as connection:
            return [tuple(map(str, row)) for row in connection.execute(query)]

    def unnamed(self, number, names):
        """Return those that failed on a night and that coverage does not name with a reason."""
        night = FIRST + timedelta(days=number)
        rows = {row.source: row for row in reads.coverage(self.engine, since=night, until=night)}
        return [
            name
            for name in names
            if gave_facts(rows[self.sources[name].key]) or not rows[self.sources[name].key].reason
        ]


def _fetched(source, answer, night):
    seen_at = datetime(night.year, night.month, night.day, 2, tzinfo=UTC)
    shared = {"source": source.key, "url": source.url, "night": night, "seen_at": seen_at}
    if answer.refused:
        capture = Capture(**shared, verdict=answer.refused, reason=f"it was {answer.refused}")
        return Fetched(capture=capture, source=source, page=None, body=None)
    headers = dict(answer.headers)
    page = read_page(
        answer.body,
        url=source.url,
        kind=source.kind if answer.status < 300 else SourceKind.HOME,
        seen_at=seen_at,
        content_type=headers.get("content-type"),
        status=answer.status,
        headers=headers,
    )
    capture = Capture(
        **shared,
        verdict=page.verdict,
        reason=page.reason,
        status=answer.status,
        snapshot=f"{abs(hash(answer.body)):064x}"[-64:],
        items=page.items,
    )
    return Fetched(capture=capture, source=source, page=page, body=answer.body)


@pytest.fixture
def market(migrated_sqlite, tmp_path):
    def make(names):
        file = tmp_path / "rivalscope.db"
        file.write_bytes(migrated_sqlite.read_bytes())
        made.append(Market(open_engine(f"sqlite:///{file}"), names))
        return made[-1]

    made = []
    yield make
    for one in made:
        one.writer.close()
        one.engine.dispose()


@pytest.fixture(scope="session")
def pages(request):
    folder = request.config.rootpath / MADE
    return {name: (folder / file).read_bytes() for name, (file, _) in SITES.items()}


def _varied(page, number):
    """The page of a night: a testimonial rotates and a build stamp changes, the facts do not."""
    words = ["Best boards ever.", "We moved in a day.", "Charts that people read."][number % 3]
    note = f'<blockquote>{words}</blockquote><script>window.build="{number}"</script></body>'
    return page.replace(b"</body>", note.encode())


def test_no_outage_is_told_as_a_removal_or_a_change_and_each_is_named(market, pages):
    cells = [
        (failure, site)
        for number, failure in enumerate(FAILURES)
        for place, site in enumerate(SITES)
        if EXHAUSTIVE or number % len(SITES) == place
    ]
    names = {f"{failure} on {site}": SITES[site][1] for failure, site in cells}
    run = market(names)
    outages = unnamed = 0
    for number in range(NIGHTS if EXHAUSTIVE else 9):
        answers = {
            f"{failure} on {site}": FAILURES[failure](pages[site])
            if number in DOWN
            else Answer(body=_varied(pages[site], number))
            for failure, site in cells
        }
        verdicts = run.night(number, answers)
        assert verdicts == {
            f"{failure} on {site}": CALLED[failure] if number in DOWN else Verdict.OK
            for failure, site in cells
        }, number
        if number in DOWN:
            outages += len(verdicts)
            unnamed += len(run.unnamed(number, verdicts))
    print(
        f"{len(cells) * NIGHTS} site-nights, {outages} outages, {unnamed} unnamed, {len(run.changes())} changes"
    )
    assert run.changes() == []
    assert unnamed == 0


def _told_by(night):
    """The second night from a change on, itself counted, on which its site can be read."""
    return [number for number in range(night, NIGHTS) if number not in DOWN][1]


def test_each_true_change_is_told_by_the_second_good_night_amid_failures_and_nothing_else_is(market, pages):
    cells = [
        (failure, site)
        for number, failure in enumerate(FAILURES)
        for place, site in enumerate(SITES)
        if EXHAUSTIVE or number % 9 == 3 * place
    ]
    names = {f"{failure} on {site}": SITES[site][1] for failure, site in cells}
    run, shown = market(names), dict(pages)
    unnamed = 0
    for number in range(NIGHTS if EXHAUSTIVE else 11):
        for site, changes in TRUE.items():
            if number in changes:
                _, before, after = changes[number]
                assert before in shown[site]
                shown[site] = shown[site].replace(before, after)
        verdicts = run.night(
            number,
            {
                f"{failure} on {site}": FAILURES[failure](shown[site])
                if number in DOWN
                else Answer(body=_varied(shown[site], number))
                for failure, site in cells
            },
        )
        if number in DOWN:
            assert verdicts == {f"{failure} on {site}": CALLED[failure] for failure, site in cells}, number
            unnamed += len(run.unnamed(number, verdicts))
    assert unnamed == 0
    late, false = _compared(run, cells)
    print(f"{len(cells) * 3} true changes, {len(late)} late, {len(false)} false")
    assert (late, false) == ([], [])


def _compared(run, cells):
    """Return the true changes that were not told in time, and what was told that is not one of them in its time."""
    late, false = [], []
    for failure, site in cells:
        name, met = f"{failure} on {site}", set()
        for mode, kind, subject, night in run.changes(name):
            day = (date.fromisoformat(night) - FIRST).days
            of = [n for n, (about, *_) in TRUE[site].items() if about in subject and n <= day <= _told_by(n)]
            met.update(of)
            if not of:
                false.append((name, mode, kind, subject, night))
        late += [(name, TRUE[site][number][0]) for number in TRUE[site] if number not in met]
    return late, false


def test_a_true_removal_is_told_two_nights_later_at_most_though_an_outage_comes_between(market, pages):
    smaller = _without(pages["table"], 1)
    run = market({"calm": SourceKind.PRICING, "troubled": SourceKind.PRICING, "large": SourceKind.PRICING})
    large = _without(pages["table"], 12)
    down = FAILURES["403 challenge"](b"")
    for number in range(8):
        gone = number >= 5
        run.night(
            number,
            {
                "calm": Answer(body=smaller if gone else pages["table"]),
                "troubled": down if number == 6 else Answer(body=smaller if gone else pages["table"]),
                "large": Answer(body=large if gone else pages["table"]),
            },
        )
    for name, night in (("calm", 6), ("troubled", 7), ("large", 7)):
        told = run.changes(name)
        assert {mode for mode, *_ in told} == {"removed"}, name
        assert {day for *_, day in told} == {(FIRST + timedelta(days=night)).isoformat()}, name


def _without(page, count):
    """The page without some of the rows of its table of features."""
    soup = BeautifulSoup(page, "lxml")
    rows = [row for row in soup.select("table tbody tr, table tr") if row.select("td")]
    for row in rows[-count:]:
        row.decompose()
    return str(soup).encode()


@pytest.mark.parametrize("pattern", ["parity", "random", "cookie"])
def test_an_experiment_is_told_in_one_line_at_most(market, pages, pattern):
    dice = random.Random(7)
    other = pages["cards"].replace(b"$", b"$1", 1)
    shows = {
        "parity": [number % 2 == 1 for number in range(NIGHTS)],
        "random": [dice.random() < 0.5 for _ in range(NIGHTS)],
        "cookie": [number % 5 == 3 for number in range(NIGHTS)],
    }[pattern]
    run = market({"site": SourceKind.PRICING})
    for number, shown in enumerate(shows):
        run.night(number, {"site": Answer(body=other if shown else pages["cards"])})
    assert len(run.changes()) <= 1, run.changes()


def test_a_template_that_the_reader_does_not_know_takes_no_fact_away_and_is_told(market, pages):
    run = market({"site": SourceKind.PRICING})
    for number in range(NIGHTS):
        run.night(number, {"site": redesigned(b"") if number >= 5 else Answer(body=pages["cards"])})
    assert run.changes() == []
    (one,) = reads.holds(run.engine)
    assert (one.cause, one.nights, one.first_night) == ("redesign", 9, FIRST + timedelta(days=5))
    assert one.lost == one.standing > 4
    assert any(name.startswith("plan ") for name in one.vanished)
    night = FIRST + timedelta(days=5)
    (row,) = [row for row in reads.coverage(run.engine, since=night, until=night) if row.source == one.source]
    assert row.verdict is Verdict.PARTIAL
    assert "redesign?" in row.reason
