"""The archive: bodies of pages as they came, each under the hash of its content, compressed, never changed."""

import hashlib
import logging
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from rivalscope.errors import EvidenceError, StoreError
from storage.frames import HEAD, Base, Difference, FrameError, head, pack, unpack

logger = logging.getLogger(__name__)

ASIDE = "set-aside"
"""Folder within the archive for files that no row needs or that cannot be read; the archive itself ignores it."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FOLDER = re.compile(r"[0-9a-f]{2}")
_NAME = re.compile(r"[0-9a-f]{62}\.zst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One snapshot's file."""

    path: Path
    digest: str
    """Hash of the body that its name promises."""
    bytes: int
    """Size of the file."""
    touched: float
    """When it was put, or put again: seconds of the epoch."""
    difference: Difference | None
    """What it differs from; None when it is whole."""


class Archive:
    """A folder of snapshots: `ab/cdef….zst` holds the body whose SHA-256 begins with `abcdef`.

    A file holds a whole body, or the difference from a body that is itself whole: reading takes two files at most.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, body: bytes, *, base: str | None = None) -> str:
        """Keep a body and return its SHA-256 in hex; a body that is known already is not written again.

        `base` is the snapshot that it most likely resembles, e.g. the page's former version; where it pays, only the
        difference is written. The file is complete on disk before it gets its name. Raises StoreError when it cannot
        be written.
        """
        digest = hashlib.sha256(body).hexdigest()
        file = self._file(digest)
        if not self._touch(file):
            self._write(file, pack(body, self._base(base, digest)))
        return digest

    def get(self, digest: str) -> bytes:
        """Return the body of a digest.

        Raises EvidenceError when it is missing, its base is, or its bytes no longer match their name.
        """
        packed = self._read(digest)
        try:
            return self._body(digest, packed)
        except EvidenceError:
            again = self._read(digest)
            if again == packed:
                raise
            return self._body(digest, again)  # it was rewritten, and its base let go, while we read

    def check(self, digest: str, packed: bytes, base: bytes | None) -> bytes:
        """Return the body of a file's bytes; EvidenceError when it is not the one that the digest promises."""
        try:
            body = unpack(packed, base)
        except FrameError as error:
            raise EvidenceError(f"the snapshot {digest[:12]}… in {self.root} is damaged: {error}") from error
        if hashlib.sha256(body).hexdigest() != digest:
            raise EvidenceError(
                f"the snapshot {digest[:12]}… in {self.root} was altered: its bytes have another hash"
            )
        return body

    def has(self, digest: str) -> bool:
        """Return whether a body is kept; its bytes are not checked."""
        return self._file(digest).is_file()

    def files(self) -> Iterator[Stored]:
        """Yield every snapshot's file with what its first bytes say, in the order of their names."""
        for path in self._paths():
            if _NAME.fullmatch(path.name):
                with suppress(FileNotFoundError):
                    yield _stored(path)

    def strays(self) -> list[Path]:
        """Return the files among the snapshots that none can have, e.g. one whose writing was cut off."""
        return [path for path in self._paths() if not _NAME.fullmatch(path.name)]

    def rewrite(self, digest: str, body: bytes, *, base: Base | None) -> int:
        """Write a kept body anew, against another base or whole; returns the bytes of its file."""
        packed = pack(body, base)
        self._write(self._file(digest), packed)
        return len(packed)

    def let_go(self, digest: str, *, untouched_since: float) -> bool:
        """Remove a body unless it was put, or put again, since an instant (seconds of the epoch); tell whether it went.

        Nothing else is looked at: see to it that no row needs it and that no difference is based on it.
        """
        file = self._file(digest)
        hidden = _beside(file)
        try:
            file.rename(hidden)
            if hidden.stat().st_mtime > untouched_since:
                hidden.rename(file)
                return False
            hidden.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise self._unwritable(error) from error
        return True

    def set_aside(self, path: Path) -> Path:
        """Move a file out of the archive's own folders, so that its body can be put anew; returns where it lies."""
        target = self.root / ASIDE / f"{path.parent.name}{path.name.lstrip('.')}"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        except OSError as error:
            raise self._unwritable(error) from error
        return target

    def _paths(self) -> Iterator[Path]:
        if self.root.is_dir():
            for folder in sorted(self.root.iterdir()):
                if _FOLDER.fullmatch(folder.name) and folder.is_dir():
                    yield from sorted(folder.iterdir())

    def _read(self, digest: str) -> bytes:
        try:
            return self._file(digest).read_bytes()
        except OSError as error:
            raise EvidenceError(f"the snapshot {digest[:12]}… is missing from {self.root}") from error

    def _body(self, digest: str, packed: bytes) -> bytes:
        difference = head(packed)
        base = None if difference is None else self._base_body(digest, difference.base)
        return self.check(digest, packed, base)

    def _touch(self, file: Path) -> bool:
        """Tell whether a file is there, and mark it: retention spares what a row may be about to name."""
        try:
            os.utime(file)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._unwritable(error) from error
        return True

    def _write(self, file: Path, packed: bytes) -> None:
        # Plain names: to a busy crawl, paths as objects cost as much as hashing what is written.
        folder, name = os.path.split(file)
        temporary = f"{folder}/.{name}.{uuid4().hex}"
        try:
            try:
                _write_through(temporary, packed)
            except FileNotFoundError:
                file.parent.mkdir(parents=True, exist_ok=True)
                _write_through(temporary, packed)
            os.rename(temporary, file)  # noqa: PTH104
            _settle(folder)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"the archive {self.root} could not be written: {error.strerror or error}; free some disk space or make the "
            "folder writable, and run again: what was stored before is intact"
        )

    def _base(self, former: str | None, digest: str) -> Base | None:
        """Return the whole body that a former version stands on, or is; None when there is none that can be read."""
        if former is None or former == digest:
            return None
        try:
            with self._file(former).open("rb") as handle:
                known = head(handle.read(HEAD))
            whole, number = (former, 1) if known is None else (known.base, known.number + 1)
            return None if whole == digest else Base(digest=whole, body=self.get(whole), number=number)
        except (OSError, EvidenceError) as error:
            logger.warning("the snapshot %s… cannot be built upon: %s", former[:12], error)
            return None

    def _base_body(self, digest: str, base: str) -> bytes:
        try:
            packed = self._file(base).read_bytes()
        except OSError as error:
            raise EvidenceError(
                f"the snapshot {digest[:12]}… cannot be read: {base[:12]}…, from which it differs, is missing from {self.root}"
            ) from error
        if head(packed) is not None:
            raise EvidenceError(f"the snapshot {base[:12]}… in {self.root} should be whole and is not")
        return self.check(base, packed, None)

    def _file(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise EvidenceError(f"{digest!r} is no SHA-256 in hex, so no snapshot can have it")
        return self.root.joinpath(digest[:2], f"{digest[2:]}.zst")


def _stored(path: Path) -> Stored:
    with path.open("rb") as handle:
        first = handle.read(HEAD)
        status = os.fstat(handle.fileno())
    return Stored(
        path=path,
        digest=path.parent.name + path.stem,
        bytes=status.st_size,
        touched=status.st_mtime,
        difference=head(first),
    )


def _beside(file: Path) -> Path:
    """Return a name in the same folder that no snapshot has."""
    return file.with_name(f".{file.name}.{uuid4().hex}")


def _write_through(file: str, packed: bytes) -> None:
    """Write a new file; its bytes are on the disk when this returns."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        left = memoryview(packed)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle(folder: str) -> None:
    """Make the new name itself durable: fsync of a file does not cover the folder that names it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
