"""Measuring: wall time and processor time of a program and all that it starts."""

import os
import resource
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from rivalscope.errors import RivalscopeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What something took, from start to end."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor time, of all processes together."""


def cost_of(work: Callable[[], object]) -> Cost:
    """Return what a piece of work took, the processes that it started and waited for included."""
    before, started = _cpu(), perf_counter()
    work()
    return Cost(wall=perf_counter() - started, cpu=_cpu() - before)


def run(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, seconds: float = 900
) -> None:
    """Run a program to its end; RivalscopeError with its last words when it fails."""
    done = subprocess.run(
        list(command),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
        timeout=seconds,
        check=False,
    )
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise RivalscopeError(f"{command[0]} failed ({done.returncode}): {' '.join(words)}")


def _cpu() -> float:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
