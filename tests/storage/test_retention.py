"""Retention: what a rule keeps stays, what evidence needs stays, and what goes is written down."""

from datetime import UTC, datetime, timedelta

from rivalscope.domain.capture import Verdict
from rivalscope.domain.settings import RetentionOptions
from storage import holdings, reads
from storage.inspection import inspect
from storage.retention import rule

NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)
LATER = datetime.now(UTC) + timedelta(days=1)
"""After every file of the test was put."""


def test_without_a_rule_nothing_is_let_go(site):
    for night in range(4):
        site.show(night, night)
    assert site.prune().snapshots == ()
    assert all(map(site.archive.has, site.digests))


def test_what_evidence_points_to_stays_whatever_the_rule(site):
    shown = [site.show(0, 0, claims=["Chat"]), site.show(1, 1), site.show(2, 2, claims=["Chat", "Polls"])]
    shown.append(site.show(3, 3))
    done = site.prune(keep_versions=1)
    needed = {evidence.snapshot for evidence in reads.evidence(site.engine).values()}
    assert needed == {shown[0], shown[2]}
    assert done.snapshots == (shown[1],)
    assert [site.archive.has(one) for one in shown] == [True, False, True, True]
    assert site.archive.get(shown[2]) == site.body(2)


def test_the_newest_version_stays_however_old_it_is(site):
    first, second = site.show(0, 0), site.show(1, 1)
    done = site.prune(keep_days=1, now=NOW + timedelta(days=4000))
    assert done.snapshots == (first,)
    assert site.archive.get(second) == site.body(1)


def test_age_and_count_each_keep(site):
    shown = [site.show(night, night) for night in range(10)]
    now = site.made.instant_of(9)
    assert set(site.prune(keep_days=3, now=now, dry_run=True).snapshots) == set(shown[:6])
    assert set(site.prune(keep_versions=2, now=now, dry_run=True).snapshots) == set(shown[:8])
    assert set(site.prune(keep_days=3, keep_versions=8, now=now, dry_run=True).snapshots) == set(shown[:2])
    assert all(map(site.archive.has, shown))


def test_a_version_that_came_back_counts_from_when_it_was_last_seen(site):
    first, second = site.show(0, 0), site.show(1, 1)
    assert site.show(2, 0) == first
    assert site.prune(keep_versions=1).snapshots == (second,)


def test_walls_and_pages_are_counted_apart(site):
    page = site.show(0, 0)
    walls = [site.show(n, n, verdict=Verdict.BLOCKED, body=f"wall {n}".encode()) for n in range(1, 5)]
    assert set(site.prune(keep_versions=2).snapshots) == set(walls[:2])
    assert site.archive.get(page) == site.body(0)


def test_what_is_built_upon_a_page_that_goes_is_written_anew_first(site):
    shown = [site.show(night, night) for night in range(6)]
    before = {file.digest: file for file in site.archive.files()}
    assert {file.difference.base for file in before.values() if file.difference} == {shown[0]}
    would = site.prune(keep_versions=3, dry_run=True)
    assert {file.digest: file for file in site.archive.files()} == before
    done = site.prune(keep_versions=3)
    assert done == would
    assert (set(done.snapshots), done.rewritten, done.kept) == (set(shown[:3]), 3, 3)
    after = {file.digest: file for file in site.archive.files()}
    assert {file.difference.base for file in after.values() if file.difference} == {shown[3]}
    freed = sum(file.bytes for file in before.values()) - sum(file.bytes for file in after.values())
    assert done.freed == freed
    assert [site.archive.get(one) for one in shown[3:]] == [site.body(n) for n in range(3, 6)]
    assert site.faults == ()


def test_a_base_stays_when_what_is_built_upon_it_cannot_be_read(site):
    shown = [site.show(night, night) for night in range(3)]
    last = next(file for file in site.archive.files() if file.digest == shown[2])
    last.path.write_bytes(last.path.read_bytes()[:-9])
    assert site.prune(keep_versions=1).snapshots == (shown[1],)
    assert site.archive.get(shown[0]) == site.body(0)


def test_captures_keep_their_hash_and_the_store_says_when_the_body_went(site):
    shown = [site.show(night, night) for night in range(3)]
    site.prune(keep_versions=1)
    assert holdings.pruned(site.engine) == dict.fromkeys(shown[:2], NOW.date())
    assert holdings.named(site.engine) == set(shown)
    assert site.faults == ()
    assert inspect(site.engine, site.archive, settled=LATER).let_go == 2


def test_a_body_that_was_let_go_and_put_again_is_no_longer_told_to_be_gone(site):
    shown = [site.show(night, night) for night in range(3)]
    site.prune(keep_versions=1, now=site.made.instant_of(3))
    assert site.show(4, 0) == shown[0]
    assert set(holdings.pruned(site.engine)) == {shown[1]}
    site.archive.let_go(shown[0], untouched_since=LATER.timestamp())
    assert [(fault.wrong, fault.name) for fault in site.faults] == [("missing", shown[0])]
    site.show(5, 5)
    site.archive.put(site.body(0))
    site.prune(keep_versions=1, now=site.made.instant_of(6))
    assert shown[0] in holdings.pruned(site.engine)


def test_what_was_put_a_moment_ago_stays_for_its_row_may_not_be_written_yet(site):
    shown = [site.show(night, night) for night in range(3)]
    early = datetime(2026, 1, 1, tzinfo=UTC)
    assert site.prune(keep_versions=1, settled=early).snapshots == ()
    assert all(map(site.archive.has, shown))
    assert holdings.pruned(site.engine) == {}


def test_a_base_stays_when_what_is_built_upon_it_was_put_again_while_others_went(site, monkeypatch):
    shown = [site.show(night, night) for night in range(4)]
    let_go = site.archive.let_go
    monkeypatch.setattr(
        site.archive, "let_go", lambda digest, **more: digest != shown[2] and let_go(digest, **more)
    )
    site.prune(keep_versions=1)
    assert site.archive.get(shown[2]) == site.body(2)
    assert set(holdings.pruned(site.engine)) == {shown[1]}
    assert site.faults == ()


def test_a_rule_is_told_in_words():
    assert rule(RetentionOptions(keep_days=9, keep_versions=2)) == (
        "older than 9 days and not among the newest 2 versions"
    )
    assert not RetentionOptions().lets_go
