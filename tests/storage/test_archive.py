"""The archive: bodies under their hash, whole or not at all, and never silently another's."""

import gzip
import hashlib
import json
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rivalscope.errors import EvidenceError, StoreError
from storage.archive import Archive
from storage.frames import HEAD, LONGEST_LINE, Base, head, pack, unpack


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


def made_page(version, *, seed=3):
    """A page of our own making: 400 lines, of which a version differs in a few."""
    lines = random.Random(seed)
    texts = [f"<li>{lines.getrandbits(160):x} at ${lines.randrange(900)}</li>" for _ in range(400)]
    texts[version % 400] = f"<li>changed in version {version}</li>"
    return "\n".join(texts).encode()


def file_of(archive, digest):
    return archive.root / digest[:2] / f"{digest[2:]}.zst"


def difference_of(archive, digest):
    return head(file_of(archive, digest).read_bytes())


def test_a_later_version_of_a_page_is_kept_as_its_difference_and_comes_back_whole(archive):
    first = archive.put(made_page(0))
    second = archive.put(made_page(1), base=first)
    third = archive.put(made_page(2), base=second)
    assert difference_of(archive, first) is None
    assert [difference_of(archive, one).base for one in (second, third)] == [first, first]
    assert [difference_of(archive, one).number for one in (second, third)] == [1, 2]
    sizes = [file_of(archive, one).stat().st_size for one in (first, second, third)]
    assert max(sizes[1:]) < sizes[0] / 20
    assert [archive.get(one) for one in (first, second, third)] == [made_page(n) for n in range(3)]


def test_a_page_that_is_another_one_is_kept_whole(archive):
    first = archive.put(made_page(0))
    other = archive.put(made_page(0, seed=4), base=first)
    assert difference_of(archive, other) is None
    assert archive.get(other) == made_page(0, seed=4)


def test_a_line_of_differences_ends_in_a_new_whole_body(archive):
    digests = [archive.put(made_page(0))]
    for version in range(1, 2 * LONGEST_LINE + 4):
        digests.append(archive.put(made_page(version), base=digests[-1]))
    whole = [number for number, digest in enumerate(digests) if difference_of(archive, digest) is None]
    assert whole == [0, LONGEST_LINE + 1, 2 * (LONGEST_LINE + 1)]
    assert [archive.get(digest) for digest in digests] == [made_page(n) for n in range(len(digests))]


def test_a_difference_without_its_base_names_both(archive):
    first = archive.put(made_page(0))
    second = archive.put(made_page(1), base=first)
    file_of(archive, first).unlink()
    with pytest.raises(EvidenceError, match=rf"{second[:12]}… cannot be read: {first[:12]}…, .* is missing"):
        archive.get(second)


def test_what_cannot_be_built_upon_costs_nothing_but_space(archive):
    first = archive.put(made_page(0))
    file_of(archive, first).write_bytes(b"rot")
    for former in (first, "a" * 64):
        digest = archive.put(made_page(int(former == first) + 1), base=former)
        assert difference_of(archive, digest) is None
        assert archive.get(digest) == made_page(int(former == first) + 1)


def test_a_difference_is_never_taken_from_a_difference(archive):
    first = archive.put(made_page(0))
    second = archive.put(made_page(1), base=first)
    third = archive.put(made_page(2), base=first)
    forged = pack(made_page(1), Base(digest=third, body=made_page(2), number=1))
    file_of(archive, second).write_bytes(forged)
    with pytest.raises(EvidenceError, match="should be whole and is not"):
        archive.get(second)


def test_a_difference_rewritten_while_it_is_read_is_read_again(archive, monkeypatch):
    first = archive.put(made_page(0))
    second = archive.put(made_page(1), base=first)
    looked = archive._base_body

    def let_go_meanwhile(digest, base):
        archive.rewrite(second, made_page(1), base=None)
        archive.let_go(first, untouched_since=float("inf"))
        return looked(digest, base)

    monkeypatch.setattr(archive, "_base_body", let_go_meanwhile)
    assert archive.get(second) == made_page(1)


def test_a_frame_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_unpacked(archive, monkeypatch):
    digest = archive.put(b"a" * 3_000_000)
    monkeypatch.setattr("storage.frames.LARGEST", 2_999_999)
    with pytest.raises(EvidenceError, match="unpacks to more than 2999999 bytes"):
        archive.get(digest)


def test_a_body_is_let_go_unless_it_was_put_again_since(archive):
    digest = archive.put(b"page")
    os.utime(file_of(archive, digest), (1000, 1000))
    archive.put(b"page")
    assert not archive.let_go(digest, untouched_since=2000)
    assert archive.get(digest) == b"page"
    os.utime(file_of(archive, digest), (1000, 1000))
    assert archive.let_go(digest, untouched_since=2000)
    assert not archive.has(digest)
    assert not archive.let_go(digest, untouched_since=2000)


def test_every_file_is_listed_with_what_it_holds(archive):
    first = archive.put(made_page(0))
    second = archive.put(made_page(1), base=first)
    (file_of(archive, first).parent / ".unfinished").write_bytes(b"cut")
    (archive.root / "set-aside").mkdir()
    (archive.root / "set-aside" / "old").write_bytes(b"ignored")
    listed = {file.digest: file for file in archive.files()}
    assert set(listed) == {first, second}
    assert listed[first].difference is None
    assert listed[second].difference.base == first
    assert listed[second].bytes == file_of(archive, second).stat().st_size
    assert [path.name for path in archive.strays()] == [".unfinished"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=40)), max_size=8))
def test_whatever_changes_the_difference_gives_the_body_back(start, edits):
    base = start * 13
    body = bytearray(base)
    for place, piece in edits:
        body[place % (len(body) + 1) : place % (len(body) + 1) + len(piece) // 2] = piece
    packed = pack(bytes(body), Base(digest="ab" * 32, body=base, number=7))
    known = head(packed[:HEAD])
    assert unpack(packed, base if known else None) == bytes(body)
    assert known is None or (known.base, known.number) == ("ab" * 32, 7)


@pytest.mark.shared
def test_a_year_of_real_pages_takes_a_quarter_of_the_room_and_every_version_comes_back(archive, shared):
    source = shared / "data" / "web" / "ota_genai_terms_versions" / "versions.jsonl.gz"
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        versions = sorted((json.loads(line) for line in lines), key=lambda version: version["date"])
    newest, kept, plain = {}, {}, 0
    for version in versions:
        place, body = (version["service"], version["document"]), version["text"].encode()
        newest[place] = archive.put(body, base=newest.get(place))
        if newest[place] not in kept:
            kept[newest[place]] = hashlib.sha256(body).hexdigest()
            plain += len(pack(body))
    files = list(archive.files())
    stored = sum(file.bytes for file in files)
    assert len(files) == len(kept)
    assert stored < plain / 4
    assert all(hashlib.sha256(archive.get(digest)).hexdigest() == digest for digest in kept)
