"""A Prefect server of our own for the time of a run: on loopback, with a password.

Prefect would start one by itself, but in our process group, where Ctrl-C ends it before a flow can say how it ended.
"""

import contextlib
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, MutableMapping
from pathlib import Path

import httpx

from rivalscope.errors import RivalscopeError

logger = logging.getLogger(__name__)

START_SECONDS = 180
"""How long a server may take to answer for the first time: it sets up its database, on a busy machine in 37 s."""

_STOP_SECONDS = 15


@contextlib.contextmanager
def running(*, services: bool, environment: MutableMapping[str, str] = os.environ) -> Iterator[str]:
    """Run a Prefect server and name it in the environment (PREFECT_API_URL); yields its URL.

    `services` are those that a schedule needs; a flow that is run once needs none.

    A server that the environment names already is used as it is. Call `flows.settings.prepare` before, and import
    Prefect after. Raises RivalscopeError when the server does not come up.
    """
    given = environment.get("PREFECT_API_URL")
    if given:
        yield given
        return
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = Path(environment["PREFECT_HOME"]) / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        # A group of its own: Ctrl-C is for us, and we stop the server when we have stopped serving.
        child = subprocess.Popen(
            [*command, "--no-ui", "--analytics-off", *([] if services else ["--no-services"])],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            process_group=0,
        )
    url = f"http://127.0.0.1:{port}/api"
    try:
        _wait(child, url, log)
        environment["PREFECT_API_URL"] = url
        yield url
    finally:
        environment.pop("PREFECT_API_URL", None)
        _stop(child)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(child: subprocess.Popen[bytes], url: str, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if child.poll() is not None:
            raise RivalscopeError(
                f"the Prefect server ended with exit code {child.returncode} before it answered (see {log}); "
                "run without it from cron instead: rivalscope nightly --no-prefect"
            )
        try:
            if httpx.get(f"{url}/health", timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            logger.debug("the Prefect server does not answer yet")
        time.sleep(0.2)
    raise RivalscopeError(
        f"the Prefect server did not answer within {START_SECONDS} s (see {log}); "
        "run without it from cron instead: rivalscope nightly --no-prefect"
    )


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
