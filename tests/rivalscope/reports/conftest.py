"""A small market of our own making, analysed as the real one is, and reports built on it."""

from __future__ import annotations

import dataclasses
import enum
import json
import random
import tarfile
from datetime import date, timedelta

import pytest

from rivalscope.analysis import changes as change_scores
from rivalscope.analysis.coverage import summarise
from rivalscope.analysis.demand import demands
from rivalscope.analysis.gaps import analyse
from rivalscope.analysis.history import time_findings
from rivalscope.analysis.launches import launched
from rivalscope.analysis.lifelines import life_lines
from rivalscope.analysis.requests import known_terms, wishes
from rivalscope.analysis.rivalry import contests, flows
from rivalscope.analysis.sentiment import in_window, reviewer_keys
from rivalscope.analysis.share_of_voice import share_of_voice
from rivalscope.analysis.switching import sound, switching
from rivalscope.analysis.trends import shifts
from rivalscope.analysis.troubles import troubles
from rivalscope.analysis.voices import voices
from rivalscope.domain.capture import Verdict
from rivalscope.domain.fact import ChangeKind, ChangeMode
from rivalscope.domain.market import Feature, Taxonomy
from rivalscope.domain.page import Billed, ClaimStatus, Period, PriceKind
from rivalscope.domain.reading import IntentLabel, Polarity, Relation
from rivalscope.domain.settings import AnalysisOptions
from rivalscope.reports.content import Report
from rivalscope.reports.digest import WeekFacts, build_digest
from rivalscope.reports.points import speakers, with_points
from rivalscope.reports.standing import standings

S = ClaimStatus
# feature: parent, then what ours, Kestrel, Marlow and Tarn state
CLAIMS = {
    "Cloud recording": ("Meetings", S.LIMITED, S.OFFERED, S.OFFERED, S.ADD_ON),
    "Breakout rooms": ("Meetings", S.OFFERED, S.OFFERED, S.OFFERED, None),
    "Live captions": ("Meetings", S.OFFERED, S.ABSENT, None, S.BETA),
    "Virtual background": ("Meetings", S.OFFERED, S.OFFERED, None, S.OFFERED),
    "Whiteboard": ("Meetings", None, S.OFFERED, S.BETA, S.OFFERED),
    "Single sign-on": ("Administration", S.ABSENT, S.OFFERED, S.OFFERED, S.LIMITED),
    "Audit log": ("Administration", S.PLANNED, S.OFFERED, S.OFFERED, None),
    "Data residency": ("Administration", None, None, S.OFFERED, S.ADD_ON),
    "SMS reminders": (None, None, S.ADD_ON, S.WITHDRAWN, None),
    "Offline mode": (None, S.ABSENT, S.ABSENT, None, None),
    "Attendance export": (None, S.OFFERED, None, None, None),
    "Room booking": (None, None, None, None, S.OFFERED),
}
# feature: share who like it at ours, Kestrel, Marlow and Tarn, and share of reviewers who speak of it
TASTES = {
    "Audio quality": ((0.48, 0.78, 0.62, 0.55), 0.34),
    "Screen sharing": ((0.72, 0.74, 0.66, 0.70), 0.22),
    "Cloud recording": ((0.58, 0.66, 0.40, 0.52), 0.16),
    "Breakout rooms": ((0.82, 0.55, 0.58, None), 0.14),
    "Battery use": ((0.18, 0.21, 0.15, 0.24), 0.12),
    "Single sign-on": ((0.20, 0.70, None, None), 0.06),
    "Live captions": ((0.85, None, None, 0.5), 0.05),
    "Whiteboard": ((None, 0.68, 0.5, 0.6), 0.07),
    "Customer support": ((0.35, 0.52, 0.30, 0.41), 0.09),
}
PRAISE = (
    "The {} just works, even on a bad line.",
    "Since spring the {} has been the best of all we tried.",
    "I like the {} very much.",
)
BLAME = (
    "The {} drops out whenever more than six people join.",
    "Sadly the {} got worse with the last update.",
    "We gave up on the {} after two weeks of trouble.",
)
SLUGS = ("ours", "kestrel", "marlow", "tarn")


