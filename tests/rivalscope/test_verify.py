"""Verification: words that stand are confirmed, words that do not are named with the reason."""

from datetime import UTC, date, datetime

import pytest

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import Product, Source, SourceKind, Taxonomy
from rivalscope.verify import verify
from spiders.pages.reader import read_page
from storage import reads
from storage.archive import Archive
from storage.engine import writing
from storage.holdings import note_pruned
from storage.loads import store_capture
from storage.market import sync_market

URL = "https://made.example/pricing"

# A page of our own making.
PAGE = """<!doctype html><html><head><title>Rival pricing</title></head><body><main><h1>Plans</h1>
<section><h2>Basic</h2><p>Free</p><ul><li>Chat</li></ul></section>
<section><h2>Pro</h2><p>$15.99 per user per month</p><ul><li>Chat</li><li>Cloud recording</li></ul></section>
<section><h2>Business</h2><p>$21.99 per user per month</p><ul><li>Chat</li><li>Single sign-on</li></ul></section>
</main></body></html>"""


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


@pytest.fixture
def filled(engine, archive):
    """A store with what a page of our own making says."""
    source = Source(key="rival/pricing", product="rival", kind=SourceKind.PRICING, url=URL)
    sync_market(engine, [Product(slug="rival", name="Rival", sources=(source,))], Taxonomy(version="t"))
    keep(engine, archive, PAGE, day=1)
    return engine


def keep(engine, archive, text, *, day):
    body = text.encode()
    seen_at = datetime(2026, 1, day, 2, tzinfo=UTC)
    page = read_page(body, url=URL, kind=SourceKind.PRICING, seen_at=seen_at)
    capture = Capture(
        source="rival/pricing",
        url=URL,
        night=date(2026, 1, day),
        seen_at=seen_at,
        verdict=Verdict.OK,
        snapshot=archive.put(body),
        content_type="text/html; charset=utf-8",
    )
    store_capture(engine, capture=capture, page=page, product="rival")


def test_extras_are_confirmed_like_plans(engine, archive):
    source = Source(key="rival/pricing", product="rival", kind=SourceKind.PRICING, url=URL)
    sync_market(engine, [Product(slug="rival", name="Rival", sources=(source,))], Taxonomy(version="t"))
    fax = "<h2>Add-ons</h2><table><tr><th>Add-on</th><th>Price</th></tr><tr><td>Fax</td><td>$7 per month</td></tr></table>"
    keep(engine, archive, PAGE.replace("</main>", f"{fax}</main>"), day=1)
    (extra,) = reads.prices(engine, extras=True)
    checked = verify(engine, archive, ids=[extra.evidence])
    assert (extra.plan, str(extra.amount)) == ("Fax", "7")
    assert (checked.confirmed, checked.failures) == (1, ())


def test_every_fact_of_a_page_is_confirmed(filled, archive):
    told = []
    checked = verify(filled, archive, progress=lambda done, total: told.append((done, total)))
    assert checked.confirmed == len(reads.evidence(filled)) >= 3
    assert (checked.failures, checked.unknown) == ((), ())
    assert told == [(checked.confirmed, checked.confirmed)]


def test_a_single_number_can_be_checked_and_an_unknown_one_is_named(filled, archive):
    checked = verify(filled, archive, ids=[1, 9999])
    assert (checked.confirmed, checked.unknown) == (1, (9999,))


def test_a_missing_snapshot_fails_every_passage_of_it(filled, archive):
    total = len(reads.evidence(filled))
    for file in archive.root.rglob("*.zst"):
        file.unlink()
    checked = verify(filled, archive)
    assert checked.confirmed == 0
    assert {("is missing from" in failure.reason) for failure in checked.failures} == {True}
    assert [failure.evidence.id for failure in checked.failures] == sorted(reads.evidence(filled))
    assert len(checked.failures) == total


def test_a_page_that_was_let_go_is_told_from_one_that_is_missing(filled, archive):
    (digest,) = {evidence.snapshot for evidence in reads.evidence(filled).values()}
    with writing(filled) as connection:
        note_pruned(connection, [digest], at=datetime(2026, 5, 4, tzinfo=UTC), rule="made")
    assert verify(filled, archive).failures == ()
    for file in archive.root.rglob("*.zst"):
        file.unlink()
    reasons = {failure.reason for failure in verify(filled, archive).failures}
    assert reasons == {"retention let its page go on 2026-05-04"}


def test_tampered_bytes_are_told(filled, archive):
    other = archive.put(b"other words")
    for file in archive.root.rglob("*.zst"):
        file.write_bytes((archive.root / other[:2] / f"{other[2:]}.zst").read_bytes())
    assert {("was altered" in failure.reason) for failure in verify(filled, archive).failures} == {True}


def test_words_that_stand_elsewhere_or_nowhere_are_told(filled, archive):
    from sqlalchemy import text

    changed = {
        1: (
            "start_offset = start_offset + 1, end_offset = end_offset + 1",
            "the words moved|other words stand there",
        ),
        2: ("quote = 'never said'", "other words stand there"),
        3: ("selector = 'main > aside'", "nothing stands at main > aside any more"),
    }
    with writing(filled) as connection:
        for number, (change, _) in changed.items():
            connection.execute(text(f"UPDATE evidence_passage SET {change} WHERE id = {number}"))
    checked = verify(filled, archive)
    found = {failure.evidence.id: failure.reason for failure in checked.failures}
    assert sorted(found) == [1, 2, 3]
    for number, (_, reason) in changed.items():
        assert any(part in found[number] for part in reason.split("|"))
