"""Content encodings: what is packed comes back whole, or not at all."""

import gzip
import random
import zlib

import brotli
import pytest
from backports import zstd

from rivalscope.domain.capture import Verdict
from spiders.refusal import Refusal
from spiders.unpacking import ENCODINGS, unpack

TEXT = b"Made for this test: plain words, again and again. " * 9000 + random.Random(1).randbytes(70_000)


def _raw_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}


def refused(body, *encodings, limit=10**7):
    with pytest.raises(Refusal) as caught:
        unpack(body, encodings, limit=limit)
    return caught.value.verdict


@pytest.mark.parametrize("size", [1, 100, 65_536, 65_537, len(TEXT)])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_whole_body_comes_back_as_it_was(encoding, size):
    assert unpack(PACKERS[encoding](TEXT[:size]), [encoding], limit=size) == TEXT[:size]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_body_that_breaks_off_anywhere_is_truncated(encoding):
    packed = PACKERS[encoding](TEXT)
    for end in (len(packed) - 1, len(packed) - 9, len(packed) // 2, 40):
        assert refused(packed[:end], encoding) is Verdict.TRUNCATED, end


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_of_a_body_that_breaks_off_the_beginning_may_be_enough(encoding):
    packed = PACKERS[encoding](TEXT)
    begun = unpack(packed[: len(packed) // 2], [encoding], limit=10**7, whole=False)
    assert begun
    assert TEXT.startswith(begun)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_body_beyond_the_limit_is_too_large(encoding):
    assert refused(PACKERS[encoding](bytes(1_000_000)), encoding, limit=999_999) is Verdict.TOO_LARGE


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_body_that_is_not_in_its_encoding_is_an_error(encoding):
    assert refused(b"<!doctype html><title>Plain</title>", encoding) in (Verdict.ERROR, Verdict.TRUNCATED)


def test_streams_that_follow_each_other_and_padding_are_read():
    for encoding in ("gzip", "zstd"):
        pack = PACKERS[encoding]
        assert unpack(pack(b"one ") + pack(b"two"), [encoding], limit=99) == b"one two"
        assert unpack(pack(b"one") + bytes(8), [encoding], limit=99) == b"one"


def test_deflate_without_a_header_is_read():
    assert unpack(_raw_deflate(TEXT), ["deflate"], limit=10**7) == TEXT


def test_encodings_are_undone_in_turn_and_names_may_be_spelt_freely():
    assert unpack(brotli.compress(gzip.compress(TEXT)), [" X-GZip", "br "], limit=10**7) == TEXT
    assert unpack(TEXT, ["identity", ""], limit=1) == TEXT
    assert unpack(b"", ["gzip"], limit=1) == b""


def test_an_encoding_that_was_not_asked_for_is_an_error():
    assert refused(TEXT, "compress") is Verdict.ERROR
