"""Retention: snapshots that no rule keeps and no evidence needs are let go, and it is written down that they were."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from rivalscope.domain.settings import RetentionOptions
from rivalscope.errors import EvidenceError
from storage.archive import Archive, Stored
from storage.engine import Engine, reading, writing
from storage.frames import Base, pack
from storage.holdings import Keeping, disposable, forget_pruned, note_pruned, pruned

logger = logging.getLogger(__name__)

GRACE = timedelta(hours=1)
"""What was put within this time may belong to a run that has not named it yet."""

_BATCH = 200
"""Snapshots let go between two writes to the database."""

Progress = Callable[[int, int], None]
"""Told how many bodies were let go, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What retention let go, or would."""

    snapshots: tuple[str, ...]
    """Hashes of the bodies, in order."""
    freed: int
    """Bytes of disk, less what kept versions grew by when they lost what they were built upon."""
    rewritten: int
    """Kept bodies that were written anew."""
    kept: int
    """Bodies that stay."""


def prune(
    engine: Engine,
    archive: Archive,
    options: RetentionOptions,
    *,
    now: datetime,
    settled: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Pruned:
    """Let go what the rule of the market file no longer keeps; `dry_run` only says what that would be.

    Never a body that evidence points to, nor the newest of a URL. Kept versions are written anew before the body they
    were built upon goes; the database is told before the files are removed. Killed in between, it is done by running
    it again. Call it under the lease of the night. Ages are counted back from `now`; a file that was put, or put again,
    since `settled` by the clock of the disk stays, for the row that names it may not be written yet. Both aware UTC.
    """
    since = None if options.keep_days is None else now - timedelta(days=options.keep_days)
    with reading(engine) as connection:
        unneeded = disposable(connection, Keeping(since=since, versions=options.keep_versions))
    files = {file.digest: file for file in archive.files()}
    going = {digest for digest in unneeded & files.keys() if files[digest].touched <= settled.timestamp()}
    anew = build_anew(archive, files, going, dry_run=dry_run)
    going -= anew.stuck
    freed = sum(files[digest].bytes for digest in going) - anew.grown
    if not dry_run:
        _take_back(engine, files.keys() - going)
        letting = _Letting(engine=engine, archive=archive, rule=rule(options), now=now, settled=settled)
        letting.go([files[digest] for digest in sorted(going)], progress)
    return Pruned(
        snapshots=tuple(sorted(going)),
        freed=freed,
        rewritten=anew.rewritten,
        kept=len(files) - len(going),
    )


def rule(options: RetentionOptions) -> str:
    """Return the rule in words."""
    parts = []
    if options.keep_days is not None:
        parts.append(f"older than {options.keep_days} days")
    if options.keep_versions is not None:
        parts.append(f"not among the newest {options.keep_versions} versions")
    return " and ".join(parts) or "everything is kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letting:
    """Letting go, batch by batch."""

    engine: Engine
    archive: Archive
    rule: str
    now: datetime
    settled: datetime

    def go(self, files: Sequence[Stored], progress: Progress | None) -> None:
        """Let go what is built upon others first: a run that is cut off leaves nothing without its base."""
        built = [file for file in files if file.difference is not None]
        whole = [file for file in files if file.difference is None]
        needed: set[str] = set()
        done = 0
        for batch in (*_batches(built), *_batches(whole)):
            spared = self._batch([file for file in batch if file.digest not in needed])
            needed |= {file.difference.base for file in spared if file.difference is not None}
            done += len(batch)
            if progress is not None:
                progress(done, len(files))

    def _batch(self, files: Sequence[Stored]) -> list[Stored]:
        """Let go some files; returns those that were put again meanwhile and stay."""
        digests = [file.digest for file in files]
        with writing(self.engine) as connection:
            note_pruned(connection, digests, at=self.now, rule=self.rule)
        deadline = self.settled.timestamp()
        gone = {digest for digest in digests if self.archive.let_go(digest, untouched_since=deadline)}
        there = [file for file in files if file.digest not in gone and self.archive.has(file.digest)]
        _take_back(self.engine, [file.digest for file in there])
        return there


def _batches(files: Sequence[Stored]) -> Iterator[Sequence[Stored]]:
    for begin in range(0, len(files), _BATCH):
        yield files[begin : begin + _BATCH]


def _take_back(engine: Engine, there: Iterable[str]) -> None:
    """Take back what was written down of bodies that are there: they were put again, or a run was cut off."""
    wrong = pruned(engine).keys() & set(there)
    if wrong:
        with writing(engine) as connection:
            forget_pruned(connection, wrong)


@dataclass(slots=True, kw_only=True)
class Anew:
    """What writing kept bodies anew came to."""

    rewritten: int = 0
    grown: int = 0
    """Bytes."""
    stuck: set[str] = field(default_factory=set)
    """Bases that must stay: something that is built upon them could not be read."""


def build_anew(archive: Archive, files: dict[str, Stored], going: set[str], *, dry_run: bool) -> Anew:
    """Write every kept body anew whose base goes."""
    families: defaultdict[str, list[Stored]] = defaultdict(list)
    for digest, file in files.items():
        if file.difference is not None and file.difference.base in going and digest not in going:
            families[file.difference.base].append(file)
    anew = Anew()
    for base, family in families.items():
        try:
            for digest, size in _regroup(archive, family, dry_run=dry_run):
                anew.rewritten += 1
                anew.grown += size - files[digest].bytes
        except EvidenceError as error:
            logger.warning("%s; what it was built upon stays: run `rivalscope db check`", error)
            anew.stuck.add(base)
    return anew


def _regroup(archive: Archive, family: Iterable[Stored], *, dry_run: bool) -> Iterator[tuple[str, int]]:
    """Write bodies that lose their common base as a new family: the first whole, the others as they differ from it.

    Yields each with the bytes of its new file. Raises EvidenceError when one cannot be read.
    """
    whole: Base | None = None
    for file in sorted(family, key=_number):
        body = archive.get(file.digest)
        size = len(pack(body, whole)) if dry_run else archive.rewrite(file.digest, body, base=whole)
        yield file.digest, size
        whole = (
            Base(digest=file.digest, body=body, number=1)
            if whole is None
            else replace(whole, number=whole.number + 1)
        )


def _number(file: Stored) -> int:
    return 0 if file.difference is None else file.difference.number
