"""Authors: the key with which the names of reviewers are made unrecognisable before anything is stored."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from rivalscope.errors import StoreError

FILE_NAME = ".rivalscope-key"
"""Name of the key's file, beside the archive. Without the file no stored hash can be told to be a person's."""
KEY_BYTES = 32


class Authors:
    """Turns names into keyed hashes: the same name gives the same hash, and no hash gives its name."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def hash(self, name: str) -> str:
        """Return the hash of a name, whatever its case and white space: HMAC-SHA-256, 32 hex digits."""
        words = " ".join(name.split()).casefold().encode("utf-8", "replace")
        return hmac.new(self._key, words, hashlib.sha256).hexdigest()[:32]


def open_authors(archive: Path) -> Authors:
    """Return the authors of the archive at a folder; their key is made once, readable by its owner only.

    Raises StoreError when the key's file cannot be written or holds no key.
    """
    path = archive.parent / FILE_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise StoreError(
            f"the key {path} cannot be used: {error}; restore it from a backup, or delete it"
        ) from error
    if len(key) < KEY_BYTES:
        raise StoreError(f"the key {path} is too short: restore it from a backup, or delete it")
    return Authors(key)


def _make(path: Path) -> None:
    """Write a new key unless there is one; of two processes that try at once one wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    if path.exists():
        return
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)
