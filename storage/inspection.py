"""Inspection: the archive's files held against the rows that name them; what is wrong is named, and moved if asked."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from rivalscope.errors import EvidenceError
from storage.archive import Archive, Stored
from storage.engine import Engine
from storage.holdings import named, places, pruned


class Wrong(StrEnum):
    """What can be wrong with a snapshot, the worst first."""

    MISSING = "missing"
    """A row names it, no file holds it, and retention did not let it go."""
    ROT = "rot"
    """Its file cannot be read, or holds other bytes than its name promises."""
    BASE = "base"
    """It is kept as a difference, and what it differs from is missing or rotten."""
    ORPHAN = "orphan"
    """A file that no row needs: a run was killed between the file and its row. It harms nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong."""

    wrong: Wrong
    name: str
    """Hash of the snapshot, or the name of a file that no snapshot can have."""
    reason: str
    path: Path | None
    """Its file; None when there is none."""
    url: str | None = None
    """Where it was captured; None for an orphan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What holding the archive against the rows came to."""

    files: int
    bytes: int
    """Of all files together."""
    differences: int
    """How many files hold a difference."""
    let_go: int
    """Snapshots that retention let go."""
    pending: int
    """Files put so lately that the run which put them may yet name them; not held to be orphans."""
    faults: tuple[Fault, ...]
    """In the order of their kinds, then of their names."""


_Problem = tuple[Wrong, str]
"""What is wrong with a file that cannot be read, and in which words."""


def inspect(
    engine: Engine,
    archive: Archive,
    *,
    settled: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Inspection:
    """Read every file of the archive, each once, and hold it against the rows.

    Runs may go on meanwhile: rows are looked at after the files, and a file that was put since `settled` (aware UTC, by
    the clock of the disk) is no orphan yet. `progress` is told how many of how many files are read.
    """
    strays = archive.strays()
    files = {file.digest: file for file in archive.files()}
    unreadable: dict[str, _Problem] = {}
    for read, (file, problem) in enumerate(_read_all(archive, files), start=1):
        if problem is not None:
            unreadable[file.digest] = problem
        if progress is not None:
            progress(read, len(files))
    gone, rows = pruned(engine).keys(), named(engine)
    faults = [*_lost(archive, rows - gone), *_spoilt(files, unreadable, rows, gone), *map(_stray, strays)]
    told = [fault for fault in faults if fault.wrong is not Wrong.ORPHAN or _older(fault.path, settled)]
    urls = places(engine, [fault.name for fault in told if fault.name in rows])
    order = list(Wrong)
    return Inspection(
        files=len(files),
        bytes=sum(file.bytes for file in files.values()),
        differences=sum(file.difference is not None for file in files.values()),
        let_go=len(gone - files.keys()),
        pending=len(faults) - len(told),
        faults=tuple(
            replace(fault, url=urls.get(fault.name))
            for fault in sorted(told, key=lambda fault: (order.index(fault.wrong), fault.name))
        ),
    )


def mend(archive: Archive, inspection: Inspection) -> list[Path]:
    """Move orphans and rotten files aside and return where they lie; call it under the lease of the night.

    Nothing is deleted. A body whose rotten file is out of the way is fetched anew and written again when its page
    still shows it; while the file lies there, it would be taken for the body.
    """
    moved = (Wrong.ORPHAN, Wrong.ROT)
    return [
        archive.set_aside(fault.path)
        for fault in inspection.faults
        if fault.wrong in moved and fault.path is not None
    ]


def _read_all(archive: Archive, files: Mapping[str, Stored]) -> Iterator[tuple[Stored, _Problem | None]]:
    """Read each whole body, then what is built upon it while it is at hand; yields each with what is wrong with it."""
    families: defaultdict[str, list[Stored]] = defaultdict(list)
    for file in files.values():
        if file.difference is not None:
            families[file.difference.base].append(file)
    for digest, file in files.items():
        if file.difference is None:
            body, problem = _read(archive, file, None)
            yield file, problem
            yield from _read_family(archive, families.pop(digest, []), body)
    for family in families.values():
        yield from _read_family(archive, family, None)


def _read_family(
    archive: Archive, family: Sequence[Stored], base: bytes | None
) -> Iterator[tuple[Stored, _Problem | None]]:
    for file in family:
        if base is None and file.difference is not None:
            yield file, (Wrong.BASE, f"it differs from {file.difference.base}, which cannot be read")
        else:
            yield file, _read(archive, file, base)[1]


def _read(archive: Archive, file: Stored, base: bytes | None) -> tuple[bytes | None, _Problem | None]:
    """Return the body of a file, or what is wrong with it."""
    try:
        return archive.check(file.digest, file.path.read_bytes(), base), None
    except OSError as error:
        return None, (Wrong.ROT, f"its file cannot be read: {error.strerror or error}")
    except EvidenceError as error:
        return None, (Wrong.ROT, str(error))


def _lost(archive: Archive, wanted: AbstractSet[str]) -> Iterator[Fault]:
    for digest in wanted:
        if not archive.has(digest):
            reason = "a row names it and no file holds it"
            yield Fault(wrong=Wrong.MISSING, name=digest, reason=reason, path=None)


def _spoilt(
    files: Mapping[str, Stored],
    unreadable: Mapping[str, _Problem],
    rows: AbstractSet[str],
    gone: AbstractSet[str],
) -> Iterator[Fault]:
    bases = {file.difference.base for file in files.values() if file.difference and file.digest in rows}
    for digest, file in files.items():
        if digest in gone or not file.path.exists():
            continue  # let go: just now, or by a run that was cut off and that the next one finishes
        if digest not in rows and digest not in bases:
            yield Fault(wrong=Wrong.ORPHAN, name=digest, reason="no row names it", path=file.path)
        elif digest in unreadable:
            wrong, reason = unreadable[digest]
            yield Fault(wrong=wrong, name=digest, reason=reason, path=file.path)


def _stray(path: Path) -> Fault:
    reason = "it is no snapshot's file: a run was killed while it wrote"
    return Fault(wrong=Wrong.ORPHAN, name=f"{path.parent.name}/{path.name}", reason=reason, path=path)


def _older(path: Path | None, settled: datetime) -> bool:
    try:
        return path is not None and path.stat().st_mtime <= settled.timestamp()
    except FileNotFoundError:
        return False
