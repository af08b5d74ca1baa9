"""Renewing: exports written before are written again, so that what was forgotten is in none of them."""

from collections import defaultdict
from datetime import datetime
from pathlib import Path

from rivalscope.errors import RivalscopeError
from rivalscope.exports import manifest
from rivalscope.exports.export import export
from storage.engine import Engine
from storage.export import export_folders


def exported_files(engine: Engine) -> list[Path]:
    """Return the files of all exports that are still where they were written."""
    return [
        file
        for folder in export_folders(engine)
        for entry in manifest.read(folder)
        if (file := folder / entry.path).is_file()
    ]


def renew_exports(engine: Engine, *, market: str, at: datetime) -> tuple[list[Path], list[str]]:
    """Write every export anew from the store as it is; returns the files, and why some could not be, a line each."""
    renewed: list[Path] = []
    failed: list[str] = []
    for folder in export_folders(engine):
        try:
            formats: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
            for entry in manifest.read(folder):
                if (folder / entry.path).is_file():
                    formats[entry.view, entry.as_of].append(entry.format)
            for (view, as_of), chosen in formats.items():
                then = None if as_of is None else datetime.fromisoformat(as_of)
                entries = export(
                    engine, folder, views=[view], formats=chosen, market=market, at=at, as_of=then
                )
                renewed += [folder / entry.path for entry in entries]
        except RivalscopeError as error:
            failed.append(f"{folder}: {error}")
    return renewed, failed
