"""WARC: captures and the pages they brought as a file that other archives read (ISO 28500:2017, WARC 1.1)."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid4, uuid5

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from rivalscope.domain.capture import Capture, Verdict
from rivalscope.errors import EvidenceError, StoreError
from storage.archive import Archive
from storage.reads.captured import Captured

_SERVER_SAID_SO = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SAME_BYTES = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(slots=True, kw_only=True)
class Exported:
    """What was written."""

    captures: int = 0
    responses: int = 0
    """Pages with their bodies; files of reviews among them, as records of type resource."""
    revisits: int = 0
    """Captures whose body stands in the file already."""
    let_go: int = 0
    """Captures whose body retention let go: the metadata record says so."""
    lost: list[str] = field(default_factory=list)
    """Why a body that should be there is not, one line a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    url: str
    seen_at: str
    identity: str


def export(
    path: Path,
    captures: Iterable[tuple[Captured, Captured | None]],
    *,
    archive: Archive,
    let_go: Mapping[str, date],
    info: Mapping[str, str],
    progress: Callable[[int], None] | None = None,
) -> Exported:
    """Write captures, each with the one whose body it found unchanged, to a new WARC file; `.gz` compresses it.

    Every capture gives a metadata record with its verdict; before it stands its response, or a revisit of one that
    stands further up. `info` is for the warcinfo record. The file has its name when it is whole. StoreError when the
    path is taken or cannot be written. `progress` is told how many captures are written.
    """
    if path.exists():
        raise StoreError(f"{path} exists already; name a file that does not")
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with temporary.open("xb") as handle:
            writing = _Writing(handle, archive=archive, let_go=let_go, gzip=path.suffix == ".gz")
            writing.begin(path.name, info)
            for number, (captured, origin) in enumerate(captures, start=1):
                writing.add(captured, origin)
                if progress is not None:
                    progress(number)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.rename(path)
    except OSError as error:
        raise StoreError(f"{path} could not be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            temporary.unlink()
    return writing.done


class _Writing:
    """One WARC file while it is written."""

    def __init__(self, handle: Any, *, archive: Archive, let_go: Mapping[str, date], gzip: bool) -> None:
        self._writer = WARCWriter(handle, gzip=gzip, warc_version="1.1")
        self._archive = archive
        self._let_go = let_go
        self._written: dict[str, _Written] = {}
        self._absent: dict[str, str] = {}
        """Why a body is not at hand, by its hash."""
        self.done = Exported()

    def begin(self, name: str, info: Mapping[str, str]) -> None:
        """Write the record that says what the file is."""
        stated = {
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            **info,
        }
        self._writer.write_record(self._writer.create_warcinfo_record(name, stated))

    def add(self, captured: Captured, origin: Captured | None) -> None:
        """Write what a capture brought, then what we made of it."""
        capture = captured.capture
        if origin is not None and origin.capture.snapshot not in self._written:
            self._body(origin.capture)
        identity, note = self._body(capture)
        self._metadata(captured, identity, note)
        self.done.captures += 1
        self.done.let_go += identity is None and capture.snapshot in self._let_go

    def _body(self, capture: Capture) -> tuple[str | None, str]:
        """Write a response, or a revisit; return its identity, or None and why there is none."""
        digest = capture.snapshot
        if digest is None:
            empty = capture.status is not None and capture.verdict is not Verdict.NOT_MODIFIED
            return (self._response(capture, b""), "") if empty else (None, "there is none")
        if digest in self._written:
            return self._revisit(capture, self._written[digest]), ""
        if digest in self._absent or capture.verdict is Verdict.NOT_MODIFIED:
            return None, self._absent.get(digest, "the capture that brought it is not known")
        try:
            body = self._archive.get(digest)
        except EvidenceError as error:
            self._absent[digest] = self._absence(capture, digest, error)
            return None, self._absent[digest]
        identity = self._response(capture, body)
        stands = _Written(url=capture.url, seen_at=_instant(capture.seen_at), identity=identity)
        self._written[digest] = stands
        return identity, ""

    def _absence(self, capture: Capture, digest: str, error: EvidenceError) -> str:
        if digest in self._let_go and not self._archive.has(digest):
            return f"retention let it go on {self._let_go[digest]}"
        self.done.lost.append(f"{capture.source}, {capture.url}, night {capture.night}: {error}")
        return str(error)

    def _response(self, capture: Capture, body: bytes) -> str:
        kind = "response" if capture.status is not None else "resource"
        identity = _identity(capture, kind)
        headers = {
            "WARC-Record-ID": identity,
            "WARC-Date": _instant(capture.seen_at),
            "WARC-Payload-Digest": _digest(capture),
        }
        http = _http(capture) if kind == "response" else None
        content_type = "" if http else capture.content_type or "application/octet-stream"
        self._write(kind, capture, headers, body, http=http, content_type=content_type)
        self.done.responses += 1
        return identity

    def _revisit(self, capture: Capture, stands: _Written) -> str:
        identity = _identity(capture, "revisit")
        headers = {
            "WARC-Record-ID": identity,
            "WARC-Date": _instant(capture.seen_at),
            "WARC-Profile": _SERVER_SAID_SO if capture.status == HTTPStatus.NOT_MODIFIED else _SAME_BYTES,
            "WARC-Refers-To": stands.identity,
            "WARC-Refers-To-Target-URI": _uri(stands.url),
            "WARC-Refers-To-Date": stands.seen_at,
            "WARC-Payload-Digest": _digest(capture),
        }
        self._write("revisit", capture, headers, b"", http=_http(capture))
        self.done.revisits += 1
        return identity

    def _metadata(self, captured: Captured, identity: str | None, note: str) -> None:
        capture = captured.capture
        headers = {"WARC-Record-ID": _identity(capture, "metadata"), "WARC-Date": _instant(capture.seen_at)}
        if identity is not None:
            headers["WARC-Concurrent-To"] = identity
        body = "".join(f"{name}: {_line(value)}\r\n" for name, value in _fields(captured, note))
        self._write("metadata", capture, headers, body.encode())

    def _write(
        self,
        kind: str,
        capture: Capture,
        headers: Mapping[str, str],
        body: bytes,
        *,
        http: Any = None,
        content_type: str = "",
    ) -> None:
        record = self._writer.create_warc_record(
            _uri(capture.url),
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=dict(headers),
            http_headers=http,
            warc_content_type=content_type,
        )
        self._writer.write_record(record)


def _http(capture: Capture) -> Any:
    """Return the status line and headers as far as they were kept."""
    try:
        phrase = HTTPStatus(capture.status or 0).phrase
    except ValueError:
        phrase = ""
    kept = {
        "Content-Type": capture.content_type,
        "ETag": capture.etag,
        "Last-Modified": capture.last_modified,
    }
    headers = [(name, _line(value)) for name, value in kept.items() if value is not None]
    return StatusAndHeaders(f"{capture.status} {phrase}".strip(), headers, protocol="HTTP/1.1")


def _fields(captured: Captured, note: str) -> Iterator[tuple[str, str]]:
    """Yield what we made of a capture, by name."""
    capture = captured.capture
    yield "verdict", capture.verdict.value
    if capture.reason:
        yield "reason", capture.reason
    if note:
        yield "body", note
    yield "source", capture.source
    yield "product", captured.product
    yield "night", capture.night.isoformat()
    yield "fetchTimeMs", str(capture.elapsed_ms)
    yield "items", str(capture.items)
    if captured.extractor is not None:
        yield "extractor", captured.extractor
    if capture.snapshot is not None:
        yield "snapshot", capture.snapshot


def _identity(capture: Capture, kind: str) -> str:
    """Return a record's identity; it is the same in every export."""
    name = f"{kind} {capture.source} {capture.night} {capture.url}"
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"


def _digest(capture: Capture) -> str:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    return f"sha256:{capture.snapshot or empty}"


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _uri(url: str) -> str:
    """Return a URL with what no URI may hold (spaces, letters beyond ASCII) escaped."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~")


def _line(value: str) -> str:
    """Return a value that ends no line before its end."""
    return " ".join(value.split())
