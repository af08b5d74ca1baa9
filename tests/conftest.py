"""Fixtures for every room: the real data beside the checkout, and a migrated store on each engine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path | None:
    """Return the folder of real data beside the checkout, or None where it is absent."""
    for candidate in (os.environ.get("RIVALSCOPE_SHARED"), str(ROOT.parent / "shared")):
        if candidate and (Path(candidate) / "data" / "README.md").is_file():
            return Path(candidate)
    return None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real data, which never enters the project."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real data (../shared) is not beside this checkout")
    return folder
