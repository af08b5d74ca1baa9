"""Reprocessing in the store: a replay says what a night would have, and takes the place of what was read before."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.delivery import Delivery, DeliveryState
from rivalscope.domain.market import Source
from rivalscope.domain.page import Page
from rivalscope.domain.reading import Aspect, Polarity, Reading
from rivalscope.domain.replay import Replayed, Ruling
from storage import reads
from storage.archive import Archive
from storage.digests import outgoing, queue, settle
from storage.engine import reading, writing
from storage.holdings import note_pruned
from storage.quarantine import examine
from storage.replaying import replay
from storage.reprocess import adopt, compare
from storage.reviews import store_readings
from storage.scratch import open_scratch
from storage.tables import CaptureRow, ClaimRow, EvidenceRow, PlanRow, PriceRow, ReprocessRow, ReviewRow
from storage.windows import windows

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLES = (PlanRow, PriceRow, ClaimRow, ReviewRow, CaptureRow, EvidenceRow)


@dataclass
class Rereading:
    """A source whose nights are stored by one reader and read anew by another."""

    nights: object
    archive: Archive
    made: object
    today: dict[str, Page] = field(default_factory=dict)
    """What today's reader says, by body."""

    @property
    def source(self) -> Source:
        kind = self.nights.kind
        return Source(key=self.nights.source, product="rival", kind=kind, url=self.nights.url)

    def page(self, extractor: str, **said) -> Page:
        kind = self.nights.kind
        return Page(url=self.nights.url, kind=kind, verdict=Verdict.OK, extractor=extractor, **said)

    def night(self, number: int, then: dict, today: dict | None = None) -> None:
        """Store what a page said to the reader of then; `today` is what it says to the other one."""
        digest = self.archive.put(f"body {number} {self.nights.source}".encode())
        self.today[digest] = self.page("pages/9", **(then if today is None else today))
        self.nights.store(number, Verdict.OK, self.page("pages/1", **then), snapshot=digest)

    def again(self, since: int = 0, *, adopting: bool = True, extractor: str = "pages/9"):
        """Replay what is stored; returns the differences as (kind, step, subject), and what could not be replayed."""
        engine = self.nights.engine
        sources = [(self.source, extractor)]
        found, untouched = windows(engine, self.archive, sources, since=self.made.night_of(since))
        told = []
        with open_scratch(engine, found) as scratch:
            rulings = {}
            for window in found:
                with writing(scratch.engine) as connection:
                    ruled = [self._replay(connection, window, held) for held in window.captures]
                rulings[window.source.key] = [ruling for ruling in ruled if ruling is not None]
                told += compare(engine, scratch, window, rulings[window.source.key])
            if adopting:
                came_to = Replayed(since=self.made.night_of(since), sources=len(found))
                came_to.note(told, examples=5)
                adopt(engine, scratch, found, rulings, came_to=came_to, now=NOW)
        return [(one.kind, one.step.value, one.subject) for one in told], untouched

    def _replay(self, connection, window, held):
        """Replay one capture as today's reader judges it; one that is as before says what it said."""
        page = self.today[held.capture.snapshot] if held.read else None
        capture = held.capture if page is None else replace(held.capture, verdict=page.verdict)
        replay(connection, window, held, capture=capture, page=page, learnt_at=NOW)
        if page is None or held.capture.verdict is not Verdict.OK:
            return None
        return Ruling(
            capture=held.id,
            verdict=page.verdict,
            reason=page.reason,
            items=page.items,
            extractor=page.extractor,
        )

    def rows(self, table):
        with reading(self.nights.engine) as connection:
            query = select(table.__table__).order_by(table.id)
            return [dict(row) for row in connection.execute(query).mappings()]

    def everything(self):
        return {table.__tablename__: self.rows(table) for table in TABLES}

    def changes(self):
        found = reads.changes(self.nights.engine, since=date(2026, 1, 1), until=date(2026, 12, 31))
        return [(one.subject, one.before, one.after, one.night) for one in found]


@pytest.fixture
def site(pricing, made, tmp_path):
    return Rereading(pricing, Archive(tmp_path / "archive"), made)


@pytest.fixture
def list_of_reviews(reviewing, made, tmp_path):
    return Rereading(reviewing, Archive(tmp_path / "archive"), made)