class MadeMarket:
    """Facts of a fictional market; `report` assembles them, `digest_inputs` gives what a digest is built from."""

    def __init__(self, facts):
        self.facts = facts
        self.products = tuple(
            facts.product(slug, name=name, ours=slug == "ours")
            for slug, name in zip(SLUGS, ("Northwind", "Kestrel", "Marlow Rooms", "Tarn"), strict=True)
        )
        self.random = random.Random(20261122)
        self.reviews, self.mentions, self.intents, self.comparisons = [], [], [], []
        self.claims = [
            facts.claim(slug, feature, status, plan="Business" if status is S.LIMITED else None,
                        value="10 GB" if status is S.LIMITED else None,
                        quote=f"{feature}: {'✓' if status is S.OFFERED else status}")
            for feature, (_, *statuses) in CLAIMS.items()
            for slug, status in zip(SLUGS, statuses, strict=True)
            if status is not None
        ]  # fmt: skip
        self._voices()
        self.prices = self._prices()
        self.changes = self._changes()
        self.releases = [
            facts.release("kestrel", "5.2: whiteboard for large rooms", items=("Whiteboard", "Faster start")),
            facts.release("tarn", "Autumn release", day=date(2026, 10, 2)),
        ]
        self.coverage = self._coverage()

    def _voices(self):
        for number, slug in enumerate(SLUGS):
            for i in range(260 - 40 * number):
                day = date(2026, 11, 22) - timedelta(days=self.random.randrange(150))
                review = self.facts.review(slug, date=day, author_key=f"{slug}-{i % 240}")
                self.reviews.append(review)
                for feature, (likes, talk) in TASTES.items():
                    if likes[number] is not None and self.random.random() < talk:
                        self._say(review, feature, likes[number])
                self._ask(review, slug)

    def _say(self, review, feature, like):
        if feature == "Audio quality" and review.product == "kestrel" and review.date > date(2026, 10, 25):
            like = 0.1
        praised = self.random.random() < like
        words = self.random.choice(PRAISE if praised else BLAME).format(feature.lower())
        polarity = Polarity.POSITIVE if praised else Polarity.NEGATIVE
        confidence = round(0.6 + 0.35 * self.random.random(), 2)
        self.mentions.append(
            self.facts.mention(review, feature, polarity, confidence=confidence, words=words)
        )

    def _ask(self, review, slug):
        chance = self.random.random()
        if chance < 0.05:
            self.intents.append(
                self.facts.intent(review, "Offline mode", words="Please let us work offline.")
            )
        elif chance < 0.08:
            self.intents.append(self.facts.intent(review, "Single sign-on", words="We need single sign-on."))
        elif chance < 0.12:
            self.intents.append(
                self.facts.intent(
                    review, "Battery use", IntentLabel.PROBLEM, words="It drains the battery in an hour."
                )
            )
        elif chance < 0.16 and slug != "ours":
            there = self.random.random() < 0.7
            pair = (slug, "ours") if there else ("ours", slug)
            self.comparisons.append(
                self.facts.comparison(
                    review,
                    *pair,
                    Relation.SWITCH,
                    aspect="Audio quality",
                    words="We moved over because of the audio quality.",
                )
            )

    def _prices(self):
        moved = self.facts.first + timedelta(days=40)
        price = self.facts.price
        return [
            price("ours", "Team", "11"), price("ours", "Team", "13.5", billed=Billed.MONTHLY),
            price("ours", "Free", "0", kind=PriceKind.FREE, period=None, raw="Free for ever"),
            price("kestrel", "Pro", "15.99", ended=moved), price("kestrel", "Pro", "13.33", first_seen=moved),
            price("kestrel", "Business", "21.99"), price("kestrel", "Business", "219.90", period=Period.YEAR, raw="$219.90 / seat / year"),
            price("kestrel", "Enterprise", None, kind=PriceKind.CONTACT, period=None, raw="Contact sales"),
            price("marlow", "Rooms", "49", unit="room", billed=None), price("marlow", "Team", "12", currency="EUR"),
            price("tarn", "Plus", "9", ended=moved + timedelta(days=21)), price("tarn", "Plus", "10", first_seen=moved + timedelta(days=21)),
        ]  # fmt: skip

    def _changes(self):
        change = self.facts.change
        made = [
            change("kestrel", "USD 15.99 per seat and month, billed annually", "USD 13.33 per seat and month, billed annually"),
            change("kestrel", None, "Whiteboard offered", kind=ChangeKind.FEATURE, mode=ChangeMode.ADDED, subject="Whiteboard", source="kestrel/features"),
            change("tarn", "USD 9 per seat and month, billed annually", "USD 10 per seat and month, billed annually", subject="Plus"),
            change("marlow", "SMS reminders offered", None, kind=ChangeKind.FEATURE, mode=ChangeMode.REMOVED, subject="SMS reminders", source="marlow/features"),
            change("marlow", "Meet where you are", "The room that books itself", kind=ChangeKind.MESSAGING, subject="Headline", source="marlow/home"),
            change("tarn", "USD 49", "USD 59", mode=ChangeMode.UNSTABLE, subject="Rooms"),
            change("ours", None, "Live captions offered", kind=ChangeKind.FEATURE, mode=ChangeMode.ADDED, subject="Live captions", source="ours/features"),
        ]  # fmt: skip
        scores = change_scores.score(made)
        scored = [dataclasses.replace(c, score=scores[c.id].points, reason=scores[c.id].reason) for c in made]
        return change_scores.by_weight(scored)

    def _coverage(self):
        rows = []
        for back in range(21):
            night = date(2026, 11, 22) - timedelta(days=back)
            for slug in SLUGS:
                rows.append(self.facts.night(slug, "pricing", night))
                rows.append(self.facts.night(slug, "features", night, verdict=Verdict.NOT_MODIFIED))
            rows.append(
                self.facts.night(
                    "marlow", "reviews", night, verdict=Verdict.BLOCKED, reason="a challenge page"
                )
                if back < 9
                else self.facts.night("marlow", "reviews", night)
            )
        return rows

    def analysis(self, **options):
        return analyse(
            products=self.products, claims=self.claims, mentions=self.mentions, reviews=self.reviews, intents=self.intents,
            options=AnalysisOptions(**options), as_of=self.facts.as_of, taxonomy="3fa1c0ffee12", model="rules/1",
        )  # fmt: skip

    def switching(self, keys):
        terms = known_terms(Taxonomy(features=(Feature(name="Audio quality"),)), self.products, ())
        kept = sound(self.comparisons, products=self.products, terms=terms)
        return switching(kept, reviewers=keys, products=self.products, terms=terms)

    def report(self, **changed):
        counted = in_window(self.reviews, as_of=self.facts.as_of, days=365)
        keys = reviewer_keys(counted)
        until = self.facts.as_of.date()
        settled = {
            "market": "Video meetings",
            "as_of": self.facts.as_of,
            "timezone": "Europe/Berlin",
            "products": self.products,
            "parents": {feature: parent for feature, (parent, *_) in CLAIMS.items() if parent},
            "coverage": summarise(self.coverage, until=until, reviews=len(self.reviews)),
            "sources": standings(self.coverage, until=until),
            "analysis": self.analysis(),
            "prices": tuple(self.prices),
            "changes": tuple(c for c in self.changes if c.mode is not ChangeMode.UNSTABLE),
            "unstable": sum(c.mode is ChangeMode.UNSTABLE for c in self.changes),
            "since": until - timedelta(days=28),
            "releases": tuple(self.releases),
            "requests": tuple(demands(self.intents, label=IntentLabel.REQUEST, reviewers=keys)),
            "problems": tuple(demands(self.intents, label=IntentLabel.PROBLEM, reviewers=keys)),
            "contests": tuple(contests(self.comparisons, reviewers=keys)),
            "flows": tuple(flows(self.comparisons, reviewers=keys)),
            "shifts": tuple(
                shifts(self.mentions, self.reviews, self.intents, until=until, days=28, minimum_n=5)
            ),
            "shift_days": 28,
            "evidence": self.facts.evidence,
            "around": {self.mentions[0].evidence: ("Well, ", " And so on.")},
            "versions": {"extractor": "pages/1", "model": "rules/1", "taxonomy": "3fa1c0ffee12"},
            "minimum_n": 5,
            "window_days": 365,
            **self._over_time(counted, until),
            "switching": self.switching(keys),
            "wishes": wishes(
                self.intents, self.mentions, reviewers=keys, taxonomy=Taxonomy(),
                products=self.products, cells=self.analysis().cells,
            ),
        }  # fmt: skip
        report = Report(**(settled | changed))
        said = speakers(
            (*self.mentions, *self.intents, *self.comparisons),
            reviewers=reviewer_keys(self.reviews),
            wanted=report.evidence,
        )
        return report if "swot" in changed else with_points(report, speakers=said)

    def _over_time(self, counted, until):
        found = voices(counted, self.mentions, self.intents)
        taxonomy = Taxonomy(features=tuple(Feature(name=feature) for feature in CLAIMS))
        lives = life_lines(
            self.claims, self.releases, taxonomy=taxonomy, products=SLUGS, as_of=self.facts.as_of
        )
        return {
            "time": time_findings(found, until=until),
            "lives": lives,
            "launches": launched(lives, found, until=until, products=SLUGS),
            "troubles": troubles(self.intents, counted, self.releases, until=until, days=365, minimum_n=5),
            "share_of_voice": share_of_voice(
                [dataclasses.replace(review, platform="g2") for review in counted],
                products=SLUGS, until=until, days=365, cut=frozenset(),
            ),
        }  # fmt: skip

    def week(self, **changed):
        analysis = self.analysis()
        first, second, *rest = analysis.gaps
        former = dataclasses.replace(first, opportunity=9.0, low=8.0, high=10.0)
        gone = dataclasses.replace(second, feature="Gone by now")
        settled = {
            "changes": self.changes,
            "coverage": [row for row in self.coverage if row.night >= date(2026, 11, 16)],
            "reviews": self.reviews,
            "mentions": self.mentions,
            "intents": self.intents,
            "comparisons": self.comparisons,
            "analysis": analysis,
            "before": dataclasses.replace(analysis, gaps=(former, *rest, gone)),
            "stored_reviews": len(self.reviews),
        }
        return WeekFacts(**(settled | changed))

    def digest(self, *, week="2026-W47", now=None, **changed):
        return build_digest(
            self.week(**changed), market="Video meetings", timezone="Europe/Berlin", products=self.products, week=week,
            now=now or self.facts.as_of + timedelta(hours=29), minimum_n=5, evidence=self.facts.evidence,
        )  # fmt: skip


NAUGHTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "{{7*7}} {% raw %} ${7*7} #{7*7}",
    "{{ ''.__class__.__mro__ }}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "＝1+1",
    "'=1+1",
    "a\r\nBcc: victim@example.org",
    "a\nSubject: other",
    "\u202egnp.exe\u202c",
    "\u2066x\u2069 \u05d0\u05d1\u05d2 \u0627\u0644",
    "nul\x00 bell\x07 esc\x1b[31m del\x7f",
    "lone \ud800 surrogate",
    "]]></text></svg><script>alert(1)</script>",
    "--></style><script>alert(1)</script>",
    "</mj-text></mjml><mj-raw><script>1</script></mj-raw>",
    "| cell | cell |\n| --- | --- |",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "# heading\n* item\n```\ncode",
    'http://evil.example/?a=<b>&c="d"',
    "&lt;b&gt; &amp;#x3C; &#60;",
    "Z̸̢a̷l̶g̴o̵" * 20,
    "x" * 5000,
    "👩‍👩‍👧 é 中文",
    " ",
)
_KEPT = frozenset({"timezone", "week", "snapshot", "language"})


def poison(value, texts, given=None, name=""):
    """Return a copy in which every text is a hostile one; equal texts stay equal, so that names still meet."""
    given = {} if given is None else given
    if isinstance(value, enum.Enum) or name in _KEPT:
        return value
    if isinstance(value, str):
        return given.setdefault(value, texts[len(given) % len(texts)])
    if dataclasses.is_dataclass(value):
        fields = {
            f.name: poison(getattr(value, f.name), texts, given, f.name) for f in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **fields)
    if isinstance(value, tuple):
        return tuple(poison(item, texts, given) for item in value)
    if isinstance(value, dict):
        return {poison(key, texts, given): poison(item, texts, given) for key, item in value.items()}
    return value


@pytest.fixture
def naughty():
    return NAUGHTY


@pytest.fixture
def poisoned():
    return poison


@pytest.fixture(scope="session")
def blns(shared) -> list[str]:
    """The Big List of Naughty Strings."""
    with tarfile.open(shared / "data" / "hostile" / "blns.tar.gz") as archive:
        return json.load(archive.extractfile("./blns.json"))


@pytest.fixture
def made(facts) -> MadeMarket:
    return MadeMarket(facts)
