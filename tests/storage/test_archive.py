"""The archive: bodies under their hash, whole or not at all, and never silently another's."""

import hashlib
import os

import pytest

from rivalscope.errors import EvidenceError, StoreError
from storage.archive import Archive


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


@pytest.mark.parametrize("body", [b"", b"<p>page</p>", os.urandom(5000), b"a" * 3_000_000])
def test_a_body_comes_back_as_it_was(archive, body):
    digest = archive.put(body)
    assert digest == hashlib.sha256(body).hexdigest()
    assert archive.has(digest)
    assert archive.get(digest) == body


def test_a_body_is_kept_once_under_its_hash(archive):
    digest = archive.put(b"page")
    assert archive.put(b"page") == digest
    files = [file for file in archive.root.rglob("*") if file.is_file()]
    assert files == [archive.root / digest[:2] / f"{digest[2:]}.zst"]


def test_a_missing_snapshot_is_named(archive):
    assert not archive.has("a" * 64)
    with pytest.raises(EvidenceError, match=r"the snapshot aaaaaaaaaaaa… is missing"):
        archive.get("a" * 64)


def test_a_name_that_is_no_hash_never_becomes_a_path(archive):
    for name in ("../../etc/passwd", "A" * 64, "", "a" * 63 + "\n"):
        with pytest.raises(EvidenceError, match="no SHA-256"):
            archive.get(name)


def test_tampered_and_cut_bytes_are_told_from_the_true_ones(archive):
    digest, other = archive.put(b"true words " * 50), archive.put(b"other words")
    file = archive.root / digest[:2] / f"{digest[2:]}.zst"
    whole = file.read_bytes()
    replaced = (archive.root / other[:2] / f"{other[2:]}.zst").read_bytes()
    for bytes_ in (replaced, whole[: len(whole) // 2], b"no archive at all", b""):
        file.write_bytes(bytes_)
        with pytest.raises(EvidenceError, match=r"altered|damaged"):
            archive.get(digest)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "archive").write_text("a file, not a folder")
    with pytest.raises(StoreError, match=r"the archive .*archive could not be written"):
        Archive(tmp_path / "archive").put(b"page")
