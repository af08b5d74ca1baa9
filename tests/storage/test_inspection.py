"""Inspection: what is wrong with the archive is named, once, and nothing else is."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from storage.inspection import Wrong, inspect, mend

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])

LATER = datetime.now(UTC) + timedelta(days=1)


def file_of(site, digest):
    return site.archive.root / digest[:2] / f"{digest[2:]}.zst"


def told(site):
    return [(fault.wrong, fault.name) for fault in site.faults]


@pytest.fixture
def shown(site):
    """Five versions of a page, the last four kept as differences from the first."""
    return [site.show(night, night, claims=["Chat"]) for night in range(5)]


def test_a_sound_archive_has_no_faults_and_is_counted(site, shown):
    steps = []
    found = inspect(
        site.engine, site.archive, settled=LATER, progress=lambda done, total: steps.append((done, total))
    )
    assert found.faults == ()
    assert (found.files, found.differences, found.let_go, found.pending) == (5, 4, 0, 0)
    assert found.bytes == sum(file_of(site, one).stat().st_size for one in shown)
    assert steps == [(done, 5) for done in range(1, 6)]


def test_a_missing_snapshot_is_named_with_its_page(site, shown):
    file_of(site, shown[3]).unlink()
    (fault,) = site.faults
    assert (fault.wrong, fault.name, fault.url) == (Wrong.MISSING, shown[3], site.made.urls["pricing"])


def test_a_snapshot_that_only_evidence_names_is_missed_as_well(site, made, reviewing):
    reviewing.show(0, reviews=[made.review("1", "It is good.")])
    assert [fault.wrong for fault in site.faults] == [Wrong.MISSING]


@pytest.mark.parametrize("spoil", [lambda b: b[:-5], lambda b: b"", lambda b: b"\0" * 60, lambda b: b"x" + b])
def test_rot_is_named(site, shown, spoil):
    file = file_of(site, shown[2])
    file.write_bytes(spoil(file.read_bytes()))
    assert told(site) == [(Wrong.ROT, shown[2])]


def test_a_whole_body_under_anothers_name_is_rot(site, shown):
    other = site.archive.put(b"another page")
    file_of(site, other).rename(file_of(site, shown[4]))
    assert told(site) == [(Wrong.ROT, shown[4])]


def test_a_base_that_is_gone_or_rotten_takes_what_is_built_upon_it(site, shown):
    file_of(site, shown[0]).write_bytes(b"rot")
    assert told(site) == [(Wrong.ROT, shown[0]), *((Wrong.BASE, one) for one in sorted(shown[1:]))]
    file_of(site, shown[0]).unlink()
    assert told(site) == [(Wrong.MISSING, shown[0]), *((Wrong.BASE, one) for one in sorted(shown[1:]))]


def test_files_that_no_row_needs_are_orphans_once_they_are_old_enough(site, shown):
    orphan = site.archive.put(b"put, and then killed")
    cut = file_of(site, shown[0]).with_name(".cut-off")
    cut.write_bytes(b"half")
    assert told(site) == [(Wrong.ORPHAN, name) for name in sorted([orphan, f"{shown[0][:2]}/.cut-off"])]
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    young = inspect(site.engine, site.archive, settled=an_hour_ago)
    assert (young.faults, young.pending) == ((), 2)
    os.utime(cut, (1, 1))
    assert [fault.name for fault in inspect(site.engine, site.archive, settled=an_hour_ago).faults] == [
        f"{shown[0][:2]}/.cut-off"
    ]


def test_a_base_is_no_orphan_while_a_row_needs_what_is_built_upon_it(site):
    base = site.archive.put(site.body(0))
    site.digests.append(base)
    site.show(1, 1)
    assert site.faults == ()


def test_mending_moves_orphans_and_rot_aside_and_the_page_can_be_put_again(site, shown):
    orphan = site.archive.put(b"put, and then killed")
    rotten = file_of(site, shown[4])
    rotten.write_bytes(b"rot")
    moved = mend(site.archive, inspect(site.engine, site.archive, settled=LATER))
    assert {path.parent.name for path in moved} == {"set-aside"}
    assert {path.read_bytes() == b"rot" for path in moved} == {True, False}
    assert not site.archive.has(orphan)
    assert told(site) == [(Wrong.MISSING, shown[4])]
    site.archive.put(site.body(4))
    assert site.faults == ()
