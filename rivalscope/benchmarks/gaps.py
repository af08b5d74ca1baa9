"""The suite `gaps`: what the commands `gaps` and `report` take on a made market of a given size."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from rivalscope.benchmarks.filling import Filled
from rivalscope.benchmarks.made_market import LAST
from rivalscope.config import DATABASE_VARIABLE
from rivalscope.errors import RivalscopeError

MENTIONS = 500_000
FEATURES = 200
YEARS = 1
"""All reviews lie within the window of the analysis."""
MOST_MIB = 2048
"""MiB that a command may hold at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One command, run in a process of its own."""

    command: str
    wall: float
    """Seconds, the start of the process included."""
    cpu: float
    """Seconds of processor time: where the machine has other work, nearer to the truth than `wall`."""
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


def measure(folder: Path, *, database: str) -> Iterator[Run]:
    """Run the commands, one after the other, in the folder of a market, its store at a URL, and yield what each took.

    RivalscopeError with its last words when one fails.
    """
    for command, aim in AIMS:
        yield run(command, folder, database=database, aim=aim)


def run(command: str, folder: Path, *, database: str, aim: float) -> Run:
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
        command=command,
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        memory=used.ru_maxrss / 1024,
        aim=aim,
    )


def data(filled: Filled, runs: Sequence[Run]) -> dict[str, Any]:
    """Return filling and runs as JSON values."""
    return {
        "suite": "gaps",
        "mentions": filled.mentions,
        "reviews": filled.reviews,
        "load_seconds": round(filled.seconds, 1),
        "load_average": round(os.getloadavg()[0], 2),
        "runs": [{**asdict(one), "kept": one.kept} for one in runs],
    }


def render(filled: Filled, runs: Sequence[Run]) -> str:
    """Return filling and runs as text."""
    head = (
        f"{filled.mentions:,} mentions in {filled.reviews:,} reviews, loaded in {filled.seconds:.0f} s; "
        f"load of the machine {os.getloadavg()[0]:.1f}"
    )
    lines = [
        (
            f"{one.command:<8} {one.wall:6.1f} s (aim {one.aim:.0f} s)  {one.cpu:6.1f} s of processor time  "
            f"{one.memory:6.0f} MiB at most{'' if one.kept else '  FALLS SHORT'}"
        )
        for one in runs
    ]
    return "\n".join([head, *lines])
