"""The archive: bodies of pages as they came, each under the hash of its content, compressed, never changed."""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import zstandard

from rivalscope.errors import EvidenceError, StoreError

LEVEL = 9
"""zstd level: pages are written once a night and read rarely."""

LARGEST = 256 * 1024 * 1024
"""Bytes that a stored body may unpack to: a tampered file must not fill the memory."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Archive:
    """A folder of snapshots: `ab/cdef….zst` holds the body whose SHA-256 begins with `abcdef`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, body: bytes) -> str:
        """Keep a body and return its SHA-256 in hex; a body that is known already is not written again.

        The file is complete on disk before it gets its name. Raises StoreError when it cannot be written.
        """
        digest = hashlib.sha256(body).hexdigest()
        file = self._file(digest)
        if file.exists():
            return digest
        temporary = file.with_name(f".{file.name}.{uuid4().hex}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as handle:
                handle.write(zstandard.ZstdCompressor(level=LEVEL).compress(body))
                handle.flush()
                os.fsync(handle.fileno())
            temporary.rename(file)
            _settle(file.parent)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise StoreError(
                f"the archive {self.root} could not be written: {error.strerror or error}"
            ) from error
        return digest

    def get(self, digest: str) -> bytes:
        """Return the body of a digest.

        Raises EvidenceError when it is missing or its bytes no longer match their name.
        """
        file = self._file(digest)
        try:
            packed = file.read_bytes()
        except OSError as error:
            raise EvidenceError(f"the snapshot {digest[:12]}… is missing from {self.root}") from error
        try:
            body = zstandard.ZstdDecompressor().stream_reader(packed).read(LARGEST)
        except (zstandard.ZstdError, MemoryError) as error:
            raise EvidenceError(f"the snapshot {digest[:12]}… in {self.root} is damaged: {error}") from error
        if hashlib.sha256(body).hexdigest() != digest:
            raise EvidenceError(
                f"the snapshot {digest[:12]}… in {self.root} was altered: its bytes have another hash"
            )
        return body

    def has(self, digest: str) -> bool:
        """Return whether a body is kept; its bytes are not checked."""
        return self._file(digest).is_file()

    def _file(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise EvidenceError(f"{digest!r} is no SHA-256 in hex, so no snapshot can have it")
        return self.root / digest[:2] / f"{digest[2:]}.zst"


def _settle(folder: Path) -> None:
    """Make the new name itself durable: fsync of a file does not cover the folder that names it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
