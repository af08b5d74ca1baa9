"""Unpacking: content encodings undone within a limit, and never half a body taken for a whole one."""

import zlib
from collections.abc import Callable, Sequence
from typing import Protocol, Self

import brotli  # type: ignore[import-untyped]
from backports import zstd
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from rivalscope.domain.capture import Verdict
from spiders.refusal import Refusal

ENCODINGS = ("gzip", "deflate", "br", "zstd")
"""Content encodings that are asked for."""
_CHUNK = 65_536
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


class UnpackingMiddleware:
    """Undoes content encodings; Scrapy's own middleware takes a body that breaks off for a whole one."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(limit=crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_response(self, request: Request, response: Response) -> Response:
        """Return a response unpacked; Refusal when that fails or grows beyond the limit."""
        named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not named:
            return response
        # Of a robots.txt only the beginning was received.
        whole = not request.meta.get("robots")
        body = unpack(response.body, named.split(","), limit=self._limit, whole=whole)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        if issubclass(kind, TextResponse):  # its encoding is to be found out anew
            return response.replace(cls=kind, headers=headers, body=body, encoding=None)
        return response.replace(cls=kind, headers=headers, body=body)


def unpack(body: bytes, encodings: Sequence[str], *, limit: int, whole: bool = True) -> bytes:
    """Return a body with its content encodings, in the order in which they were applied, undone.

    Raises Refusal: too-large when it grows beyond `limit` bytes, truncated when it breaks off (unless the beginning
    is enough: not `whole`), and error for an encoding that was not asked for or a body that is not in it.
    """
    for encoding in reversed([name.strip().lower() for name in encodings]):
        if encoding in ("", "identity") or not body:
            continue
        if encoding.removeprefix("x-") not in ENCODINGS:
            raise Refusal(Verdict.ERROR, "the answer came in an encoding that was not asked for")
        try:
            body = _undone(body, encoding.removeprefix("x-"), limit, whole=whole)
        except _BROKEN as error:
            raise Refusal(Verdict.ERROR, f"the answer is not in the encoding it names, {encoding}") from error
    return body


class _Stream(Protocol):
    """One packed stream; several may follow each other in a body."""

    def take(self, data: bytes) -> bytes:
        """Return some of what is unpacked from data, and from what earlier data left; nothing when more is needed."""

    @property
    def rest(self) -> bytes | None:
        """What follows the stream once it has ended; None while it has not."""


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)

    def take(self, data: bytes) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, _CHUNK)

    @property
    def rest(self) -> bytes | None:
        return self._inner.unused_data if self._inner.eof else None


class _Zstd:
    def __init__(self) -> None:
        self._inner = zstd.ZstdDecompressor()

    def take(self, data: bytes) -> bytes:
        return self._inner.decompress(data, _CHUNK)

    @property
    def rest(self) -> bytes | None:
        return self._inner.unused_data if self._inner.eof else None


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def take(self, data: bytes) -> bytes:
        taken: bytes = self._inner.process(data, output_buffer_limit=_CHUNK)
        return taken

    @property
    def rest(self) -> bytes | None:
        return b"" if self._inner.is_finished() else None


def _stream(encoding: str, body: bytes) -> Callable[[], _Stream]:
    """Return the maker of streams of an encoding; deflate comes with zlib's header and, from some servers, without."""
    if encoding == "br":
        return _Brotli
    if encoding == "zstd":
        return _Zstd
    if encoding == "gzip":
        return lambda: _Zlib(31)
    with_header = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    return lambda: _Zlib(15 if with_header else -15)


_FOLLOWS = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
"""How a further stream begins, for the encodings of which several may follow each other."""


def _undone(body: bytes, encoding: str, limit: int, *, whole: bool) -> bytes:
    """Return a body with one encoding undone."""
    make = _stream(encoding, body)
    unpacked = bytearray()
    left: bytes | None = body
    while left is not None:
        stream = make()
        data = left
        while (taken := stream.take(data)) or (stream.rest is None and data):
            data = b""
            unpacked += taken
            if len(unpacked) > limit:
                unpacked.clear()  # the error keeps this frame alive, and must not keep the bomb
                raise Refusal(Verdict.TOO_LARGE, "the answer is larger than the limit once decompressed")
            if stream.rest is not None:
                break
        if stream.rest is None and whole:
            raise Refusal(Verdict.TRUNCATED, "the compressed answer breaks off before its end")
        follows = _FOLLOWS.get(encoding)
        left = stream.rest if follows and (stream.rest or b"").startswith(follows) else None
    return bytes(unpacked)