def test_the_same_reader_makes_the_same_of_every_night(site, made):
    polls, chat, sso = (made.claim(name) for name in ("Polls", "Chat", "SSO"))
    pro = made.plan("Pro", made.price("15.99"), features=(polls,), limits=(made.limit("Seats", "40"),))
    dearer = made.plan("Pro", made.price("17.99"), features=(polls,))
    nights = [
        {"plans": (pro,), "features": (chat,)},
        {"plans": (pro,), "features": (chat, sso), "releases": (made.release("5.0"),)},
        {"plans": (dearer,), "features": (sso,), "releases": (made.release("5.1"),)},
        {"plans": (dearer,), "features": (sso,)},
        {"plans": (pro,), "features": (sso, chat)},
    ]
    for number, said in enumerate(nights):
        site.night(2 * number, said)
        site.nights.same(2 * number + 1)
    for body, page in site.today.items():
        site.today[body] = replace(page, extractor="pages/1")
    before = site.everything()
    assert len(site.changes()) >= 5
    for since in (0, 3, 4, 9):
        assert site.again(since, extractor="pages/1") == ([], [])
    assert site.everything() == before


def test_what_a_better_reader_finds_takes_the_place_of_what_was_read(site, made):
    chat, polls = made.claim("Chat"), made.claim("Polls")
    wrong, right = made.price("1599", raw="$15.99"), made.price("15.99")
    for number in range(3):
        then = {"plans": (made.plan("Pro", wrong),), "features": (chat, made.claim("Cookies"))}
        site.night(number, then, {"plans": (made.plan("Pro", right),), "features": (chat, polls)})
    told, untouched = site.again(adopting=False)
    before = site.everything()
    assert sorted(told) == [
        ("claim", "gained", "Polls"),
        *[("claim", "lost", "Cookies")],
        ("plan", "moved", "Pro"),
        ("price", "changed", "Pro"),
    ]
    assert untouched == []
    assert site.everything() == before
    site.again()
    claims = {row["name"]: row for row in site.rows(ClaimRow)}
    assert claims.keys() == {"Chat", "Polls"}
    assert claims["Polls"]["first_seen"] == made.instant_of(0)
    assert claims["Polls"]["learnt_at"] == NOW
    assert claims["Chat"]["learnt_at"] != NOW
    assert [str(row["amount"]) for row in site.rows(PriceRow)] == ["15.99"]
    assert {row["extractor"] for row in site.rows(EvidenceRow)} == {"pages/9"}
    assert {row["extractor"] for row in site.rows(CaptureRow)} == {"pages/9"}
    (run,) = site.rows(ReprocessRow)
    assert run["differences"]["price changed"] == 1
    assert site.again() == ([], [])


def test_from_the_middle_of_a_history_the_reader_s_progress_is_no_change_of_the_page(site, made):
    chat, polls, sso = (made.claim(name) for name in ("Chat", "Polls", "SSO"))
    for number in range(2):
        site.night(number, {"features": (chat, made.claim("Cookies"))})
    for number in range(2, 5):
        now = {"features": (chat, polls, sso) if number > 2 else (chat, polls)}
        site.night(number, {"features": (chat,)}, now)
    site.again(2)
    claims = {row["name"]: row for row in site.rows(ClaimRow)}
    assert claims["Cookies"]["ended"] is not None
    assert claims["Polls"]["first_seen"] == made.instant_of(2)
    subjects = [subject for subject, *_ in site.changes()]
    assert "Polls" not in subjects
    assert ("SSO", None, "offered", made.night_of(3)) in site.changes()


def test_a_page_whose_body_is_gone_is_named_and_what_was_learnt_up_to_it_stays(site, made):
    chat, polls = made.claim("Chat"), made.claim("Polls")
    for number in range(4):
        site.night(number, {"features": (chat,)}, {"features": (chat, polls)})
    second = site.rows(CaptureRow)[1]
    path = site.archive.root / second["snapshot"][:2] / f"{second['snapshot'][2:]}.zst"
    path.unlink()
    with writing(site.nights.engine) as connection:
        note_pruned(connection, [second["snapshot"]], at=NOW, rule="older than 30 days")
    _, untouched = site.again()
    assert [(one.night, one.reason) for one in untouched] == [
        (made.night_of(1), "retention let its page go on 2026-03-01")
    ]
    (found,) = (row for row in site.rows(ClaimRow) if row["name"] == "Polls")
    assert found["first_seen"] == made.instant_of(2)
    assert [row["extractor"] for row in site.rows(CaptureRow)] == ["pages/1", "pages/1", "pages/9", "pages/9"]


def test_extras_that_only_the_reader_of_today_sees_are_gained_with_their_history(site, made):
    pro = made.plan("Pro", made.price("9"))
    for number, amount in enumerate(["4", "4", "5"]):
        extras = (made.plan("Phone number", made.price(amount)),)
        site.night(number, {"plans": (pro,)}, {"plans": (pro,), "extras": extras})
    told, _ = site.again()
    assert sorted(told) == [
        ("change", "gained", "Phone number (extra)"),
        ("plan", "gained", "Phone number (extra)"),
        ("price", "gained", "Phone number (extra)"),
        ("price", "gained", "Phone number (extra)"),
    ]
    assert [str(fact.amount) for fact in reads.prices(site.nights.engine, history=True, extras=True)] == [
        "4",
        "5",
    ]
    assert [row["extra"] for row in site.rows(PriceRow)].count(True) == 2
    (change,) = reads.changes(site.nights.engine, since=made.night_of(0), until=made.night_of(2))
    assert change.extra
    assert site.again() == ([], [])


