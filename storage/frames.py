"""Frames: a body as the bytes of its file, whole or as the difference from another body; pure functions of bytes."""

from dataclasses import dataclass
from threading import local

import zstandard

LEVEL = 6
"""zstd level; on a year of real pages level 9 saves 1.7 % more for half as much CPU again."""

LARGEST = 256 * 1024 * 1024
"""Bytes that a stored body may unpack to: a tampered file must not fill the memory."""

PAYS = 0.5
"""A difference is kept when it is smaller than this share of the whole frame; docs/decisions/0007 has the figures."""

LONGEST_LINE = 32
"""Differences in a row against one whole body; then a new whole one begins, so that rot takes no longer history."""

HEAD = 50
"""Bytes at the front of a file that tell a difference from a whole frame."""

_LARGEST_PAIR = 64 * 1024 * 1024
"""Bytes of body and base together for which a difference is tried: zstd's readers take windows of 128 MiB."""

# A skippable frame (RFC 8878 section 3.1.2) that every zstd reader passes over: its magic number, the length of what
# follows, our mark, the running number of the difference, and the SHA-256 of its base.
_MARK = b"rsdiff1\0"
_HEADER = (0x184D2A5A).to_bytes(4, "little") + (HEAD - 8).to_bytes(4, "little") + _MARK

_OWN = local()
"""Each thread's compressor: making one takes a third as long as packing a page, and none serves two threads at once."""


class FrameError(ValueError):
    """Raised for bytes that are no frame, or unpack to more than LARGEST."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the head of a file says when it holds a difference."""

    base: str
    """SHA-256 of the body that it differs from, in hex; that one is always whole."""
    number: int
    """Its running number among the differences written in a row against this base, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A body to differ from."""

    digest: str
    body: bytes
    number: int
    """Running number that the difference would get."""


def pack(body: bytes, base: Base | None = None) -> bytes:
    """Return the file for a body: a difference from `base` where that pays, else a whole frame."""
    if base is None or base.number > LONGEST_LINE or len(body) + len(base.body) > _LARGEST_PAIR:
        return _pack_whole(body)
    difference = _pack_difference(body, base)
    # Pages shrink to between a seventh and a third: when it is far below that, there is no need to try.
    if len(difference) < PAYS * len(body) / 20:
        return difference
    whole = _pack_whole(body)
    return difference if len(difference) < PAYS * len(whole) else whole


def head(packed: bytes) -> Difference | None:
    """Return what the first HEAD bytes of a file say; None for a whole frame."""
    if not packed.startswith(_HEADER) or len(packed) < HEAD:
        return None
    number, digest = packed[len(_HEADER) : HEAD - 32], packed[HEAD - 32 : HEAD]
    return Difference(base=digest.hex(), number=int.from_bytes(number, "little"))


def unpack(packed: bytes, base: bytes | None = None) -> bytes:
    """Return the body of a file; `base` is the body that a difference needs. FrameError when it is no such file."""
    frame = packed if base is None else packed[HEAD:]
    try:
        if zstandard.frame_content_size(frame) > LARGEST:
            raise FrameError(f"it says that it unpacks to more than {LARGEST} bytes")
        known = None if base is None else _dictionary(base)
        body = zstandard.ZstdDecompressor(dict_data=known).decompress(frame, max_output_size=LARGEST)
    except (zstandard.ZstdError, MemoryError) as error:
        raise FrameError(str(error)) from error
    return body


def _pack_whole(body: bytes) -> bytes:
    compressor: zstandard.ZstdCompressor | None = getattr(_OWN, "compressor", None)
    if compressor is None:
        compressor = _OWN.compressor = zstandard.ZstdCompressor(level=LEVEL)
    return compressor.compress(body)


def _pack_difference(body: bytes, base: Base) -> bytes:
    # The whole base must lie within the window, or zstd forgets its beginning.
    window = max(10, (len(body) + len(base.body)).bit_length())
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, source_size=len(body), dict_size=len(base.body), window_log=window
    )
    compressor = zstandard.ZstdCompressor(compression_params=parameters, dict_data=_dictionary(base.body))
    number = base.number.to_bytes(HEAD - 32 - len(_HEADER), "little")
    return _HEADER + number + bytes.fromhex(base.digest) + compressor.compress(body)


def _dictionary(body: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(body, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
