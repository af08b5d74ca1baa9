"""The manifest of an export: what each file holds, by which anybody can tell that it is whole and what it means."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rivalscope import __version__
from rivalscope.errors import UsageError
from rivalscope.exports.columns import kinds
from storage.migrate import head
from storage.views import COMMENTS
from storage.views.columns import VIEW_COLUMNS

NAME = "manifest.json"
FORMAT = 1
"""Version of what this module writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of an export."""

    path: str
    """Name within the folder."""
    view: str
    format: str
    """csv, jsonl, xlsx or parquet."""
    rows: int
    bytes: int
    sha256: str
    cut: int
    """Values that the format could not hold whole: texts cut by XLSX, decimals left out of Parquet."""
    exported_at: str
    """When it was written, UTC."""
    as_of: str | None = None
    """Instant of the state that it shows, UTC; null for the present one."""


def entry(
    path: Path, file: Path, *, view: str, kind: str, rows: int, cut: int, at: datetime, as_of: datetime | None
) -> Entry:
    """Return what there is to say of a file that will lie at `path` and now lies at `file`."""
    with file.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return Entry(
        path=path.name,
        view=view,
        format=kind,
        rows=rows,
        bytes=file.stat().st_size,
        sha256=digest,
        cut=cut,
        exported_at=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        as_of=None if as_of is None else f"{as_of:%Y-%m-%dT%H:%M:%SZ}",
    )


def render(entries: Sequence[Entry], *, market: str) -> str:
    """Return the manifest of some files as JSON."""
    views = sorted({one.view for one in entries})
    document = {
        "format": FORMAT,
        "rivalscope": __version__,
        "schema": head(),
        "market": market,
        "files": [asdict(one) for one in sorted(entries, key=lambda one: one.path)],
        "views": {view: _view(view) for view in views},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read(folder: Path) -> list[Entry]:
    """Return the files that the manifest of a folder names; none where there is no manifest.

    Raises UsageError for a manifest that cannot be read.
    """
    path = folder / NAME
    if not path.exists():
        return []
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return [Entry(**one) for one in document["files"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is no manifest of an export: delete it or name another folder") from error


def _view(view: str) -> dict[str, Any]:
    explained = VIEW_COLUMNS[view]
    return {
        "about": COMMENTS[view],
        "columns": [
            {
                "name": name,
                "type": kind.value,
                "meaning": explained[name].meaning,
                "unit": explained[name].unit,
                "nullable": explained[name].nullable,
            }
            for name, kind in kinds(view).items()
        ],
    }
