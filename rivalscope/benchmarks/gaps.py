"""The suite `gaps`: what the commands `gaps` and `report` take on a made market of a given size, on each engine."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from rivalscope.benchmarks.filling import Filled, fill
from rivalscope.benchmarks.made_market import LAST, MadeMarket
from rivalscope.benchmarks.market_folder import write_folder
from rivalscope.config import DATABASE_VARIABLE
from rivalscope.errors import RivalscopeError
from storage.migrate import ready

MENTIONS = 500_000
FEATURES = 200
YEARS = 1
"""All reviews lie within the window of the analysis."""
MOST_MIB = 2048
"""MiB that a command may hold at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command, run in a process of its own."""

    engine: str
    """`sqlite` or `postgresql`."""
    command: str
    wall: float
    """Seconds, the start of the process included."""
    cpu: float
    """Seconds of processor time: where the machine has other work, nearer to the truth than `wall`. A server's are not
    among them."""
    memory: float
    """Most MiB that it held."""
    aim: float
    """Seconds that it may take."""

    @property
    def kept(self) -> bool:
        """Whether it took no longer than its aim and no more memory than it may."""
        return self.wall <= self.aim and self.memory <= MOST_MIB


AIMS = (("gaps", 60.0), ("report", 20.0))
"""Commands with the seconds that each may take at 500,000 mentions, 20 products and 200 features on two cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One engine: what filling its store came to, and the commands run on it."""

    filled: Filled
    runs: tuple[Run, ...]


def measure(
    folder: Path, *, database: str, mentions: int, tell: Callable[[Filled], Any] = lambda _: None
) -> Measured:
    """Fill the empty store at a URL with a made market, write its files to a folder, and run the commands there.

    UsageError when the store holds a market, RivalscopeError with its last words when a command fails.
    """
    market = MadeMarket(mentions=mentions, features=FEATURES, years=YEARS)
    engine = ready(database)
    try:
        filled = fill(engine, market, tell=tell)
        name = engine.dialect.name
    finally:
        engine.dispose()
    write_folder(folder, market.products, market.taxonomy)
    runs = [run(command, folder, database=database, engine=name, aim=aim) for command, aim in AIMS]
    return Measured(filled=filled, runs=tuple(runs))


def run(command: str, folder: Path, *, database: str, engine: str, aim: float) -> Run:
    """Run one command as of the made market's last day and return what it took."""
    began = perf_counter()
    with (folder / f"{command}.log").open("w+b") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "rivalscope", command, "--as-of", LAST.isoformat()],
            cwd=folder,
            env={**os.environ, DATABASE_VARIABLE: database},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        # wait4 took the exit status, so the object is told of it.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            words = log.read().decode(errors="replace").strip().splitlines()[-1:]
            raise RivalscopeError(f"rivalscope {command} failed ({process.returncode}): {' '.join(words)}")
    return Run(
        engine=engine,
        command=command,
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        memory=used.ru_maxrss / 1024,
        aim=aim,
    )


def ratios(measured: Sequence[Measured]) -> dict[str, float]:
    """Return seconds of each command on PostgreSQL over those on SQLite; empty unless both were measured."""
    walls = {(one.engine, one.command): one.wall for each in measured for one in each.runs}
    return {
        command: walls["postgresql", command] / walls["sqlite", command]
        for command, _ in AIMS
        if {("postgresql", command), ("sqlite", command)} <= set(walls)
    }


def data(measured: Sequence[Measured]) -> dict[str, Any]:
    """Return fillings, runs and ratios as JSON values."""
    return {
        "suite": "gaps",
        "mentions": measured[0].filled.mentions,
        "reviews": measured[0].filled.reviews,
        "load_seconds": [round(one.filled.seconds, 1) for one in measured],
        "load_average": round(os.getloadavg()[0], 2),
        "runs": [{**asdict(one), "kept": one.kept} for each in measured for one in each.runs],
        "postgresql_to_sqlite": {command: round(ratio, 2) for command, ratio in ratios(measured).items()},
    }


def render(measured: Sequence[Measured]) -> str:
    """Return fillings, runs and ratios as text."""
    filled = measured[0].filled
    loads = " and ".join(f"{one.filled.seconds:.0f}" for one in measured)
    head = (
        f"{filled.mentions:,} mentions in {filled.reviews:,} reviews, loaded in {loads} s; "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    lines = [head]
    lines += [
        (
            f"{one.engine:<10} {one.command:<8} {one.wall:6.1f} s (aim {one.aim:.0f} s)  {one.cpu:6.1f} s of processor "
            f"time  {one.memory:6.0f} MiB at most{'' if one.kept else '  FALLS SHORT'}"
        )
        for each in measured
        for one in each.runs
    ]
    lines += [
        f"{command} on PostgreSQL over SQLite: {ratio:.2f}" for command, ratio in ratios(measured).items()
    ]
    return "\n".join(lines)
