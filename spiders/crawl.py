"""A crawl: one child process that fetches what a night's frontier holds, and the talk with it."""

import gc
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from rivalscope.domain.crawl import CrawlPlan, CrawlSummary
from rivalscope.errors import CrawlError
from rivalscope.log import about, carried
from spiders.plan import read_summary, write_plan

logger = logging.getLogger(__name__)

AGAIN = "what was fetched is kept: run the same crawl again to fetch the rest"
GRACE = 10.0
"""Seconds beyond the time limit of a request that a child may take to end once it was told to."""

Progress = Callable[[str], None]


def run_crawl(plan: CrawlPlan, *, progress: Progress | None = None) -> CrawlSummary:
    """Run one night's crawl in a child process and return what it came to.

    Scrapy's reactor cannot be started twice in a process and wants its signals for itself. `progress` is
    called with a line of text for each capture. A crawl that was cut off is run again with the same plan: it
    fetches only what is undone, and nothing at all when the night is complete.

    Raises CrawlError when the child cannot come to its end, and what the child was told to stop with
    (KeyboardInterrupt, SIGTERM) once it has stopped.
    """
    with tempfile.TemporaryDirectory(prefix="rivalscope-") as folder:  # only its owner may look into it
        path = Path(folder) / "plan"
        write_plan(plan, path)
        command = [sys.executable, "-P", "-m", "spiders.crawl", str(path)]
        # A group of its own keeps the terminal's Ctrl-C from reaching the child twice.
        with about(night=plan.night):
            environment = {**os.environ, **carried()}
        child = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            process_group=0,
        )
        with _passing_on(child):
            try:
                with ExitStack() as unfinished:
                    unfinished.callback(child.terminate)
                    said = _listen(child, progress)
                    unfinished.pop_all()
            finally:
                _end(child, seconds=plan.options.timeout + GRACE)
        return _conclude(child, said)


def _listen(child: subprocess.Popen[str], progress: Progress | None) -> dict[str, Any]:
    """Read what the child says until it ends; return its last words by name, and the number of captures."""
    said: dict[str, Any] = {"captures": 0}
    for line in child.stdout or ():
        try:
            words = json.loads(line)
        except ValueError:
            logger.warning("the crawling process said: %s", line.rstrip())
            continue
        capture = words.get("capture")
        if capture is None:
            said |= words
            continue
        said["captures"] += 1
        if progress is not None:
            progress(_line(capture))
    return said


def _line(capture: dict[str, Any]) -> str:
    """Return a capture as one line of text."""
    reason = f" ({capture['reason']})" if capture["reason"] else ""
    return f"{capture['source']}  {capture['verdict']}{reason}  {capture['items']} items  {capture['url']}"


def _conclude(child: subprocess.Popen[str], said: dict[str, Any]) -> CrawlSummary:
    """Return the summary that the child ended with; CrawlError when it did not come to its end."""
    if "error" in said:
        raise CrawlError(f"the crawl failed after {said['captures']} captures: {said['error']}; {AGAIN}")
    if child.returncode != 0 or "summary" not in said:
        raise CrawlError(
            f"the crawling process {_ending(child.returncode)} after {said['captures']} captures; {AGAIN}"
        )
    if said.get("stopped"):
        raise CrawlError(f"the crawl was stopped after {said['captures']} captures; {AGAIN}")
    return read_summary(said["summary"])


def _ending(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"


def _end(child: subprocess.Popen[str], *, seconds: float) -> None:
    """See that the child is gone: wait for it, then kill it."""
    try:
        child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()


@contextmanager
def _passing_on(child: subprocess.Popen[str]) -> Iterator[None]:
    """Pass SIGTERM on to the child, and obey it ourselves once the child has stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals; the child also stops when our end of its pipe closes
        return
    received: list[int] = []

    def receive(number: int, _frame: object) -> None:
        received.append(number)
        child.terminate()

    before = signal.signal(signal.SIGTERM, receive)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        if received:
            signal.raise_signal(signal.SIGTERM)


if __name__ == "__main__":
    gc.disable()  # all that is loaded now stays: `main` has it left out of every search for cycles
    from spiders.process import main

    sys.exit(main(sys.argv[1:]))