def test_a_page_that_is_no_page_today_gives_no_facts(site, made):
    chat, polls = made.claim("Chat"), made.claim("Polls")
    for number, said in enumerate([(chat,), (polls,), (chat,)]):
        site.night(number, {"features": said})
    wall = site.rows(CaptureRow)[1]["snapshot"]
    site.today[wall] = replace(site.today[wall], verdict=Verdict.LOGIN, reason="a login wall", features=())
    told, _ = site.again()
    assert ("capture", "changed", f"night of {made.night_of(1)}") in told
    assert [(row["name"], row["ended"]) for row in site.rows(ClaimRow)] == [("Chat", None)]
    assert [row["ordinal"] for row in site.rows(CaptureRow)] == [1, None, 2]
    assert site.changes() == []


def test_what_a_sent_digest_told_is_not_told_again_as_of_another_night(site, made):
    chat, sso = made.claim("Chat"), made.claim("SSO")
    site.night(0, {"features": (chat,)})
    site.night(1, {"features": (chat, sso)}, {"features": (chat,)})
    site.night(9, {"features": (chat, sso)})
    told = site.changes()
    queue(site.nights.engine, week="2026-W01", letters={"a@example.com": "1"}, at=NOW)
    (letter,) = outgoing(site.nights.engine)
    sent = Delivery(recipient=letter.recipient, state=DeliveryState.SENT, detail="")
    settle(site.nights.engine, letter, sent, at=NOW)
    site.again()
    assert site.changes() == told == [("SSO", None, "offered", made.night_of(1))]
    (claim,) = (row for row in site.rows(ClaimRow) if row["name"] == "SSO")
    assert claim["first_seen"] == made.instant_of(9)


def test_readings_of_a_review_stay_while_its_words_do(list_of_reviews, made):
    same, cut = made.review("1", "The app is good."), made.review("2", "The app is")
    whole = replace(cut, text="The app is bad.")
    list_of_reviews.night(0, {"reviews": (same, cut)}, {"reviews": (same, whole, made.review("3", "New."))})
    list_of_reviews.nights.same(1)
    engine = list_of_reviews.nights.engine
    aspect = Aspect(start=4, end=7, text="app", feature=None, polarity=Polarity.POSITIVE, confidence=0.9)
    read = Reading(text=same.text, language="en", aspects=(aspect,), polarity=Polarity.POSITIVE)
    rows = {row["key"]: row["id"] for row in list_of_reviews.rows(ReviewRow)}
    texts = {"1": same.text, "2": cut.text}
    store_readings(
        engine,
        [(rows[key], replace(read, text=text)) for key, text in texts.items()],
        model="m",
        taxonomy="t",
    )
    told, _ = list_of_reviews.again()
    assert [one[:2] for one in told] == [("review", "changed"), ("review", "gained")]
    found = {row["key"]: row for row in list_of_reviews.rows(ReviewRow)}
    assert {key: row["id"] for key, row in found.items() if key in rows} == rows
    assert {key: row["model"] for key, row in found.items()} == {"1": "m", "2": None, "3": None}
    assert found["2"]["text"] == "The app is bad."
    assert len(reads.mentions(engine)) == 1
    assert {row["last_seen"] for row in found.values()} == {made.instant_of(1)}


def test_what_was_held_back_and_let_pass_is_so_again(site, made):
    names = [made.claim(f"Feature {number}") for number in range(10)]
    said = [names, names[:2], names[:2], names[:2], names[:2], [*names[:2], made.claim("New")]]
    for number, features in enumerate(said):
        page = site.page("pages/1", features=tuple(features))
        digest = site.archive.put(f"body {number}".encode())
        site.today[digest] = page
        capture = Capture(
            source=site.nights.source,
            url=site.nights.url,
            night=made.night_of(number),
            seen_at=made.instant_of(number),
            verdict=Verdict.OK,
            snapshot=digest,
        )
        with writing(site.nights.engine) as connection:
            reason = examine(connection, capture=capture, page=page, sound=True)
        site.nights.store(number, Verdict.PARTIAL if reason else Verdict.OK, page, snapshot=digest)
    assert [row["ordinal"] for row in site.rows(CaptureRow)] == [1, None, None, 2, 3, 4]
    before = site.everything()
    assert {row["ended"] for row in site.rows(ClaimRow)} == {None, made.instant_of(1)}
    for since in (0, 2, 4):
        assert site.again(since, extractor="pages/1") == ([], [])
    assert site.everything() == before
